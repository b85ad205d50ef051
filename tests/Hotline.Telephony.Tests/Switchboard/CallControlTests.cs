using Hotline.Telephony.Media;
using Hotline.Telephony.Tests.Sip;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>
/// What can be done with a call that goes on: the right tone at the right ear, and one recording of it all. The citizen speaks at 400 Hz, the agent at 700,
/// a third at 1000; music is 1300.
/// </summary>
public sealed class CallControlTests : NodeTests
{
    private const string Agent = "agent-8001";

    private TestPhone? agentPhone;

    [Fact]
    public async Task A_citizen_on_hold_hears_music_and_is_told_so()
    {
        var (node, citizen, agent) = await TalkAsync();
        var call = TalkOf(node);

        await OrderAsync(node, new HoldCall { By = Agent });
        await citizen.Ear.HearsAsync(1300);
        await Deadline.Until(() => citizen.IsHeld, "no re-INVITE said that the citizen is on hold");
        Assert.True(TalkOf(node).OnHold);
        await agent.Ear.HearsAsync();
        Assert.Equal(SwitchboardAnswer.Refused, await node.Switchboard.OrderAsync(call.CallId, new HoldCall { By = Agent }, CancellationToken.None));

        await OrderAsync(node, new ResumeCall { By = Agent });
        await Deadline.Until(() => !citizen.IsHeld, "no re-INVITE took the citizen back");
        await HearEachOtherAsync(citizen, agent);

        await EndAsync(node, citizen, 400, 700);
        Assert.Equal([CallAct.Held, CallAct.Resumed], ActsOf(node));
    }

    [Fact]
    public async Task The_hold_key_of_the_agents_phone_does_the_same()
    {
        var (node, citizen, agent) = await TalkAsync();

        Assert.Equal("recvonly", await agent.ReofferAsync("sendonly"));
        await citizen.Ear.HearsAsync(1300);
        Assert.True(TalkOf(node).OnHold);

        Assert.Equal("sendrecv", await agent.ReofferAsync("sendrecv"));
        await HearEachOtherAsync(citizen, agent);
        await EndAsync(node, citizen, 400, 700);
    }

    [Fact]
    public async Task An_attended_transfer_to_a_colleague()
    {
        var (node, citizen, agent) = await TalkAsync();
        var colleague = Keep(await node.ReadyPhoneAsync("8002"));

        await OrderAsync(node, new ConsultOn("agent-8002") { By = Agent });
        await citizen.Ear.HearsAsync(1300);
        var consulted = await colleague.RingsAsync();
        Assert.Equal((PartyState.Ringing, "agent-8002"), (TalkOf(node).PartyState, TalkOf(node).Party));
        Assert.Equal(AgentState.Talking, node.StateOf("agent-8002"));
        Answer(consulted, 1000);
        await agent.Ear.HearsAsync(1000);
        await consulted.Ear.HearsAsync(700);
        await citizen.Ear.HearsAsync(1300);
        Assert.Equal(PartyState.Consulted, TalkOf(node).PartyState);

        await OrderAsync(node, new CompleteTransfer { By = Agent });
        await agent.Ended.InTime();
        await citizen.Ear.HearsAsync(1000);
        await consulted.Ear.HearsAsync(400);
        Assert.Equal("agent-8002", TalkOf(node).AgentId);
        Assert.Equal("agent-8002", (await node.Events.WaitForAsync<CallTransferred>()).Call.AgentId);
        await Deadline.Until(() => node.StateOf(Agent) == AgentState.Ready, "the agent who left is not free");

        await EndAsync(node, citizen, 400, 700, 1000);
        await consulted.Ended.InTime();
        await Deadline.Until(() => node.StateOf("agent-8002") == AgentState.Ready, "the colleague is not free");
    }

    [Fact]
    public async Task A_conference_of_three_from_which_one_may_go()
    {
        var (node, citizen, agent, trunk) = await TalkWithTrunkAsync();

        await OrderAsync(node, new ConsultOn("02788888888") { By = Agent });
        var third = await trunk.RingsAsync();
        Assert.Equal(("02788888888", "12345"), (third.Dialled, third.Shown));
        Answer(third, 1000);
        await third.Ear.HearsAsync(700);

        await OrderAsync(node, new JoinCall { By = Agent });
        await citizen.Ear.HearsAsync(700, 1000);
        await agent.Ear.HearsAsync(400, 1000);
        await third.Ear.HearsAsync(400, 700);
        Assert.Equal((PartyState.Joined, false), (TalkOf(node).PartyState, TalkOf(node).OnHold));

        await third.HangUpAsync();
        await HearEachOtherAsync(citizen, agent);
        Assert.Equal((PartyState.None, null), (TalkOf(node).PartyState, TalkOf(node).Party));
        await EndAsync(node, citizen, 400, 700, 1000);
    }

