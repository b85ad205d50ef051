using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;
using Hotline.Telephony;

namespace Hotline.Host.Api;

/// <summary>What must not be deleted, what leaves the product as a copy, and recordings that lack sound.</summary>
internal static class CustodyApi
{
    public static void MapCustody(this IEndpointRouteBuilder api)
    {
        var recordings = api.MapGroup("/recordings").WithTags("Recordings");
        Describe<RecordingHoldView>(recordings.MapPost("/{id:guid}/holds", HoldAsync), Right.HoldRecordings, "holdRecording");
        Describe<RecordingHoldView>(recordings.MapPost("/{id:guid}/holds/{holdId:guid}/end", EndHoldAsync), Right.HoldRecordings, "endRecordingHold");
        Describe<RecordingExportView>(recordings.MapPost("/{id:guid}/exports", AskAsync), Right.ExportRecordings, "askRecordingExport");

        var exports = api.MapGroup("/recording-exports").WithTags("Recordings");
        exports.MapGet("/", ListExportsAsync).Needs(Right.ExportRecordings).WithName("listRecordingExports").Produces<IReadOnlyList<RecordingExportView>>();
        exports.MapGet("/to-decide", ListToDecideAsync).Needs(Right.DecideExports).WithName("listRecordingExportsToDecide").Produces<IReadOnlyList<RecordingExportView>>();
        Describe<RecordingExportView>(exports.MapPost("/{id:guid}/approve", ApproveAsync), Right.DecideExports, "approveRecordingExport");
        Describe<RecordingExportView>(exports.MapPost("/{id:guid}/refuse", RefuseAsync), Right.DecideExports, "refuseRecordingExport");
        exports.MapPost("/{id:guid}/copy", FetchAsync).Needs(Right.ExportRecordings).WithName("fetchRecordingExport")
            .Produces(StatusCodes.Status200OK, contentType: "audio/wav").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

        var alarms = api.MapGroup("/recording-alarms").WithTags("Recordings");
        alarms.MapGet("/", ListAlarmsAsync).Needs(Right.WatchRecordings).WithName("listRecordingAlarms").Produces<IReadOnlyList<RecordingAlarmView>>();
        Describe<RecordingAlarmView>(alarms.MapPost("/{id:guid}/close", CloseAlarmAsync), Right.WatchRecordings, "closeRecordingAlarm");
    }

    private static void Describe<T>(RouteHandlerBuilder route, Right right, string name) => route.Needs(right).WithName(name)
        .Produces<T>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> HoldAsync(Guid id, ReasonRequest body, IRecordingCustody custody, HttpContext context, CancellationToken cancellationToken) =>
        (await custody.HoldAsync(context.Actor(), id, body.Reason, cancellationToken)).ToAnswer();

    private static async Task<IResult> EndHoldAsync(
        Guid id, Guid holdId, ReasonRequest body, IRecordingCustody custody, HttpContext context, CancellationToken cancellationToken) =>
        (await custody.EndHoldAsync(context.Actor(), id, holdId, body.Reason, cancellationToken)).ToAnswer();

    private static async Task<IResult> AskAsync(Guid id, ReasonRequest body, IRecordingCustody custody, HttpContext context, CancellationToken cancellationToken) =>
        (await custody.AskExportAsync(context.Actor(), id, body.Reason, cancellationToken)).ToAnswer();

    private static async Task<IResult> ListExportsAsync(string? state, IRecordingCustody custody, HttpContext context, CancellationToken cancellationToken) =>
        Wire.TryRead<ExportState>(state, out var wanted)
            ? TypedResults.Ok(await custody.ListExportsAsync(context.Actor(), wanted, cancellationToken))
            : Problems.Invalid("state", "is no state of an export");

    private static async Task<IResult> ListToDecideAsync(IRecordingCustody custody, HttpContext context, CancellationToken cancellationToken) =>
        TypedResults.Ok(await custody.ListExportsAsync(context.Actor(), ExportState.Asked, cancellationToken));

    private static async Task<IResult> ApproveAsync(Guid id, NoteRequest body, IRecordingCustody custody, HttpContext context, CancellationToken cancellationToken) =>
        (await custody.DecideExportAsync(context.Actor(), id, approve: true, body.Note, cancellationToken)).ToAnswer();

    private static async Task<IResult> RefuseAsync(Guid id, NoteRequest body, IRecordingCustody custody, HttpContext context, CancellationToken cancellationToken) =>
        (await custody.DecideExportAsync(context.Actor(), id, approve: false, body.Note, cancellationToken)).ToAnswer();

    // Not a GET: it is written down each time, and no link in somebody's history fetches it again.
    private static async Task<IResult> FetchAsync(
        Guid id, IRecordingCustody custody, IRecordingArchive archive, HttpContext context, CancellationToken cancellationToken)
    {
        var result = await custody.FetchExportAsync(context.Actor(), id, cancellationToken);
        if (result is not ActResult<RecordingExportView>.Done { View: { } export })
        {
            return result.ToAnswer();
        }

        if (await archive.OpenMarkedAsync(export.RecordingId, export.Id, cancellationToken) is not { } sound)
        {
            return Problems.NotFound("recording");
        }

        context.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Stream(sound.Content, "audio/wav", fileDownloadName: $"{export.RecordingId:N}-{export.Id:N}.wav");
    }

    private static async Task<IResult> ListAlarmsAsync(string? state, IRecordingAlarms alarms, HttpContext context, CancellationToken cancellationToken) =>
        state is null or "open"
            ? TypedResults.Ok(await alarms.ListAsync(context.Actor(), openOnly: state is not null, cancellationToken))
            : Problems.Invalid("state", "is open, or left out");

    private static async Task<IResult> CloseAlarmAsync(Guid id, NoteRequest body, IRecordingAlarms alarms, HttpContext context, CancellationToken cancellationToken) =>
        (await alarms.CloseAsync(context.Actor(), id, body.Note, cancellationToken)).ToAnswer();
}

internal sealed record ReasonRequest(string? Reason);

internal sealed record NoteRequest(string? Note);
