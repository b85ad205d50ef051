using System.Text;
using Hotline.Telephony.Sip.Parsing;

namespace Hotline.Telephony.Tests.Sip.Parsing;

public sealed class SipStreamFramerTests
{
    private static readonly byte[] Invite = SipWriter.Write(Messages.Request(Messages.Invite));

    [Fact]
    public void Every_prefix_of_a_message_needs_more()
    {
        for (var length = 0; length < Invite.Length; length++)
        {
            var framer = new SipStreamFramer(SipLimits.Default);
            framer.Append(Invite.AsSpan(0, length));
            Assert.Equal(Frame.NeedMore, framer.TryTake(out _, out _));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10_000)]
    public void Cuts_a_stream_however_small_the_pieces(int piece)
    {
        byte[] stream = [.. Invite, .. "\r\n"u8, .. Invite, .. "\r\n\r\n"u8, .. Invite];
        var framer = new SipStreamFramer(SipLimits.Default);
        var seen = new List<Frame>();
        for (var i = 0; i < stream.Length; i += piece)
        {
            framer.Append(stream.AsSpan(i, Math.Min(piece, stream.Length - i)));
            Frame frame;
            while ((frame = framer.TryTake(out var message, out _)) != Frame.NeedMore)
            {
                seen.Add(frame);
                Assert.True(frame is Frame.Ping || message.AsSpan().SequenceEqual(Invite));
            }
        }

        Assert.Equal([Frame.Message, Frame.Message, Frame.Ping, Frame.Message], seen);
        Assert.Equal(0, framer.Pending);
    }

    [Theory]
    [InlineData("Content-Length: 127", "X: y")]
    [InlineData("Content-Length: 127", "Content-Length: -1")]
    [InlineData("Content-Length: 127", "Content-Length: 127\nContent-Length: 5")]
    [InlineData("Content-Length: 127", "Content-Length: 99999999")]
    public void A_length_that_cannot_be_trusted_breaks_the_stream(string line, string changed)
    {
        var framer = new SipStreamFramer(SipLimits.Default);
        framer.Append(Messages.Bytes(Messages.Invite.Replace(line, changed, StringComparison.Ordinal)));

        Assert.Equal(Frame.Broken, framer.TryTake(out _, out var rejection));
        Assert.NotNull(rejection);
    }

    [Fact]
    public void Headers_that_never_end_break_the_stream_at_the_limit()
    {
        var framer = new SipStreamFramer(SipLimits.Default);
        var line = Encoding.ASCII.GetBytes("X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n");
        var appended = 0;
        while (framer.TryTake(out _, out _) == Frame.NeedMore)
        {
            framer.Append(line);
            appended += line.Length;
        }

        Assert.InRange(appended, SipLimits.Default.MaxHeaderBytes, SipLimits.Default.MaxHeaderBytes + (2 * line.Length));
    }
}
