using Hotline.Telephony.Tests.Sip;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>Callers who hang up where nobody expects it, phones that answer and are gone, keys pressed without end: nothing of any is left, and nobody else suffers.</summary>
public sealed class AbruptEndTests : NodeTests
{
    private const string Agent = "agent-8001";

    [Fact]
    public async Task A_phone_that_answers_and_hangs_up_at_once_costs_one_place_each_time()
    {
        var node = await NodeAsync();
        var phone = Keep(await node.ReadyPhoneAsync("8001"));
        var caller = Keep(await node.PhoneAsync("13800138000"));

        // The caller's: gone before the first word of the greeting.
        for (var time = 0; time < 5; time++)
        {
            await (await caller.CallAsync()).HangUpAsync();
        }

        await node.Events.WaitForAsync<CallEnded>(occurrence: 5);
        Assert.All(node.Events.All<CallEnded>(), ended => Assert.Equal(CallEnding.Abandoned, ended.Ending));

        // The agent's, with the next caller behind: one talk each, each with its record.
        for (var time = 6; time <= 8; time++)
        {
            var citizen = await caller.CallAsync();
            var agent = await phone.RingsAsync();
            Assert.True(agent.Answer());
            await agent.HangUpAsync();
            await citizen.Ended.InTime();
            var ended = await node.Events.WaitForAsync<CallEnded>(occurrence: time);
            Assert.Equal((CallEnding.AgentHungUp, Agent), (ended.Ending, ended.AgentId));
        }

        await node.AllFreedAsync();
        await Deadline.Until(() => node.StateOf(Agent) == AgentState.Ready, "the agent is stuck");
        Assert.False(phone.HasRung);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_caller_may_hang_up_during_the_offer_of_a_callback_its_question_and_its_thanks(int keys)
    {
        // The offer sounds like nothing before it; the question is long enough to hang up in.
        await File.WriteAllTextAsync(
            Folder.File("flow.yaml"),
            "name: a\nstart: line\nsteps: {line: {queue: {music: music, callback: {after: 0s, offer: notice, confirm: [music, music, music, music, music, music, music, music], done: [notice, notice, notice, notice]}}}}\n",
            Deadline.Token());
        var node = await NodeAsync(options => options with { CallFlowFile = Folder.File("flow.yaml") });
        var call = await Keep(await node.PhoneAsync("13800138000")).CallAsync();
        await node.Events.WaitForAsync<CallQueued>();
        await call.Ear.HearsAsync(1000);
        if (keys == 1)
        {
            await call.SendInfoAsync('1');
            await call.Ear.HearsAsync(1300);
        }

        for (var again = 0; keys == 2 && node.Callbacks.Entries.Count == 0; again++)
        {
            Assert.True(again < 300, "the place is not kept");
            await call.SendInfoAsync('1');
            await Task.Delay(100, Deadline.Token());
        }

        await call.HangUpAsync();
        await node.Events.WaitForAsync<CallEnded>();
        await Deadline.Until(() => node.Callbacks.Entries.Count == 1, "nothing is owed");
        var owed = node.Callbacks.Entries[0];
        Assert.Equal((keys == 2 ? CallbackKind.Requested : CallbackKind.Missed, CallbackState.Open, 0), (owed.Kind, owed.State, owed.Attempts));

        // Who took the offer keeps the place; nobody else has one.
        Assert.Equal(keys == 2, node.Switchboard.View.Waiting.Any(caller => caller.IsCallback));
        if (keys < 2)
        {
            await node.AllFreedAsync();
        }
    }

    [Theory]
    [InlineData("held")]
    [InlineData("consulting")]
    [InlineData("consulted")]
    [InlineData("three-way")]
    [InlineData("transferred")]
    [InlineData("monitored")]
    public async Task A_caller_may_hang_up_in_every_state_of_the_talk(string state)
    {
        var node = await NodeAsync();
        var phone = Keep(await node.ReadyPhoneAsync("8001"));
        var colleague = Keep(await node.ReadyPhoneAsync("8002"));
        Assert.Equal(SwitchboardAnswer.Done, await node.Switchboard.SetNotReadyAsync("agent-8002", "break", Deadline.Token()));
        var citizen = await Keep(await node.PhoneAsync("13800138000")).CallAsync();
        var agent = await phone.RingsAsync();
        Assert.True(agent.Answer());
        var callId = (await node.Events.WaitForAsync<CallAnswered>()).CallId;
        PhoneCall? rings = null;
        switch (state)
        {
            case "held":
                await OrderAsync(node, callId, new HoldCall { By = Agent });
                break;
            case "transferred":
                await OrderAsync(node, callId, new TransferCall("agent-8002") { By = Agent });
                rings = await colleague.RingsAsync();
                break;
            case "monitored":
                await OrderAsync(node, callId, new Supervise("agent-8002", SupervisionMode.Listen));
                Assert.True((await colleague.RingsAsync()).Answer());
                await Deadline.Until(() => node.Switchboard.View.Calls.Single().Supervisor == "agent-8002", "nobody listens");
                break;
            default:
                await OrderAsync(node, callId, new ConsultOn("agent-8002") { By = Agent });
                rings = await colleague.RingsAsync();
                break;
        }

        if (state is "consulted" or "three-way")
        {
            Assert.True(rings!.Answer());
            rings = null;
            await Deadline.Until(() => node.Switchboard.View.Calls.Single().PartyState == PartyState.Consulted, "nobody is consulted");
        }

        if (state == "three-way")
        {
            await OrderAsync(node, callId, new JoinCall { By = Agent });
        }

        await citizen.HangUpAsync();
        if (rings is not null)
        {
            await rings.CancelledAsync();
        }

        var ended = await node.Events.WaitForAsync<CallEnded>();
        Assert.Equal(CallEnding.CallerHungUp, ended.Ending);
        Assert.Equal(SealVerdict.Intact, await node.Recordings.VerifyAsync(ended.Recording!.RecordingId, Deadline.Token()));
        await node.AllFreedAsync();
        await Deadline.Until(() => node.StateOf(Agent) == AgentState.Ready && node.StateOf("agent-8002") is AgentState.NotReady or AgentState.Ready, "an agent is stuck");
        Assert.Empty(node.Callbacks.Entries);
    }

    [Fact]
    public async Task Who_rings_again_during_the_wrap_up_waits_for_its_end_and_may_hang_up_meanwhile()
    {
        var node = await NodeAsync(options => options with { WrapUp = TimeSpan.FromMinutes(5) });
        var phone = Keep(await node.ReadyPhoneAsync("8001"));
        var caller = Keep(await node.PhoneAsync("13800138000"));
        var first = await caller.CallAsync();
        Assert.True((await phone.RingsAsync()).Answer());
        await node.Events.WaitForAsync<CallAnswered>();
        await first.HangUpAsync();
        await Deadline.Until(() => node.StateOf(Agent) == AgentState.WrapUp, "no wrap-up");

        var second = await caller.CallAsync();
        await node.Events.WaitForAsync<CallQueued>(occurrence: 2);
        Assert.Equal((AgentState.WrapUp, false), (node.StateOf(Agent), phone.HasRung));
        await second.HangUpAsync();
        await node.AllFreedAsync();
        Assert.Equal(AgentState.WrapUp, node.StateOf(Agent));

        // The wrap-up ends by the agent's word, and the next call comes.
        Assert.Equal(SwitchboardAnswer.Done, await node.Switchboard.SetReadyAsync(Agent, Deadline.Token()));
        var third = await caller.CallAsync();
        Assert.True((await phone.RingsAsync()).Answer());
        await third.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task A_flood_of_keys_in_the_media_ends_with_a_person()
    {
        await File.WriteAllTextAsync(
            Folder.File("flow.yaml"),
            "name: a\nstart: menu\nsteps: {menu: {menu: {say: notice, wait: 60s, keys: {1: menu}, tries: 9, otherwise: line}}, line: {queue: {music: music}}}\n",
            Deadline.Token());
        var node = await NodeAsync(options => options with { CallFlowFile = Folder.File("flow.yaml") });
        var phone = Keep(await node.ReadyPhoneAsync("8001"));
        var citizen = await Keep(await node.PhoneAsync("13800138000")).CallAsync();
        await citizen.Ear.HearsAsync(1000);
        for (var key = 0; key < 300; key++)
        {
            await citizen.SendInfoAsync('5');
        }

        citizen.Leg.Port.Dial("5555555555555555");
        var agent = await phone.RingsAsync();
        Assert.True(agent.Answer());
        await node.Events.WaitForAsync<CallAnswered>();
        await citizen.HangUpAsync();
        await node.AllFreedAsync();
    }

    private static async Task OrderAsync(RunningNode node, CallId call, CallOrder order) =>
        Assert.Equal(SwitchboardAnswer.Done, await node.Switchboard.OrderAsync(call, order, Deadline.Token()));
}
