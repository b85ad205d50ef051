using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>Whether the product answers.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/health", () => new HealthAnswer("ready")).Needs(Right.Anybody).WithName("getHealth").WithTags("Health");
}

internal sealed record HealthAnswer(string Status);
