using Hotline.Cases;
using Quartz;

namespace Hotline.Scheduler.Jobs;

/// <summary>Does what is due.</summary>
[DisallowConcurrentExecution]
internal sealed class DeadlineSweepJob(IDeadlineDesk desk) : IJob
{
    public static JobKey Key { get; } = new("deadline-sweep", "cases");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await desk.SweepAsync(cancellationToken);
}
