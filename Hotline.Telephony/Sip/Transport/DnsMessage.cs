using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Hotline.Telephony.Sip.Transport;

/// <summary>What is asked of a name server (RFC 1035 §3.2.2, RFC 3596, RFC 2782).</summary>
internal enum DnsType
{
    A = 1,
    Aaaa = 28,
    Srv = 33,
}

/// <summary>A server that an SRV record names (RFC 2782).</summary>
internal sealed record SrvTarget(int Priority, int Weight, int Port, string Host);

/// <summary>What a name server said.</summary>
internal sealed record DnsAnswer
{
    /// <summary>It had more to say than a datagram holds: ask again over TCP (RFC 1035 §4.2.1).</summary>
    public bool IsCut { get; init; }

    public IReadOnlyList<SrvTarget> Servers { get; init; } = [];

    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>How long it may be kept: the shortest of the records; zero where there are none.</summary>
    public TimeSpan TimeToLive { get; init; }
}

/// <summary>Questions to name servers and their answers, as bytes (RFC 1035 §4): pure.</summary>
internal static class DnsMessage
{
    private const int HeaderBytes = 12;
    private const int MaxName = 255;
    private const int MaxLabel = 63;
    private const int MaxRecords = 64;
    private const ushort Internet = 1;

    /// <summary>A question; null where the name cannot be one.</summary>
    public static byte[]? Ask(ushort id, string name, DnsType type)
    {
        var labels = name.TrimEnd('.').Split('.');
        if (name.Length > MaxName - 2 || labels.Any(label => label.Length is 0 or > MaxLabel || !Ascii.IsValid(label)))
        {
            return null;
        }

        var bytes = new byte[HeaderBytes + labels.Sum(label => label.Length + 1) + 5];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, id);
        bytes[2] = 1; // recursion desired
        bytes[5] = 1; // one question
        var at = HeaderBytes;
        foreach (var label in labels)
        {
            bytes[at++] = (byte)label.Length;
            at += Encoding.ASCII.GetBytes(label, bytes.AsSpan(at));
        }

        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at + 1), (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at + 3), Internet);
        return bytes;
    }

    /// <summary>Reads the answer to a question; null where it is none, or malformed. A name that does not exist is an answer without records.</summary>
    public static DnsAnswer? Read(ReadOnlySpan<byte> message, ReadOnlySpan<byte> question)
    {
        // The same id, a response, and the same question in it: others are not for us, or forged (RFC 5452 §9.1).
        if (message.Length < question.Length || !message[..2].SequenceEqual(question[..2]) || (message[2] & 0x80) == 0
            || BinaryPrimitives.ReadUInt16BigEndian(message[4..]) != 1 || !Ascii.EqualsIgnoreCase(message[HeaderBytes..question.Length], question[HeaderBytes..]))
        {
            return null;
        }

        if ((message[2] & 2) != 0)
        {
            return new DnsAnswer { IsCut = true };
        }

        var servers = new List<SrvTarget>();
        var addresses = new List<IPAddress>();
        var timeToLive = uint.MaxValue;
        var count = BinaryPrimitives.ReadUInt16BigEndian(message[6..]);
        var at = question.Length;
        for (var record = 0; record < Math.Min((int)count, MaxRecords); record++)
        {
            if (!TrySkipName(message, ref at) || message.Length - at < 10)
            {
                return null;
            }

            var type = (DnsType)BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
            var lives = BinaryPrimitives.ReadUInt32BigEndian(message[(at + 4)..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]);
            at += 10;
            if (message.Length - at < length)
            {
                return null;
            }

            var data = message.Slice(at, length);
            switch (type)
            {
                case DnsType.A when length == 4:
                case DnsType.Aaaa when length == 16:
                    addresses.Add(new IPAddress(data));
                    break;
                case DnsType.Srv when length > 6:
                    var name = at + 6;
                    if (ReadName(message, ref name) is not { } host)
                    {
                        return null;
                    }

                    servers.Add(new SrvTarget(
                        BinaryPrimitives.ReadUInt16BigEndian(data), BinaryPrimitives.ReadUInt16BigEndian(data[2..]), BinaryPrimitives.ReadUInt16BigEndian(data[4..]), host));
                    break;
            }

            timeToLive = Math.Min(timeToLive, lives);
            at += length;
        }

        return new DnsAnswer { Servers = servers, Addresses = addresses, TimeToLive = TimeSpan.FromSeconds(timeToLive == uint.MaxValue ? 0 : timeToLive) };
    }

    private static bool TrySkipName(ReadOnlySpan<byte> message, ref int at) => ReadName(message, ref at) is not null;

    // Pointers lead backwards only, so that none leads in a circle (RFC 1035 §4.1.4).
    private static string? ReadName(ReadOnlySpan<byte> message, ref int at)
    {
        var name = new StringBuilder();
        var position = at;
        var lowest = at;
        var jumped = false;
        while (true)
        {
            if (position >= message.Length)
            {
                return null;
            }

            var length = message[position];
            switch (length & 0xC0)
            {
                case 0xC0:
                    if (position + 1 >= message.Length)
                    {
                        return null;
                    }

                    var target = ((length & 0x3F) << 8) | message[position + 1];
                    at = jumped ? at : position + 2;
                    jumped = true;
                    if (target >= lowest)
                    {
                        return null;
                    }

                    position = lowest = target;
                    break;
                case 0 when length == 0:
                    at = jumped ? at : position + 1;
                    return name.ToString();
                case 0 when position + 1 + length <= message.Length && name.Length + length < MaxName:
                    name.Append(name.Length > 0 ? "." : "").Append(Encoding.ASCII.GetString(message.Slice(position + 1, length)));
                    position += 1 + length;
                    break;
                default:
                    return null;
            }
        }
    }
}
