using System.Security.Cryptography;

namespace Hotline.Telephony.Rtp;

/// <summary>
/// What one far end receives from us: one SSRC, sequence numbers without a hole of our making, timestamps that follow the clock, whatever the sound
/// comes from. Where the source changes (prompt → bridge → prompt) there is a seam: numbering goes on, the timestamp advances by the time that passed.
/// <code>
/// prompt   seq 7,8,9   ts 1120,1280,1440          |  time passes: 60 ms
/// caller   seq 501,502 ts 88000,88160  → seq 10,11 ts 1920,2080, the first with the marker
/// </code>
/// </summary>
internal sealed class OutgoingStream(long ticksPerSecond)
{
    private const int ClockRate = 8000;

    // A source that jumps further than this is a new one, as in RFC 3550 A.1; ten seconds for its timestamp.
    private const int MaxSequenceJump = 3000;
    private const int MaxTimestampJump = 10 * ClockRate;

    private ushort _sequence = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue);
    private uint _timestamp = (uint)RandomNumberGenerator.GetInt32(int.MaxValue);
    private int _samples;
    private long _sentAt;
    private bool _sentAny;
    private bool _seam = true;
    private bool _played;
    private uint _source;
    private ushort _sourceFirst;
    private ushort _sourceHighest;
    private uint _sourceTimestamp;
    private ushort _sequenceOffset;
    private uint _timestampOffset;

    /// <summary>Our source; random, for the life of the leg.</summary>
    public uint Ssrc { get; } = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);

    /// <summary>The timestamp of a sample taken now.</summary>
    public uint TimestampAt(long now) => _sentAny ? _timestamp + (uint)Elapsed(now) : _timestamp;

    /// <summary>The next packet starts a new stretch of sound.</summary>
    public void Seam() => _seam = true;

    /// <summary>Writes the header of a packet of our own.</summary>
    public void WritePlayed(Span<byte> header, byte payloadType, int samples, long now)
    {
        // A pause that cannot be made up (the loop stood still): the timestamp stays with the clock, and the far end hears silence there.
        var starts = _seam || !_played || Elapsed(now) > (RtpLoop.MaxBeatsAtOnce + 1) * samples;
        (_seam, _played) = (false, true);
        _sequence++;
        Advance(starts ? NextTimestamp(now) : _timestamp + (uint)_samples, samples, now);
        RtpPacket.WriteHeader(header, starts, payloadType, _sequence, _timestamp, Ssrc);
    }

    /// <summary>Writes the header of a telephone-event packet of our own (RFC 4733 §2.5.1.3): all packets of one key have the timestamp of its start.</summary>
    public void WriteKey(Span<byte> header, byte payloadType, bool starts, long now)
    {
        _seam = true; // the sound that follows starts anew
        _sequence++;
        if (starts)
        {
            Advance(NextTimestamp(now), 0, now);
        }

        RtpPacket.WriteHeader(header, starts, payloadType, _sequence, _timestamp, Ssrc);
    }

    /// <summary>
    /// Writes the header of a packet that is passed on; false where it must be left out: it belongs before the seam.
    /// </summary>
    /// <param name="header">12 bytes; may be those of the packet itself.</param>
    /// <param name="packet">The packet as it came.</param>
    /// <param name="payloadType">The payload type on this leg.</param>
    /// <param name="samples">Its length in samples; 0 for an event, whose timestamp stands still.</param>
    /// <param name="now">Ticks of the clock.</param>
    public bool WriteForwarded(Span<byte> header, in RtpPacket packet, byte payloadType, int samples, long now)
    {
        var starts = false;
        if (_seam || _played || packet.Ssrc != _source || Jumps(packet))
        {
            starts = true;
            (_seam, _played) = (false, false);
            (_source, _sourceFirst, _sourceHighest) = (packet.Ssrc, packet.Sequence, packet.Sequence);
            _sequenceOffset = (ushort)(_sequence + 1 - packet.Sequence);
            _timestampOffset = NextTimestamp(now) - packet.Timestamp;
        }
        else if ((short)(packet.Sequence - _sourceFirst) < 0)
        {
            return false;
        }

        if ((short)(packet.Sequence - _sourceHighest) >= 0)
        {
            _sourceHighest = packet.Sequence;
            _sourceTimestamp = packet.Timestamp;
            _sequence = (ushort)(packet.Sequence + _sequenceOffset);
            if (samples > 0)
            {
                Advance(packet.Timestamp + _timestampOffset, samples, now);
            }

            // The first number must not fall half a cycle behind, or every packet would look older than it.
            if ((ushort)(packet.Sequence - _sourceFirst) > MaxSequenceJump)
            {
                _sourceFirst = (ushort)(packet.Sequence - MaxSequenceJump);
            }
        }

        RtpPacket.WriteHeader(
            header,
            packet.Marker || starts,
            payloadType,
            (ushort)(packet.Sequence + _sequenceOffset),
            packet.Timestamp + _timestampOffset,
            Ssrc);
        return true;
    }

    /// <summary>A packet of the source is not passed on: no hole is left in its place.</summary>
    public void LeaveOut(in RtpPacket packet)
    {
        if (!_seam && !_played && packet.Ssrc == _source && (ushort)(packet.Sequence - _sourceHighest) == 1)
        {
            _sourceHighest = packet.Sequence;
            _sequenceOffset--;
        }
    }

    private bool Jumps(in RtpPacket packet) =>
        Math.Abs((int)(short)(packet.Sequence - _sourceHighest)) > MaxSequenceJump
        || Math.Abs((long)(int)(packet.Timestamp - _sourceTimestamp)) > MaxTimestampJump;

    private uint NextTimestamp(long now) => _sentAny ? _timestamp + (uint)Math.Max(_samples, Elapsed(now)) : _timestamp;

    private long Elapsed(long now) => (now - _sentAt) * ClockRate / ticksPerSecond;

    private void Advance(uint timestamp, int samples, long now)
    {
        (_timestamp, _samples, _sentAt, _sentAny) = (timestamp, samples, now, true);
    }
}
