using Hotline.Cases;
using Quartz;

namespace Hotline.Scheduler.Jobs;

/// <summary>Sends what is to be sent.</summary>
[DisallowConcurrentExecution]
internal sealed class NoticeDispatchJob(INoticeDesk desk) : IJob
{
    public static JobKey Key { get; } = new("notice-dispatch", "cases");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await desk.DispatchDueAsync(cancellationToken);
}
