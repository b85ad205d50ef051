using Hotline.Host.Live;

namespace Hotline.Host.Access;

/// <summary>
/// Stops forged requests. A form on another site can send our cookie's owner here but cannot set a header: every unsafe request to the
/// interface carries <c>X-Hotline: 1</c>. SameSite does not tell ports of one machine apart, so where a browser names the origin, it must be ours;
/// a WebSocket, which can carry no header of ours, is held to that alone.
/// </summary>
internal static class RequestGate
{
    public const string Header = "X-Hotline";

    public static IApplicationBuilder UseRequestGate(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        if (request.Headers.Origin is [{ Length: > 0 } origin, ..] && !IsOurs(origin, request))
        {
            if (!IsSafe(request.Method) || request.Path.StartsWithSegments("/live", StringComparison.Ordinal)
                || request.Path.StartsWithSegments(SipSockets.Path, StringComparison.Ordinal))
            {
                await Problems.Write(context, StatusCodes.Status403Forbidden, "foreign-origin", "This request came from another site.");
                return;
            }
        }

        if (!IsSafe(request.Method) && request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && request.Headers[Header] != "1")
        {
            await Problems.Write(context, StatusCodes.Status400BadRequest, "header-missing", $"Every request that changes something needs the header {Header}: 1.");
            return;
        }

        await next(context);
    });

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsOurs(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
