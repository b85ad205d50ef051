using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Tests.Sip;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>Accounts that are closed while their phones are registered, ring or talk, and opened again. The citizen speaks at 400 Hz, the agent at 700.</summary>
public sealed class ClosedAccountTests : NodeTests
{
    private const string Agent = "agent-8001";

    [Fact]
    public async Task A_closed_account_has_no_phone_and_opened_again_it_registers_anew()
    {
        var node = await NodeAsync();
        var phone = Keep(await node.ReadyPhoneAsync("8001"));

        await CloseAsync(node);
        Assert.Equal(403, await phone.TryRegisterAsync(Credentials));
        node.Agents.Set("8001", RunningNode.Password);
        Assert.Equal(AgentState.Offline, node.StateOf(Agent));
        Assert.Equal(SwitchboardAnswer.Refused, await node.Switchboard.SetReadyAsync(Agent, CancellationToken.None));
        var waiting = await Keep(await node.PhoneAsync("1")).CallAsync();
        await node.Events.WaitForAsync<CallQueued>();
        Assert.False(phone.HasRung);

        await phone.RegisterAsync(RunningNode.Password);
        await Deadline.Until(() => node.StateOf(Agent) == AgentState.NotReady, "the agent did not sign in");
        Assert.Equal(SwitchboardAnswer.Done, await node.Switchboard.SetReadyAsync(Agent, CancellationToken.None));
        Assert.True((await phone.RingsAsync()).Answer());
        await waiting.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task A_talk_goes_on_to_its_end_and_then_the_agent_is_gone()
    {
        var node = await NodeAsync();
        var phone = Keep(await node.ReadyPhoneAsync("8001"));
        var citizen = await Keep(await node.PhoneAsync("1")).CallAsync();
        var agent = await phone.RingsAsync();
        Assert.True(agent.Answer());
        citizen.Speak(400);
        agent.Speak(700);
        await citizen.Ear.HearsAsync(700);

        await CloseAsync(node);
        var heard = (citizen.Heard, agent.Heard);
        await Deadline.Until(() => citizen.Heard > heard.Item1 + 50 && agent.Heard > heard.Item2 + 50, "the talk did not go on for a second");
        await citizen.Ear.HearsAsync(700);
        await agent.Ear.HearsAsync(400);
        Assert.Empty(node.Events.All<CallControlled>());

        await agent.HangUpAsync();
        Assert.Equal((CallEnding.AgentHungUp, Agent), (await node.Events.WaitForAsync<CallEnded>()) is var ended ? (ended.Ending, ended.AgentId) : default);
        await Deadline.Until(() => node.Events.StatesOf(Agent)[^1] == nameof(AgentState.Offline), () => string.Join(", ", node.Events.StatesOf(Agent)));
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task A_phone_that_rings_stops_and_the_next_agents_rings()
    {
        var node = await NodeAsync();
        var phone = Keep(await node.ReadyPhoneAsync("8001"));
        var call = await Keep(await node.PhoneAsync("1")).CallAsync();
        var rung = await phone.RingsAsync();
        var colleague = Keep(await node.ReadyPhoneAsync("8002"));

        await CloseAsync(node);

        await rung.CancelledAsync();
        Assert.True((await colleague.RingsAsync()).Answer());
        await call.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task The_loss_of_a_phone_counts_also_when_nobody_knows_its_account_any_more()
    {
        var node = await NodeAsync();
        await using var cable = TcpRelay.Start(node.Address);
        var phone = Keep(await node.PhoneAsync("8001"));
        await phone.RegisterAsync(RunningNode.Password, overTcp: cable.Address);
        await Deadline.Until(() => node.StateOf(Agent) == AgentState.NotReady, "the agent did not sign in");

        node.Agents.Remove("8001"); // as a page does that signs out, and closes its connection then
        cable.Cut();

        await Deadline.Until(() => node.Events.StatesOf(Agent)[^1] == nameof(AgentState.Offline), () => string.Join(", ", node.Events.StatesOf(Agent)));
    }

    private static SipCredentials Credentials => new("8001", RunningNode.Password, FixedAgents.Realm);

    private static async Task CloseAsync(RunningNode node)
    {
        node.Agents.Remove("8001");
        await node.Switchboard.AccountsChangedAsync(CancellationToken.None);
    }
}
