namespace Hotline.Host.Access;

/// <summary>The right a route asks for, as endpoint metadata.</summary>
internal sealed record RouteRule(Right Right);

/// <summary>Gives routes their rule, and finds those that have none.</summary>
internal static class RouteRules
{
    /// <summary>Who may call this route. Needed on every route: without it the product does not start.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder route, Right right)
        where TBuilder : IEndpointConventionBuilder
    {
        route.WithMetadata(new RouteRule(right));
        return right == Right.Anybody ? route.AllowAnonymous() : route.RequireAuthorization(PolicyOf(right));
    }

    /// <summary>The name of the authorization policy that stands for a right.</summary>
    public static string PolicyOf(Right right) => right.ToString();

    /// <summary>The routes nobody thought about who may call them.</summary>
    public static IReadOnlyList<string> WithoutRule(EndpointDataSource routes) =>
        [.. routes.Endpoints.Where(route => route.Metadata.GetMetadata<RouteRule>() is null).Select(route => route.DisplayName ?? "unnamed route")];
}
