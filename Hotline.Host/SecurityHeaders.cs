namespace Hotline.Host;

/// <summary>Headers that keep a browser from doing what the desk never needs.</summary>
internal static class SecurityHeaders
{
    // The component library writes its styles at run time, hence unsafe-inline for styles alone; recordings play from blobs.
    private static string ContentSecurityPolicy(string? tiles) =>
        $"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:{(tiles is null ? "" : $" {tiles}")}; font-src 'self' data:; "
        + "media-src 'self' blob:; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Sets them on every answer. Tiles: where the map's pictures may come from besides us; null for nowhere.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app, string? tiles)
    {
        var policy = ContentSecurityPolicy(tiles);
        return app.Use((context, next) => Set(context, next, policy));
    }

    private static Task Set(HttpContext context, RequestDelegate next, string policy)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(self)";
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            headers.CacheControl = "no-store";
        }

        return next(context);
    }
}
