namespace Hotline.Telephony.Media;

/// <summary>
/// Fills the place of lost sound with what was heard before (ITU-T G.711 Appendix I): the last pitch period is repeated, blended in and out, and fades to
/// silence within 60 ms. Frames of 10 ms go in and come out 3.75 ms later. Not thread-safe.
/// <code>
/// frame      heard   lost (1 period)   lost (2 periods, 80 %)   lost (3 periods, 60 %) …   from the seventh: silence
/// </code>
/// </summary>
internal sealed class LossConcealment
{
    /// <summary>Samples of a frame: 10 ms.</summary>
    public const int Frame = G711.SampleRate / 100;

    // Voices from 66 to 200 Hz (§I.2.1).
    private const int ShortestPitch = 40;
    private const int LongestPitch = 120;

    // A quarter of the period is blended at each joint.
    private const int LongestOverlap = LongestPitch / 4;
    private const int HistoryLength = (3 * LongestPitch) + LongestOverlap;

    // The last 20 ms are compared with what came a period earlier, first at every other sample.
    private const int Compared = 2 * Frame;
    private const double LeastPower = 250;

    // The blending at the end grows by 4 ms for each lost frame, up to the whole frame.
    private const int OverlapGrowth = G711.SampleRate * 4 / 1000;
    private const int LongestLoss = 6;
    private const double FadePerFrame = 0.2;

    private readonly short[] _history = new short[HistoryLength];
    private readonly double[] _periods = new double[HistoryLength];
    private readonly double[] _lastQuarter = new double[LongestOverlap];
    private readonly double[] _blend = new double[Frame];
    private readonly short[] _made = new short[Frame];
    private int _lost;
    private int _pitch;
    private int _overlap;
    private int _length;
    private int _place;

    /// <summary>Takes a frame that came.</summary>
    /// <param name="frame"><see cref="Frame"/> samples; holds what is to be heard afterwards.</param>
    public void Heard(Span<short> frame)
    {
        if (_lost > 0)
        {
            var overlap = Math.Min(Frame, _overlap + ((_lost - 1) * OverlapGrowth));
            var tail = _blend.AsSpan(0, overlap);
            Synthesise(tail);
            Fade(tail);
            for (var i = 0; i < overlap; i++)
            {
                frame[i] = Rounded(((frame[i] * (i + 1.0)) + (tail[i] * (overlap - i - 1.0))) / overlap);
            }

            _lost = 0;
        }

        Pass(frame);
    }

    /// <summary>Makes up a frame that did not come.</summary>
    /// <param name="frame">Takes <see cref="Frame"/> samples.</param>
    public void Lost(Span<short> frame)
    {
        var made = _blend.AsSpan();
        if (_lost == 0)
        {
            Begin();
            Synthesise(made);
        }
        else if (_lost < 3)
        {
            Lengthen(made);
        }
        else if (_lost < LongestLoss)
        {
            Synthesise(made);
        }
        else
        {
            made.Clear();
        }

        Fade(made);
        _lost++;
        for (var i = 0; i < Frame; i++)
        {
            _made[i] = Rounded(made[i]);
        }

        _made.CopyTo(frame);
        Pass(frame);
    }

    private static short Rounded(double value) => (short)Math.Clamp(Math.Round(value), short.MinValue, short.MaxValue);

    // From one sound to another over the whole length, in equal steps.
    private static void Blend(ReadOnlySpan<double> from, ReadOnlySpan<double> to, Span<double> result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            var share = (i + 1.0) / result.Length;
            result[i] = (from[i] * (1 - share)) + (to[i] * share);
        }
    }

    // The history moves on, and the frame of 3.75 ms ago is heard now: the last quarter period can still be changed when a loss begins.
    private void Pass(Span<short> frame)
    {
        _history.AsSpan(Frame).CopyTo(_history);
        frame.CopyTo(_history.AsSpan(HistoryLength - Frame));
        _history.AsSpan(HistoryLength - Frame - LongestOverlap, Frame).CopyTo(frame);
    }

    private void Begin()
    {
        for (var i = 0; i < HistoryLength; i++)
        {
            _periods[i] = _history[i];
        }

        _pitch = FindPitch();
        _overlap = _pitch / 4;
        _periods.AsSpan(HistoryLength - _overlap).CopyTo(_lastQuarter);
        (_length, _place) = (_pitch, 0);
        CloseLoop();
        for (var i = HistoryLength - _overlap; i < HistoryLength; i++)
        {
            _history[i] = Rounded(_periods[i]);
        }
    }

    // One more period, so that the ear does not hear a buzz: the old loop goes over into the longer one.
    private void Lengthen(Span<double> made)
    {
        Span<double> old = stackalloc double[_overlap];
        var place = _place;
        Synthesise(old);
        _place = place % _pitch;
        _length += _pitch;
        CloseLoop();
        Synthesise(made);
        Blend(old, made[.._overlap], made[.._overlap]);
    }

    // The end of the loop runs into what stands before its beginning.
    private void CloseLoop()
    {
        var before = HistoryLength - _length - _overlap;
        Blend(_lastQuarter.AsSpan(0, _overlap), _periods.AsSpan(before, _overlap), _periods.AsSpan(HistoryLength - _overlap));
    }

    private void Synthesise(Span<double> made)
    {
        var loop = _periods.AsSpan(HistoryLength - _length);
        for (var i = 0; i < made.Length; i++)
        {
            made[i] = loop[_place];
            _place = _place + 1 == _length ? 0 : _place + 1;
        }
    }

    // Nothing is taken from the first frame; then a fifth more with each.
    private void Fade(Span<double> made)
    {
        if (_lost == 0)
        {
            return;
        }

        var (level, step) = (1 - ((_lost - 1) * FadePerFrame), FadePerFrame / Frame);
        for (var i = 0; i < made.Length; i++)
        {
            made[i] *= Math.Max(0, level - (i * step));
        }
    }

    private int FindPitch()
    {
        var best = Best(ShortestPitch, LongestPitch, every: 2);
        return Best(Math.Max(ShortestPitch, best - 1), Math.Min(LongestPitch, best + 1), every: 1);
    }

    private int Best(int from, int to, int every)
    {
        var (best, highest) = (to, double.NegativeInfinity);
        var last = _periods.AsSpan(HistoryLength - Compared);
        for (var lag = to; lag >= from; lag -= every)
        {
            var earlier = _periods.AsSpan(HistoryLength - Compared - lag, Compared);
            double product = 0, power = 0;
            for (var i = 0; i < Compared; i += every)
            {
                product += last[i] * earlier[i];
                power += earlier[i] * earlier[i];
            }

            var likeness = product / Math.Sqrt(Math.Max(power, LeastPower));
            if (likeness > highest)
            {
                (best, highest) = (lag, likeness);
            }
        }

        return best;
    }
}
