using System.Buffers.Binary;
using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.WebRtc;

/// <summary>
/// One direction of a leg's protected sound (RFC 3711): RTP and RTCP under one master key, which is never used for the other direction. Not thread-safe.
/// </summary>
internal sealed class SrtpSession : IDisposable
{
    // Sources of one far end: it has one, and another after a restart. More would be an attack on our memory.
    private const int MaxSources = 8;
    private const int ControlHeaderLength = 8;
    private const int IndexLength = 4;
    private const uint EncryptedFlag = 0x8000_0000;

    // GCM keeps the authenticated header apart; a header this long is no telephone's.
    private const int MaxHeaderLength = 128;

    private readonly bool _coversRollover;
    private readonly SrtpCipher _rtp;
    private readonly SrtpCipher _rtcp;
    private readonly Dictionary<uint, PacketIndex> _sources = new(MaxSources);
    private readonly Dictionary<uint, ReplayWindow> _controlSources = new(MaxSources);
    private uint _controlIndex;

    /// <param name="profile">How.</param>
    /// <param name="masterKey">16 bytes.</param>
    /// <param name="masterSalt">As long as the profile says.</param>
    public SrtpSession(SrtpProfile profile, ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt)
    {
        _coversRollover = profile == SrtpProfile.AesCm128HmacSha1;
        _rtp = SrtpCipher.Create(profile, SrtpKeys.Derive(profile, masterKey, masterSalt, control: false));
        _rtcp = SrtpCipher.Create(profile, SrtpKeys.Derive(profile, masterKey, masterSalt, control: true));
    }

    /// <summary>Protects an RTP packet of ours where it stands.</summary>
    /// <param name="buffer">The packet, and room for <see cref="SrtpProfiles.MostAdded"/> bytes more.</param>
    /// <param name="length">Of the packet; afterwards of the protected one.</param>
    /// <returns>False for what is no RTP packet of ours.</returns>
    public bool TrySeal(Span<byte> buffer, ref int length)
    {
        if (!TryReadHeader(buffer[..length], out var ssrc, out var sequence, out var header))
        {
            return false;
        }

        var source = SourceOf(ssrc);
        var index = source.Estimate(sequence);
        source.Note(index);
        Span<byte> rollover = stackalloc byte[IndexLength];
        _rtp.Seal(buffer[..header], buffer[header..length], Rollover(rollover, index), buffer.Slice(length, _rtp.TagLength), ssrc, index);
        length += _rtp.TagLength;
        return true;
    }

    /// <summary>Opens an RTP packet of the far end where it stands; false for one that is forged, repeated or too old.</summary>
    public bool TryOpen(Span<byte> datagram, out int length)
    {
        length = datagram.Length - _rtp.TagLength;
        if (length < RtpPacket.HeaderLength || !TryReadHeader(datagram[..length], out var ssrc, out var sequence, out var header))
        {
            return false;
        }

        var known = _sources.TryGetValue(ssrc, out var source);
        source ??= new PacketIndex();
        var index = source.Estimate(sequence);
        Span<byte> rollover = stackalloc byte[IndexLength];
        if (source.Window.HasSeen(index)
            || !_rtp.TryOpen(datagram[..header], datagram[header..length], Rollover(rollover, index), datagram.Slice(length, _rtp.TagLength), ssrc, index))
        {
            return false;
        }

        // Only now: a forged packet must move nothing (RFC 3711 §3.3).
        source.Note(index);
        source.Window.Note(index);
        if (!known)
        {
            Keep(_sources, ssrc, source);
        }

        return true;
    }

    /// <summary>Protects an RTCP packet of ours where it stands (RFC 3711 §3.4, RFC 7714 §9).</summary>
    /// <param name="buffer">The packet, and room for <see cref="SrtpProfiles.MostAdded"/> bytes more.</param>
    /// <param name="length">Of the packet.</param>
    /// <returns>The length of the protected packet.</returns>
    public int SealControl(Span<byte> buffer, int length)
    {
        var index = _controlIndex++ & ~EncryptedFlag;
        Span<byte> word = stackalloc byte[IndexLength];
        BinaryPrimitives.WriteUInt32BigEndian(word, index | EncryptedFlag);
        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(buffer[4..]);
        Span<byte> tag = stackalloc byte[_rtcp.TagLength];
        _rtcp.Seal(buffer[..ControlHeaderLength], buffer[ControlHeaderLength..length], word, tag, ssrc, index);

        // AES-CM has the tag behind the index, GCM before it.
        (_coversRollover ? word : tag).CopyTo(buffer[length..]);
        (_coversRollover ? tag : word).CopyTo(buffer[(length + (_coversRollover ? IndexLength : tag.Length))..]);
        return length + IndexLength + tag.Length;
    }

