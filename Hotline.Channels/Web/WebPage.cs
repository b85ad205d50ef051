using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Hotline.Channels.Web;

/// <summary>What every page has around it. Plain HTML: all of it works without a script; scripts only find where somebody is, draw the map, and make a call.</summary>
internal static class WebPage
{
    internal const string ReportPath = "/report";
    internal const string ProgressPath = "/report/progress";
    internal const string OwnPath = "/report/mine";
    internal const string StylePath = "/report/style.css";
    internal const string ScriptPath = "/report/locate.js";
    internal const string MapPath = "/report/map.geojson";

    /// <summary>The script that draws the map: a file of the desk's build (<c>Hotline.Desk/src/features/citizen/reportMap.ts</c>).</summary>
    internal const string MapScriptPath = "/citizen/map.js";

    private static readonly string Style = Read("style.css");
    private static readonly string Script = Read("locate.js");

    internal static IResult ShowStyle() => Results.Text(Style, "text/css; charset=utf-8");

    internal static IResult ShowScript() => Results.Text(Script, "text/javascript; charset=utf-8");

    internal static IResult Show(HttpContext context, WebTexts texts, string city, string title, Html body, int status = StatusCodes.Status200OK, string? script = null)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self)";
        var path = context.Request.Path.StartsWithSegments(ProgressPath, StringComparison.OrdinalIgnoreCase) ? ProgressPath
            : context.Request.Path.StartsWithSegments(OwnPath, StringComparison.OrdinalIgnoreCase) ? OwnPath
            : context.Request.Path.StartsWithSegments(CallPage.Path, StringComparison.OrdinalIgnoreCase) ? CallPage.Path
            : ReportPath;
        return Html.Of($"""
            <!doctype html>
            <html lang="{texts.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title} · {city}{texts.Line}</title>
            <link rel="stylesheet" href="{StylePath}">
            {(script is null ? Html.Of($"<script src=\"{ScriptPath}\" defer></script>") : Html.Of($"<script type=\"module\" src=\"{script}\"></script>"))}
            </head>
            <body>
            <a class="skip" href="#content">{texts.Skip}</a>
            <header>
            <p class="line">{city}{texts.Line}</p>
            <nav><a href="{ReportPath}">{texts.ReportTitle}</a> <a href="{ProgressPath}">{texts.ProgressTitle}</a> <a href="{CallPage.Path}">{CallTexts.For(texts).Title}</a> <a href="{path}?lang={texts.Other.Tag}" hreflang="{texts.Other.Tag}" lang="{texts.Other.Tag}">{texts.Other.Name}</a></nav>
            </header>
            <main id="content">
            <h1>{title}</h1>
            {body}
            </main>
            </body>
            </html>
            """).ToPage(status);
    }

    /// <summary>A field: its label, what helps with it, what is wrong with it, and all that tied to it for those who hear the page.</summary>
    internal static Html Field(string id, string label, string? hint, string? error, Html required, Func<Html, Html> control)
    {
        var described = string.Join(' ', new[] { hint is null ? null : $"{id}-hint", error is null ? null : $"{id}-error" }.OfType<string>());
        var ties = Html.Of($"{(described.Length > 0 ? Html.Of($" aria-describedby=\"{described}\"") : Html.None)}{(error is null ? Html.None : Html.Of($" aria-invalid=\"true\""))}");
        return Html.Of($"""
            <div class="field{(error is null ? "" : " wrong")}">
            <label for="{id}">{label}{required}</label>
            {(hint is null ? Html.None : Html.Of($"<p class=\"hint\" id=\"{id}-hint\">{hint}</p>"))}
            {(error is null ? Html.None : Html.Of($"<p class=\"error\" id=\"{id}-error\">{error}</p>"))}
            {control(ties)}
            </div>
            """);
    }

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Hotline.Channels.Web.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
