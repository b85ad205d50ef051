using System.Text;
using Hotline.Telephony.Sdp;

namespace Hotline.Telephony.Tests.Sdp;

public sealed class SdpReaderTests
{
    [Fact]
    public void Reads_what_a_browser_phone_says()
    {
        Assert.True(SdpReader.TryRead(Corpus.Read("sdp", "jssip.sdp"), out var description, out _));

        Assert.NotEmpty(description.Media);
        Assert.Equal("audio", description.Media[0].Kind);
    }

    [Fact]
    public void What_is_written_reads_the_same()
    {
        var read = 0;
        foreach (var name in Corpus.Names("sdp", "*.sdp"))
        {
            if (SdpReader.TryRead(Corpus.Read("sdp", name), out var description, out _))
            {
                var written = SdpWriter.Write(description);
                Assert.True(SdpReader.TryRead(written, out var again, out var rejection), rejection?.Reason);
                Assert.Equal(written, SdpWriter.Write(again));
                Assert.Equal(description.Media.Select(media => (media.Kind, media.Port, string.Join(' ', media.Formats))), again.Media.Select(media => (media.Kind, media.Port, string.Join(' ', media.Formats))));
                read++;
            }
        }

        Assert.InRange(read, 20, 25);
    }

    [Theory]
    [InlineData("", "no origin line", 0)]
    [InlineData("o=- 1 1 IN IP4 h\n", "the first line is not v=0", 1)]
    [InlineData("v=0\ns=-\n", "no origin line", 2)]
    [InlineData("v=0\no=- 1 1 IN IP4\n", "malformed origin", 2)]
    [InlineData("v=0\no=- 1 1 IN IP4 h\nc=IN IP4\n", "malformed connection", 3)]
    [InlineData("v=0\no=- 1 1 IN IP4 h\nm=audio 70000 RTP/AVP 0\n", "malformed port", 3)]
    [InlineData("v=0\no=- 1 1 IN IP4 h\nm=audio 1\n", "malformed medium", 3)]
    [InlineData("v=0\no=- 1 1 IN IP4 h\nmaudio\n", "line without type", 3)]
    [InlineData("v=0\no=- 1 1 IN IP4 h\n\nm=audio 1 RTP/AVP 0\n", "line without type", 3)]
    [InlineData("v=0\no=- 1 1 IN IP4 h\ns=a\rb\n", "CR inside a line", 3)]
    public void Says_what_is_wrong_and_where(string text, string reason, int line)
    {
        Assert.False(SdpReader.TryRead(Encoding.UTF8.GetBytes(text), out _, out var rejection));
        Assert.Equal(new SdpRejection(reason, line), rejection);
    }

    [Fact]
    public void Keeps_its_limits()
    {
        const string Start = "v=0\no=- 1 1 IN IP4 h\n";

        Assert.False(SdpReader.TryRead(Encoding.UTF8.GetBytes(Start + string.Concat(Enumerable.Repeat("a=x\n", 2_000))), out _, out var lines));
        Assert.False(SdpReader.TryRead(Encoding.UTF8.GetBytes(Start + string.Concat(Enumerable.Repeat("m=audio 1 RTP/AVP 0\n", 100))), out _, out var media));

        Assert.Equal(("too many lines", "too many media"), (lines.Reason, media.Reason));
    }
}