    [Fact]
    public async Task Whoever_is_consulted_and_does_not_answer_leaves_agent_and_citizen_talking()
    {
        var (node, citizen, agent, trunk) = await TalkWithTrunkAsync();
        trunk.Refusal = 486;

        await OrderAsync(node, new ConsultOn("110110") { By = Agent });

        await node.Events.WaitForAsync<CallControlled>(act => act.Act == CallAct.PartyGone);
        await HearEachOtherAsync(citizen, agent);
        Assert.False(TalkOf(node).OnHold);

        trunk.Refusal = 0;
        await OrderAsync(node, new ConsultOn("110110") { By = Agent });
        var third = await trunk.RingsAsync();
        await OrderAsync(node, new ReturnToCall { By = Agent });
        await third.CancelledAsync();
        await HearEachOtherAsync(citizen, agent);
        await EndAsync(node, citizen, 400, 700);
    }

    [Fact]
    public async Task A_blind_transfer_frees_the_agent_at_once()
    {
        var (node, citizen, agent, trunk) = await TalkWithTrunkAsync();

        await OrderAsync(node, new TransferCall("+862788888888") { By = Agent });
        await agent.Ended.InTime();
        var target = await trunk.RingsAsync();
        await citizen.Ear.HearsAsync(1300);
        Assert.Equal(AgentState.Ready, node.StateOf(Agent));
        Answer(target, 1000);

        await citizen.Ear.HearsAsync(1000);
        await target.Ear.HearsAsync(400);
        Assert.Equal((null, "+862788888888"), (TalkOf(node).AgentId, TalkOf(node).Party));
        await target.HangUpAsync();
        await citizen.Ended.InTime();
        var ended = await node.Events.WaitForAsync<CallEnded>();
        Assert.Equal((CallEnding.AgentHungUp, Agent), (ended.Ending, ended.AgentId));
        await CheckRecordingAsync(node, ended, 400, 700, 1000);
    }

    [Fact]
    public async Task The_transfer_key_of_the_agents_phone_does_the_same()
    {
        var (node, citizen, agent, trunk) = await TalkWithTrunkAsync();

        Assert.Equal(202, await agent.ReferAsync("02788888888"));

        var target = await trunk.RingsAsync();
        Assert.Equal("02788888888", target.Dialled);
        await agent.Ended.InTime();
        Answer(target, 1000);
        await citizen.Ear.HearsAsync(1000);
        await EndAsync(node, citizen, 400, 700, 1000);
    }

    [Fact]
    public async Task A_citizens_REFER_leads_nowhere()
    {
        var (node, citizen, agent, trunk) = await TalkWithTrunkAsync();

        Assert.Equal(603, await citizen.ReferAsync("0019005550199"));

        await HearEachOtherAsync(citizen, agent);
        Assert.False(trunk.HasRung);
        await EndAsync(node, citizen, 400, 700);
    }

    [Fact]
    public async Task A_blind_transfer_that_reaches_nobody_puts_the_citizen_back_in_line()
    {
        var (node, citizen, agent, trunk) = await TalkWithTrunkAsync();
        trunk.Refusal = 404;

        await OrderAsync(node, new TransferCall("88888888") { By = Agent });
        await agent.Ended.InTime();

        await node.Events.WaitForAsync<CallControlled>(act => act.Act == CallAct.BackInLine);
        var again = await agentPhone!.RingsAsync();
        Answer(again, 1000);
        await citizen.Ear.HearsAsync(1000);
        Assert.Single(node.Events.All<CallAnswered>());
        await EndAsync(node, citizen, 400, 700, 1000);
    }

    [Fact]
    public async Task One_key_brings_the_emergency_centre_in_and_the_agent_stays_until_it_has_agreed()
    {
        var (node, citizen, agent, trunk) = await TalkWithTrunkAsync();
        var call = TalkOf(node).CallId;
        Assert.Equal(SwitchboardAnswer.Refused, await node.Switchboard.OrderAsync(call, new CallEmergency("10086") { By = Agent }, CancellationToken.None));

        await OrderAsync(node, new CallEmergency("119") { By = Agent });
        var centre = await trunk.RingsAsync();
        Assert.Equal("119", centre.Dialled);
        await HearEachOtherAsync(citizen, agent);
        Assert.Equal(SwitchboardAnswer.Refused, await node.Switchboard.OrderAsync(call, new CompleteTransfer { By = Agent }, CancellationToken.None));

        Answer(centre, 1000);
        await citizen.Ear.HearsAsync(700, 1000);
        await centre.Ear.HearsAsync(400, 700);

        await OrderAsync(node, new CompleteTransfer { By = Agent });
        await agent.Ended.InTime();
        await citizen.Ear.HearsAsync(1000);
        await EndAsync(node, citizen, 400, 700, 1000);
    }

