using Hotline.Telephony.Media;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Media;

public sealed class PromptTests
{
    private static string Folder => Repository.Path("prompts", "zh-CN");

    private static IEnumerable<string> Listed => File.ReadLines(Repository.Path("prompts", "prompts.tsv"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split('\t')[0]);

    public static TheoryData<string> Names => [.. Listed];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_listed_prompt_is_telephone_sound_neither_silent_nor_clipped(string name)
    {
        var wav = WavFile.Read(Path.Combine(Folder, name + ".wav"));
        var samples = wav.Samples(0);
        var peak = samples.Max(sample => Math.Abs((int)sample)) / 32768.0;
        var level = 20 * Math.Log10(Math.Sqrt(samples.Average(sample => Math.Pow(sample / 32768.0, 2))));

        Assert.Equal(1, wav.Channels);
        Assert.InRange(wav.Duration, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(15));
        Assert.InRange(peak, 0.1, 0.85);
        Assert.InRange(level, -30, -16);
    }

    [Fact]
    public void Folder_and_list_hold_the_same_prompts() =>
        Assert.Equal(Listed.Order(StringComparer.Ordinal), PromptLibrary.Load([Folder]).Names.Order(StringComparer.Ordinal));

    [Fact]
    public void The_music_lasts_and_is_softer_than_speech()
    {
        var prompts = PromptLibrary.Load([Folder]);
        Assert.InRange(prompts.Find("music")!.Duration, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
        Assert.True(Level(prompts.Find("music")!) < Level(prompts.Find("greeting")!) / 2);
    }

    [Fact]
    public void Every_number_can_be_spoken()
    {
        var prompts = PromptLibrary.Load([Folder]);
        Assert.All(
            Enumerable.Range(0, 1000).SelectMany(number => SpokenNumber.Prompts(number).Concat(SpokenNumber.Count(number))),
            name => Assert.NotNull(prompts.Find(name)));
    }

    [Theory]
    [InlineData(0, "零")]
    [InlineData(2, "二")]
    [InlineData(10, "十")]
    [InlineData(12, "十二")]
    [InlineData(20, "二十")]
    [InlineData(21, "二十一")]
    [InlineData(100, "一百")]
    [InlineData(105, "一百零五")]
    [InlineData(110, "一百一十")]
    [InlineData(111, "一百一十一")]
    [InlineData(200, "二百")]
    [InlineData(999, "九百九十九")]
    public void Numbers_are_spoken_as_in_Chinese(int number, string spoken) => Assert.Equal(spoken, Spoken(SpokenNumber.Prompts(number)));

    [Theory]
    [InlineData(2, "两")]
    [InlineData(12, "十二")]
    public void Two_of_something_is_another_word(int number, string spoken) => Assert.Equal(spoken, Spoken(SpokenNumber.Count(number)));

    [Theory]
    [InlineData(-1)]
    [InlineData(1000)]
    public void Other_numbers_have_no_words(int number) => Assert.Throws<ArgumentOutOfRangeException>(() => SpokenNumber.Prompts(number));

    [Fact]
    public void The_citys_own_prompt_comes_before_ours()
    {
        using var own = new TemporaryFolder();
        File.WriteAllBytes(own.File("greeting.wav"), WavFileTests.Wav(1, 8000, 1, 16, new byte[3200]));
        var prompts = PromptLibrary.Load([own.Path, Folder]);
        Assert.Equal(TimeSpan.FromSeconds(0.2), prompts.Find("greeting")!.Duration);
        Assert.NotNull(prompts.Find("music"));
        Assert.Null(prompts.Find("Greeting"));
    }

    [Fact]
    public void Every_file_that_is_no_prompt_is_named_at_once()
    {
        using var own = new TemporaryFolder();
        File.WriteAllBytes(own.File("a.wav"), WavFileTests.Wav(1, 44100, 1, 16, new byte[3200]));
        File.WriteAllBytes(own.File("b.wav"), WavFileTests.Wav(1, 8000, 2, 16, new byte[3200]));
        File.WriteAllBytes(own.File("c.wav"), WavFileTests.Wav(1, 8000, 1, 16, []));
        var error = Assert.Throws<WavException>(() => PromptLibrary.Load([own.Path]));
        Assert.Contains($"{own.File("a.wav")}: expected 8000 samples a second, found 44100", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{own.File("b.wav")}: expected one channel, found 2", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{own.File("c.wav")}: expected sound, found none", error.Message, StringComparison.Ordinal);
    }

    private static double Level(Prompt prompt)
    {
        var sum = 0.0;
        foreach (var code in prompt.Codes(G711Law.A))
        {
            sum += Math.Pow(G711.Decode(G711Law.A, code), 2);
        }

        return Math.Sqrt(sum / prompt.Codes(G711Law.A).Length);
    }

    private static string Spoken(IEnumerable<string> prompts)
    {
        var texts = File.ReadLines(Repository.Path("prompts", "prompts.tsv")).Select(line => line.Split('\t')).ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);
        return string.Concat(prompts.Select(name => texts[name]));
    }
}
