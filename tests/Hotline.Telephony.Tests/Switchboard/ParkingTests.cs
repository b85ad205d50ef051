using Hotline.Telephony.Media;
using Hotline.Telephony.Tests.Sip;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>An agent's phone that vanishes in the middle of a talk. The citizen speaks at 400 Hz, the agent at 700; music is 1300.</summary>
public sealed class ParkingTests : NodeTests
{
    private const string Agent = "agent-8001";

    [Fact]
    public async Task Whoever_comes_back_is_rung_again_and_the_citizen_heard_music_meanwhile()
    {
        var (node, relay, phone, citizen, agent) = await TalkAsync();

        relay.Cut();
        agent.Leg.Port.Dispose();
        await citizen.Ear.HearsAsync(1300);
        Assert.Equal((AgentState.Talking, null), (node.StateOf(Agent), node.Switchboard.View.Calls.Single().AgentId));

        await phone.RegisterAsync(RunningNode.Password, overTcp: relay.Address);
        var again = await phone.RingsAsync();
        Assert.True(again.IsToAnswerItself);
        Assert.True(again.Answer());
        again.Speak(700);
        await citizen.Ear.HearsAsync(700);
        await again.Ear.HearsAsync(400);
        Assert.Equal(Agent, node.Switchboard.View.Calls.Single().AgentId);

        await citizen.HangUpAsync();
        var ended = await node.Events.WaitForAsync<CallEnded>();
        Assert.Equal((CallEnding.CallerHungUp, Agent), (ended.Ending, ended.AgentId));
        Assert.Equal([CallAct.Parked, CallAct.Returned], node.Events.All<CallControlled>().Select(act => act.Act));
        await node.AllFreedAsync();

        // One recording of it all, the music not among it.
        var wav = WavFile.Read(Path.Combine(node.Options.DataFolder, "recordings", ended.Recording!.File));
        Assert.True(Tone.Level(wav.Samples(1).AsSpan(^1600..), 700) > 0.2);
        Assert.True(Tone.Level(wav.Samples(0).AsSpan(^1600..), 400) > 0.2);
        Assert.InRange(ended.Recording.Duration, ended.Recording.TalkTime - TimeSpan.FromMilliseconds(300), ended.Recording.TalkTime + TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task Who_is_heard_all_the_time_is_left_alone_though_the_signalling_broke()
    {
        var (node, relay, phone, citizen, agent) = await TalkAsync();

        relay.Cut();
        var heard = citizen.Heard;
        await Deadline.Until(() => citizen.Heard > heard + 125, "the citizen did not hear the agent for two seconds and a half");
        await phone.RegisterAsync(RunningNode.Password, overTcp: relay.Address);
        await citizen.Ear.HearsAsync(700);
        await agent.Ear.HearsAsync(400);
        Assert.Empty(node.Events.All<CallControlled>());

        await citizen.HangUpAsync();
        Assert.Equal(CallEnding.CallerHungUp, (await node.Events.WaitForAsync<CallEnded>()).Ending);
    }

    [Fact]
    public async Task A_citizen_whose_agent_stays_away_is_back_in_line_and_served_by_another()
    {
        var (node, relay, _, citizen, agent) = await TalkAsync(TimeSpan.FromSeconds(1));
        var colleague = Keep(await node.ReadyPhoneAsync("8002"));

        relay.Cut();
        agent.Leg.Port.Dispose();
        var served = await colleague.RingsAsync();
        Assert.False(served.IsToAnswerItself);
        Assert.True(served.Answer());
        served.Speak(700);
        await citizen.Ear.HearsAsync(700);
        Assert.Equal([CallAct.Parked, CallAct.BackInLine, CallAct.Transferred], node.Events.All<CallControlled>().Select(act => act.Act));
        Assert.Equal(AgentState.Offline, node.StateOf(Agent));

        await citizen.HangUpAsync();
        await node.Events.WaitForAsync<CallEnded>();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task A_page_that_hears_no_more_has_not_hung_up_and_is_rung_again()
    {
        var (node, _, phone, citizen, agent) = await TalkAsync();

        await agent.HangUpUnheardAsync();
        var again = await phone.RingsAsync();
        Assert.True(again.IsToAnswerItself);
        await citizen.Ear.HearsAsync(1300);
        Assert.True(again.Answer());
        again.Speak(700);
        await citizen.Ear.HearsAsync(700);
        await again.Ear.HearsAsync(400);

        await again.HangUpAsync();
        Assert.Equal((CallEnding.AgentHungUp, Agent), ((await node.Events.WaitForAsync<CallEnded>()) is { } ended ? (ended.Ending, ended.AgentId) : default));
        Assert.Equal([CallAct.Parked, CallAct.Returned], node.Events.All<CallControlled>().Select(act => act.Act));
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task A_page_that_comes_back_without_sound_leaves_its_citizen_to_another()
    {
        var (node, _, phone, citizen, agent) = await TalkAsync();
        var colleague = Keep(await node.ReadyPhoneAsync("8002"));

        await agent.HangUpUnheardAsync();
        var again = await phone.RingsAsync();
        Assert.True(again.Answer());
        await Deadline.Until(() => node.Events.All<CallControlled>().Any(act => act.Act == CallAct.Returned), "the agent did not come back");
        await again.HangUpUnheardAsync();
        var served = await colleague.RingsAsync();
        Assert.True(served.Answer());
        served.Speak(700);
        await citizen.Ear.HearsAsync(700);
        Assert.Equal([CallAct.Parked, CallAct.Returned, CallAct.BackInLine, CallAct.Transferred], node.Events.All<CallControlled>().Select(act => act.Act));
        Assert.Equal(AgentState.NotReady, node.StateOf(Agent));

        await citizen.HangUpAsync();
        await node.Events.WaitForAsync<CallEnded>();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task A_citizen_who_hangs_up_meanwhile_leaves_nothing_behind()
    {
        var (node, relay, phone, citizen, agent) = await TalkAsync();
        relay.Cut();
        agent.Leg.Port.Dispose();
        await citizen.Ear.HearsAsync(1300);

        await citizen.HangUpAsync();
        Assert.Equal(CallEnding.CallerHungUp, (await node.Events.WaitForAsync<CallEnded>()).Ending);
        await node.AllFreedAsync();

        await phone.RegisterAsync(RunningNode.Password, overTcp: relay.Address);
        await Deadline.Until(() => node.StateOf(Agent) != AgentState.Offline, "the agent is not there again");
        Assert.False(phone.HasRung);
    }

    private async Task<(RunningNode Node, TcpRelay Relay, TestPhone Phone, PhoneCall Citizen, PhoneCall Agent)> TalkAsync(TimeSpan? patience = null)
    {
        var node = await NodeAsync(options => patience is { } given ? options with { ReturnTimeout = given } : options);
        var relay = Keep(TcpRelay.Start(node.Address));
        var phone = Keep(await node.PhoneAsync("8001"));
        await phone.RegisterAsync(RunningNode.Password, overTcp: relay.Address);
        await Deadline.Until(() => node.StateOf(Agent) == AgentState.NotReady, "the agent did not sign in");
        Assert.Equal(SwitchboardAnswer.Done, await node.Switchboard.SetReadyAsync(Agent, CancellationToken.None));
        var citizen = await Keep(await node.PhoneAsync("13800138000")).CallAsync();
        citizen.Speak(400);
        var agent = await phone.RingsAsync();
        Assert.True(agent.Answer());
        agent.Speak(700);
        await citizen.Ear.HearsAsync(700);
        await agent.Ear.HearsAsync(400);
        return (node, relay, phone, citizen, agent);
    }
}
