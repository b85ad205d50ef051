using Hotline.Telephony.Switchboard;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>The header between sites: what is written is read again, and nothing else.</summary>
public sealed class SentCallerTests
{
    private static readonly SentCaller Caller = new()
    {
        CallId = new CallId(Guid.Parse("019aa6c2-7a10-7d55-9b3a-0123456789ab")),
        Waited = TimeSpan.FromSeconds(184),
        Path = ["east", "north-2"],
        Group = "一般 咨询;a=b",
        Priority = "elderly",
        Tag = "12369",
        Language = "en",
    };

    [Fact]
    public void What_is_written_is_read()
    {
        var header = Caller.Write();

        Assert.StartsWith("v1;call=019aa6c27a107d559b3a0123456789ab;waited=184;", header, StringComparison.Ordinal);
        Assert.DoesNotContain(header, letter => letter is < ' ' or > '~');
        Assert.Equivalent(Caller, SentCaller.Read(header), strict: true);
        Assert.Equal(new SiteOrigin("east", Caller.CallId, Caller.Waited), Caller.Origin);
    }

    [Fact]
    public void What_is_not_there_is_not_there()
    {
        var bare = Caller with { Group = null, Priority = null, Tag = null, Language = null };
        Assert.Equivalent(bare, SentCaller.Read(bare.Write()), strict: true);
    }

    [Fact]
    public void Nobody_is_believed_to_have_waited_for_days() =>
        Assert.Equal(SentCaller.LongestWait, SentCaller.Read((Caller with { Waited = TimeSpan.FromDays(9) }).Write())!.Waited);

    [Theory]
    [InlineData("")]
    [InlineData("v2;call=019aa6c27a107d559b3a0123456789ab;waited=1;path=east")]
    [InlineData("v1;call=12;waited=1;path=east")]
    [InlineData("v1;waited=1;path=east")]
    [InlineData("v1;call=019aa6c27a107d559b3a0123456789ab;path=east")]
    [InlineData("v1;call=019aa6c27a107d559b3a0123456789ab;waited=-1;path=east")]
    [InlineData("v1;call=019aa6c27a107d559b3a0123456789ab;waited=99999999999;path=east")]
    [InlineData("v1;call=019aa6c27a107d559b3a0123456789ab;waited=1")]
    [InlineData("v1;call=019aa6c27a107d559b3a0123456789ab;waited=1;path=east+")]
    [InlineData("v1;call=019aa6c27a107d559b3a0123456789ab;waited=1;path=e st")]
    [InlineData("v1;call=019aa6c27a107d559b3a0123456789ab;waited=1;waited=2;path=east")]
    [InlineData("v1;call=019aa6c27a107d559b3a0123456789ab;waited=1;path=east;tag")]
    [InlineData("v1;call=019aa6c27a107d559b3a0123456789ab;waited=1;path=east;tag=")]
    public void What_cannot_be_understood_is_refused(string header) => Assert.Null(SentCaller.Read(header));

    [Fact]
    public void Too_long_a_header_or_word_is_refused()
    {
        Assert.Null(SentCaller.Read(Caller.Write() + ";more=" + new string('a', 1024)));
        Assert.Null(SentCaller.Read((Caller with { Tag = new string('a', 65) }).Write()));
    }
}
