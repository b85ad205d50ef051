using Hotline.Channels.Sending;
using Hotline.Testing;

namespace Hotline.Channels.Tests.Sending;

public sealed class MessageSenderTests
{
    private readonly ManualTimeProvider clock = new();
    private readonly HandDoor door = new();

    [Fact]
    public async Task Without_a_provider_nothing_is_pretended()
    {
        var sender = new MessageSender([], clock);

        Assert.False(sender.IsConfigured(ChannelKind.Sms));
        var outcome = await sender.SendAsync(Message("k1"), TestContext.Current.CancellationToken);
        Assert.Equal(SendVerdict.NotConfigured, outcome.Verdict);
    }

    [Fact]
    public async Task An_accepted_key_is_not_sent_again()
    {
        var sender = new MessageSender([door], clock);
        door.Answer(SendVerdict.Accepted);

        var first = await sender.SendAsync(Message("k1"), TestContext.Current.CancellationToken);
        var second = await sender.SendAsync(Message("k1"), TestContext.Current.CancellationToken);

        Assert.Same(first, second);
        Assert.Equal(1, door.Attempts);
    }

    [Theory]
    [InlineData(SendVerdict.Later)]
    [InlineData(SendVerdict.Refused)]
    public async Task A_key_that_failed_may_be_tried_again(SendVerdict failed)
    {
        var sender = new MessageSender([door], clock);
        door.Answer(failed);
        await sender.SendAsync(Message("k1"), TestContext.Current.CancellationToken);
        door.Answer(SendVerdict.Accepted);

        var second = await sender.SendAsync(Message("k1"), TestContext.Current.CancellationToken);

        Assert.Equal(SendVerdict.Accepted, second.Verdict);
        Assert.Equal(2, door.Attempts);
    }

    [Fact]
    public async Task An_answer_that_comes_late_saves_the_second_message()
    {
        var sender = new MessageSender([door], clock);
        var waiting = sender.SendAsync(Message("k1"), TestContext.Current.CancellationToken).AsTask();
        await door.Begun.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        clock.Advance(door.Patience);
        Assert.Equal(SendVerdict.Unknown, (await waiting).Verdict);

        door.Answer(SendVerdict.Accepted);
        var second = await sender.SendAsync(Message("k1"), TestContext.Current.CancellationToken);

        Assert.Equal(SendVerdict.Accepted, second.Verdict);
        Assert.Equal(1, door.Attempts);
    }

    private static OutboundMessage Message(string key) => new() { Channel = ChannelKind.Sms, Key = key, To = "13800000001", Text = "1" };

    /// <summary>A door that answers when told.</summary>
    private sealed class HandDoor : IOutboundDoor
    {
        private readonly TaskCompletionSource begun = new();
        private TaskCompletionSource<SendOutcome> answer = new();
        private int attempts;

        public ChannelKind Channel => ChannelKind.Sms;

        public TimeSpan Patience => TimeSpan.FromSeconds(10);

        internal Task Begun => begun.Task;

        internal int Attempts => attempts;

        public Task<SendOutcome> SendAsync(OutboundMessage message)
        {
            Interlocked.Increment(ref attempts);
            begun.TrySetResult();
            return answer.Task;
        }

        internal void Answer(SendVerdict verdict)
        {
            if (answer.Task.IsCompleted)
            {
                answer = new TaskCompletionSource<SendOutcome>();
            }

            answer.SetResult(new SendOutcome { Verdict = verdict });
        }
    }
}
