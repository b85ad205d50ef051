using Hotline.Telephony.Tests.Sip;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>Real calls while the sink of events, and the database behind it, is away.</summary>
public sealed class DegradedReceptionTests : NodeTests
{
    [Fact]
    public async Task Calls_are_answered_queued_and_recorded_and_taken_in_afterwards_once()
    {
        var node = await NodeAsync();
        var phone = Keep(await node.ReadyPhoneAsync("8001"));
        node.Events.Down = true;

        var first = await Keep(await node.PhoneAsync("13800000001")).CallAsync();
        var agent = await phone.RingsAsync();
        Assert.True(agent.Answer());
        await Deadline.Until(() => node.StateOf("agent-8001") == AgentState.Talking, "nobody talks");
        await first.HangUpAsync();
        await agent.Ended.InTime();
        await Deadline.Until(() => node.StateOf("agent-8001") == AgentState.Ready, "the agent is not free");

        Assert.Equal(SwitchboardAnswer.Done, await node.Switchboard.SetNotReadyAsync("agent-8001", "break", Deadline.Token()));
        var second = await Keep(await node.PhoneAsync("13800000002")).CallAsync();
        await Deadline.Until(() => node.Switchboard.View.Waiting.Count == 1, "nobody waits");
        await second.HangUpAsync();
        await node.AllFreedAsync();
        Assert.Equal((2, 0), node.Spooled);
        Assert.Empty(node.Events.All<CallEnded>());

        node.Events.Down = false;
        await node.Events.WaitForAsync<CallEnded>(occurrence: 2);
        await Deadline.Until(() => node.Spooled == (0, 0), "what was taken is kept");
        var ended = node.Events.All<CallEnded>().OrderBy(call => call.ArrivedAt).ToList();
        Assert.Equal(
            [("13800000001", CallEnding.CallerHungUp), ("13800000002", CallEnding.Abandoned)],
            ended.Select(call => (call.Caller, call.Ending)));
        Assert.Equal(SealVerdict.Intact, await node.Recordings.VerifyAsync(ended[0].Recording!.RecordingId, Deadline.Token()));
    }
}
