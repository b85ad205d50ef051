using Hotline.Channels.Receiving;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Channels.Tests.Receiving;

public sealed class InboundDeskTests : IDisposable
{
    private readonly CollectingSink sink = new();
    private readonly InboundDesk desk;

    public InboundDeskTests() => desk = new InboundDesk(new Lazy<IInboundMessageSink>(sink), NullLogger<InboundDesk>.Instance);

    [Fact]
    public async Task What_the_sink_refused_is_not_taken_and_is_offered_again()
    {
        sink.Refuse(times: 1);

        Assert.False(await desk.TakeAsync(Message("a"), TestContext.Current.CancellationToken));
        Assert.True(await desk.TakeAsync(Message("a"), TestContext.Current.CancellationToken));
        Assert.Single(sink.Messages);
    }

    [Fact]
    public async Task A_repeat_is_taken_without_asking_the_sink()
    {
        Assert.True(await desk.TakeAsync(Message("a"), TestContext.Current.CancellationToken));
        Assert.True(await desk.TakeAsync(Message("a"), TestContext.Current.CancellationToken));
        Assert.Single(sink.Messages);
    }

    [Fact]
    public async Task What_is_no_text_is_seen_to_have_stood_there()
    {
        const string Written = "漏水\0\u0007\uFFFF half \uD83D of one, \uDE00 of another\t\r\n👨‍👩‍👧 \u202Eright to left \uD83D";
        const string Kept = "漏水\uFFFD\uFFFD\uFFFD half \uFFFD of one, \uFFFD of another\t\r\n👨‍👩‍👧 \u202Eright to left \uFFFD";
        var message = Message("a") with { Text = Written, Subject = Written, Name = Written, Place = Written, Attachments = [new InboundAttachment(Written, "text/plain", new byte[] { 0 })] };

        Assert.True(await desk.TakeAsync(message, TestContext.Current.CancellationToken));
        var taken = Assert.Single(sink.Messages);
        Assert.All([taken.Text, taken.Subject, taken.Name, taken.Place, Assert.Single(taken.Attachments).FileName], text => Assert.Equal(Kept, text));
    }

    [Fact]
    public void The_memory_is_bounded()
    {
        var recent = new RecentSet(capacity: 2);
        recent.Add("a");
        recent.Add("b");
        recent.Add("b");
        Assert.True(recent.Contains("a"));
        recent.Add("c");
        Assert.False(recent.Contains("a"));
        Assert.True(recent.Contains("b"));
    }

    public void Dispose() => sink.Dispose();

    private static InboundMessage Message(string id) => new()
    {
        Channel = ChannelKind.Sms, ExternalId = id, From = "13800000001", To = "12345", Text = "1", ReceivedAt = DateTimeOffset.UnixEpoch,
    };
}
