namespace Hotline.Host.Api;

/// <summary>The client's key that makes a repeated request harmless, from the header <c>Idempotency-Key</c>. As metadata: the route needs one.</summary>
internal sealed class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    private IdempotencyKey()
    {
    }

    /// <summary>Marks a route that needs a key.</summary>
    public static IdempotencyKey Needed { get; } = new();

    /// <summary>The key of this request; empty where there is none.</summary>
    public static string Of(HttpContext context) => context.Request.Headers[Header] is [{ } key] ? key : "";
}

/// <summary>Routes that need a key.</summary>
internal static class IdempotencyKeyRoutes
{
    /// <summary>Refuses a request without a key, or with one that is no key.</summary>
    public static RouteHandlerBuilder NeedsIdempotencyKey(this RouteHandlerBuilder route) => route
        .WithMetadata(IdempotencyKey.Needed)
        .AddEndpointFilter(async (context, next) =>
            IdempotencyKey.Of(context.HttpContext) is { Length: >= 1 and <= 100 } key && key.All(c => c is > ' ' and <= '~')
                ? await next(context)
                : Problems.Of(
                    StatusCodes.Status400BadRequest,
                    "idempotency-key",
                    $"This request needs a header {IdempotencyKey.Header} of 1 to 100 visible characters."));
}
