using Hotline.Telephony.Media;

namespace Hotline.Telephony.Tests.Media;

public sealed class ToneTests
{
    [Theory]
    [InlineData(440, 0.5)]
    [InlineData(1000, 0.1)]
    [InlineData(3400, 0.9)]
    public void Finds_the_level_of_a_tone(double frequency, double level) =>
        Assert.InRange(Tone.Level(Tone.Samples(frequency, TimeSpan.FromSeconds(1), level), frequency), level * 0.99, level * 1.01);

    [Fact]
    public void Tells_tones_apart()
    {
        var mixed = Tone.Samples(440, TimeSpan.FromSeconds(1), 0.4).Zip(Tone.Samples(1000, TimeSpan.FromSeconds(1), 0.2), (a, b) => (short)(a + b)).ToArray();
        Assert.InRange(Tone.Level(mixed, 440), 0.39, 0.41);
        Assert.InRange(Tone.Level(mixed, 1000), 0.19, 0.21);
        Assert.InRange(Tone.Level(mixed, 700), 0, 0.001);
    }

    [Fact]
    public void Silence_and_nothing_have_no_level()
    {
        Assert.Equal(0, Tone.Level(new short[800], 1000));
        Assert.Equal(0, Tone.Level([], 1000));
    }
}
