using Hotline.Channels;
using Hotline.Host.Access;
using Hotline.Host.Readiness;

namespace Hotline.Host.Api;

/// <summary>Whether the product answers.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/health", (IChannelBoard channels, Shortages shortages) => HealthAnswer.Of(channels, shortages.Now))
            .Needs(Right.Anybody).WithName("getHealth").WithTags("Health");
}

/// <param name="Status"><c>ready</c>; <c>degraded</c> where something is missing: calls are answered all the same.</param>
/// <param name="Missing">What is missing.</param>
/// <param name="Doors">The doors that are set up, and whether messages go through them.</param>
internal sealed record HealthAnswer(string Status, IReadOnlyList<Shortage> Missing, IReadOnlyList<DoorAnswer> Doors)
{
    public static HealthAnswer Of(IChannelBoard channels, IReadOnlyList<Shortage> missing) => new(
        missing.Count == 0 ? "ready" : "degraded",
        missing,
        [.. channels.Channels.Where(door => door.Phase != ChannelPhase.NotConfigured).Select(door => new DoorAnswer(door.Channel, door.Phase, door.Since))]);
}

/// <summary>A door for messages.</summary>
internal sealed record DoorAnswer(ChannelKind Door, ChannelPhase State, DateTimeOffset Since);
