using Hotline.Cases;
using Quartz;

namespace Hotline.Scheduler.Jobs;

/// <summary>Sends a notice as soon as it is committed, without waiting for the beat.</summary>
internal sealed class NoticePoke(ISchedulerFactory schedulers) : ICaseEventSink
{
    public async ValueTask AcceptAsync(LiveEvent liveEvent, CancellationToken cancellationToken)
    {
        if (liveEvent is NoticeQueued)
        {
            var scheduler = await schedulers.GetScheduler(cancellationToken);
            await scheduler.TriggerJob(NoticeDispatchJob.Key, cancellationToken);
        }
    }
}
