using Hotline.Telephony.Media;

namespace Hotline.Telephony.Tests.Media;

public sealed class ToneKeysTests
{
    private static readonly int[] Rows = [697, 770, 852, 941];
    private static readonly int[] Columns = [1209, 1336, 1477, 1633];

    [Theory]
    [InlineData(G711Law.A)]
    [InlineData(G711Law.Mu)]
    internal void Every_key_of_50_ms_is_heard_once_at_any_place_in_the_stream(G711Law law)
    {
        for (var shift = 0; shift < 102; shift += 7)
        {
            var sound = new List<short>(new short[shift]);
            foreach (var key in "123A456B789C*0#D")
            {
                sound.AddRange(Key(key, 0.05));
                sound.AddRange(new short[400]);
            }

            Assert.Equal("123A456B789C*0#D", Heard(law, sound));
        }
    }

    [Fact]
    public void The_same_key_twice_is_two_keys_and_a_long_one_is_one() =>
        Assert.Equal("5577", Heard(G711Law.A, [.. Key('5', 0.06), .. new short[480], .. Key('5', 0.06), .. new short[480], .. Key('7', 2), .. new short[480], .. Key('7', 0.06)]));

    [Fact]
    public void Twenty_milliseconds_are_no_key() =>
        Assert.Equal("", Heard(G711Law.A, [.. new short[800], .. Key('5', 0.02), .. new short[800]]));

    [Theory]
    [InlineData(1.015, "5")]
    [InlineData(0.985, "5")]
    [InlineData(1.06, "")]
    [InlineData(0.94, "")]
    public void Frequencies_may_be_off_by_one_and_a_half_percent_and_no_more_than_a_few(double off, string heard) =>
        Assert.Equal(heard, Heard(G711Law.A, [.. new short[160], .. Key('5', 0.1, off), .. new short[480]]));

    [Fact]
    public void A_single_tone_a_fax_and_a_hum_are_no_keys()
    {
        foreach (var hertz in (int[])[50, 350, 440, 697, 770, 1100, 1209, 1336, 2100])
        {
            Assert.Equal("", Heard(G711Law.A, [.. Tone.Samples(hertz, TimeSpan.FromSeconds(1), 0.5)]));
        }
    }

    [Fact]
    public void Noise_is_no_key()
    {
        var random = new Random(12345);

        Assert.Equal("", Heard(G711Law.Mu, [.. Enumerable.Range(0, 80_000).Select(_ => (short)random.Next(-8000, 8000))]));
    }

    private static string Heard(G711Law law, List<short> sound)
    {
        var (keys, codes, heard) = (new ToneKeys(), new byte[sound.Count], new List<char>());
        G711.Encode(law, sound.ToArray(), codes);
        foreach (var packet in codes.Chunk(160))
        {
            keys.Take(packet, law, heard.Add);
        }

        return string.Concat(heard);
    }

    private static IEnumerable<short> Key(char key, double seconds, double off = 1)
    {
        var place = "123A456B789C*0#D".IndexOf(key, StringComparison.Ordinal);
        var (row, column) = (Rows[place / 4] * off, Columns[place % 4] * off);
        return Enumerable.Range(0, (int)(seconds * 8000)).Select(i => (short)(6000 * (Math.Sin(2 * Math.PI * row * i / 8000) + Math.Sin(2 * Math.PI * column * i / 8000))));
    }
}
