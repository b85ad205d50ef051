namespace Hotline.Host.Api;

/// <summary>The client's key that makes a repeated request harmless, from the header <c>Idempotency-Key</c>.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>Refuses a request without a key, or with one that is no key.</summary>
    public static RouteHandlerBuilder NeedsIdempotencyKey(this RouteHandlerBuilder route) => route.AddEndpointFilter(async (context, next) =>
        Of(context.HttpContext) is { Length: >= 1 and <= 100 } key && key.All(c => c is > ' ' and <= '~')
            ? await next(context)
            : Problems.Of(StatusCodes.Status400BadRequest, "idempotency-key", $"This request needs a header {Header} of 1 to 100 visible characters."));

    /// <summary>The key of this request; empty where there is none.</summary>
    public static string Of(HttpContext context) => context.Request.Headers[Header] is [{ } key] ? key : "";
}
