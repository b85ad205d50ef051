namespace Hotline.Telephony.Media;

/// <summary>Makes and finds tones: what a test call says and hears.</summary>
internal static class Tone
{
    /// <summary>A sine tone, 8,000 samples a second.</summary>
    /// <param name="frequency">Hertz, below 4,000.</param>
    /// <param name="duration">Its length.</param>
    /// <param name="level">Peak, as a part of full scale, 0 to 1.</param>
    public static short[] Samples(double frequency, TimeSpan duration, double level)
    {
        var samples = new short[(int)(duration.TotalSeconds * G711.SampleRate)];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (short)Math.Round(short.MaxValue * level * Math.Sin(2 * Math.PI * frequency * i / G711.SampleRate));
        }

        return samples;
    }

    /// <summary>
    /// The peak level of one frequency in a stretch of sound, 0 to 1 (Goertzel's algorithm). Resolves frequencies that lie further apart than
    /// 8,000 / number of samples hertz.
    /// </summary>
    public static double Level(ReadOnlySpan<short> samples, double frequency)
    {
        var coefficient = 2 * Math.Cos(2 * Math.PI * frequency / G711.SampleRate);
        double last = 0, beforeLast = 0;
        foreach (var sample in samples)
        {
            (last, beforeLast) = ((coefficient * last) - beforeLast + (sample / 32768.0), last);
        }

        var power = (last * last) + (beforeLast * beforeLast) - (coefficient * last * beforeLast);
        return samples.IsEmpty ? 0 : 2 * Math.Sqrt(Math.Max(0, power)) / samples.Length;
    }
}
