using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;

namespace Hotline.Telephony.WebRtc;

/// <summary>What a STUN binding request said (RFC 8489 §5, RFC 8445 §7.1). Valid as long as its bytes.</summary>
internal readonly ref struct StunRequest
{
    /// <summary>Who asks: the answerer's fragment, a colon, the asker's.</summary>
    public required ReadOnlySpan<byte> UserName { get; init; }

    /// <summary>Names the transaction: 12 bytes.</summary>
    public required ReadOnlySpan<byte> TransactionId { get; init; }

    /// <summary>This path is to be used.</summary>
    public required bool UseCandidate { get; init; }
}

/// <summary>Reads binding requests and writes their answers: all of STUN that an ICE-lite side needs. Pure.</summary>
internal static class StunMessage
{
    /// <summary>Room enough for <see cref="WriteSuccess"/>.</summary>
    public const int MaxLength = 128;

    private const int HeaderLength = 20;
    private const int IntegrityLength = 20;
    private const uint Cookie = 0x2112_A442;
    private const uint FingerprintMask = 0x5354_554E;
    private const ushort BindingRequest = 0x0001;
    private const ushort BindingSuccess = 0x0101;
    private const ushort UserName = 0x0006;
    private const ushort MessageIntegrity = 0x0008;
    private const ushort XorMappedAddress = 0x0020;
    private const ushort UseCandidate = 0x0025;
    private const ushort Fingerprint = 0x8028;

    private static readonly uint[] Crc = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    /// <summary>Whether a datagram is STUN and not DTLS or RTP (RFC 7983 §7).</summary>
    public static bool Is(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= HeaderLength && datagram[0] < 4 && BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) == Cookie;

    /// <summary>Reads a binding request; false where it is none, is damaged, or was not signed with the password.</summary>
    public static bool TryReadRequest(ReadOnlySpan<byte> datagram, ReadOnlySpan<byte> password, out StunRequest request)
    {
        request = default;
        if (!Is(datagram)
            || BinaryPrimitives.ReadUInt16BigEndian(datagram) != BindingRequest
            || BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) != datagram.Length - HeaderLength)
        {
            return false;
        }

        ReadOnlySpan<byte> userName = default;
        var (useCandidate, isSigned, isWhole) = (false, false, false);
        for (var at = HeaderLength; at + 4 <= datagram.Length;)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(datagram[at..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(datagram[(at + 2)..]);
            var next = at + 4 + ((length + 3) & ~3);
            if (next > datagram.Length)
            {
                return false;
            }

            var value = datagram.Slice(at + 4, length);
            switch (type)
            {
                case Fingerprint when next != datagram.Length || length != 4 || BinaryPrimitives.ReadUInt32BigEndian(value) != FingerprintOf(datagram[..at]):
                    return false;
                case Fingerprint:
                    isWhole = true;
                    break;
                case MessageIntegrity when length != IntegrityLength || !IsSigned(datagram[..at], value, password):
                    return false;
                case MessageIntegrity:
                    isSigned = true;
                    break;

                // What stands behind the signature is not signed (RFC 8489 §14.5).
                case UserName when !isSigned:
                    userName = value;
                    break;
                case UseCandidate when !isSigned:
                    useCandidate = true;
                    break;
            }

            at = next;
        }

        request = new StunRequest { UserName = userName, TransactionId = datagram.Slice(8, 12), UseCandidate = useCandidate };

        // ICE wants both (RFC 8445 §7.1.3 with RFC 8489 §14.7).
        return isSigned && isWhole;
    }

    /// <summary>Writes the answer to a request.</summary>
    /// <param name="target">At least <see cref="MaxLength"/> bytes.</param>
    /// <param name="transactionId">Of the request.</param>
    /// <param name="source">Where the request came from.</param>
    /// <param name="password">Our password.</param>
    /// <returns>The length.</returns>
    public static int WriteSuccess(Span<byte> target, ReadOnlySpan<byte> transactionId, IPEndPoint source, ReadOnlySpan<byte> password)
    {
        BinaryPrimitives.WriteUInt16BigEndian(target, BindingSuccess);
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], Cookie);
        transactionId.CopyTo(target[8..]);

        // The address under the cookie and the transaction, so that no middlebox rewrites it (RFC 8489 §14.2).
        var at = HeaderLength;
        var mapped = target[(at + 4)..];
        source.Address.TryWriteBytes(mapped[4..], out var addressLength);
        WriteHead(target, at, XorMappedAddress, 4 + addressLength);
        (mapped[0], mapped[1]) = (0, (byte)(addressLength == 4 ? 1 : 2));
        BinaryPrimitives.WriteUInt16BigEndian(mapped[2..], (ushort)(source.Port ^ (Cookie >> 16)));
        for (var i = 0; i < addressLength; i++)
        {
            mapped[4 + i] ^= target[4 + i];
        }

        at += 8 + addressLength;
        Sign(target[..at], target.Slice(at + 4, IntegrityLength), password);
        WriteHead(target, at, MessageIntegrity, IntegrityLength);
        at += 4 + IntegrityLength;
        BinaryPrimitives.WriteUInt32BigEndian(target[(at + 4)..], FingerprintOf(target[..at]));
        WriteHead(target, at, Fingerprint, 4);
        at += 8;
        BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)(at - HeaderLength));
        return at;
    }

    private static void WriteHead(Span<byte> target, int at, ushort type, int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(target[at..], type);
        BinaryPrimitives.WriteUInt16BigEndian(target[(at + 2)..], (ushort)length);
    }

    private static bool IsSigned(ReadOnlySpan<byte> before, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> password)
    {
        Span<byte> expected = stackalloc byte[IntegrityLength];
        Sign(before, expected, password);
        return CryptographicOperations.FixedTimeEquals(expected, signature);
    }

    // The length field counts up to the end of the signature, whatever follows (RFC 8489 §14.5).
    private static void Sign(ReadOnlySpan<byte> before, Span<byte> signature, ReadOnlySpan<byte> password)
    {
        Span<byte> message = stackalloc byte[before.Length];
        before.CopyTo(message);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], (ushort)(before.Length - HeaderLength + 4 + IntegrityLength));
#pragma warning disable CA5350 // RFC 8489 §14.5: the algorithm is the protocol's.
        HMACSHA1.HashData(password, message, signature);
#pragma warning restore CA5350
    }

    // The same of the checksum's own end.
    private static uint FingerprintOf(ReadOnlySpan<byte> before)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(before.Length - HeaderLength + 8));
        var crc = Update(Update(Update(uint.MaxValue, before[..2]), length), before[4..]);
        return ~crc ^ FingerprintMask;
    }

    private static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            crc = Crc[(byte)crc ^ value] ^ (crc >> 8);
        }

        return crc;
    }

    // ITU-T V.42: the reflected polynomial 0x04C11DB7.
    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1;
        }

        return crc;
    }
}
