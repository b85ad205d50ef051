using System.Text;
using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>The ledger of supervision (督办台账).</summary>
internal static class LetterApi
{
    public static void MapLetters(this IEndpointRouteBuilder api)
    {
        var letters = api.MapGroup("/letters").WithTags("Supervision");
        letters.MapGet("/kinds", (ISupervisionLedger ledger) => ledger.Kinds).Needs(Right.ReadSupervision).WithName("listLetterKinds");
        letters.MapGet("/", ListAsync).Needs(Right.ReadSupervision).WithName("listLetters").Produces<PageOf<LetterView>>().ProducesValidationProblem();
        letters.MapGet("/table", ExportAsync).Needs(Right.ReadSupervision).WithName("exportLetters")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv").ProducesValidationProblem();
        letters.MapGet("/{id:guid}", FindAsync).Needs(Right.ReadSupervision).WithName("getLetter").Produces<LetterView>().ProducesProblem(StatusCodes.Status404NotFound);
        letters.MapGet("/{id:guid}/page", ShowAsync).Needs(Right.ReadSupervision).WithName("showLetter")
            .Produces(StatusCodes.Status200OK, contentType: "text/html").ProducesProblem(StatusCodes.Status404NotFound);

        // Asked for again it comes to the same: no idempotency key.
        letters.MapPost("/{id:guid}/print", async (Guid id, ILetterPress press, HttpContext context, CancellationToken cancellationToken) =>
                (await press.AskAsync(context.Actor(), id, cancellationToken)).ToAnswer())
            .Needs(Right.ReadSupervision).WithName("printLetter").Produces<PrintView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        letters.MapGet("/{id:guid}/print", FindPrintAsync).Needs(Right.ReadSupervision).WithName("getLetterPrint")
            .Produces<PrintView>().ProducesProblem(StatusCodes.Status404NotFound);
        letters.MapGet("/{id:guid}/pdf", OpenAsync).Needs(Right.ReadSupervision).WithName("getLetterPdf")
            .Produces(StatusCodes.Status200OK, contentType: "application/pdf").ProducesProblem(StatusCodes.Status404NotFound);
        Describe(letters.MapPost("/", async (LetterForm body, ISupervisionLedger ledger, HttpContext context, CancellationToken cancellationToken) =>
            (await ledger.IssueAsync(context.Actor(), IdempotencyKey.Of(context), body, cancellationToken)).ToAnswer()), Right.UrgeUnits, "issueLetter");
        Describe(letters.MapPost("/{id:guid}/reply", async (Guid id, LetterReplyRequest body, ISupervisionLedger ledger, HttpContext context, CancellationToken cancellationToken) =>
            (await ledger.ReplyAsync(context.Actor(), IdempotencyKey.Of(context), id, body.Text, cancellationToken)).ToAnswer()), Right.HandleCases, "replyToLetter");
        Describe(letters.MapPost("/{id:guid}/strike-off", async (Guid id, StrikeOffRequest body, ISupervisionLedger ledger, HttpContext context, CancellationToken cancellationToken) =>
            (await ledger.StrikeOffAsync(context.Actor(), IdempotencyKey.Of(context), id, body.Note, cancellationToken)).ToAnswer()), Right.UrgeUnits, "strikeOffLetter");

        static void Describe(RouteHandlerBuilder route, Right right, string name) => route.Needs(right).NeedsIdempotencyKey().WithName(name)
            .Produces<LetterView>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(
        string? kind, int? year, string? unit, string? caseNumber, string? state, bool? late, int? page, int? size,
        ISupervisionLedger ledger, HttpContext context, CancellationToken cancellationToken) =>
        Wire.TryRead<LetterState>(state, out var wanted)
            ? TypedResults.Ok(await ledger.ListAsync(
                context.Actor(),
                new LetterQuery { Kind = kind, Year = year, UnitId = unit, CaseNumber = caseNumber, State = wanted, Late = late ?? false, Page = page ?? 1, Size = size ?? 20 },
                cancellationToken))
            : Problems.Invalid("state", "is no state of a letter");

    private static async Task<IResult> ExportAsync(
        string? kind, int? year, string? unit, string? caseNumber, string? state, bool? late,
        ISupervisionLedger ledger, HttpContext context, CancellationToken cancellationToken) =>
        Wire.TryRead<LetterState>(state, out var wanted)
            ? TypedResults.Text(
                await ledger.ExportAsync(
                    context.Actor(),
                    new LetterQuery { Kind = kind, Year = year, UnitId = unit, CaseNumber = caseNumber, State = wanted, Late = late ?? false },
                    cancellationToken),
                "text/csv",
                Encoding.UTF8)
            : Problems.Invalid("state", "is no state of a letter");

    private static async Task<IResult> ShowAsync(Guid id, ILetterPress press, HttpContext context, CancellationToken cancellationToken) =>
        await press.ShowAsync(context.Actor(), id, cancellationToken) is { } page ? TypedResults.Text(page, "text/html", Encoding.UTF8) : Problems.NotFound("letter");

    private static async Task<IResult> FindPrintAsync(Guid id, ILetterPress press, HttpContext context, CancellationToken cancellationToken) =>
        await press.FindAsync(context.Actor(), id, cancellationToken) is { } print ? TypedResults.Ok(print) : Problems.NotFound("print");

    private static async Task<IResult> OpenAsync(Guid id, ILetterPress press, HttpContext context, CancellationToken cancellationToken) =>
        await press.OpenAsync(context.Actor(), id, cancellationToken) is { } opened
            ? TypedResults.Stream(opened.Content, "application/pdf", entityTag: new($"\"{opened.View.Sha256}\""))
            : Problems.NotFound("pdf");

    private static async Task<IResult> FindAsync(Guid id, ISupervisionLedger ledger, HttpContext context, CancellationToken cancellationToken) =>
        await ledger.FindAsync(context.Actor(), id, cancellationToken) is { } found ? TypedResults.Ok(found) : Problems.NotFound("letter");
}

/// <param name="Text">The unit's answer.</param>
internal sealed record LetterReplyRequest(string? Text);

/// <param name="Note">Words for the ledger.</param>
internal sealed record StrikeOffRequest(string? Note);