    [Fact]
    public async Task A_supervisor_listens_whispers_and_speaks()
    {
        var (node, citizen, agent) = await TalkAsync();
        var phone = Keep(await node.ReadyPhoneAsync("8003"));

        await OrderAsync(node, new Supervise("agent-8003", SupervisionMode.Listen));
        var supervisor = await phone.RingsAsync();
        Answer(supervisor, 1000);
        await supervisor.Ear.HearsAsync(400, 700);
        await HearEachOtherAsync(citizen, agent);

        await OrderAsync(node, new Supervise("agent-8003", SupervisionMode.Whisper));
        await agent.Ear.HearsAsync(400, 1000);
        await citizen.Ear.HearsAsync(700);
        Assert.Equal(("agent-8003", SupervisionMode.Whisper), (TalkOf(node).Supervisor, TalkOf(node).Supervision));

        await OrderAsync(node, new Supervise("agent-8003", SupervisionMode.Barge));
        await citizen.Ear.HearsAsync(700, 1000);

        await OrderAsync(node, new EndSupervision());
        await supervisor.Ended.InTime();
        await HearEachOtherAsync(citizen, agent);
        await EndAsync(node, citizen, 400, 700, 1000);
        await Deadline.Until(() => node.StateOf("agent-8003") == AgentState.Ready, "the supervisor is not free");
    }

    [Fact]
    public async Task A_whisper_is_not_in_the_recording()
    {
        var (node, citizen, _) = await TalkAsync();
        var phone = Keep(await node.ReadyPhoneAsync("8003"));
        await OrderAsync(node, new Supervise("agent-8003", SupervisionMode.Whisper));
        var supervisor = await phone.RingsAsync();
        Answer(supervisor, 1000);
        await supervisor.Ear.HearsAsync(400, 700);

        var ended = await EndAsync(node, citizen, 400, 700);

        var wav = WavFile.Read(Path.Combine(node.Options.DataFolder, "recordings", ended.Recording!.File));
        Assert.InRange(Tone.Level(wav.Samples(1), 1000), 0, 0.01);
    }

    [Fact]
    public async Task An_agent_calls_a_citizen_back()
    {
        var trunk = Keep(await TestPhone.StartTrunkAsync());
        var node = await NodeAsync(trunk);
        var phone = Keep(await node.ReadyPhoneAsync("8001"));

        var (answer, callId) = await node.Switchboard.CallAsync(Agent, "13800138000", CancellationToken.None);
        Assert.Equal(SwitchboardAnswer.Done, answer);
        var agent = await phone.RingsAsync();
        Assert.Equal("13800138000", agent.Shown);
        Assert.Equal(SwitchboardAnswer.Refused, (await node.Switchboard.CallAsync(Agent, "13800138001", CancellationToken.None)).Answer);
        Answer(agent, 700);
        var citizen = await trunk.RingsAsync();
        Assert.Equal(("13800138000", "12345"), (citizen.Dialled, citizen.Shown));
        Answer(citizen, 400);
        await HearEachOtherAsync(citizen, agent);

        var answered = await node.Events.WaitForAsync<CallAnswered>();
        Assert.Equal((callId, "12345", "13800138000", true), (answered.CallId, answered.Caller, answered.Called, answered.Outbound));
        Assert.Equal((true, "13800138000"), (TalkOf(node).Outbound, TalkOf(node).Caller));
        await EndAsync(node, citizen, 400, 700);
    }

    [Fact]
    public async Task Whoever_may_not_know_the_citizen_is_shown_the_hotlines_number()
    {
        var trunk = Keep(await TestPhone.StartTrunkAsync());
        var node = await NodeAsync(trunk);
        var phone = Keep(await node.PhoneAsync("8001"));
        await phone.RegisterAsync(RunningNode.Password);

        var (answer, callId) = await node.Switchboard.RelayAsync(Agent, "13800138000", CancellationToken.None);
        Assert.Equal(SwitchboardAnswer.Done, answer);
        var unit = await phone.RingsAsync();
        Assert.Equal("12345", unit.Shown);
        Answer(unit, 700);
        var citizen = await trunk.RingsAsync();
        Assert.Equal(("13800138000", "12345"), (citizen.Dialled, citizen.Shown));
        Answer(citizen, 400);
        await HearEachOtherAsync(citizen, unit);
        Assert.Equal(callId, (await node.Events.WaitForAsync<CallAnswered>()).CallId);
        await EndAsync(node, citizen, 400, 700);
    }

