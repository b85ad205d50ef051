using Hotline.Telephony.Media;

namespace Hotline.Phones;

/// <summary>How much of a sound is one tone.</summary>
internal static class ToneShare
{
    /// <summary>What a clear tone keeps at least: through G.711 well over 0.95.</summary>
    internal const double Clear = 0.9;

    // 100 ms.
    private const int Stretch = G711.SampleRate / 10;

    // Mean power of a level of 8 in 32,768: below it a sound is silence, whatever little tone it has.
    private const double SilentPower = 6e-8;

    /// <summary>
    /// How many stretches of 100 ms do not hold the tone clearly. Stretches, because a recorder that lays late sound where it belongs may shift the phase,
    /// and over a whole minute the two parts of such a tone would cancel.
    /// </summary>
    internal static int UnclearStretches(ReadOnlySpan<short> samples, int hertz)
    {
        var unclear = 0;
        for (; samples.Length >= Stretch; samples = samples[Stretch..])
        {
            unclear += Of(samples[..Stretch], hertz) < Clear ? 1 : 0;
        }

        return unclear;
    }

    /// <summary>
    /// The share of the power at <paramref name="hertz"/>, 0 to 1: 1 for the pure tone, near 0 for silence, noise or another tone. The length should
    /// hold whole periods: any multiple of 20 ms does for multiples of 50 Hz.
    /// </summary>
    internal static double Of(ReadOnlySpan<short> samples, int hertz)
    {
        if (samples.IsEmpty)
        {
            return 0;
        }

        double power = 0;
        foreach (var sample in samples)
        {
            power += sample / 32768.0 * (sample / 32768.0);
        }

        power /= samples.Length;
        var level = Tone.Level(samples, hertz);
        return power < SilentPower ? 0 : level * level / 2 / power;
    }
}
