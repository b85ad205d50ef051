using System.Buffers.Binary;

namespace Hotline.Telephony.Rtp;

/// <summary>What we say of ourselves in a sender report (RFC 3550 §6.4.1).</summary>
internal readonly record struct RtcpSender(ulong NtpTime, uint RtpTimestamp, uint Packets, uint Octets);

/// <summary>One reception report block (RFC 3550 §6.4.1).</summary>
internal readonly record struct RtcpBlock
{
    /// <summary>The source reported on.</summary>
    public required uint Ssrc { get; init; }

    /// <summary>Lost since the last report, in 1/256.</summary>
    public required byte FractionLost { get; init; }

    /// <summary>Lost since the beginning, 24 bits signed.</summary>
    public required int CumulativeLost { get; init; }

    /// <summary>Highest sequence number, cycles in the upper 16 bits.</summary>
    public required uint ExtendedHighest { get; init; }

    /// <summary>Jitter in timestamp units.</summary>
    public required uint Jitter { get; init; }

    /// <summary>Middle 32 bits of the NTP time of the last sender report from that source; 0 for none.</summary>
    public required uint LastSenderReport { get; init; }

    /// <summary>Since that report arrived, in 1/65536 s.</summary>
    public required uint DelaySinceLast { get; init; }
}

/// <summary>What a compound packet from the far end said.</summary>
internal struct RtcpReading
{
    /// <summary>Middle 32 bits of the NTP time of a sender report in it; null without one.</summary>
    public uint? SenderReport { get; set; }

    /// <summary>What it reported on the source asked for, if anything.</summary>
    public RtcpBlock? Block { get; set; }
}

/// <summary>Reads and writes compound RTCP packets (RFC 3550 §6), no more of them than two parties need.</summary>
internal static class Rtcp
{
    /// <summary>Room enough for any packet that <see cref="Write"/> makes.</summary>
    public const int MaxLength = 128;

    private const byte SenderReport = 200;
    private const byte ReceiverReport = 201;
    private const byte SourceDescription = 202;
    private const byte CanonicalName = 1;
    private const int BlockLength = 24;

    /// <summary>Seconds from 1900 (NTP) to 1970.</summary>
    private const long NtpEpoch = 2_208_988_800;

    /// <summary>The 64-bit NTP time of a moment (RFC 5905 §6).</summary>
    public static ulong NtpTime(DateTimeOffset moment)
    {
        var ticks = moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var seconds = (ulong)((ticks / TimeSpan.TicksPerSecond) + NtpEpoch);
        var fraction = ((ulong)(ticks % TimeSpan.TicksPerSecond) << 32) / TimeSpan.TicksPerSecond;
        return (seconds << 32) | fraction;
    }

    /// <summary>Writes a sender report (or, with <paramref name="sender"/> null, a receiver report) and the canonical name.</summary>
    /// <param name="target">At least <see cref="MaxLength"/> bytes.</param>
    /// <param name="ssrc">Our source.</param>
    /// <param name="sender">What we sent.</param>
    /// <param name="block">What we received; null before the first packet.</param>
    /// <param name="name">Our canonical name (RFC 7022), at most 32 bytes.</param>
    /// <returns>The length.</returns>
    public static int Write(Span<byte> target, uint ssrc, RtcpSender? sender, RtcpBlock? block, ReadOnlySpan<byte> name)
    {
        var at = 8;
        if (sender is { } sent)
        {
            BinaryPrimitives.WriteUInt64BigEndian(target[8..], sent.NtpTime);
            BinaryPrimitives.WriteUInt32BigEndian(target[16..], sent.RtpTimestamp);
            BinaryPrimitives.WriteUInt32BigEndian(target[20..], sent.Packets);
            BinaryPrimitives.WriteUInt32BigEndian(target[24..], sent.Octets);
            at = 28;
        }

        if (block is { } received)
        {
            WriteBlock(target[at..], received);
            at += BlockLength;
        }

        WriteHead(target, block is null ? 0 : 1, sender is null ? ReceiverReport : SenderReport, at);
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], ssrc);

        // One chunk: source, CNAME item, then at least one zero byte up to the next word (RFC 3550 §6.5).
        var length = (4 + 4 + 2 + name.Length + 4) / 4 * 4;
        var description = target.Slice(at, length);
        description.Clear();
        WriteHead(description, 1, SourceDescription, length);
        BinaryPrimitives.WriteUInt32BigEndian(description[4..], ssrc);
        description[8] = CanonicalName;
        description[9] = (byte)name.Length;
        name.CopyTo(description[10..]);
        return at + length;
    }

    /// <summary>Reads a compound packet; false where it is none.</summary>
    /// <param name="datagram">The packet.</param>
    /// <param name="ssrc">Our source: the block on it is picked out.</param>
    /// <param name="reading">What was found.</param>
    public static bool TryRead(ReadOnlySpan<byte> datagram, uint ssrc, out RtcpReading reading)
    {
        reading = default;
        while (datagram.Length >= 8)
        {
            var length = (BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) + 1) * 4;
            if (datagram[0] >> 6 != 2 || length > datagram.Length)
            {
                return false;
            }

            var (count, type, blocks) = (datagram[0] & 0x1F, datagram[1], 8);
            if (type == SenderReport && length >= 28)
            {
                reading.SenderReport = BinaryPrimitives.ReadUInt32BigEndian(datagram[10..]);
                blocks = 28;
            }

            if (type is SenderReport or ReceiverReport)
            {
                for (var i = 0; i < count && blocks + BlockLength <= length; i++, blocks += BlockLength)
                {
                    if (BinaryPrimitives.ReadUInt32BigEndian(datagram[blocks..]) == ssrc)
                    {
                        reading.Block = ReadBlock(datagram[blocks..]);
                    }
                }
            }

            datagram = datagram[length..];
        }

        return datagram.IsEmpty;
    }

    private static void WriteHead(Span<byte> target, int count, byte type, int length)
    {
        target[0] = (byte)(0x80 | count);
        target[1] = type;
        BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)((length / 4) - 1));
    }

    private static void WriteBlock(Span<byte> target, in RtcpBlock block)
    {
        var lost = Math.Clamp(block.CumulativeLost, -0x800000, 0x7FFFFF) & 0xFFFFFF;
        BinaryPrimitives.WriteUInt32BigEndian(target, block.Ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], ((uint)block.FractionLost << 24) | (uint)lost);
        BinaryPrimitives.WriteUInt32BigEndian(target[8..], block.ExtendedHighest);
        BinaryPrimitives.WriteUInt32BigEndian(target[12..], block.Jitter);
        BinaryPrimitives.WriteUInt32BigEndian(target[16..], block.LastSenderReport);
        BinaryPrimitives.WriteUInt32BigEndian(target[20..], block.DelaySinceLast);
    }

    private static RtcpBlock ReadBlock(ReadOnlySpan<byte> source)
    {
        var losses = BinaryPrimitives.ReadInt32BigEndian(source[4..]);
        return new RtcpBlock
        {
            Ssrc = BinaryPrimitives.ReadUInt32BigEndian(source),
            FractionLost = (byte)(losses >> 24),
            CumulativeLost = losses << 8 >> 8,
            ExtendedHighest = BinaryPrimitives.ReadUInt32BigEndian(source[8..]),
            Jitter = BinaryPrimitives.ReadUInt32BigEndian(source[12..]),
            LastSenderReport = BinaryPrimitives.ReadUInt32BigEndian(source[16..]),
            DelaySinceLast = BinaryPrimitives.ReadUInt32BigEndian(source[20..]),
        };
    }
}
