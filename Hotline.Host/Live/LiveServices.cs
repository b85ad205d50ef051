using Hotline.Cases;
using Hotline.Host.Access;

namespace Hotline.Host.Live;

/// <summary>Live events to the desk.</summary>
internal static class LiveServices
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSignalR().AddJsonProtocol(json => Wire.Configure(json.PayloadSerializerOptions));
        services.AddSingleton<LiveConnections>();
        services.AddSingleton<Screens>();
        services.AddSingleton<ICaseEventSink, CaseEventsToScreens>();
        services.AddSingleton<BoardCaster>();
        services.AddHostedService(provider => provider.GetRequiredService<BoardCaster>());
        services.AddSingleton<WallCaster>();
        services.AddSingleton<WallChanges>();
        services.AddSingleton<ICaseEventSink>(provider => provider.GetRequiredService<WallChanges>());
        services.AddHostedService(provider => provider.GetRequiredService<WallCaster>());
        return services;
    }

    public static void MapLive(this IEndpointRouteBuilder routes) =>
        // A session that runs out takes its live connection with it; the desk then signs in again.
        routes.MapHub<LiveHub>("/live", connection => connection.CloseOnAuthenticationExpiration = true).Needs(Right.SignedIn);
}
