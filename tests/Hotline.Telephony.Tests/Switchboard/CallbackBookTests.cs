using Hotline.Telephony.Tests.Sip;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>What is owed to callers whom nobody answered, seen from outside.</summary>
public sealed class CallbackBookTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Who_gave_up_is_in_the_ledger_also_after_a_restart_until_an_agent_talks_to_them()
    {
        await using (var node = await RunningNode.StartAsync(folder))
        {
            await using var citizen = await node.PhoneAsync("13800138000");
            var call = await citizen.CallAsync();
            await node.Events.WaitForAsync<CallQueued>();
            await call.HangUpAsync();
            await node.Events.WaitForAsync<CallEnded>();
            var owed = Assert.Single(node.Callbacks.Entries);
            Assert.Equal(("13800138000", CallbackKind.Missed, CallbackState.Open), (owed.Number, owed.Kind, owed.State));
        }

        await using (var node = await RunningNode.StartAsync(folder))
        {
            Assert.Equal(CallbackState.Open, Assert.Single(node.Callbacks.Entries).State);
            await using var agent = await node.ReadyPhoneAsync("8001");
            await using var citizen = await node.PhoneAsync("13800138000");
            var call = await citizen.CallAsync();
            Assert.True((await agent.RingsAsync()).Answer());
            await node.Events.WaitForAsync<CallAnswered>();
            await call.HangUpAsync();
            await node.Events.WaitForAsync<CallEnded>();

            var settled = Assert.Single(node.Callbacks.Entries);
            Assert.Equal((CallbackState.RangAgain, "agent-8001"), (settled.State, settled.ClosedBy));
        }
    }

    [Fact]
    public async Task Who_was_answered_is_owed_nothing()
    {
        await using var node = await RunningNode.StartAsync(folder);
        await using var agent = await node.ReadyPhoneAsync("8001");
        await using var citizen = await node.PhoneAsync("13800138000");
        var call = await citizen.CallAsync();
        Assert.True((await agent.RingsAsync()).Answer());
        await node.Events.WaitForAsync<CallAnswered>();
        await call.HangUpAsync();
        await node.Events.WaitForAsync<CallEnded>();

        Assert.Empty(node.Callbacks.Entries);
    }

    [Fact]
    public async Task Who_keeps_the_place_is_called_back_at_their_turn_by_the_agent_who_is_free()
    {
        await using var trunk = await TestPhone.StartTrunkAsync();
        await using var node = await NodeAsync(trunk);
        await using var citizen = await node.PhoneAsync("13800138000");
        await KeepPlaceAsync(node, citizen);
        var owed = Assert.Single(node.Callbacks.Entries);
        Assert.Equal((CallbackKind.Requested, CallbackState.Open), (owed.Kind, owed.State));
        var waiting = Assert.Single(node.Switchboard.View.Waiting);
        Assert.Equal(("13800138000", true, owed.CallId), (waiting.Caller, waiting.IsCallback, waiting.CallId));

        await using var phone = await node.ReadyPhoneAsync("8001");
        var agent = await phone.RingsAsync();
        Assert.Equal("13800138000", agent.Shown);
        Assert.True(agent.Answer());
        var reached = await trunk.RingsAsync();
        Assert.Equal("13800138000", reached.Dialled);
        Assert.True(reached.Answer());
        var answered = await node.Events.WaitForAsync<CallAnswered>();
        Assert.True(answered.Outbound);
        Assert.Empty(node.Switchboard.View.Waiting);
        await agent.HangUpAsync();

        await node.AllFreedAsync();
        await Deadline.Until(() => node.StateOf("agent-8001") == AgentState.Ready, "the agent is not free");
        Assert.Equal((CallbackState.Reached, "agent-8001"), (node.Callbacks.Entries[0].State, node.Callbacks.Entries[0].ClosedBy));
    }

    [Fact]
    public async Task An_agent_whose_own_phone_refuses_costs_the_citizen_neither_place_nor_attempt()
    {
        await using var trunk = await TestPhone.StartTrunkAsync();
        await using var node = await NodeAsync(trunk);
        await using var citizen = await node.PhoneAsync("13800138000");
        await KeepPlaceAsync(node, citizen);

        await using var refusing = await node.PhoneAsync("8001");
        refusing.Refusal = 486;
        await refusing.RegisterAsync(RunningNode.Password);
        await Deadline.Until(() => node.StateOf("agent-8001") == AgentState.NotReady, "the agent did not sign in");
        await node.Switchboard.SetReadyAsync("agent-8001", CancellationToken.None);
        await node.Events.WaitForAsync<AgentStateChanged>(change => change is { AgentId: "agent-8001", State: AgentState.NotReady, Reason: "no-answer" });
        Assert.True(Assert.Single(node.Switchboard.View.Waiting).IsCallback);
        Assert.Equal(0, Assert.Single(node.Callbacks.Entries).Attempts);

        await using var phone = await node.ReadyPhoneAsync("8002");
        Assert.True((await phone.RingsAsync()).Answer());
        Assert.True((await trunk.RingsAsync()).Answer());
        await node.Events.WaitForAsync<CallAnswered>();
    }

    [Fact]
    public async Task Who_asks_twice_keeps_one_place_also_after_a_restart()
    {
        await using var trunk = await TestPhone.StartTrunkAsync();
        await using (var node = await NodeAsync(trunk))
        {
            await using var citizen = await node.PhoneAsync("13800138000");
            await KeepPlaceAsync(node, citizen);

            // Asking again is refused: the caller stays in line.
            var again = await citizen.CallAsync();
            await node.Events.WaitForAsync<CallQueued>(occurrence: 2);
            await again.SendInfoAsync('1');
            await again.SendInfoAsync('1');
            await again.HangUpAsync();
            await node.Events.WaitForAsync<CallEnded>(occurrence: 2);
            Assert.Equal(CallbackState.Open, Assert.Single(node.Callbacks.Entries).State);
            Assert.Single(node.Switchboard.View.Waiting);
        }

        await using (var node = await NodeAsync(trunk))
        {
            Assert.True(Assert.Single(node.Switchboard.View.Waiting).IsCallback);
            await using var phone = await node.ReadyPhoneAsync("8001");
            trunk.Refusal = 486;
            Assert.True((await phone.RingsAsync()).Answer());

            await node.Events.WaitForAsync<CallEnded>();
            await node.AllFreedAsync();
            Assert.Equal((CallbackState.Open, 1), (node.Callbacks.Entries[0].State, node.Callbacks.Entries[0].Attempts));
        }
    }

    private async Task<RunningNode> NodeAsync(TestPhone trunk)
    {
        await File.WriteAllTextAsync(
            folder.File("flow.yaml"),
            "name: callback\nstart: line\nsteps:\n  line: {queue: {music: music, callback: {after: 0s, offer: please-wait, confirm: greeting, done: goodbye}}}\n",
            Deadline.Token());
        return await RunningNode.StartAsync(folder, decide: options => options with
        {
            CallFlowFile = folder.File("flow.yaml"),
            Trunks = [new TrunkOptions { Name = "trunk", Host = trunk.Address.ToString() }],
        });
    }

    // Pressed again and again, as people do, until the place is kept.
    private static async Task KeepPlaceAsync(RunningNode node, TestPhone citizen)
    {
        var call = await citizen.CallAsync();
        await node.Events.WaitForAsync<CallQueued>();
        while (node.Callbacks.Entries.Count == 0)
        {
            await call.SendInfoAsync('1');
            await Task.WhenAny(call.Ended, Task.Delay(100, Deadline.Token()));
        }

        await call.Ended.InTime();
        Assert.True((await node.Events.WaitForAsync<CallEnded>()).CallbackAsked);
    }
}
