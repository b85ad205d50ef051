using Hotline.Cases;
using Quartz;

namespace Hotline.Scheduler.Jobs;

/// <summary>Counts quarters of an hour that are over.</summary>
[DisallowConcurrentExecution]
internal sealed class FigureJob(IFigureKeeper keeper) : IJob
{
    public static JobKey Key { get; } = new("figures", "cases");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await keeper.SweepAsync(cancellationToken);
}
