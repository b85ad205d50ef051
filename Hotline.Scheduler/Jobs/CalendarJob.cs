using Hotline.Cases;
using Quartz;

namespace Hotline.Scheduler.Jobs;

/// <summary>Takes up a new year of the legal calendar and reckons open deadlines anew.</summary>
[DisallowConcurrentExecution]
internal sealed class CalendarJob(ICalendarDesk desk) : IJob
{
    public static JobKey Key { get; } = new("calendar", "cases");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await desk.RecalculateAsync(cancellationToken);
}
