using Hotline.Cases;
using Quartz;

namespace Hotline.Scheduler.Jobs;

/// <summary>Prints letters that are in line.</summary>
[DisallowConcurrentExecution]
internal sealed class LetterPrintJob(ILetterPress press) : IJob
{
    public static JobKey Key { get; } = new("letter-print", "cases");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await press.PrintDueAsync(cancellationToken);
}
