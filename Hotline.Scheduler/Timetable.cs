using Hotline.Scheduler.Jobs;
using Quartz;

namespace Hotline.Scheduler;

/// <summary>Every job, when it runs, and what happens to a beat that was missed.</summary>
internal static class Timetable
{
    public static void Fill(IQuartzBuilder quartz, SchedulerOptions options)
    {
        // Warnings, breaches, automatic dispatch, callbacks after 12 hours, surveys without an answer after 24.
        Beat<DeadlineSweepJob>(quartz, DeadlineSweepJob.Key, options.DeadlineBeat);

        // Notices written, held or to be tried again; those just written are poked by NoticePoke.
        Beat<NoticeDispatchJob>(quartz, NoticeDispatchJob.Key, options.NoticeBeat);

        // Letters to other installations, and their files; nothing is looked for where there are none.
        Beat<ExchangeJob>(quartz, ExchangeJob.Key, options.ExchangeBeat);

        // Recordings kept for long enough, and those no longer fresh.
        Beat<RecordingKeepingJob>(quartz, RecordingKeepingJob.Key, options.RecordingBeat);

        // A year's notice loaded while the product stood still, or imported while it runs.
        Beat<CalendarJob>(quartz, CalendarJob.Key, options.CalendarBeat);

        // Requests that nobody can decide any more: accounts are disabled also while the product stands still.
        Beat<ApprovalJob>(quartz, ApprovalJob.Key, options.ApprovalBeat);

        // Letters that somebody wants to have printed.
        Beat<LetterPrintJob>(quartz, LetterPrintJob.Key, options.PrintBeat);

        // Quarters of an hour that are over, or changed since they were counted.
        Beat<FigureJob>(quartz, FigureJob.Key, options.FigureBeat);
    }

    /// <summary>A missed beat is not made up for: the next one finds everything that is due by then.</summary>
    private static void Beat<TJob>(IQuartzBuilder quartz, JobKey key, TimeSpan every)
        where TJob : class, IJob =>
        quartz.ScheduleJob<TJob>(
            trigger => trigger.WithIdentity(key.Name, key.Group).StartNow().WithSimpleSchedule(beat => beat
                .WithInterval(every).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)),
            job => job.WithIdentity(key));
}
