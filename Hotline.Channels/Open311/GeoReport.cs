using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hotline.Channels.Receiving;
using Hotline.Channels.Web;
using Microsoft.AspNetCore.Http;

namespace Hotline.Channels.Open311;

/// <summary>
/// Open311 GeoReport v2. Only what anybody may know leaves by it; what a report says, where it is and what the unit replied goes to the application
/// that brought it and to no other (<see cref="IReportWindow.ListPublicAsync"/>). A report is answered once it is stored, with its case number.
/// </summary>
internal sealed class GeoReport(Open311Options options, IReportWindow window, InboundDesk desk, TimeProvider time)
{
    private const int MostReports = 1000;
    private const int StandardPage = 100;
    private const int LongestText = 4000;

    /// <summary>The longest span of a search (GeoReport v2, GET Service Requests).</summary>
    private static readonly TimeSpan Span = TimeSpan.FromDays(90);

    private readonly VisitorLimit reports = new(options.ReportsPerTenMinutes, TimeSpan.FromMinutes(10), time);

    internal static IResult Discover(GeoCall call, string root) => call.Answer("discovery", new GeoRecord(
        ("changeset", Words("2026-11-22T00:00:00Z")),
        ("endpoints", new GeoValue.Records("endpoint", [new GeoRecord(
            ("specification", Words("http://wiki.open311.org/GeoReport_v2")),
            ("url", Words($"{call.Base}{root}/")),
            ("changeset", Words("2026-11-22T00:00:00Z")),
            ("type", Words("production")),
            ("formats", new GeoValue.List("format", ["text/xml", "application/json"])))]))));

    internal IResult ListServices(GeoCall call) => Foreign(call) ?? call.Answer("services", "service", [.. window.Classes.Select(one => new GeoRecord(
        ("service_code", Words(one.Code)),
        ("service_name", Words(one.Name)),
        ("description", Words($"{one.Group}：{one.Name}")),
        ("metadata", new GeoValue.Flag(true)),
        ("type", Words("realtime")),
        ("keywords", Words("")),
        ("group", Words(one.Group))))]);

    internal IResult FindService(GeoCall call) => Foreign(call) ?? (window.Classes.FirstOrDefault(one => one.Code == call.Id) is { } found
        ? call.Answer("service_definition", new GeoRecord(("service_code", Words(found.Code)), ("attributes", new GeoValue.Records("attribute", [KindAttribute()]))))
        : call.Fault(new GeoFault(StatusCodes.Status404NotFound, "service_code was not found")));

    internal async Task<IResult> ListAsync(GeoCall call)
    {
        var (query, fault) = Query(call);
        return Foreign(call) ?? (query is null
            ? call.Fault(fault!)
            : call.Answer("service_requests", "request", [.. (await window.ListPublicAsync(query, call.Aborted)).Select(Record)]));
    }

    internal async Task<IResult> FindAsync(GeoCall call)
    {
        var query = new PublicReportQuery { Application = ApplicationOf(call), Numbers = [call.Id], From = DateTimeOffset.MinValue, To = DateTimeOffset.MaxValue };
        return Foreign(call) ?? (await window.ListPublicAsync(query, call.Aborted) is [{ } found]
            ? call.Answer("service_requests", "request", [Record(found)])
            : call.Fault(new GeoFault(StatusCodes.Status404NotFound, "service_request_id was not found")));
    }

    internal async Task<IResult> FindTokenAsync(GeoCall call) => Foreign(call) ?? (await window.FindNumberAsync(call.Id, call.Aborted) is { } number
        ? call.Answer("service_requests", "request", [new GeoRecord(("service_request_id", Words(number)), ("token", Words(call.Id)))])
        : call.Fault(new GeoFault(StatusCodes.Status404NotFound, "token was not found")));

