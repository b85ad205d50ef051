using System.Data.Common;
using Hotline.Cases;
using Quartz;

namespace Hotline.Scheduler;

/// <summary>
/// Beats while the database is away end quietly: that it went is said once, by whoever noticed, and not with each beat. What is due stands in the database, and the first beat
/// after its return finds it.
/// </summary>
internal sealed class StoreAbsence(ICaseStore store) : IJobExecutionMiddleware
{
    public async ValueTask Invoke(IJobExecutionContext context, JobExecutionDelegate next, CancellationToken cancellationToken = default)
    {
        var away = store.AwaySince is not null;
        try
        {
            await next(context, cancellationToken);
        }
        catch (Exception failure) when ((away || store.AwaySince is not null) && failure.GetBaseException() is DbException)
        {
            // Already said: it was away as the beat began, even if it is back by now, or it went meanwhile.
        }
    }
}
