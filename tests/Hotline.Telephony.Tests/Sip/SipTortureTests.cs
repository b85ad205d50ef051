namespace Hotline.Telephony.Tests.Sip;

/// <summary>RFC 4475 and RFC 5118, message by message, as datagrams; over streams: <see cref="StreamTortureTests"/>.</summary>
public sealed class SipTortureTests
{
    [Theory]
    [MemberData(nameof(TortureVerdicts.Rfc4475), MemberType = typeof(TortureVerdicts))]
    public void Gets_the_verdict_of_RFC_4475(string name, string verdict) => Assert.Equal(verdict, SipVerdict.Of(Corpus.Read("rfc4475", name + ".dat")));

    [Theory]
    [MemberData(nameof(TortureVerdicts.Rfc5118), MemberType = typeof(TortureVerdicts))]
    public void Gets_the_verdict_of_RFC_5118(string name, string verdict)
    {
        var got = SipVerdict.Of(Corpus.Read("rfc5118", name + ".dat"));

        Assert.Equal(verdict, got == "in dialog" ? "481" : got);
    }

    [Fact]
    public void Every_message_of_the_corpora_has_a_verdict()
    {
        Assert.Equal(49, Corpus.Names("rfc4475", "*.dat").Count);
        Assert.Equal(Corpus.Names("rfc4475", "*.dat"), TortureVerdicts.Rfc4475.Select(row => $"{row.Data.Item1}.dat").Order(StringComparer.Ordinal));
        Assert.Equal(12, Corpus.Names("rfc5118", "*.dat").Count);
        Assert.Equal(Corpus.Names("rfc5118", "*.dat"), TortureVerdicts.Rfc5118.Select(row => $"{row.Data.Item1}.dat").Order(StringComparer.Ordinal));
    }
}
