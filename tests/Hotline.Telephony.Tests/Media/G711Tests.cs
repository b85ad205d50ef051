using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Hotline.Telephony.Media;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Media;

public sealed class G711Tests
{
    /// <summary>SHA-256 over the codes of −32768 … 32767 and over the values of codes 0 … 255 (little-endian), as the G.191 reference gives them.</summary>
    private static readonly Dictionary<string, (string Codes, string Values)> Reference = new(StringComparer.Ordinal)
    {
        ["A"] = (
            "38488f6fd710f4686360edc4d38639f96c491595ef93f8eb8d62d5e07ca6ce7b",
            "e04788d110e58ff8c70c93b8480190d973e3b67876b6119abbaec766cc75c174"),
        ["Mu"] = (
            "90c29de505fb68e766118303bd552a16005dcf810873698bee1d8f3b247ce28c",
            "3dab54339e520bb2c924826e3b72a917a2b612e9fd12fc867500f1d983a75827"),
    };

    [Theory]
    [InlineData("A")]
    [InlineData("Mu")]
    public void Encodes_and_decodes_as_the_reference(string lawName)
    {
        var law = Enum.Parse<G711Law>(lawName);
        var codes = new byte[65536];
        G711.Encode(law, [.. Enumerable.Range(short.MinValue, 65536).Select(sample => (short)sample)], codes);

        Assert.Equal(
            Reference[lawName],
            (Convert.ToHexStringLower(SHA256.HashData(codes)), Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(G711.Decoder(law))))));
    }

    [Theory]
    [InlineData("A", "a")]
    [InlineData("Mu", "u")]
    public void Agrees_with_the_whole_sweep_of_ITU_T_G_191(string lawName, string extension)
    {
        if (Repository.Corpus is not { } corpus)
        {
            Assert.Skip(Repository.NoCorpus);
            return;
        }

        var law = Enum.Parse<G711Law>(lawName);
        var samples = Words("sweep.src");
        var codes = Words($"sweep-r.{extension}");
        var values = Words($"sweep-r.{extension}-{extension}");
        var again = Words($"sweep-r.re{extension}");
        Assert.Equal(65536, samples.Length);
        for (var i = 0; i < samples.Length; i++)
        {
            Assert.Equal(codes[i], G711.Encode(law, samples[i]));
            Assert.Equal(values[i], G711.Decode(law, (byte)codes[i]));
            Assert.Equal(again[i], G711.Decode(law, G711.Encode(law, samples[i])));
        }

        short[] Words(string file) => MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(Path.Combine(corpus, "itu-stl-g711", file))).ToArray();
    }

    [Fact]
    public void Transcoding_goes_through_linear_and_keeps_silence_silent()
    {
        for (var code = 0; code < 256; code++)
        {
            Assert.Equal(G711.Encode(G711Law.Mu, G711.Decode(G711Law.A, (byte)code)), G711.Transcoder(G711Law.A)[code]);
            Assert.Equal(G711.Encode(G711Law.A, G711.Decode(G711Law.Mu, (byte)code)), G711.Transcoder(G711Law.Mu)[code]);
        }

        Assert.Equal(G711.Silence(G711Law.A), G711.Transcoder(G711Law.Mu)[G711.Silence(G711Law.Mu)]);
        Assert.InRange(G711.Decode(G711Law.Mu, G711.Transcoder(G711Law.A)[G711.Silence(G711Law.A)]), -8, 8);
        Assert.Equal(8, G711.Decode(G711Law.A, G711.Silence(G711Law.A)));
        Assert.Equal(0, G711.Decode(G711Law.Mu, G711.Silence(G711Law.Mu)));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("Mu")]
    public void A_tone_survives_both_laws(string lawName)
    {
        var law = Enum.Parse<G711Law>(lawName);
        var codes = new byte[8000];
        G711.Encode(law, Tone.Samples(1000, TimeSpan.FromSeconds(1), 0.5), codes);
        G711.Transcode(law, codes);
        var other = law == G711Law.A ? G711Law.Mu : G711Law.A;
        var heard = codes.Select(code => G711.Decode(other, code)).ToArray();

        Assert.InRange(Tone.Level(heard, 1000), 0.49, 0.51);
    }
}
