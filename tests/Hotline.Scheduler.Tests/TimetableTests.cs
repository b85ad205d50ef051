using System.Collections.Concurrent;
using System.Data.Common;
using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Scheduler.Jobs;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Quartz;

namespace Hotline.Scheduler.Tests;

public sealed class TimetableTests
{
    [Fact]
    public async Task Every_job_of_the_timetable_beats_and_reaches_its_desk()
    {
        using var host = Start(new SchedulerOptions { DeadlineBeat = TimeSpan.FromMilliseconds(20), NoticeBeat = TimeSpan.FromMilliseconds(20), CalendarBeat = TimeSpan.FromMilliseconds(20), RecordingBeat = TimeSpan.FromMilliseconds(20), FigureBeat = TimeSpan.FromMilliseconds(20), ExchangeBeat = TimeSpan.FromMilliseconds(20), ApprovalBeat = TimeSpan.FromMilliseconds(20) }, out var desks);
        await host.StartAsync(TestContext.Current.CancellationToken);
        await desks.WaitForAsync("sweep", 3);
        await desks.WaitForAsync("notices", 3);
        await desks.WaitForAsync("calendar", 3);
        await desks.WaitForAsync("recordings", 3);
        await desks.WaitForAsync("figures", 3);
        await desks.WaitForAsync("exchange", 3);
        await desks.WaitForAsync("approvals", 3);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_notice_just_written_is_sent_without_waiting_for_the_beat()
    {
        using var host = Start(new SchedulerOptions { NoticeBeat = TimeSpan.FromHours(1) }, out var desks);
        await host.StartAsync(TestContext.Current.CancellationToken);
        await desks.WaitForAsync("notices", 1);
        var poke = Assert.Single(host.Services.GetServices<ICaseEventSink>());
        await poke.AcceptAsync(new TasksChanged(), TestContext.Current.CancellationToken);
        await poke.AcceptAsync(new NoticeQueued(), TestContext.Current.CancellationToken);
        await desks.WaitForAsync("notices", 2);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_failing_desk_does_not_stop_the_beat()
    {
        using var host = Start(new SchedulerOptions { DeadlineBeat = TimeSpan.FromMilliseconds(20) }, out var desks);
        desks.Fails = true;
        await host.StartAsync(TestContext.Current.CancellationToken);
        await desks.WaitForAsync("sweep", 3);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Beats_while_the_database_is_away_are_quiet_and_what_is_due_is_done_at_its_return()
    {
        using var lines = new Lines();
        using var host = Start(new SchedulerOptions { DeadlineBeat = TimeSpan.FromMilliseconds(20), FigureBeat = TimeSpan.FromMilliseconds(20) }, out var desks, lines);
        desks.AwaySince = DateTimeOffset.UnixEpoch;
        await host.StartAsync(TestContext.Current.CancellationToken);
        await desks.WaitForAsync("sweep", 5);
        await desks.WaitForAsync("figures", 5);
        Assert.Empty(lines.Bad);
        Assert.Equal(0, desks.Done);

        desks.AwaySince = null;
        await desks.WaitForAsync("sweep", 10);
        Assert.NotEqual(0, desks.Done);
        Assert.Empty(lines.Bad);

        // Anything else is said as ever.
        desks.Fails = true;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (lines.Bad.IsEmpty)
        {
            await Task.Delay(10, deadline.Token);
        }

        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_database_that_returns_while_a_beat_is_failing_leaves_nothing_to_say()
    {
        using var lines = new Lines();
        using var host = Start(new SchedulerOptions { DeadlineBeat = TimeSpan.FromMilliseconds(20) }, out var desks, lines);
        desks.AwaySince = DateTimeOffset.UnixEpoch;
        desks.IsBackByItsFailure = true;
        await host.StartAsync(TestContext.Current.CancellationToken);
        await desks.WaitForAsync("sweep", 2);
        await host.StopAsync(TestContext.Current.CancellationToken);
        Assert.Null(desks.AwaySince);
        Assert.Empty(lines.Bad);
    }

    [Fact]
    public async Task Jobs_do_not_overlap_and_each_has_one_beat_without_end()
    {
        using var host = Start(new SchedulerOptions(), out _);
        var scheduler = await host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(TestContext.Current.CancellationToken);
        await host.StartAsync(TestContext.Current.CancellationToken);
        foreach (var key in new[] { DeadlineSweepJob.Key, NoticeDispatchJob.Key, CalendarJob.Key, RecordingKeepingJob.Key, FigureJob.Key, LetterPrintJob.Key })
        {
            Assert.True((await scheduler.GetJobDetail(key, TestContext.Current.CancellationToken))!.ConcurrentExecutionDisallowed);
            var trigger = Assert.Single(await scheduler.GetTriggersOfJob(key, TestContext.Current.CancellationToken));
            Assert.Null(trigger.FinalFireTimeUtc);
        }

        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Steady_time_runs_on_when_the_clock_is_set()
    {
        var clock = new ManualTimeProvider();
        var skewed = new SkewedTime(clock);
        var steady = new SteadyTime(skewed);
        var start = steady.GetUtcNow();
        skewed.Skew = TimeSpan.FromHours(-1);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(start + TimeSpan.FromSeconds(10), steady.GetUtcNow());
    }

    private static IHost Start(SchedulerOptions options, out CountingDesks desks, ILoggerProvider? lines = null)
    {
        var counting = desks = new CountingDesks();
        return new HostBuilder().ConfigureLogging(logging => logging.AddProvider(lines ?? NullLoggerProvider.Instance)).ConfigureServices(services => services
            .AddSingleton<ICaseStore>(counting)
            .AddSingleton<IDeadlineDesk>(counting).AddSingleton<INoticeDesk>(counting).AddSingleton<ICalendarDesk>(counting)
            .AddSingleton<IRecordingCustody>(counting).AddSingleton<IFigureKeeper>(counting).AddSingleton<IExchangeDesk>(counting).AddSingleton<ILetterPress>(counting).AddSingleton<IApprovalDesk>(counting).AddHotlineScheduler(options)).Build();
    }

    /// <summary>A clock that somebody set, over one that runs on.</summary>
    private sealed class SkewedTime(TimeProvider time) : TimeProvider
    {
        public TimeSpan Skew { get; set; }

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Skew;

        public override long GetTimestamp() => time.GetTimestamp();
    }

    private sealed class CountingDesks : IDeadlineDesk, INoticeDesk, ICalendarDesk, IRecordingCustody, IFigureKeeper, IExchangeDesk, ILetterPress, IApprovalDesk, ICaseStore
    {
        private readonly ConcurrentDictionary<string, int> calls = new(StringComparer.Ordinal);
        private TaskCompletionSource called = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private int done;

        public bool Fails { get; set; }

        /// <summary>While set, the desks fail as without a database.</summary>
        public DateTimeOffset? AwaySince { get; set; }

        /// <summary>Whether the database is there again by the time a failure for want of it comes out.</summary>
        public bool IsBackByItsFailure { get; set; }

        public int Done => Volatile.Read(ref done);

        public void Shut() => throw new NotSupportedException();

        public ValueTask<int> SweepAsync(CancellationToken cancellationToken) => Count("sweep");

        public ValueTask<int> RecalculateAsync(CancellationToken cancellationToken) => Count("calendar");

        ValueTask<int> IFigureKeeper.SweepAsync(CancellationToken cancellationToken) => Count("figures");

        ValueTask<int> IRecordingCustody.SweepAsync(CancellationToken cancellationToken) => Count("recordings");

        public ValueTask<int> PassOnAsync(CancellationToken cancellationToken) => Count("approvals");

        public ValueTask<int> PrintDueAsync(CancellationToken cancellationToken) => Count("letters");

        public ValueTask<ActResult<PrintView>> AskAsync(Actor actor, Guid letterId, CancellationToken cancellationToken) => throw new NotSupportedException();

        ValueTask<PrintView?> ILetterPress.FindAsync(Actor actor, Guid letterId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<string?> ShowAsync(Actor actor, Guid letterId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<(PrintView View, Stream Content)?> OpenAsync(Actor actor, Guid letterId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<RecordingView?> FindAsync(Actor actor, Guid recordingId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ActResult<RecordingHoldView>> HoldAsync(Actor actor, Guid recordingId, string? reason, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<ActResult<RecordingHoldView>> EndHoldAsync(Actor actor, Guid recordingId, Guid holdId, string? reason, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<ActResult<RecordingExportView>> AskExportAsync(Actor actor, Guid recordingId, string? reason, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<IReadOnlyList<RecordingExportView>> ListExportsAsync(Actor actor, ExportState? state, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<RecordingExportView?> FindExportAsync(Actor actor, Guid exportId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ActResult<RecordingExportView>> DecideExportAsync(Actor actor, Guid exportId, bool approve, string? note, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<ActResult<RecordingExportView>> FetchExportAsync(Actor actor, Guid exportId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<int> WorkAsync(CancellationToken cancellationToken) => Count("exchange");

        public ValueTask<LetterTaking> TakeAsync(string peer, ExchangeLetter letter, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<(string MediaType, Stream Content)?> OpenFileAsync(string peer, string sha256, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ActResult<CaseView>> AskAsync(
            Actor actor, string idempotencyKey, string caseNumber, SuperiorRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<ExchangePeerView>> ListPeersAsync(Actor actor, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<ExchangeLetterView>> ListLettersAsync(
            Actor actor, string? peer, ExchangeState? state, string? caseNumber, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<int> DispatchDueAsync(CancellationToken cancellationToken) => Count("notices");

        public ValueTask AcceptReportAsync(NoticeReport report, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ResendAnswer> ResendAsync(Actor actor, Guid noticeId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<ReplyMatch> AcceptReplyAsync(NoticeReply reply, CancellationToken cancellationToken) => throw new NotSupportedException();

        public async Task WaitForAsync(string desk, int times)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (true)
            {
                var next = Volatile.Read(ref called).Task;
                if (calls.GetValueOrDefault(desk) >= times)
                {
                    return;
                }

                await next.WaitAsync(deadline.Token);
            }
        }

        private ValueTask<int> Count(string desk)
        {
            calls.AddOrUpdate(desk, 1, (_, count) => count + 1);
            Interlocked.Exchange(ref called, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            if (AwaySince is not null)
            {
                AwaySince = IsBackByItsFailure ? null : AwaySince;
                throw new InvalidOperationException("as it comes from within", new Away());
            }

            Interlocked.Increment(ref done);
            return Fails ? throw new InvalidOperationException("The database is away.") : ValueTask.FromResult(0);
        }
    }

    private sealed class Away() : DbException("gone");

    /// <summary>What is logged as a warning or worse.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Bad { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Bad.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
