using Hotline.Cases;
using Quartz;

namespace Hotline.Scheduler.Jobs;

/// <summary>Sends letters to other installations and fetches their files.</summary>
[DisallowConcurrentExecution]
internal sealed class ExchangeJob(IExchangeDesk desk) : IJob
{
    public static JobKey Key { get; } = new("exchange", "cases");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await desk.WorkAsync(cancellationToken);
}
