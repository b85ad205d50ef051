using Hotline.Cases;
using Quartz;

namespace Hotline.Scheduler.Jobs;

/// <summary>Passes on what waits for somebody who is gone.</summary>
[DisallowConcurrentExecution]
internal sealed class ApprovalJob(IApprovalDesk desk) : IJob
{
    public static JobKey Key { get; } = new("approvals", "cases");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await desk.PassOnAsync(cancellationToken);
}
