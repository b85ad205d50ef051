using Microsoft.Extensions.FileProviders;

namespace Hotline.Host;

/// <summary>The desk: static files, and <c>index.html</c> for every address that is a place in it.</summary>
internal static class DeskFiles
{
    private const string NotBuilt = """
        <!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>12345</title>
        <body style="font:16px/1.6 sans-serif;max-width:40em;margin:4em auto;padding:0 1em">
        <h1>Hotline is running; the desk is not built</h1>
        <p>系统已启动，但坐席界面尚未构建。</p>
        <p>In the source tree: <code>./hotline build</code> (or <code>npm ci &amp;&amp; npm run build</code> in <code>Hotline.Desk</code>), then start again.
        Elsewhere: put the built desk into <code>wwwroot</code> beside the program, or name its folder with <code>--desk</code>.</p>
        <p>The HTTP interface under <code>/api</code> works without it.</p>
        """;

    /// <summary>The folder with the built desk, or null where there is none.</summary>
    public static string? Find(HotlineSettings settings) => settings.DeskFolder
        ?? new[] { "wwwroot", Path.Combine("Hotline.Desk", "dist") }
            .Select(ShippedFolder.Find)
            .FirstOrDefault(folder => folder is not null && File.Exists(Path.Combine(folder, "index.html")));

    public static void UseDeskFiles(this IApplicationBuilder app, string? folder)
    {
        if (folder is not null)
        {
            app.UseResponseCompression();
            app.UseStaticFiles(OptionsFor(folder));
        }
    }

    /// <summary>
    /// After the routes: what no route is meant for is a place in the desk, and gets its page. No route itself, for one that takes every
    /// address would also take those that a route refuses, and so hide why.
    /// </summary>
    public static void UseDeskPage(this IApplicationBuilder app, string? folder) => app.Use(async (context, next) =>
    {
        var path = context.Request.Path;
        var isPlace = (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            && !path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && !path.StartsWithSegments("/live", StringComparison.OrdinalIgnoreCase)
            && !Path.HasExtension(path.Value);
        if (context.GetEndpoint() is not null || !isPlace)
        {
            await next(context);
            return;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        if (folder is null)
        {
            await context.Response.WriteAsync(NotBuilt, context.RequestAborted);
        }
        else
        {
            await context.Response.SendFileAsync(Path.Combine(folder, "index.html"), context.RequestAborted);
        }
    });

    private static StaticFileOptions OptionsFor(string folder) => new()
    {
        FileProvider = new PhysicalFileProvider(folder),
        OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
            // The build puts a hash of the content into the names of these, so they never change.
            file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache",
    };
}
