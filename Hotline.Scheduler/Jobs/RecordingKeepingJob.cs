using Hotline.Cases;
using Quartz;

namespace Hotline.Scheduler.Jobs;

/// <summary>Deletes recordings that were kept for long enough, and packs those that are no longer fresh.</summary>
[DisallowConcurrentExecution]
internal sealed class RecordingKeepingJob(IRecordingCustody desk) : IJob
{
    public static JobKey Key { get; } = new("recording-keeping", "cases");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await desk.SweepAsync(cancellationToken);
}
