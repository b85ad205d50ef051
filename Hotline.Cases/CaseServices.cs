using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases;

/// <summary>Puts the case core into a product.</summary>
public static class CaseServices
{
    /// <summary>
    /// Adds the desks, boards and stores. Wants a <see cref="TimeProvider"/> and logging; an <see cref="INoticeCarrier"/> (without one
    /// every notice is held) and any number of <see cref="ICaseEventSink"/> may be added. Call <see cref="PrepareCasesAsync"/> before use.
    /// </summary>
    public static IServiceCollection AddHotlineCases(this IServiceCollection services, CaseOptions options)
    {
        services.AddSingleton(options);
        return services;
    }

    /// <summary>
    /// Reads policy, calendar and city, and brings the database up to this version.
    /// </summary>
    /// <exception cref="CaseStartException">Something the operator must mend; the message has one line per error.</exception>
    public static Task PrepareCasesAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        Task.FromException(new CaseStartException("not built yet"));
}
