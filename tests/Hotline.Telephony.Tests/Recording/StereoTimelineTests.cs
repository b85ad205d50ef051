using Hotline.Telephony.Media;
using Hotline.Telephony.Recording;

namespace Hotline.Telephony.Tests.Recording;

public sealed class StereoTimelineTests
{
    private const byte Silence = 0xD5;

    private readonly StereoTimeline _timeline = new(G711Law.A);
    private readonly Frames _frames = new();

    [Fact]
    public void Places_packets_of_both_sides_where_the_clock_says()
    {
        Take(TapSide.First, 1, timestamp: 5000, now: 160);
        Take(TapSide.Second, 2, timestamp: 900_000, now: 240);
        Take(TapSide.First, 3, timestamp: 5160, now: 320);
        _timeline.Complete(480, _frames);

        Assert.Equal(480, _frames.Left.Count);
        Assert.Equal([.. Run(1, 160), .. Run(3, 160), .. Run(Silence, 160)], _frames.Left);
        Assert.Equal([.. Run(Silence, 80), .. Run(2, 160), .. Run(Silence, 240)], _frames.Right);
    }

    [Fact]
    public void Fills_what_did_not_come_with_silence()
    {
        Take(TapSide.First, 1, timestamp: 0, now: 160);
        Take(TapSide.First, 2, timestamp: 480, now: 640);
        _timeline.Complete(640, _frames);

        Assert.Equal([.. Run(1, 160), .. Run(Silence, 320), .. Run(2, 160)], _frames.Left);
    }

    [Fact]
    public void Jitter_and_overtaking_move_nothing()
    {
        Take(TapSide.First, 1, timestamp: 0, now: 160);
        Take(TapSide.First, 3, timestamp: 320, now: 500);
        Take(TapSide.First, 2, timestamp: 160, now: 505);
        Take(TapSide.First, 3, timestamp: 320, now: 510);
        Take(TapSide.First, 4, timestamp: 480, now: 900);
        _timeline.Complete(900, _frames);

        Assert.Equal([.. Run(1, 160), .. Run(2, 160), .. Run(3, 160), .. Run(4, 160), .. Run(Silence, 260)], _frames.Left);
    }

    [Fact]
    public void A_straggler_behind_the_hold_back_is_counted_and_moves_nothing()
    {
        Take(TapSide.First, 1, timestamp: 0, now: 160);
        Take(TapSide.First, 3, timestamp: 4000, now: 4160);
        _timeline.Advance(4160, _frames);
        Take(TapSide.First, 2, timestamp: 160, now: 4170);
        _timeline.Complete(4160, _frames);

        Assert.Equal(160, _timeline.LateLeft + _timeline.LateRight);
        Assert.Equal([.. Run(1, 160), .. Run(Silence, 3840), .. Run(3, 160)], _frames.Left);
    }

    [Fact]
    public void A_sender_that_paused_without_counting_is_placed_anew()
    {
        Take(TapSide.First, 1, timestamp: 0, now: 160);
        _timeline.Advance(8000, _frames);
        Take(TapSide.First, 2, timestamp: 160, now: 8000);
        Take(TapSide.First, 3, timestamp: 320, now: 8160);
        _timeline.Complete(8160, _frames);

        Assert.Equal([.. Run(1, 160), .. Run(Silence, 7680), .. Run(2, 160), .. Run(3, 160)], _frames.Left);
        Assert.Equal(0, _timeline.LateLeft + _timeline.LateRight);
    }

    [Fact]
    public void A_new_source_and_a_jump_of_the_timestamp_are_placed_by_arrival()
    {
        Take(TapSide.First, 1, timestamp: 0, now: 160);
        Take(TapSide.First, 2, timestamp: 3_000_000_000, now: 320, ssrc: 9);
        Take(TapSide.First, 3, timestamp: 77, now: 480, ssrc: 9);
        _timeline.Complete(480, _frames);

        Assert.Equal([.. Run(1, 160), .. Run(2, 160), .. Run(3, 160)], _frames.Left);
    }

    [Fact]
    public void A_timestamp_goes_on_past_32_bits()
    {
        Take(TapSide.First, 1, timestamp: uint.MaxValue - 79, now: 160);
        Take(TapSide.First, 2, timestamp: 80, now: 330);
        _timeline.Complete(320, _frames);

        Assert.Equal([.. Run(1, 160), .. Run(2, 160)], _frames.Left);
    }

