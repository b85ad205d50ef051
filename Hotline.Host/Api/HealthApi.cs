using Hotline.Channels;
using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>Whether the product answers.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/health", (IChannelBoard channels) => new HealthAnswer(
            "ready", [.. channels.Channels.Where(door => door.Phase != ChannelPhase.NotConfigured).Select(door => new DoorAnswer(door.Channel, door.Phase, door.Since))])).Needs(Right.Anybody).WithName("getHealth").WithTags("Health");
}

/// <param name="Status">Always <c>ready</c>: whoever gets an answer can be served.</param>
/// <param name="Doors">The doors that are set up, and whether messages go through them.</param>
internal sealed record HealthAnswer(string Status, IReadOnlyList<DoorAnswer> Doors);

/// <summary>A door for messages.</summary>
internal sealed record DoorAnswer(ChannelKind Door, ChannelPhase State, DateTimeOffset Since);
