namespace Hotline.Telephony.Media;

/// <summary>
/// Hears keys that come as tones in the sound itself (ITU-T Q.23), for phones that do not send telephone-events. Goertzel's algorithm over blocks of
/// 12.75 ms; a key counts when two blocks in a row hold it, so 40 ms are heard and 20 ms are not (ITU-T Q.24). Allocates nothing.
/// </summary>
internal sealed class ToneKeys
{
    private const int Block = 102;
    private const string Keys = "123A456B789C*0#D";

    // −34 dBm0 or so: below it no phone dials.
    private const double LeastLevel = 0.007;

    // The tone of a group stands 8 dB above the others; the higher group may be 8 dB stronger, the lower 8 dB (Q.24: 4 to 8 and 8 to 10).
    private const double AboveOthers = 6.3;
    private const double MostTwist = 6.3;

    // Speech has more beside the two tones.
    private const double LeastShare = 0.82;

    private static readonly double[] Coefficients =
        [.. new[] { 697, 770, 852, 941, 1209, 1336, 1477, 1633 }.Select(hertz => 2 * Math.Cos(2 * Math.PI * hertz / G711.SampleRate))];

    private readonly double[] _last = new double[8];
    private readonly double[] _beforeLast = new double[8];
    private double _energy;
    private int _count;
    private char _candidate;
    private char _pressed;

    /// <summary>Takes codes; every key that begins in them is told once.</summary>
    /// <param name="codes">Sound as it came.</param>
    /// <param name="law">Its law.</param>
    /// <param name="pressed">Hears the keys: 0–9, *, #, A–D.</param>
    public void Take(ReadOnlySpan<byte> codes, G711Law law, Action<char> pressed)
    {
        var linear = G711.Decoder(law);
        foreach (var code in codes)
        {
            var sample = linear[code] / 32768.0;
            _energy += sample * sample;
            for (var i = 0; i < Coefficients.Length; i++)
            {
                (_last[i], _beforeLast[i]) = ((Coefficients[i] * _last[i]) - _beforeLast[i] + sample, _last[i]);
            }

            if (++_count == Block)
            {
                Judge(Hear(), pressed);
            }
        }
    }

    private void Judge(char heard, Action<char> pressed)
    {
        // The same twice in a row is pressed, or let go.
        if (heard == _candidate && heard != _pressed)
        {
            _pressed = heard;
            if (heard != default)
            {
                pressed(heard);
            }
        }

        _candidate = heard;
    }

    private char Hear()
    {
        Span<double> powers = stackalloc double[8];
        for (var i = 0; i < powers.Length; i++)
        {
            powers[i] = (_last[i] * _last[i]) + (_beforeLast[i] * _beforeLast[i]) - (Coefficients[i] * _last[i] * _beforeLast[i]);
        }

        // A pure tone of amplitude A has the power (A·N/2)², and its energy is A²·N/2.
        var energy = _energy * Block / 2;
        Array.Clear(_last);
        Array.Clear(_beforeLast);
        (_energy, _count) = (0, 0);
        var (row, column) = (Strongest(powers[..4]), Strongest(powers[4..]));
        if (row < 0 || column < 0)
        {
            return default;
        }

        var (low, high) = (powers[row], powers[4 + column]);
        var least = Math.Pow(LeastLevel * Block / 2, 2);
        return low > least && high > least && low < high * MostTwist && high < low * MostTwist && low + high > LeastShare * energy
            ? Keys[(row * 4) + column]
            : default;
    }

    // -1 where none stands out.
    private static int Strongest(ReadOnlySpan<double> powers)
    {
        var best = 0;
        for (var i = 1; i < powers.Length; i++)
        {
            best = powers[i] > powers[best] ? i : best;
        }

        for (var i = 0; i < powers.Length; i++)
        {
            if (i != best && powers[i] * AboveOthers > powers[best])
            {
                return -1;
            }
        }

        return best;
    }
}
