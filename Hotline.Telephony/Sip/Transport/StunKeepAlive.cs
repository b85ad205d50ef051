using System.Buffers.Binary;
using System.Net;

namespace Hotline.Telephony.Sip.Transport;

/// <summary>
/// The keep-alive of phones on UDP (RFC 5626 §4.4.2, §8): a STUN binding request at the SIP port, without credentials, answered with where it came from. A phone that sees that change
/// knows that its address translator has let go of it, and registers anew. Pure; keeps nothing.
/// </summary>
internal static class StunKeepAlive
{
    private const int HeaderLength = 20;
    private const uint Cookie = 0x2112_A442;
    private const ushort BindingRequest = 0x0001;
    private const ushort BindingSuccess = 0x0101;
    private const ushort BindingError = 0x0111;
    private const ushort XorMappedAddress = 0x0020;
    private const ushort ErrorCode = 0x0009;
    private const ushort UnknownAttributes = 0x000A;

    // Attributes from here on may be passed over (RFC 8489 §14).
    private const ushort FirstOptional = 0x8000;

    /// <summary>Whether a datagram at the SIP port is STUN: its first byte is 0 or 1, that of SIP a letter (RFC 5626 §8).</summary>
    public static bool Is(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= HeaderLength && datagram[0] < 2 && BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) == Cookie;

    /// <summary>The answer to a binding request: where it came from, or 420 where it demands what we do not know (RFC 8489 §6.3.1). Empty for anything else, which is not answered.</summary>
    public static byte[] Answer(ReadOnlySpan<byte> datagram, IPEndPoint source)
    {
        if (!Is(datagram)
            || BinaryPrimitives.ReadUInt16BigEndian(datagram) != BindingRequest
            || BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) != datagram.Length - HeaderLength
            || datagram.Length % 4 != 0)
        {
            return [];
        }

        for (var at = HeaderLength; at < datagram.Length;)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(datagram[at..]);
            if (type < FirstOptional)
            {
                return Refuse(datagram[4..HeaderLength], type);
            }

            at += 4 + ((BinaryPrimitives.ReadUInt16BigEndian(datagram[(at + 2)..]) + 3) & ~3);
            if (at > datagram.Length)
            {
                return [];
            }
        }

        return Tell(datagram[4..HeaderLength], source);
    }

    private static byte[] Tell(ReadOnlySpan<byte> transaction, IPEndPoint source)
    {
        var address = source.Address.GetAddressBytes();
        var answer = new byte[HeaderLength + 8 + address.Length];
        WriteHead(answer, BindingSuccess, transaction);
        var attribute = answer.AsSpan(HeaderLength);
        BinaryPrimitives.WriteUInt16BigEndian(attribute, XorMappedAddress);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[2..], (ushort)(4 + address.Length));
        attribute[5] = (byte)(address.Length == 4 ? 1 : 2);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[6..], (ushort)(source.Port ^ (Cookie >> 16)));
        for (var i = 0; i < address.Length; i++)
        {
            attribute[8 + i] = (byte)(address[i] ^ transaction[i]);
        }

        return answer;
    }

    private static byte[] Refuse(ReadOnlySpan<byte> transaction, ushort unknown)
    {
        var answer = new byte[HeaderLength + 16];
        WriteHead(answer, BindingError, transaction);
        var attributes = answer.AsSpan(HeaderLength);
        BinaryPrimitives.WriteUInt16BigEndian(attributes, ErrorCode);
        BinaryPrimitives.WriteUInt16BigEndian(attributes[2..], 4);
        (attributes[6], attributes[7]) = (4, 20);
        BinaryPrimitives.WriteUInt16BigEndian(attributes[8..], UnknownAttributes);
        BinaryPrimitives.WriteUInt16BigEndian(attributes[10..], 2);
        BinaryPrimitives.WriteUInt16BigEndian(attributes[12..], unknown);
        return answer;
    }

    private static void WriteHead(byte[] answer, ushort type, ReadOnlySpan<byte> transaction)
    {
        BinaryPrimitives.WriteUInt16BigEndian(answer, type);
        BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(2), (ushort)(answer.Length - HeaderLength));
        transaction.CopyTo(answer.AsSpan(4)); // the cookie and the transaction's name: also what the address is hidden under
    }
}
