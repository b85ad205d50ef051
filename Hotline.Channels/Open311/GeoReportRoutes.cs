using Hotline.Channels.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hotline.Channels.Open311;

/// <summary>The addresses of GeoReport v2 (wiki.open311.org/GeoReport_v2), and of updates as FixMyStreet defines them beside it.</summary>
internal static class GeoReportRoutes
{
    private const string Root = "/open311/v2";
    private const string Format = "{format:regex(^(xml|json)$)}";

    internal static void MapGeoReport(this IEndpointRouteBuilder doors)
    {
        Get($"/open311/discovery.{Format}", (report, call) => Task.FromResult(GeoReport.Discover(call, Root)));
        Get($"{Root}/services.{Format}", (report, call) => Task.FromResult(report.ListServices(call)));
        Get($"{Root}/services/{{id}}.{Format}", (report, call) => Task.FromResult(report.FindService(call)));
        Get($"{Root}/requests.{Format}", (report, call) => report.ListAsync(call));
        Get($"{Root}/requests/{{id}}.{Format}", (report, call) => report.FindAsync(call));
        Get($"{Root}/tokens/{{id}}.{Format}", (report, call) => report.FindTokenAsync(call));
        Get($"{Root}/servicerequestupdates.{Format}", (report, call) => report.ListUpdatesAsync(call));
        Post($"{Root}/requests.{Format}", (report, call) => report.TakeAsync(call));
        Post($"{Root}/servicerequestupdates.{Format}", (report, call) => report.TakeUpdateAsync(call));

        void Get(string pattern, Func<GeoReport, GeoCall, Task<IResult>> answer) =>
            doors.MapGet(pattern, (HttpContext context, GeoReport report) => answer(report, new GeoCall(context, null))).ExcludeFromDescription();

        void Post(string pattern, Func<GeoReport, GeoCall, Task<IResult>> answer) => doors.MapPost(pattern, async (HttpContext context, GeoReport report) =>
        {
            return await FormReader.ReadFieldsAsync(context.Request, context.RequestAborted) is { } form
                ? await answer(report, new GeoCall(context, form))
                : new GeoCall(context, null).Fault(new GeoFault(StatusCodes.Status400BadRequest, "the body is no form"));
        }).ExcludeFromDescription();
    }
}

/// <summary>A call, with what it gives by name in its body or address, and its answer in the form it asks for.</summary>
internal sealed class GeoCall(HttpContext context, IFormCollection? form)
{
    internal string Id => context.Request.RouteValues["id"]?.ToString() ?? "";

    internal CancellationToken Aborted => context.RequestAborted;

    internal string Base => $"{context.Request.Scheme}://{context.Request.Host}";

    private bool IsJson => context.Request.RouteValues["format"]?.ToString() == "json";

    /// <summary>Null where it is not given, or empty.</summary>
    internal string? Text(string name) =>
        form?[name].ToString() is { Length: > 0 } written ? written.Trim() : context.Request.Query[name].ToString() is { Length: > 0 } asked ? asked.Trim() : null;

    internal IReadOnlyList<string> Texts(string name) => Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>Everything given in the body but the key, in one order whatever order it came in.</summary>
    internal string Body => string.Join(
        '\n', (form ?? FormCollection.Empty).Where(given => given.Key != "api_key").OrderBy(given => given.Key, StringComparer.Ordinal).Select(given => $"{given.Key}={given.Value}"));

    internal IResult Answer(string root, string item, IReadOnlyList<GeoRecord> records, int status = StatusCodes.Status200OK) =>
        new GeoAnswer(GeoWriter.Write(IsJson, root, item, records), IsJson, status);

    internal IResult Answer(string root, GeoRecord record) => new GeoAnswer(GeoWriter.Write(IsJson, root, record), IsJson, StatusCodes.Status200OK);

    internal IResult Fault(params IReadOnlyList<GeoFault> faults) =>
        Answer("errors", "error", [.. faults.Select(fault => new GeoRecord(("code", new GeoValue.Number(fault.Status)), ("description", new GeoValue.Words(fault.Words))))], faults[0].Status);
}

/// <summary>Why a call is refused.</summary>
/// <param name="Status">The HTTP status, and the standard's code.</param>
/// <param name="Words">For whoever writes the client.</param>
internal sealed record GeoFault(int Status, string Words);

/// <summary>An answer's bytes with their type: text/xml or application/json, UTF-8 always.</summary>
internal sealed class GeoAnswer(byte[] content, bool json, int status) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = json ? "application/json; charset=utf-8" : "text/xml; charset=utf-8";
        httpContext.Response.Headers.CacheControl = "no-store";
        await httpContext.Response.Body.WriteAsync(content, httpContext.RequestAborted);
    }
}
