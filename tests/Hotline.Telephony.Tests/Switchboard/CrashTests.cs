using Hotline.Telephony.Media;
using Hotline.Telephony.Recording;
using Hotline.Telephony.Switchboard;
using Hotline.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>What a node finds that a killed one left: the same files, the process gone.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly EventLog events = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_call_that_was_waiting_is_reported_as_failed()
    {
        var call = Left(answered: false);

        await using var node = await RunningNode.StartAsync(folder, events);

        var ended = await events.WaitForAsync<CallEnded>();
        Assert.Equal((call.CallId, CallEnding.Failed, call.Caller, call.ArrivedAt, null), (ended.CallId, ended.Ending, ended.Caller, ended.ArrivedAt, ended.Recording));
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task A_conversation_is_reported_as_failed_with_its_completed_recording()
    {
        var call = Left(answered: true);
        var recordingId = await LeaveRecordingAsync(call.CallId, TimeSpan.FromSeconds(2));

        await using (var node = await RunningNode.StartAsync(folder, events))
        {
            var ended = await events.WaitForAsync<CallEnded>();
            Assert.Equal((call.CallId, CallEnding.Failed, call.AgentId, call.AnsweredAt), (ended.CallId, ended.Ending, ended.AgentId, ended.AnsweredAt));
            Assert.Equal(recordingId, ended.Recording!.RecordingId);
            Assert.InRange(ended.Recording.Duration, TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(2.1));
            Assert.Equal(SealVerdict.Intact, await node.Recordings.VerifyAsync(recordingId, CancellationToken.None));
            await node.AllFreedAsync();
        }

        var later = new EventLog();
        await using var again = await RunningNode.StartAsync(folder, later);
        await again.StopAsync();
        Assert.Empty(later.All<CallEnded>());
    }

    [Fact]
    public async Task A_recording_without_a_note_of_its_call_is_still_reported()
    {
        var callId = CallId.At(DateTimeOffset.UnixEpoch);
        var recordingId = await LeaveRecordingAsync(callId, TimeSpan.FromSeconds(1));

        await using var node = await RunningNode.StartAsync(folder, events);

        var ended = await events.WaitForAsync<CallEnded>();
        Assert.Equal((callId, recordingId, ""), (ended.CallId, ended.Recording!.RecordingId, ended.Caller));
    }

    [Fact]
    public async Task What_ended_but_was_not_taken_keeps_its_ending()
    {
        var call = Left(answered: false);
        Spool().Keep(InterruptedCall.End(call, null) with { Ending = CallEnding.Abandoned }, unsealed: true);

        await using var node = await RunningNode.StartAsync(folder, events);

        Assert.Equal(CallEnding.Abandoned, (await events.WaitForAsync<CallEnded>()).Ending);
        await node.AllFreedAsync();
    }

    private CallSpool Spool() => new(folder.File("data/spool"), NullLogger<CallSpool>.Instance);

    private OpenCall Left(bool answered)
    {
        var arrived = new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
        var call = new OpenCall
        {
            CallId = CallId.At(arrived),
            Caller = "13800138000",
            Called = "12345",
            ArrivedAt = arrived,
            AnsweredAt = answered ? arrived.AddSeconds(5) : null,
            AgentId = answered ? "agent-8001" : null,
        };
        Spool().Note(call);
        return call;
    }

    // A recorder whose process dies: what it handed over is on disk, nobody closed it.
    private async Task<Guid> LeaveRecordingAsync(CallId callId, TimeSpan length)
    {
        var clock = new ManualTimeProvider();
        await using var writer = new RecordingWriter(folder.File("data/recordings"), TimeSpan.FromMilliseconds(20), clock, NullLogger<RecordingWriter>.Instance);
        var recorder = writer.Begin(callId, G711Law.A);
        IAudioTap tap = recorder;
        tap.Begin(clock.GetTimestamp());
        var codes = new byte[160];
        for (var at = TimeSpan.Zero; at < length; at += TimeSpan.FromMilliseconds(20))
        {
            clock.Advance(TimeSpan.FromMilliseconds(20));
            tap.Take(new TappedSound { Side = TapSide.First, Codes = codes, Law = G711Law.A, Ssrc = 1, RtpTimestamp = (uint)(at.TotalSeconds * 8000), Arrived = clock.GetTimestamp() });
            tap.Beat(clock.GetTimestamp());
        }

        tap.End(clock.GetTimestamp());
        return recorder.RecordingId;
    }
}
