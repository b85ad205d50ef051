using Hotline.Telephony.Media;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Tests.Sip;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>Whole calls over loopback sockets: from INVITE to the sealed recording.</summary>
public sealed class CallTests : NodeTests
{
    [Fact]
    public async Task A_citizen_reaches_an_agent_and_both_are_recorded()
    {
        var node = await NodeAsync();
        var agent = Keep(await node.ReadyPhoneAsync("8001"));
        var citizen = await PhoneAsync(node, "13800138000");

        var call = await citizen.CallAsync();
        call.Speak(440);
        var ringing = await agent.RingsAsync();
        Assert.Equal("13800138000", ringing.Shown);
        Assert.True(ringing.Answer());
        ringing.Speak(1000);
        var announced = call.Heard;
        await Deadline.Until(() => call.Heard > announced + 100 && ringing.Heard > 100, "caller and agent did not hear each other");
        Assert.Equal(AgentState.Talking, node.StateOf("agent-8001"));
        await call.HangUpAsync();

        Assert.Equal(DialogEnding.RemoteBye, await ringing.Ended.InTime());
        var ended = await node.Events.WaitForAsync<CallEnded>();
        Assert.Equal((CallEnding.CallerHungUp, "13800138000", "12345", "agent-8001"), (ended.Ending, ended.Caller, ended.Called, ended.AgentId));
        Assert.True(ended.CallerQuality is { Received: > 100, Sent: > 100 } && ended.AgentQuality is { Received: > 100, Sent: > 100 });
        await node.AllFreedAsync();

        var order = node.Events.Taken.Where(one => one is not AgentStateChanged).Select(one => one.GetType().Name);

        // The flow tells of the line, the distributor of the offer: which is first with a free agent is chance.
        Assert.Equal(["CallArrived", "CallOffered", "CallQueued", "CallAnswered", "CallEnded"], [order.First(), .. order.Skip(1).Take(2).Order(StringComparer.Ordinal), .. order.Skip(3)]);
        Assert.Equal(["NotReady signed-in", "Ready", "Ringing", "Talking", "WrapUp", "Ready"], node.Events.StatesOf("agent-8001"));

        var recording = ended.Recording!;
        Assert.Equal(ended.CallId, recording.CallId);
        Assert.Equal((await node.Events.WaitForAsync<CallAnswered>()).RecordingId, recording.RecordingId);
        Assert.InRange(recording.Duration, recording.TalkTime - TimeSpan.FromMilliseconds(200), recording.TalkTime + TimeSpan.FromMilliseconds(200));
        Assert.Equal(SealVerdict.Intact, await node.Recordings.VerifyAsync(recording.RecordingId, Deadline.Token()));
        var wav = WavFile.Read(Path.Combine(node.Options.DataFolder, "recordings", recording.File));
        Assert.InRange(Tone.Level(wav.Samples(0), 440), 0.2, 0.5);
        Assert.InRange(Tone.Level(wav.Samples(0), 1000), 0, 0.02);
        Assert.InRange(Tone.Level(wav.Samples(1), 1000), 0.2, 0.5);
        Assert.InRange(Tone.Level(wav.Samples(1), 440), 0, 0.02);
    }

