using Hotline.Telephony.Media;

namespace Hotline.Telephony.Tests.Media;

/// <summary>ITU-T G.711 Appendix I by what it promises: the recommendation has no vectors.</summary>
public sealed class LossConcealmentTests
{
    // 3.75 ms.
    private const int Delay = 30;

    [Fact]
    public void Sound_without_loss_passes_unchanged_3_75_ms_later()
    {
        var voice = Tone.Samples(187, TimeSpan.FromSeconds(1), 0.4);

        var heard = Through(voice, lost: []);

        Assert.Equal(voice[..^Delay], heard[Delay..]);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(125)]
    [InlineData(80)]
    public void Ten_lost_milliseconds_of_a_voiced_sound_are_hardly_heard(int hertz)
    {
        var voice = Tone.Samples(hertz, TimeSpan.FromSeconds(1), 0.4);

        var heard = Through(voice, lost: [50]);

        // A steady tone repeats itself: what is made up is what was lost, but for the rounding of the period to whole samples.
        var error = Loudness(heard[Delay..].Zip(voice, (made, real) => made - real).ToArray()[(50 * 80)..(52 * 80)]);
        Assert.True(error < 0.12 * Loudness([.. voice.Select(sample => (int)sample)]), $"{error}");
    }

    [Fact]
    public void A_long_loss_fades_by_a_fifth_each_10_ms_and_is_silent_after_60_ms()
    {
        var voice = Tone.Samples(100, TimeSpan.FromSeconds(1), 0.4);

        var heard = Through(voice, lost: [.. Enumerable.Range(40, 20)])[Delay..];

        var levels = Enumerable.Range(40, 8).Select(frame => Loudness([.. heard[(frame * 80)..((frame + 1) * 80)].Select(sample => (int)sample)])).ToArray();
        Assert.True(levels[0] > 0.9 * Loudness([.. voice.Select(sample => (int)sample)]));
        Assert.True(levels[1..6].Zip(levels[2..7]).All(pair => pair.Second < pair.First), string.Join(' ', levels));
        Assert.Equal([0, 0], [levels[6], levels[7]]);
    }

    [Fact]
    public void Joints_do_not_click()
    {
        var voice = Tone.Samples(140, TimeSpan.FromSeconds(1), 0.4);
        var steepest = voice.Zip(voice[1..], (left, right) => Math.Abs(left - right)).Max();

        foreach (var loss in Enumerable.Range(20, 40))
        {
            var heard = Through(voice, lost: [loss, loss + 1, loss + 2]);
            var steps = heard.Zip(heard[1..], (left, right) => Math.Abs(left - right)).ToArray();

            Assert.True(steps[(10 * 80)..].Max() < 2 * steepest, $"frame {loss}: {steps.Max()} > {steepest}");
        }
    }

    private static short[] Through(short[] voice, int[] lost)
    {
        var concealment = new LossConcealment();
        var heard = (short[])voice.Clone();
        for (var frame = 0; frame < voice.Length / LossConcealment.Frame; frame++)
        {
            var span = heard.AsSpan(frame * LossConcealment.Frame, LossConcealment.Frame);
            if (lost.Contains(frame))
            {
                concealment.Lost(span);
            }
            else
            {
                concealment.Heard(span);
            }
        }

        return heard;
    }

    private static double Loudness(int[] samples) => Math.Sqrt(samples.Average(sample => (double)sample * sample));
}
