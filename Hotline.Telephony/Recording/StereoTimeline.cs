using Hotline.Telephony.Media;

namespace Hotline.Telephony.Recording;

/// <summary>Takes finished frames of two codes in order.</summary>
internal interface IFrameSink
{
    /// <summary>Takes as many codes of either side.</summary>
    void Append(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right);

    /// <summary>So many frames are silence.</summary>
    void Skip(long frames);
}

/// <summary>
/// Puts the packets of two senders where they belong on one clock. Positions are samples since the start of the recording. A sender's RTP timestamp
/// places its packets relative to one another; the first to arrive ties it to our clock. What did not come is silence; late and repeated packets move nothing.
/// <code>
/// arrival   0.020 0.041 0.060       0.135 0.101   (s; the fifth overtook the fourth)
/// timestamp   800   960  1120        1280  1440
/// position      0   160   320         480   640   the clock alone decides the length: no packet, no matter: silence
/// </code>
/// </summary>
internal sealed class StereoTimeline(G711Law law)
{
    /// <summary>Sound is handed on this long after it was due, so that what comes late finds its place: 400 ms.</summary>
    public const int HoldBack = G711.SampleRate * 2 / 5;

    // Room for the hold-back, for the 200 ms from one handing on to the next, and for packets that come in a heap after a stall of the loop, one of each side in turn: 720 ms.
    private const int Window = HoldBack * 9 / 5;

    // A packet cannot come before it was spoken: this much (100 ms) too early means that the first one was late.
    private const int MaxAhead = G711.SampleRate / 10;

    // The quickest of 50 packets this late (60 ms) means that the sender's clock is slow or that it paused without counting.
    private const int MaxBehind = G711.SampleRate * 3 / 50;
    private const int DriftPackets = 50;

    // The timestamp itself jumped (2 s).
    private const int MaxJump = 2 * G711.SampleRate;

    private readonly byte[] _leftRing = SilentRing(law);
    private readonly byte[] _rightRing = SilentRing(law);
    private readonly Track _left = new();
    private readonly Track _right = new();
    private long _committed;
    private long _end;

    /// <summary>Frames handed on.</summary>
    public long Committed => _committed;

    /// <summary>Codes of the left that came after their place had been handed on.</summary>
    public long LateLeft { get; private set; }

    /// <summary>The same of the right.</summary>
    public long LateRight { get; private set; }

    /// <summary>Both senders may be others now.</summary>
    public void Restart()
    {
        _left.Known = false;
        _right.Known = false;
    }

    /// <summary>Places one packet.</summary>
    /// <param name="sound">The packet.</param>
    /// <param name="now">Our clock, in samples since the start.</param>
    /// <param name="sink">Takes frames where room is needed.</param>
    public void Take(in TappedSound sound, long now, IFrameSink sink)
    {
        var codes = sound.Codes;
        var track = sound.Side == TapSide.First ? _left : _right;
        var position = Place(track, sound, now);
        if (position < _committed)
        {
            var late = (int)Math.Min(_committed - position, codes.Length);
            (LateLeft, LateRight) = track == _left ? (LateLeft + late, LateRight) : (LateLeft, LateRight + late);
            codes = codes[late..];
            position += late;
        }

        if (codes.Length > HoldBack)
        {
            codes = codes[..HoldBack];
        }

        if (position + codes.Length > _committed + Window)
        {
            Commit(position + codes.Length - Window, sink);
        }

        Write(sound.Side == TapSide.First ? _leftRing : _rightRing, position, codes, sound.Law);
        _end = Math.Max(_end, position + codes.Length);
    }

    /// <summary>Hands on what is older than the hold-back.</summary>
    public void Advance(long now, IFrameSink sink) => Commit(now - HoldBack, sink);

    /// <summary>Hands on everything up to now.</summary>
    public void Complete(long now, IFrameSink sink) => Commit(Math.Max(now, _end), sink);

    private static byte[] SilentRing(G711Law law)
    {
        var ring = new byte[Window];
        Array.Fill(ring, G711.Silence(law));
        return ring;
    }

    private long Place(Track track, in TappedSound sound, long now)
    {
        var due = Math.Max(0, now - sound.Codes.Length);
        if (!track.Known || track.Ssrc != sound.Ssrc)
        {
            track.Tie(sound, due);
            return due;
        }

        var position = track.Advance(sound.RtpTimestamp, out var newest) + track.Offset;
        var ahead = position - due;

        // The newest packet, and its place is long gone: the sender paused without counting. An older one is just late.
        var paused = newest && position + sound.Codes.Length <= _committed;
        if (ahead is > MaxAhead or < -MaxJump || paused)
        {
            track.Tie(sound, due);
            return due;
        }

        track.Quickest = Math.Max(track.Quickest, ahead);
        if (++track.Packets == DriftPackets)
        {
            if (track.Quickest < -MaxBehind)
            {
                track.Offset -= track.Quickest;
            }

            (track.Packets, track.Quickest) = (0, long.MinValue);
        }

        return position;
    }

    private void Write(byte[] ring, long position, ReadOnlySpan<byte> codes, G711Law from)
    {
        while (!codes.IsEmpty)
        {
            var start = (int)(position % Window);
            var place = ring.AsSpan(start, Math.Min(codes.Length, Window - start));
            codes[..place.Length].CopyTo(place);
            if (from != law)
            {
                G711.Transcode(from, place);
            }

            codes = codes[place.Length..];
            position += place.Length;
        }
    }

    private void Commit(long until, IFrameSink sink)
    {
        // Beyond the ring nothing was written: a pause between two bridges, or a clock that jumped.
        var inRing = Math.Min(until, _committed + Window);
        while (_committed < inRing)
        {
            var start = (int)(_committed % Window);
            var count = (int)Math.Min(inRing - _committed, Window - start);
            var left = _leftRing.AsSpan(start, count);
            var right = _rightRing.AsSpan(start, count);
            sink.Append(left, right);
            left.Fill(G711.Silence(law));
            right.Fill(G711.Silence(law));
            _committed += count;
        }

        if (_committed < until)
        {
            sink.Skip(until - _committed);
            _committed = until;
        }
    }

    /// <summary>One sender on our clock.</summary>
    private sealed class Track
    {
        private uint _newest;
        private long _newestClock;

        public bool Known { get; set; }

        public uint Ssrc { get; private set; }

        /// <summary>Position minus timestamp, the timestamp counted without its 32-bit wrap.</summary>
        public long Offset { get; set; }

        public int Packets { get; set; }

        public long Quickest { get; set; }

        public void Tie(in TappedSound sound, long position)
        {
            (Known, Ssrc, Offset) = (true, sound.Ssrc, position);
            (_newest, _newestClock) = (sound.RtpTimestamp, 0);
            (Packets, Quickest) = (0, long.MinValue);
        }

        public long Advance(uint timestamp, out bool newest)
        {
            var ahead = (int)(timestamp - _newest);
            newest = ahead > 0;
            var clock = _newestClock + ahead;
            if (newest)
            {
                (_newest, _newestClock) = (timestamp, clock);
            }

            return clock;
        }
    }
}
