using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Channels.Tests.Receiving;

public sealed class StopListTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_asks_to_stop_gets_nothing_more_until_they_ask_again()
    {
        using var sink = new CollectingSink();
        var door = new OpenDoor();
        MessageSender? sender = null;
        var stops = new StopList(new FakeMemory(TimeProvider.System), new Lazy<IMessageSender>(() => sender!));
        sender = new MessageSender([door], TimeProvider.System, stops);
        var desk = new InboundDesk(new Lazy<IInboundMessageSink>(sink), NullLogger<InboundDesk>.Instance, stops);

        Assert.True(await desk.TakeAsync(Said("1", "退订。"), Token));
        Assert.True(sink.Messages.Single() is { Automatic: true, Acknowledge: false });
        Assert.Equal("stopped", (await sender.SendAsync(Message("a", "+8613800000001"), Token)).Reason);
        Assert.Equal(SendVerdict.Accepted, (await sender.SendAsync(Message("b", "13800000002"), Token)).Verdict);

        // Said again, or delivered again, it is noted already: confirmed once.
        Assert.True(await desk.TakeAsync(Said("1a", "TD"), Token));
        Assert.Equal(["stop/1"], door.Sent.Where(sent => sent.Kind == "stop").Select(sent => sent.Key));
        Assert.Equal(SendVerdict.Accepted, (await sender.SendAsync(Message("code", "13800000001") with { Asked = true }, Token)).Verdict);

        Assert.True(await desk.TakeAsync(Said("2", "ｓｔａｒｔ"), Token));
        Assert.Equal(["stop/1", "stop/2"], door.Sent.Where(sent => sent.Kind == "stop").Select(sent => sent.Key));
        Assert.Equal(SendVerdict.Accepted, (await sender.SendAsync(Message("a", "13800000001"), Token)).Verdict);
    }

    [Theory]
    [InlineData("td", "", true)]
    [InlineData("STOP", "", true)]
    [InlineData("恢复", "", false)]
    [InlineData("退订", "0042", true)] // in answer to a question, as most are
    [InlineData("1", "0042", null)]
    [InlineData("退订了还发，投诉", "", null)]
    public void Words_are_told_apart(string text, string extension, bool? stop) =>
        Assert.Equal(stop, StopList.Read(Said("1", text) with { ExtensionCode = extension }));

    private static InboundMessage Said(string id, string text) => new()
    {
        Channel = ChannelKind.Sms,
        ExternalId = id,
        From = "13800000001",
        To = "12345",
        Text = text,
        Acknowledge = true,
        ReceivedAt = TimeProvider.System.GetUtcNow(),
    };

    private static OutboundMessage Message(string key, string to) => new() { Channel = ChannelKind.Sms, Key = key, To = to, Text = "x" };

    private sealed class OpenDoor : IOutboundDoor
    {
        public ChannelKind Channel => ChannelKind.Sms;

        public TimeSpan Patience => TimeSpan.FromSeconds(60);

        internal List<OutboundMessage> Sent { get; } = [];

        public Task<SendOutcome> SendAsync(OutboundMessage message)
        {
            lock (Sent)
            {
                Sent.Add(message);
            }

            return Task.FromResult(new SendOutcome { Verdict = SendVerdict.Accepted, ProviderId = "1" });
        }
    }
}