    internal async Task<IResult> ListUpdatesAsync(GeoCall call)
    {
        var (query, fault) = Query(call);
        return Foreign(call) ?? (query is null
            ? call.Fault(fault!)
            : call.Answer("service_request_updates", "request_update", [.. (await window.ListStepsAsync(query, call.Aborted)).Select(step => new GeoRecord(
                ("update_id", Words(step.Id)),
                ("service_request_id", Words(step.Number)),
                ("status", Words(step.Open ? "open" : "closed")),
                ("updated_datetime", When(step.At)),
                ("description", Words(step.Words)),
                ("media_url", Words(null))))]));
    }

    internal async Task<IResult> TakeAsync(GeoCall call)
    {
        if (Foreign(call) is { } refused)
        {
            return refused;
        }

        if (ApplicationOf(call) is not { } application)
        {
            return NoKey(call);
        }

        if (GeoRequest.Check(call, window.Classes) is { Count: > 0 } faults)
        {
            return call.Fault(faults);
        }

        // The same report by the same application on one day is one, so that a client whose answer was lost may send it again.
        var token = Hash($"{application}\n{call.Body}\n{time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}");
        var message = GeoRequest.ToMessage(call, window.Classes, application, token, time.GetUtcNow());
        return await HandInAsync(call, application, message, number => new GeoRecord(
            ("service_request_id", Words(number)), ("token", Words(token)), ("service_notice", Words(null)), ("account_id", Words(call.Text("account_id")))), "service_requests", "request");
    }

    internal async Task<IResult> TakeUpdateAsync(GeoCall call)
    {
        if (Foreign(call) is { } refused)
        {
            return refused;
        }

        if (ApplicationOf(call) is not { } application)
        {
            return NoKey(call);
        }

        if (call.Text("description") is not { Length: <= LongestText } words)
        {
            return call.Fault(new GeoFault(StatusCodes.Status400BadRequest, $"description was not provided, or has more than {LongestText} characters"));
        }

        var number = call.Text("service_request_id") ?? "";
        var query = new PublicReportQuery { Application = application, Numbers = [number], From = DateTimeOffset.MinValue, To = DateTimeOffset.MaxValue };
        if (await window.ListPublicAsync(query, call.Aborted) is not [{ Own: { } own }])
        {
            return call.Fault(new GeoFault(StatusCodes.Status404NotFound, "service_request_id was not found among what this api_key brought"));
        }

        var id = Hash($"{application}\n{number}\n{call.Text("update_id") ?? words}");
        var message = new InboundMessage
        {
            Channel = ChannelKind.Open311,
            ExternalId = $"update-{id}",
            From = own.Reporter,
            To = application,
            Text = words,
            CaseNumber = number,
            ReceivedAt = time.GetUtcNow(),
        };
        return await HandInAsync(call, application, message, _ => new GeoRecord(("update_id", Words(id))), "service_request_updates", "request_update");
    }

    private async Task<IResult> HandInAsync(GeoCall call, string application, InboundMessage message, Func<string, GeoRecord> done, string root, string item)
    {
        if (reports.Take(application) > TimeSpan.Zero)
        {
            return call.Fault(new GeoFault(StatusCodes.Status429TooManyRequests, "too many reports by this api_key; try again in ten minutes"));
        }

        return await desk.AskAsync(message, call.Aborted) is { CaseNumber: { } number }
            ? call.Answer(root, item, [done(number)], StatusCodes.Status201Created)
            : call.Fault(new GeoFault(StatusCodes.Status503ServiceUnavailable, "it cannot be stored now; send it again"));
    }