    [Fact]
    public void A_stall_of_the_loop_loses_nothing()
    {
        // One second of packets read in one go, before the beat that would have handed their places on.
        for (byte i = 0; i < 50; i++)
        {
            Take(TapSide.First, (byte)(i + 1), timestamp: i * 160u, now: i == 0 ? 160 : 8160);
        }

        _timeline.Advance(8160, _frames);
        _timeline.Complete(8160, _frames);

        Assert.Equal(Enumerable.Range(1, 50).SelectMany(i => Run((byte)i, 160)), _frames.Left[..8000]);
        Assert.Equal(0, _timeline.LateLeft + _timeline.LateRight);
    }

    [Theory]
    [InlineData(0.9995)]
    [InlineData(1.0005)]
    public void An_hour_with_a_clock_that_runs_wrong_stays_in_time(double speed)
    {
        // 500 ppm, ten times worse than a telephone may be: without correction 1.8 s apart after an hour.
        var worst = 0L;
        for (uint i = 0; i < 180_000; i++)
        {
            var now = 160 + (long)(i * 160 / speed);
            Take(TapSide.First, (byte)(i % 200), timestamp: i * 160, now);
            _timeline.Advance(now, _frames);
            if (i % 1000 == 999)
            {
                var lastSample = _frames.Left.Count - 1;
                worst = Math.Max(worst, Math.Abs(now - StereoTimeline.HoldBack - lastSample));
                _frames.Clear(keep: lastSample);
            }
        }

        _timeline.Complete((long)(180_000 * 160 / speed), _frames);
        Assert.InRange(_frames.Left.Count, 28_799_000 / speed, 28_801_000 / speed);
        Assert.InRange(worst, 0, 200);
        Assert.InRange(_frames.Kept(Silence), 0, 0.01 * 28_800_000);
    }

    [Fact]
    public void Nothing_at_all_is_silence_of_the_right_length()
    {
        _timeline.Advance(400_000, _frames);
        _timeline.Complete(480_000, _frames);

        Assert.Equal(480_000, _frames.Left.Count + _frames.Skipped);
        Assert.All(_frames.Left, code => Assert.Equal(Silence, code));
    }

    [Fact]
    public void Turns_the_other_law_into_that_of_the_file()
    {
        byte[] codes = [0x80, 0x00, 0x7F, 0x12];
        _timeline.Take(Sound(TapSide.Second, codes, 0, 1, G711Law.Mu, 4), 4, _frames);
        _timeline.Complete(4, _frames);

        G711.Transcode(G711Law.Mu, codes);
        Assert.Equal(codes, _frames.Right);
    }

    private static byte[] Run(byte code, int count) => [.. Enumerable.Repeat(code, count)];

    private static TappedSound Sound(TapSide side, ReadOnlySpan<byte> codes, uint timestamp, uint ssrc, G711Law law, long now) =>
        new() { Side = side, Codes = codes, Law = law, Ssrc = ssrc, RtpTimestamp = timestamp, Arrived = now };

    private void Take(TapSide side, byte code, uint timestamp, long now, uint ssrc = 1)
    {
        Span<byte> codes = stackalloc byte[160];
        codes.Fill(code);
        _timeline.Take(Sound(side, codes, timestamp, ssrc, G711Law.A, now), now, _frames);
    }

    private sealed class Frames : IFrameSink
    {
        private readonly long[] _counts = new long[256];

        public PositionedList Left { get; } = new();

        public List<byte> Right { get; } = [];

        public long Skipped { get; private set; }

        public void Append(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
        {
            for (var i = 0; i < left.Length; i++)
            {
                Left.Add(left[i]);
                Right.Add(right[i]);
                _counts[left[i]]++;
            }
        }

        public void Skip(long frames) => Skipped += frames;

        public long Kept(byte code) => _counts[code];

        public void Clear(int keep)
        {
            Left.Forget();
            Right.Clear();
            Assert.True(keep < Left.Count);
        }
    }

    /// <summary>A list that can forget what it holds and still count it: an hour of sound need not stay in memory.</summary>
    private sealed class PositionedList : IEnumerable<byte>
    {
        private readonly List<byte> _codes = [];
        private int _forgotten;

        public int Count => _forgotten + _codes.Count;

        public byte[] this[Range range] => [.. _codes[range]];

        public void Add(byte code) => _codes.Add(code);

        public void Forget()
        {
            _forgotten += _codes.Count;
            _codes.Clear();
        }

        public IEnumerator<byte> GetEnumerator() => _codes.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
