using System.Text.Json;
using Hotline.Telephony.Switchboard;
using Hotline.Telephony.Tests.Sip;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>Events from the node to the sink, with the sink up, down and slow.</summary>
public sealed class EventDeliveryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualTimeProvider time = new();
    private readonly EventLog sink = new();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().AddSingleton<TelephonyMetrics>().BuildServiceProvider();

    private string Ended => folder.File("spool/ended");

    public void Dispose()
    {
        services.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Events_come_in_the_order_in_which_they_happened()
    {
        var (reporter, _) = Reporter();
        for (var position = 1; position <= 100; position++)
        {
            reporter.Report(new CallQueued { At = time.GetUtcNow(), CallId = Call(1), Position = position });
        }

        reporter.Complete();
        await reporter.RunAsync(CancellationToken.None).InTime();

        Assert.Equal(Enumerable.Range(1, 100), sink.All<CallQueued>().Select(queued => queued.Position));
    }

    [Fact]
    public async Task An_ended_call_is_on_disk_before_it_is_reported_and_gone_once_taken()
    {
        var (reporter, _) = Reporter();
        Assert.True(reporter.ReportEnded(End(1), unsealed: false));

        var kept = JsonSerializer.Deserialize<CallEnded>(await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(Ended)), Deadline.Token()));
        Assert.Equal(End(1), kept);
        reporter.Complete();
        await reporter.RunAsync(CancellationToken.None).InTime();
        Assert.Empty(Directory.GetFiles(Ended));
        Assert.Contains(End(1), sink.All<CallEnded>());
    }

    [Fact]
    public async Task A_sink_that_was_down_takes_every_ended_call_once_it_is_up_and_no_live_event()
    {
        var (reporter, _) = Reporter();
        sink.Down = true;
        var running = reporter.RunAsync(CancellationToken.None);
        reporter.Report(new CallQueued { At = time.GetUtcNow(), CallId = Call(1), Position = 1 });
        reporter.ReportEnded(End(1), unsealed: false);
        reporter.ReportEnded(End(2), unsealed: false);
        await Deadline.Until(() => sink.Refusals >= 3, "the sink was not tried");

        sink.Down = false;
        Assert.Equal(2, Directory.GetFiles(Ended).Length);
        await AdvanceUntilAsync(() => sink.All<CallEnded>().Count == 2, TimeSpan.FromSeconds(1));

        Assert.Equal([End(1), End(2)], sink.All<CallEnded>());
        Assert.Empty(sink.All<CallQueued>());
        await Deadline.Until(() => Directory.GetFiles(Ended).Length == 0, "what was taken was kept");
        reporter.Complete();
        await running.InTime();
    }

    [Fact]
    public async Task A_sink_that_stays_down_is_tried_less_and_less_often()
    {
        var (reporter, _) = Reporter();
        sink.Down = true;
        reporter.ReportEnded(End(1), unsealed: false);
        using var stop = new CancellationTokenSource();
        var running = reporter.RunAsync(stop.Token);
        await AdvanceUntilAsync(() => time.GetUtcNow() > new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(5));

        // Without back-off an hour has 3600 tries, with it some 70.
        Assert.InRange(sink.Refusals, 30, 90);
        await stop.CancelAsync();
        await running.InTime();
        Assert.Single(Directory.GetFiles(Ended));
    }

    [Fact]
    public async Task What_a_former_run_left_is_handed_over_first()
    {
        Spool().Keep(End(2));
        Spool().Keep(End(1));
        var (reporter, _) = Reporter();
        reporter.Complete();
        await reporter.RunAsync(CancellationToken.None).InTime();

        Assert.Equal([End(1), End(2)], sink.All<CallEnded>());
        Assert.Empty(Directory.GetFiles(Ended));
    }

    [Fact]
    public async Task A_disk_that_refuses_costs_no_ended_call()
    {
        var (reporter, spool) = Reporter();
        spool.Note(Open(1));
        Directory.Delete(Ended);
        await File.WriteAllTextAsync(Ended, "in the way", Deadline.Token());
        Assert.False(reporter.ReportEnded(End(1), unsealed: false));
        File.Delete(Ended);
        Directory.CreateDirectory(Ended);

        reporter.Complete();
        await reporter.RunAsync(CancellationToken.None).InTime();
        Assert.Contains(End(1), sink.All<CallEnded>());
        Assert.Empty(Directory.GetFiles(folder.File("spool/open")));
        Assert.Empty(Directory.GetFiles(Ended));
    }

    [Fact]
    public async Task A_file_nobody_can_read_is_set_aside_and_the_others_are_handed_over()
    {
        Spool().Keep(End(1));
        await File.WriteAllTextAsync(Path.Combine(Ended, "0.json"), "{ half", Deadline.Token());
        var (reporter, _) = Reporter();
        reporter.Complete();
        await reporter.RunAsync(CancellationToken.None).InTime();

        Assert.Equal([End(1)], sink.All<CallEnded>());
        Assert.Equal("0.json.unreadable", Path.GetFileName(Assert.Single(Directory.GetFiles(Ended))));
    }

    [Fact]
    public void A_call_whose_recording_could_not_be_sealed_is_met_again_at_the_next_start()
    {
        var spool = Spool();
        spool.Note(Open(1));
        spool.Note(Open(2));
        spool.Keep(End(1), unsealed: true);
        spool.Keep(End(2));

        Assert.Equal([Open(1)], Spool().Interrupted());
    }

    private (EventReporter Reporter, CallSpool Spool) Reporter()
    {
        var spool = Spool();
        return (new EventReporter(spool, sink, services.GetRequiredService<TelephonyMetrics>(), time, NullLogger<EventReporter>.Instance), spool);
    }

    private CallSpool Spool() => new(folder.File("spool"), NullLogger<CallSpool>.Instance);

    // The reporter works on a thread of its own: the clock is moved bit by bit while it keeps up.
    private async Task AdvanceUntilAsync(Func<bool> condition, TimeSpan step)
    {
        await Deadline.Until(
            () =>
            {
                if (time.PendingTimers > 0)
                {
                    time.Advance(step);
                }

                return condition();
            },
            "what was waited for did not happen");
    }

    private OpenCall Open(int number) => new() { CallId = Call(number), Caller = "1", Called = "12345", ArrivedAt = time.GetUtcNow() };

    private static CallEnded End(int number) => new()
    {
        At = DateTimeOffset.UnixEpoch,
        CallId = Call(number),
        Caller = "13800138000",
        Called = "12345",
        ArrivedAt = DateTimeOffset.UnixEpoch,
        Ending = CallEnding.Abandoned,
        Digits = "1#",
    };

    private static CallId Call(int number) => new(new Guid(number, 0, 0, new byte[8]));
}