    /// <summary>Opens an RTCP packet of the far end where it stands; false for one that is forged, repeated, too old or not encrypted.</summary>
    public bool TryOpenControl(Span<byte> datagram, out int length)
    {
        length = datagram.Length - IndexLength - _rtcp.TagLength;
        if (length < ControlHeaderLength)
        {
            return false;
        }

        var word = datagram.Slice(_coversRollover ? length : length + _rtcp.TagLength, IndexLength);
        var tag = datagram.Slice(_coversRollover ? length + IndexLength : length, _rtcp.TagLength);
        var value = BinaryPrimitives.ReadUInt32BigEndian(word);
        var (ssrc, index) = (BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]), value & ~EncryptedFlag);
        var known = _controlSources.TryGetValue(ssrc, out var window);
        window ??= new ReplayWindow();
        if ((value & EncryptedFlag) == 0
            || window.HasSeen(index)
            || !_rtcp.TryOpen(datagram[..ControlHeaderLength], datagram[ControlHeaderLength..length], word, tag, ssrc, index))
        {
            return false;
        }

        window.Note(index);
        if (!known)
        {
            Keep(_controlSources, ssrc, window);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    private static void Keep<T>(Dictionary<uint, T> sources, uint ssrc, T source)
    {
        // Whoever holds the key sent it; a far end that changes its source so often has the first one forgotten.
        if (sources.Count == MaxSources)
        {
            sources.Remove(sources.Keys.First());
        }

        sources[ssrc] = source;
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> packet, out uint ssrc, out ushort sequence, out int header)
    {
        if (!RtpPacket.TryRead(packet, out var read) && !TryReadPadded(packet, out read))
        {
            (ssrc, sequence, header) = (0, 0, 0);
            return false;
        }

        (ssrc, sequence, header) = (read.Ssrc, read.Sequence, read.PayloadOffset);
        return header <= MaxHeaderLength;
    }

    // The count of padding bytes is encrypted still: the header is read without it.
    private static bool TryReadPadded(ReadOnlySpan<byte> packet, out RtpPacket read)
    {
        Span<byte> head = stackalloc byte[Math.Min(packet.Length, MaxHeaderLength)];
        packet[..head.Length].CopyTo(head);
        head[0] &= 0xDF;
        return RtpPacket.TryRead(head, out read);
    }

    private PacketIndex SourceOf(uint ssrc)
    {
        if (!_sources.TryGetValue(ssrc, out var source))
        {
            Keep(_sources, ssrc, source = new PacketIndex());
        }

        return source;
    }

    private ReadOnlySpan<byte> Rollover(Span<byte> word, ulong index)
    {
        BinaryPrimitives.WriteUInt32BigEndian(word, (uint)(index >> 16));
        return _coversRollover ? word : default;
    }

    /// <summary>The 48-bit number of a packet from its 16-bit one (RFC 3711 §3.3.1).</summary>
    private sealed class PacketIndex
    {
        private bool _any;
        private ulong _highest;

        public ReplayWindow Window { get; } = new();

        public ulong Estimate(ushort sequence)
        {
            if (!_any)
            {
                return sequence;
            }

            var index = (_highest & ~0xFFFFUL) | sequence;
            var ahead = sequence - (int)(ushort)_highest;
            if (ahead > short.MaxValue && index >= 0x10000)
            {
                return index - 0x10000;
            }

            return ahead < short.MinValue ? index + 0x10000 : index;
        }

        public void Note(ulong index)
        {
            _highest = _any ? Math.Max(_highest, index) : index;
            _any = true;
        }
    }
}
