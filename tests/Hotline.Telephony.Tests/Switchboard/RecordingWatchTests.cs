using Hotline.Telephony.Media;
using Hotline.Telephony.Tests.Sip;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>A conversation's recording under watch: ordered pauses, and sound that does not reach it. The citizen speaks at 400 Hz, the agent at 700.</summary>
public sealed class RecordingWatchTests : NodeTests
{
    private const string Agent = "agent-8001";

    [Fact]
    public async Task The_agent_who_talks_pauses_the_recording_and_nobody_else_does()
    {
        var (node, citizen, agent) = await TalkAsync(options => options);
        var call = node.Switchboard.View.Calls.Single().CallId;

        Assert.Equal(SwitchboardAnswer.Refused, await OrderAsync(node, call, new PauseRecording(PauseReason.Payment) { By = "agent-8002" }));
        Assert.Equal(SwitchboardAnswer.Refused, await OrderAsync(node, call, new ResumeRecording { By = Agent }));
        Assert.Equal(SwitchboardAnswer.Done, await OrderAsync(node, call, new PauseRecording(PauseReason.Payment) { By = Agent }));
        Assert.True(node.Switchboard.View.Calls.Single().RecordingPaused);
        Assert.Equal(SwitchboardAnswer.Refused, await OrderAsync(node, call, new PauseRecording(PauseReason.Identity) { By = Agent }));
        var (citizenHeard, agentHeard) = (citizen.Heard, agent.Heard);
        await Deadline.Until(() => citizen.Heard > citizenHeard + 50 && agent.Heard > agentHeard + 50, "they do not hear each other in the pause");
        Assert.Equal(SwitchboardAnswer.Done, await OrderAsync(node, call, new ResumeRecording { By = Agent }));
        Assert.False(node.Switchboard.View.Calls.Single().RecordingPaused);

        await citizen.HangUpAsync();
        var recording = (await node.Events.WaitForAsync<CallEnded>()).Recording!;
        var pause = Assert.Single(recording.Pauses);
        Assert.Equal((PauseReason.Payment, Agent), (pause.Reason, pause.By));
        Assert.InRange(recording.Duration, recording.TalkTime - TimeSpan.FromMilliseconds(300), recording.TalkTime + TimeSpan.FromMilliseconds(300));
        var wav = WavFile.Read(Path.Combine(node.Options.DataFolder, "recordings", recording.File));
        var (from, to) = ((int)(pause.From.TotalSeconds * G711.SampleRate), (int)(pause.To!.Value.TotalSeconds * G711.SampleRate));

        // What was said just before the pause may still have been on its way when it began, and what was said just before its end came after it.
        var quiet = (to - from) / 4;
        Assert.Equal(8, wav.Samples(0)[(from + quiet)..(to - quiet)].Max(Math.Abs));
        Assert.Equal(8, wav.Samples(1)[(from + quiet)..(to - quiet)].Max(Math.Abs));
        Assert.Equal(
            [CallAct.RecordingPaused, CallAct.RecordingResumed],
            node.Events.All<CallControlled>().Select(act => act.Act));
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task Whoever_takes_the_citizen_over_is_recorded_again()
    {
        var (node, citizen, agent) = await TalkAsync(options => options);
        var colleague = Keep(await node.ReadyPhoneAsync("8002"));
        var call = node.Switchboard.View.Calls.Single().CallId;
        Assert.Equal(SwitchboardAnswer.Done, await OrderAsync(node, call, new PauseRecording(PauseReason.Identity) { By = Agent }));

        Assert.Equal(SwitchboardAnswer.Done, await OrderAsync(node, call, new TransferCall("agent-8002") { By = Agent }));
        await agent.Ended.InTime();
        var next = await colleague.RingsAsync();
        Assert.True(next.Answer());
        next.Speak(1000);
        await citizen.Ear.HearsAsync(1000);
        Assert.False(node.Switchboard.View.Calls.Single().RecordingPaused);
        await citizen.HangUpAsync();

        var recording = (await node.Events.WaitForAsync<CallEnded>()).Recording!;
        Assert.NotNull(Assert.Single(recording.Pauses).To);
        Assert.True(Tone.Level(WavFile.Read(Path.Combine(node.Options.DataFolder, "recordings", recording.File)).Samples(1), 1000) > 0.05);
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task Sound_that_does_not_reach_the_recording_is_told_while_the_call_goes_on()
    {
        var (node, citizen, _) = await TalkAsync(
            options =>
            {
                // A file stands where the year's folder should be: the disk refuses every block.
                Directory.CreateDirectory(Path.Combine(options.DataFolder, "recordings"));
                File.WriteAllText(Path.Combine(options.DataFolder, "recordings", TimeProvider.System.GetUtcNow().ToString("yyyy", System.Globalization.CultureInfo.InvariantCulture)), "");
                return options with { RecordingCheckInterval = TimeSpan.FromMilliseconds(200), RecordingFlushInterval = TimeSpan.FromMilliseconds(200) };
            });
        var call = node.Switchboard.View.Calls.Single().CallId;

        var alarm = await node.Events.WaitForAsync<RecordingFellShort>(one => one.Party == RecordedLeg.Citizen);

        Assert.Equal((call, Agent), (alarm.CallId, alarm.AgentId));
        Assert.True(alarm.Missing > RecordingFellShort.Tolerated);
        await citizen.HangUpAsync();
        Assert.Null((await node.Events.WaitForAsync<CallEnded>()).Recording);
    }

    private static ValueTask<SwitchboardAnswer> OrderAsync(RunningNode node, CallId call, CallOrder order) =>
        node.Switchboard.OrderAsync(call, order, CancellationToken.None);

    private async Task<(RunningNode Node, PhoneCall Citizen, PhoneCall Agent)> TalkAsync(Func<TelephonyOptions, TelephonyOptions> decide)
    {
        var node = await NodeAsync(decide);
        var phone = Keep(await node.ReadyPhoneAsync("8001"));
        var citizen = await Keep(await node.PhoneAsync("13800138000")).CallAsync();
        citizen.Speak(400);
        var agent = await phone.RingsAsync();
        Assert.True(agent.Answer());
        agent.Speak(700);
        await citizen.Ear.HearsAsync(700);
        await agent.Ear.HearsAsync(400);
        return (node, citizen, agent);
    }
}