    /// <summary>The search asked for, or what is wrong with it. Case numbers go before all else.</summary>
    private (PublicReportQuery? Query, GeoFault? Fault) Query(GeoCall call)
    {
        var numbers = call.Texts("service_request_id");
        var (start, end) = (Date(call.Text("start_date")), Date(call.Text("end_date")));
        var (page, size) = (Whole(call.Text("page"), 1, int.MaxValue / MostReports), Whole(call.Text("page_size"), StandardPage, MostReports));
        var fault = (call.Text("start_date") is not null && start is null) || (call.Text("end_date") is not null && end is null) ? "start_date and end_date are times as 2026-11-22T08:00:00Z"
            : end - start > Span ? "start_date and end_date are at most 90 days apart"
            : call.Text("status") is not (null or "open" or "closed") ? "status is open or closed"
            : page is null || size is null ? $"page is 1 or more, page_size 1 to {MostReports}"
            : numbers.Count > MostReports ? $"at most {MostReports} service_request_id"
            : null;
        if (fault is not null)
        {
            return (null, new GeoFault(StatusCodes.Status400BadRequest, fault));
        }

        var until = end ?? (start is { } from ? from + Span : time.GetUtcNow() + TimeSpan.FromSeconds(1));
        return (new PublicReportQuery
        {
            Application = ApplicationOf(call),
            Numbers = numbers,
            Classes = numbers.Count > 0 ? [] : call.Texts("service_code"),
            Open = numbers.Count > 0 || call.Text("status") is not { } status ? null : status == "open",
            From = numbers.Count > 0 ? DateTimeOffset.MinValue : start ?? until - Span,
            To = numbers.Count > 0 ? DateTimeOffset.MaxValue : until,
            Page = page!.Value,
            Size = numbers.Count > 0 ? MostReports : size!.Value,
        }, null);
    }

    private IResult? Foreign(GeoCall call) => call.Text("jurisdiction_id") is { } asked && options.Jurisdiction.Length > 0 && asked != options.Jurisdiction
        ? call.Fault(new GeoFault(StatusCodes.Status404NotFound, "jurisdiction_id was not found"))
        : null;

    private static IResult NoKey(GeoCall call) => call.Fault(new GeoFault(StatusCodes.Status403Forbidden, "api_key was not provided, or is not known"));

    /// <summary>Whose key it is. Compared by hash, so that the time it takes tells nothing.</summary>
    private string? ApplicationOf(GeoCall call)
    {
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(call.Text("api_key") ?? ""));
        string? found = null;
        foreach (var (name, key) in options.Keys)
        {
            found = CryptographicOperations.FixedTimeEquals(given, SHA256.HashData(Encoding.UTF8.GetBytes(key))) ? name : found;
        }

        return found;
    }

    private static GeoRecord Record(PublicReport report)
    {
        var (words, point) = PlacePoint.Split(report.Own?.Place ?? "");
        return new GeoRecord(
            ("service_request_id", Words(report.Number)),
            ("status", Words(report.Open ? "open" : "closed")),
            ("status_notes", Words(report.Own?.Reply)),
            ("service_name", Words(report.ClassName)),
            ("service_code", Words(report.ClassCode)),
            ("description", Words(report.Own?.Text)),
            ("agency_responsible", Words(report.Unit)),
            ("service_notice", Words(null)),
            ("requested_datetime", When(report.At)),
            ("updated_datetime", When(report.UpdatedAt)),
            ("expected_datetime", Words(null)),
            ("address", Words(words.Length > 0 ? words : null)),
            ("address_id", Words(null)),
            ("zipcode", Words(null)),
            ("lat", new GeoValue.Number(point?.Latitude)),
            ("long", new GeoValue.Number(point?.Longitude)),
            ("media_url", Words(null)));
    }

    private static GeoRecord KindAttribute() => new(
        ("variable", new GeoValue.Flag(true)),
        ("code", Words(GeoRequest.KindCode)),
        ("datatype", Words("singlevaluelist")),
        ("required", new GeoValue.Flag(false)),
        ("datatype_description", Words("")),
        ("order", new GeoValue.Number(1)),
        ("description", Words("诉求类型")),
        ("values", new GeoValue.Records("value", [.. ReportForm.Kinds.Select(kind => new GeoRecord(("key", Words(kind)), ("name", Words(WebTexts.Chinese.Kinds[kind]))))])));

    private static GeoValue.Words Words(string? text) => new GeoValue.Words(text);

    private static GeoValue.Words When(DateTimeOffset at) => Words(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    private static DateTimeOffset? Date(string? written) =>
        DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;

    private static int? Whole(string? written, int standard, int most) => written is null ? standard
        : int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number
        : null;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