    [Fact]
    public async Task The_agent_hangs_up()
    {
        var node = await NodeAsync();
        var agent = Keep(await node.ReadyPhoneAsync("8001"));
        var citizen = await PhoneAsync(node, "1");
        var (call, ringing) = await TalkAsync(citizen, agent);

        await ringing.HangUpAsync();

        Assert.Equal(DialogEnding.RemoteBye, await call.Ended.InTime());
        Assert.Equal(CallEnding.AgentHungUp, (await node.Events.WaitForAsync<CallEnded>()).Ending);
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task An_agent_who_does_not_answer_is_not_ready_and_the_next_one_rings()
    {
        var node = await NodeAsync(options => options with { RingTimeout = TimeSpan.FromSeconds(1) });
        var first = Keep(await node.ReadyPhoneAsync("8001"));
        var second = Keep(await node.ReadyPhoneAsync("8002"));
        var citizen = await PhoneAsync(node, "1");

        var call = await citizen.CallAsync();
        var unanswered = await first.RingsAsync();
        await unanswered.CancelledAsync();
        Assert.True((await second.RingsAsync()).Answer());

        var answered = await node.Events.WaitForAsync<CallAnswered>();
        Assert.Equal("agent-8002", answered.AgentId);
        await node.Events.WaitForAsync<AgentStateChanged>(change => change is { AgentId: "agent-8001", State: AgentState.NotReady, Reason: "no-answer" });
        await call.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Theory]
    [InlineData(486, "rejected")]
    [InlineData(600, "rejected")]
    [InlineData(603, "rejected")]
    [InlineData(480, "unreachable")]
    [InlineData(404, "unreachable")]
    [InlineData(500, "unreachable")]
    public async Task An_agents_phone_that_refuses_makes_way_for_the_next(int status, string reason)
    {
        var node = await NodeAsync();
        var first = Keep(await node.ReadyPhoneAsync("8001"));
        var second = Keep(await node.ReadyPhoneAsync("8002"));
        first.Refusal = status;
        var citizen = await PhoneAsync(node, "1");

        var call = await citizen.CallAsync();
        Assert.True((await second.RingsAsync()).Answer());

        await node.Events.WaitForAsync<AgentStateChanged>(change => change is { AgentId: "agent-8001", State: AgentState.NotReady } && change.Reason == reason);
        await node.Events.WaitForAsync<CallAnswered>();
        await call.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task A_caller_who_gives_up_while_it_rings_frees_the_agent()
    {
        var node = await NodeAsync();
        var agent = Keep(await node.ReadyPhoneAsync("8001"));
        var citizen = await PhoneAsync(node, "1");

        var call = await citizen.CallAsync();
        var ringing = await agent.RingsAsync();
        await call.HangUpAsync();

        await ringing.CancelledAsync();
        var ended = await node.Events.WaitForAsync<CallEnded>();
        Assert.Equal((CallEnding.Abandoned, null, null), (ended.Ending, ended.AgentId, ended.Recording));
        Assert.InRange(ended.Line!.At, ended.ArrivedAt, ended.At);
        Assert.False(ended.CallbackAsked);
        await node.AllFreedAsync();
        Assert.Equal(AgentState.Ready, node.StateOf("agent-8001"));
    }

    [Fact]
    public async Task An_answer_that_crosses_the_callers_goodbye_leaves_nobody_hanging()
    {
        var node = await NodeAsync();
        var agent = Keep(await node.ReadyPhoneAsync("8001"));
        var citizen = await PhoneAsync(node, "1");
        for (var round = 1; round <= 10; round++)
        {
            var call = await citizen.CallAsync();
            var ringing = await agent.RingsAsync();
            var goodbye = Task.Run(call.HangUpAsync);
            if (ringing.Answer())
            {
                await ringing.Ended.InTime();
                ringing.Leg.Dispose();
            }

            await goodbye.InTime();
            var ended = await node.Events.WaitForAsync<CallEnded>(occurrence: round);
            Assert.Contains(ended.Ending, new[] { CallEnding.Abandoned, CallEnding.CallerHungUp });
            await Deadline.Until(() => node.StateOf("agent-8001") == AgentState.Ready, "the agent was not freed");
        }

        await node.AllFreedAsync();
    }

    [Fact]
    public async Task A_phone_that_unregisters_while_it_rings_gives_the_caller_to_the_next()
    {
        var node = await NodeAsync();
        var first = Keep(await node.ReadyPhoneAsync("8001"));
        var second = Keep(await node.ReadyPhoneAsync("8002"));
        var citizen = await PhoneAsync(node, "1");

        var call = await citizen.CallAsync();
        var ringing = await first.RingsAsync();
        await first.RegisterAsync(RunningNode.Password, expires: 0);

        await ringing.CancelledAsync();
        Assert.True((await second.RingsAsync()).Answer());
        await node.Events.WaitForAsync<CallAnswered>(answered => answered.AgentId == "agent-8002");
        Assert.Equal(AgentState.Offline, node.StateOf("agent-8001"));
        await call.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task Not_ready_while_it_rings_gives_the_caller_to_the_next()
    {
        var node = await NodeAsync();
        var first = Keep(await node.ReadyPhoneAsync("8001"));
        var second = Keep(await node.ReadyPhoneAsync("8002"));
        var citizen = await PhoneAsync(node, "1");

        var call = await citizen.CallAsync();
        var ringing = await first.RingsAsync();
        Assert.Equal(SwitchboardAnswer.Refused, await node.Switchboard.SetReadyAsync("agent-8001", CancellationToken.None));
        Assert.Equal(SwitchboardAnswer.Done, await node.Switchboard.SetNotReadyAsync("agent-8001", "break", CancellationToken.None));

        await ringing.CancelledAsync();
        Assert.True((await second.RingsAsync()).Answer());
        await call.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task Callers_are_answered_in_the_order_in_which_they_came()
    {
        var node = await NodeAsync();
        var citizens = new List<PhoneCall>();
        foreach (var number in new[] { "101", "102", "103" })
        {
            citizens.Add(await (await PhoneAsync(node, number)).CallAsync());
            await node.Events.WaitForAsync<CallQueued>(occurrence: citizens.Count);
        }

        Assert.Equal(["101", "102", "103"], node.Switchboard.View.Waiting.Select(caller => caller.Caller));
        Assert.Equal([1, 2, 3], node.Events.All<CallQueued>().Select(queued => queued.Position));
        var agent = Keep(await node.ReadyPhoneAsync("8001"));
        foreach (var expected in new[] { "101", "102", "103" })
        {
            var ringing = await agent.RingsAsync();
            Assert.Equal(expected, ringing.Shown);
            Assert.True(ringing.Answer());
            await ringing.HangUpAsync();
        }

        await node.AllFreedAsync();
    }

    [Fact]
    public async Task A_supervisor_releases_a_call_in_line_and_one_in_talk()
    {
        var node = await NodeAsync();
        var agent = Keep(await node.ReadyPhoneAsync("8001"));
        var (talking, ringing) = await TalkAsync(await PhoneAsync(node, "1"), agent);
        var waiting = await (await PhoneAsync(node, "2")).CallAsync();
        await node.Events.WaitForAsync<CallQueued>(occurrence: 2);

        foreach (var callId in new[] { node.Switchboard.View.Calls.Single().CallId, node.Switchboard.View.Waiting.Single().CallId })
        {
            Assert.Equal(SwitchboardAnswer.Done, await node.Switchboard.ReleaseAsync(callId, CancellationToken.None));
        }

        await Task.WhenAll(talking.Ended, ringing.Ended, waiting.Ended).InTime();
        await node.Events.WaitForAsync<CallEnded>(occurrence: 2);
        Assert.All(node.Events.All<CallEnded>(), ended => Assert.Equal(CallEnding.Released, ended.Ending));
        Assert.Equal(SwitchboardAnswer.Unknown, await node.Switchboard.ReleaseAsync(CallId.At(DateTimeOffset.UnixEpoch), CancellationToken.None));
        await node.AllFreedAsync();
        var recording = Assert.Single(node.Events.All<CallEnded>(), ended => ended.Recording is not null).Recording!;
        Assert.InRange(recording.Duration, recording.TalkTime - TimeSpan.FromMilliseconds(300), recording.TalkTime + TimeSpan.FromMilliseconds(300));
        Assert.Equal(SealVerdict.Intact, await node.Recordings.VerifyAsync(recording.RecordingId, Deadline.Token()));
    }

    [Fact]
    public async Task Keys_of_the_caller_are_kept_whichever_way_they_come()
    {
        var node = await NodeAsync();
        var agent = Keep(await node.ReadyPhoneAsync("8001"));
        var (call, _) = await TalkAsync(await PhoneAsync(node, "1"), agent);

        foreach (var key in "12#")
        {
            await call.SendInfoAsync(key);
        }

        await call.HangUpAsync();
        Assert.Equal("12#", (await node.Events.WaitForAsync<CallEnded>()).Digits);
    }

    [Fact]
    public async Task Media_that_stays_away_ends_the_call()
    {
        var node = await NodeAsync(options => options with { MediaTimeout = TimeSpan.FromSeconds(1) });
        var agent = Keep(await node.ReadyPhoneAsync("8001"));
        var (call, ringing) = await TalkAsync(await PhoneAsync(node, "1"), agent, speak: false);

        await Task.WhenAll(call.Ended, ringing.Ended).InTime();
        Assert.Equal(CallEnding.Failed, (await node.Events.WaitForAsync<CallEnded>()).Ending);
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task One_side_that_talks_keeps_the_call()
    {
        var node = await NodeAsync(options => options with { MediaTimeout = TimeSpan.FromSeconds(1) });
        var agent = Keep(await node.ReadyPhoneAsync("8001"));
        var (call, ringing) = await TalkAsync(await PhoneAsync(node, "1"), agent, speak: false);
        ringing.Speak(1000);

        await Deadline.Until(() => call.Heard > 150, "three seconds of the agent's voice did not come through");
        Assert.False(call.Ended.IsCompleted);
        await call.HangUpAsync();
    }

    [Fact]
    public async Task Hold_and_another_port_are_answered_and_the_talk_goes_on()
    {
        var node = await NodeAsync();
        var agent = Keep(await node.ReadyPhoneAsync("8001"));
        var (call, ringing) = await TalkAsync(await PhoneAsync(node, "1"), agent);
        await Deadline.Until(() => call.Heard > 20, "the agent was not heard");

        Assert.Equal("recvonly", await ringing.ReofferAsync("sendonly"));
        var held = ringing.Heard;
        await Deadline.Until(() => call.Heard > 100, "the agent who held was not heard any more");
        Assert.InRange(ringing.Heard - held, 0, 10);

        Assert.Equal("sendrecv", await ringing.ReofferAsync("sendrecv"));
        await Deadline.Until(() => ringing.Heard > held + 50, "the caller was not heard again");

        using var moved = ringing.OpenAnotherPort();
        Assert.Equal("sendrecv", await ringing.ReofferAsync("sendrecv", moved));
        await Deadline.Until(() => moved.Statistics.Received > 50, "the sound did not follow the agent's phone to its new port");
        await call.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task A_phone_that_asks_for_our_offer_says_in_the_ACK_where_it_hears()
    {
        var node = await NodeAsync();
        var agent = Keep(await node.ReadyPhoneAsync("8001"));
        var (call, ringing) = await TalkAsync(await PhoneAsync(node, "1"), agent);

        using var moved = ringing.OpenAnotherPort();
        await ringing.AskForOfferAsync(moved);

        await Deadline.Until(() => moved.Statistics.Received > 50, "the sound did not follow the agent's phone");
        await call.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task A_caller_who_asked_for_our_offer_and_does_not_answer_it_is_let_go()
    {
        var node = await NodeAsync();

        var (status, call) = await (await PhoneAsync(node, "1")).TryCallAsync("12345", withOffer: false);

        Assert.Equal(200, status);
        await call!.Ended.InTime();
        Assert.Equal(CallEnding.Failed, (await node.Events.WaitForAsync<CallEnded>()).Ending);
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task One_call_too_many_is_refused_and_the_place_comes_back()
    {
        var node = await NodeAsync(options => options with { MaxCalls = 1 });
        var citizen = await PhoneAsync(node, "1");
        var call = await citizen.CallAsync();

        Assert.Equal(503, (await citizen.TryCallAsync("12345")).Status);
        await call.HangUpAsync();
        await node.AllFreedAsync();
        await (await citizen.CallAsync()).HangUpAsync();
    }

    [Theory]
    [InlineData("8001", false, 404)]
    [InlineData("8009", false, 404)]
    [InlineData("13900139000", false, 404)]
    [InlineData("", false, 404)]
    [InlineData("*81", false, 401)]
    public async Task What_is_not_the_hotline_is_refused_alike(string called, bool withCredentials, int status)
    {
        var node = await NodeAsync();
        var stranger = await PhoneAsync(node, "8001");

        Assert.Equal(status, (await stranger.TryCallAsync(called, withCredentials)).Status);
        Assert.Empty(node.Events.All<CallArrived>());
    }

    [Fact]
    public async Task An_alias_leads_to_the_hotline()
    {
        var node = await NodeAsync(options => options with { HotlineAliases = ["02712345"] });
        var call = await (await PhoneAsync(node, "1")).CallAsync("02712345");

        Assert.Equal("02712345", (await node.Events.WaitForAsync<CallArrived>()).Called);
        await call.HangUpAsync();
    }

    [Fact]
    public async Task A_phone_without_a_desk_makes_its_agent_ready_and_not_ready()
    {
        var node = await NodeAsync();
        var phone = await PhoneAsync(node, "8001");
        Assert.Equal(480, (await phone.TryCallAsync("*81", withCredentials: true)).Status);
        await phone.RegisterAsync(RunningNode.Password);

        var (status, call) = await phone.TryCallAsync("*81", withCredentials: true);
        Assert.Equal(200, status);
        await call!.Ended.InTime();
        Assert.Equal(AgentState.Ready, node.StateOf("agent-8001"));

        (_, call) = await phone.TryCallAsync("*82", withCredentials: true);
        await call!.Ended.InTime();
        await node.Events.WaitForAsync<AgentStateChanged>(change => change is { State: AgentState.NotReady, Reason: "phone" });
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task Where_every_phone_knows_SHA_256_nothing_less_is_asked_for()
    {
        var node = await NodeAsync(options => options with { PhoneDigest = PhoneDigest.Sha256 });

        await (await PhoneAsync(node, "8001")).RegisterAsync(RunningNode.Password);

        await node.Events.WaitForAsync<AgentStateChanged>(change => change.State == AgentState.NotReady);
    }

    [Fact]
    public async Task An_agent_who_dials_the_hotline_is_a_caller()
    {
        var node = await NodeAsync();
        var agent = Keep(await node.ReadyPhoneAsync("8001"));
        var other = Keep(await node.ReadyPhoneAsync("8002"));
        await node.Switchboard.SetNotReadyAsync("agent-8001", "break", CancellationToken.None);

        var call = await agent.CallAsync();
        var ringing = await other.RingsAsync();
        Assert.Equal("8001", ringing.Shown);
        Assert.True(ringing.Answer());
        await call.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task Stopping_says_goodbye_to_all_and_seals_what_was_said()
    {
        var node = await NodeAsync();
        var agent = Keep(await node.ReadyPhoneAsync("8001"));
        var (talking, ringing) = await TalkAsync(await PhoneAsync(node, "1"), agent);
        var waiting = await (await PhoneAsync(node, "2")).CallAsync();
        await node.Events.WaitForAsync<CallQueued>(occurrence: 2);

        await node.StopAsync().InTime();

        await Task.WhenAll(talking.Ended, ringing.Ended, waiting.Ended).InTime();
        Assert.Equal(2, node.Events.All<CallEnded>().Count);
        Assert.All(node.Events.All<CallEnded>(), ended => Assert.Equal(CallEnding.Released, ended.Ending));
        Assert.Single(node.Events.All<CallEnded>(), ended => ended.Recording is not null);
        Assert.Equal((0, 0), node.Spooled);
        Assert.Equal("Talking", node.Events.StatesOf("agent-8001").Last(state => state is not ("WrapUp" or "Ready")));
    }

    [Fact]
    public async Task A_restart_finds_agents_as_they_were()
    {
        var node = await NodeAsync();
        Keep(await node.ReadyPhoneAsync("8001"));
        Keep(await node.ReadyPhoneAsync("8002"));
        await node.Switchboard.SetNotReadyAsync("agent-8002", "lunch", CancellationToken.None);
        await node.StopAsync();

        var again = await NodeAsync();
        Assert.Equal(AgentState.Offline, again.StateOf("agent-8001"));
        foreach (var user in new[] { "8001", "8002", "8003" })
        {
            await (await PhoneAsync(again, user)).RegisterAsync(RunningNode.Password);
        }

        await again.Events.WaitForAsync<AgentStateChanged>(occurrence: 3);
        Assert.Equal(["Ready", "NotReady lunch", "NotReady signed-in"], new[] { "agent-8001", "agent-8002", "agent-8003" }.SelectMany(again.Events.StatesOf));
    }

    private static async Task<(PhoneCall Caller, PhoneCall Agent)> TalkAsync(TestPhone citizen, TestPhone agent, bool speak = true)
    {
        var call = await citizen.CallAsync();
        var ringing = await agent.RingsAsync();
        Assert.True(ringing.Answer());
        if (speak)
        {
            call.Speak(440);
            ringing.Speak(1000);
            await Deadline.Until(() => call.Heard > 0 && ringing.Heard > 0, "caller and agent did not hear each other");
        }

        return (call, ringing);
    }

    private async Task<TestPhone> PhoneAsync(RunningNode node, string user) => Keep(await node.PhoneAsync(user));
}
