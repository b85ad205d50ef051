using Microsoft.AspNetCore.Http.Features;

namespace Hotline.Host.Api;

/// <summary>
/// A body beyond the limit is read to its end and dropped, so that the refusal reaches whoever is still sending it; by itself the server closes the connection
/// under them, and they see a broken line instead of the limit. Beyond <see cref="LargestDropped"/> it may.
/// </summary>
internal static class TooLargeBodies
{
    /// <summary>Stops a sender from keeping a connection with bytes that nobody wants.</summary>
    private const long LargestDropped = 4 * 1024 * 1024;

    public static IApplicationBuilder UseTooLargeBodies(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var (request, limit) = (context.Request, context.Features.Get<IHttpMaxRequestBodySizeFeature>());
        if (request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && limit is { IsReadOnly: false, MaxRequestBodySize: { } most } && request.ContentLength is { } length && length > most && length <= LargestDropped)
        {
            limit.MaxRequestBodySize = length;
            await request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            await Problems.Write(context, StatusCodes.Status413PayloadTooLarge, "too-large", $"A request to this address may have {most} bytes.");
            return;
        }

        await next(context);
    });
}
