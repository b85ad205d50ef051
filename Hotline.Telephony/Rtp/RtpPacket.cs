using System.Buffers.Binary;

namespace Hotline.Telephony.Rtp;

/// <summary>A view of one RTP packet (RFC 3550 §5.1): fields and the place of the payload, nothing copied.</summary>
internal readonly struct RtpPacket
{
    /// <summary>Bytes of a header without contributing sources or extension.</summary>
    public const int HeaderLength = 12;

    private const int Version = 2;

    /// <summary>Set on the first packet after silence (RFC 3551 §4.1) or of an event (RFC 4733 §2.3.5).</summary>
    public required bool Marker { get; init; }

    /// <summary>0–127.</summary>
    public required byte PayloadType { get; init; }

    /// <summary>Counts packets, modulo 2^16.</summary>
    public required ushort Sequence { get; init; }

    /// <summary>Sampling instant of the first sample, modulo 2^32.</summary>
    public required uint Timestamp { get; init; }

    /// <summary>The sender's synchronisation source.</summary>
    public required uint Ssrc { get; init; }

    /// <summary>Where the payload starts, after contributing sources and extension; at least 12.</summary>
    public required int PayloadOffset { get; init; }

    /// <summary>Bytes of payload without padding; may be 0.</summary>
    public required int PayloadLength { get; init; }

    /// <summary>Reads the header; false where the datagram is no whole RTP version 2 packet.</summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out RtpPacket packet)
    {
        packet = default;
        if (datagram.Length < HeaderLength || datagram[0] >> 6 != Version)
        {
            return false;
        }

        var offset = HeaderLength + ((datagram[0] & 0x0F) * 4);
        if ((datagram[0] & 0x10) != 0)
        {
            if (datagram.Length < offset + 4)
            {
                return false;
            }

            offset += 4 + (BinaryPrimitives.ReadUInt16BigEndian(datagram[(offset + 2)..]) * 4);
        }

        var length = datagram.Length - offset;
        if ((datagram[0] & 0x20) != 0)
        {
            length -= Math.Max((byte)1, datagram[^1]);
        }

        if (length < 0)
        {
            return false;
        }

        packet = new RtpPacket
        {
            Marker = (datagram[1] & 0x80) != 0,
            PayloadType = (byte)(datagram[1] & 0x7F),
            Sequence = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]),
            Timestamp = BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]),
            Ssrc = BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]),
            PayloadOffset = offset,
            PayloadLength = length,
        };
        return true;
    }

    /// <summary>Writes a header of 12 bytes at the start of <paramref name="target"/>.</summary>
    public static void WriteHeader(Span<byte> target, bool marker, byte payloadType, ushort sequence, uint timestamp, uint ssrc)
    {
        target[0] = Version << 6;
        target[1] = (byte)(payloadType | (marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(target[2..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(target[8..], ssrc);
    }
}
