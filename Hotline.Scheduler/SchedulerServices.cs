using Hotline.Cases;
using Hotline.Scheduler.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Hotline.Scheduler;

/// <summary>Puts the clock into a product.</summary>
public static class SchedulerServices
{
    /// <summary>
    /// Adds every job of the timetable; they run while the host runs. Wants <see cref="CaseServices.AddHotlineCases"/> and, as the host
    /// starts, prepared cases. Its beats are kept in memory: each process beats for itself, and since the due rows are claimed in the
    /// database, several processes on one database do everything once.
    /// </summary>
    public static IServiceCollection AddHotlineScheduler(this IServiceCollection services, SchedulerOptions? options = null)
    {
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            quartz.UseTimeProvider(new SteadyTime(TimeProvider.System));
            quartz.AddJobMiddleware<StoreAbsence>();
            Timetable.Fill(quartz, options ?? new SchedulerOptions());
        });
        services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = true);
        services.AddSingleton<ICaseEventSink, NoticePoke>();
        return services;
    }
}
