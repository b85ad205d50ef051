using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>Urging (催办) and supervising (督办).</summary>
internal static class SupervisionApi
{
    public static void MapSupervision(this IEndpointRouteBuilder api)
    {
        api.MapGet("/supervision", ListAsync).Needs(Right.ReadSupervision).WithName("listSupervision").WithTags("Supervision")
            .Produces<PageOf<SupervisionRecordView>>().ProducesValidationProblem();
        var file = api.MapGroup("/cases/{number}/supervision").WithTags("Supervision");
        file.MapGet("/", FindAsync).Needs(Right.ReadSupervision).WithName("getSupervision")
            .Produces<SupervisionFileView>().ProducesProblem(StatusCodes.Status404NotFound);
        Map<UrgeRequest>("urge", Right.UrgeUnits, "urgeUnit", body => new SupervisionDeed.Urge(body.Text));
        Map<SuperviseRequest>("supervise", Right.SuperviseUnits, "superviseCase", body => new SupervisionDeed.Supervise(body.Cause, body.Reason));
        Map<EndSupervisionRequest>("end", Right.SuperviseUnits, "endCaseSupervision", body => new SupervisionDeed.End(body.RecordId, body.Conclusion));
        Map<InstructRequest>("instruct", Right.SuperviseUnits, "instructCase", body => new SupervisionDeed.Instruct(body.Leader, body.Text, body.GivenOn, body.Due));
        Map<InstructionReportRequest>("report", Right.ReadSupervision, "reportOnInstruction", body => new SupervisionDeed.Report(body.InstructionId, body.Text));

        void Map<TBody>(string act, Right right, string name, Func<TBody, SupervisionDeed> read)
            where TBody : class =>
            file.MapPost($"/{act}", async (string number, TBody body, ISupervisionDesk desk, HttpContext context, CancellationToken cancellationToken) =>
                    (await desk.ActAsync(context.Actor(), IdempotencyKey.Of(context), number, read(body), cancellationToken)).ToAnswer())
                .Needs(right).NeedsIdempotencyKey().WithName(name)
                .Produces<SupervisionFileView>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status403Forbidden)
                .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(
        string? kind, bool? open, string? unit, string? cause, int? page, int? size, ISupervisionDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        Wire.TryRead<SupervisionKind>(kind, out var wanted)
            ? TypedResults.Ok(await desk.ListAsync(
                context.Actor(),
                new SupervisionQuery { Kind = wanted, Open = open, UnitId = unit, Cause = cause, Page = page ?? 1, Size = size ?? 20 },
                cancellationToken))
            : Problems.Invalid("kind", "is urge or supervise");

    private static async Task<IResult> FindAsync(string number, ISupervisionDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        await desk.FindAsync(context.Actor(), number, cancellationToken) is { } found ? TypedResults.Ok(found) : Problems.NotFound("case");
}

/// <param name="Text">Words to the unit.</param>
internal sealed record UrgeRequest(string? Text);

/// <param name="Cause">One of the policy's causes; null: the limit has ended.</param>
/// <param name="Reason">Why.</param>
internal sealed record SuperviseRequest(string? Cause, string? Reason);

/// <param name="RecordId">Which supervision.</param>
/// <param name="Conclusion">What came of it.</param>
internal sealed record EndSupervisionRequest(Guid? RecordId, string? Conclusion);

/// <param name="Leader">Who gave it.</param>
/// <param name="Text">In which words.</param>
/// <param name="GivenOn">The day, in China; null: today.</param>
/// <param name="Due">Reported on until then; null: without a limit.</param>
internal sealed record InstructRequest(string? Leader, string? Text, DateOnly? GivenOn, DateTimeOffset? Due);

/// <param name="InstructionId">Which.</param>
/// <param name="Text">The report.</param>
internal sealed record InstructionReportRequest(Guid? InstructionId, string? Text);