    [Fact]
    public async Task A_citizen_who_does_not_answer_ends_the_call_back()
    {
        var trunk = Keep(await TestPhone.StartTrunkAsync());
        var node = await NodeAsync(trunk);
        var phone = Keep(await node.ReadyPhoneAsync("8001"));
        trunk.Refusal = 486;

        await node.Switchboard.CallAsync(Agent, "13800138000", CancellationToken.None);
        var agent = await phone.RingsAsync();
        Answer(agent, 700);

        await agent.Ended.InTime();
        var ended = await node.Events.WaitForAsync<CallEnded>();
        Assert.Equal((CallEnding.Unanswered, Agent, true, null), (ended.Ending, ended.AgentId, ended.Outbound, ended.Recording));
        await node.AllFreedAsync();
        await Deadline.Until(() => node.StateOf(Agent) == AgentState.Ready, "the agent is not free");
    }

    [Fact]
    public async Task A_caller_in_line_is_sent_elsewhere()
    {
        var trunk = Keep(await TestPhone.StartTrunkAsync());
        var node = await NodeAsync(trunk);
        var citizen = await Keep(await node.PhoneAsync("1")).CallAsync();
        citizen.Speak(400);
        await node.Events.WaitForAsync<CallQueued>();
        var waiting = node.Switchboard.View.Waiting.Single().CallId;

        Assert.Equal(SwitchboardAnswer.Done, await node.Switchboard.OrderAsync(waiting, new TransferCall("88888888"), CancellationToken.None));

        Assert.Empty(node.Switchboard.View.Waiting);
        var target = await trunk.RingsAsync();
        await citizen.Ear.HearsAsync(1300);
        Answer(target, 1000);
        await citizen.Ear.HearsAsync(1000);
        await EndAsync(node, citizen, 400, 1000);
    }

