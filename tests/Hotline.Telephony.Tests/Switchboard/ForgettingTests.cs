using Hotline.Telephony.Sip.Transactions;
using Hotline.Telephony.Tests.Sip;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>What calls took is given back: the clock is moved by hand, so that every timer of the node can be counted.</summary>
public sealed class ForgettingTests : NodeTests
{
    private readonly ManualTimeProvider clock = new();

    [Fact]
    public async Task After_many_calls_no_call_dialog_leg_request_or_timer_is_left()
    {
        // No words, which a clock that stands would never finish.
        await File.WriteAllTextAsync(Folder.File("flow.yaml"), "name: a\nstart: line\nsteps: {line: {queue: {music: music}}}\n", Deadline.Token());
        var node = await NodeAsync(
            options => options with { CallFlowFile = Folder.File("flow.yaml") }, services => services.AddSingleton<TimeProvider>(clock));
        var agent = Keep(await node.PhoneAsync("8001"));
        await agent.RegisterAsync(RunningNode.Password, expires: 3600);
        await Deadline.Until(() => node.StateOf("agent-8001") == AgentState.NotReady, "the agent did not sign in");
        await node.Switchboard.SetReadyAsync("agent-8001", Deadline.Token());
        var citizen = Keep(await node.PhoneAsync("13800138000"));

        await CallAsync(node, citizen, agent, citizenHangsUp: true);
        await ForgottenAsync(node, timers: int.MaxValue);
        var timers = clock.PendingTimers;
        for (var i = 0; i < 12; i++)
        {
            await CallAsync(node, citizen, agent, citizenHangsUp: i % 2 == 0);
        }

        // One who hangs up while the phone rings.
        var leaving = await citizen.CallAsync();
        var rung = await agent.RingsAsync();
        await leaving.HangUpAsync();
        await rung.CancelledAsync();
        await node.AllFreedAsync();
        Assert.NotEqual("", node.Remembered());

        await ForgottenAsync(node, timers);
    }

    private static async Task CallAsync(RunningNode node, TestPhone citizen, TestPhone agent, bool citizenHangsUp)
    {
        await Deadline.Until(() => node.StateOf("agent-8001") == AgentState.Ready, "the agent is not free");
        var call = await citizen.CallAsync();
        var ringing = await agent.RingsAsync();
        Assert.True(ringing.Answer());
        await Deadline.Until(() => node.StateOf("agent-8001") == AgentState.Talking, "not connected");
        await (citizenHangsUp ? call : ringing).HangUpAsync();
        await node.AllFreedAsync();
    }

    // Each look moves the clock: what gathers or repeats by it goes on, too.
    private async Task ForgottenAsync(RunningNode node, int timers)
    {
        clock.Advance(SipTimers.Timeout + TimeSpan.FromSeconds(1));
        await Deadline.Until(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return node.Remembered().Length == 0 && clock.PendingTimers <= timers;
            },
            () => $"not forgotten: {node.Remembered()}; {clock.PendingTimers} timers, {timers} before");
    }
}