    [Fact]
    public async Task Keys_reach_the_citizen_or_whom_the_agent_consults()
    {
        var (node, citizen, _, trunk) = await TalkWithTrunkAsync();

        await OrderAsync(node, new SendKeys("12#") { By = Agent });
        await Deadline.Until(() => citizen.Keys == "12#", () => $"the citizen's phone heard '{citizen.Keys}'");
        await OrderAsync(node, new ConsultOn("88888888") { By = Agent });
        var third = await trunk.RingsAsync();
        Answer(third, 1000);
        await node.Events.WaitForAsync<CallControlled>(act => act.Act == CallAct.PartyAnswered);
        await OrderAsync(node, new SendKeys("*09") { By = Agent });
        await Deadline.Until(() => third.Keys == "*09", () => $"the third phone heard '{third.Keys}'");

        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await node.Switchboard.OrderAsync(TalkOf(node).CallId, new SendKeys("1;2") { By = Agent }, CancellationToken.None));
        await EndAsync(node, citizen, 400, 700, 1000);
        Assert.Equal("12#", citizen.Keys);
    }

    [Fact]
    public async Task Only_the_agent_who_talks_may_order()
    {
        var (node, citizen, _) = await TalkAsync();

        Assert.Equal(
            SwitchboardAnswer.Refused, await node.Switchboard.OrderAsync(TalkOf(node).CallId, new HoldCall { By = "agent-8002" }, CancellationToken.None));
        Assert.Equal(
            SwitchboardAnswer.Unknown, await node.Switchboard.OrderAsync(CallId.At(DateTimeOffset.UnixEpoch), new HoldCall { By = Agent }, CancellationToken.None));
        Assert.Equal(
            SwitchboardAnswer.Unknown, await node.Switchboard.OrderAsync(TalkOf(node).CallId, new ConsultOn("1234;ext=1@evil") { By = Agent }, CancellationToken.None));
        await EndAsync(node, citizen, 400, 700);
    }

    [Fact]
    public async Task An_agent_who_hangs_up_while_consulting_hands_the_citizen_over()
    {
        var (node, citizen, agent, trunk) = await TalkWithTrunkAsync();
        await OrderAsync(node, new ConsultOn("88888888") { By = Agent });
        var third = await trunk.RingsAsync();

        await agent.HangUpAsync();
        Answer(third, 1000);

        await citizen.Ear.HearsAsync(1000);
        await Deadline.Until(() => !citizen.IsHeld, "no re-INVITE took the citizen back");
        await EndAsync(node, citizen, 400, 700, 1000);
    }

    private static void Answer(PhoneCall call, int hertz)
    {
        Assert.True(call.Answer());
        call.Speak(hertz);
    }

    private static async Task HearEachOtherAsync(PhoneCall citizen, PhoneCall agent)
    {
        await citizen.Ear.HearsAsync(700);
        await agent.Ear.HearsAsync(400);
    }

    private static CallView TalkOf(RunningNode node) => node.Switchboard.View.Calls.Single();

    private static List<CallAct> ActsOf(RunningNode node) => [.. node.Events.All<CallControlled>().Select(act => act.Act)];

    private static async Task OrderAsync(RunningNode node, CallOrder order) =>
        Assert.Equal(SwitchboardAnswer.Done, await node.Switchboard.OrderAsync(TalkOf(node).CallId, order, CancellationToken.None));

    // The citizen hangs up; one recording holds all that was said.
    private static async Task<CallEnded> EndAsync(RunningNode node, PhoneCall citizen, int left, params int[] right)
    {
        await citizen.HangUpAsync();
        var ended = await node.Events.WaitForAsync<CallEnded>();
        Assert.Equal(CallEnding.CallerHungUp, ended.Ending);
        await CheckRecordingAsync(node, ended, left, right);
        return ended;
    }

    private static async Task CheckRecordingAsync(RunningNode node, CallEnded ended, int left, params int[] right)
    {
        await node.AllFreedAsync();
        var recording = ended.Recording!;
        Assert.InRange(recording.Duration, recording.TalkTime - TimeSpan.FromMilliseconds(300), recording.TalkTime + TimeSpan.FromMilliseconds(300));
        Assert.Equal(SealVerdict.Intact, await node.Recordings.VerifyAsync(recording.RecordingId, Deadline.Token()));
        CheckLegs(node, recording);
        var wav = WavFile.Read(Path.Combine(node.Options.DataFolder, "recordings", recording.File));
        Assert.Equal($"{left}", Tones(wav.Samples(0)));
        Assert.Equal(string.Join(' ', right), Tones(wav.Samples(1)));
    }

    // All that every leg said is stored.
    private static void CheckLegs(RunningNode node, RecordingFacts recording)
    {
        Assert.Equal(RecordedLeg.Citizen, recording.Legs[0].Party);
        Assert.True(recording.Legs.Count > 1, "the other side is no leg of the recording");
        Assert.All(recording.Legs, leg =>
        {
            Assert.True(leg.Talked > TimeSpan.Zero, $"{leg.Party} said nothing");
            Assert.InRange(leg.Talked - leg.Stored, TimeSpan.Zero, RecordingFellShort.Tolerated);
        });
        Assert.Empty(node.Events.All<RecordingFellShort>());
    }

    // Tones that fill an eighth of a second somewhere, at half the level they are spoken with: frames a busy machine lets fall smear over the spectrum, but not as loud.
    private static string Tones(short[] samples) => string.Join(' ', new[] { 400, 700, 1000, 1300 }.Where(hertz =>
        Enumerable.Range(0, Math.Max(0, (samples.Length - 1000) / 500)).Any(step => Tone.Level(samples.AsSpan(step * 500, 1000), hertz) > 0.2)));

    private async Task<(RunningNode Node, PhoneCall Citizen, PhoneCall Agent)> TalkAsync(TestPhone? trunk = null)
    {
        var node = await NodeAsync(trunk);
        agentPhone = Keep(await node.ReadyPhoneAsync("8001"));
        var citizen = await Keep(await node.PhoneAsync("13800138000")).CallAsync();
        citizen.Speak(400);
        var agent = await agentPhone.RingsAsync();
        Answer(agent, 700);
        await HearEachOtherAsync(citizen, agent);
        return (node, citizen, agent);
    }

    private async Task<(RunningNode Node, PhoneCall Citizen, PhoneCall Agent, TestPhone Trunk)> TalkWithTrunkAsync()
    {
        var trunk = Keep(await TestPhone.StartTrunkAsync());
        var (node, citizen, agent) = await TalkAsync(trunk);
        return (node, citizen, agent, trunk);
    }

    private Task<RunningNode> NodeAsync(TestPhone? trunk) => NodeAsync(options => options with
    {
        Trunks = trunk is null ? [] : [new TrunkOptions { Name = "trunk", Host = trunk.Address.ToString() }],
    });
}
