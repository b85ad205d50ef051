using System.Net;
using Hotline.Cases;
using Hotline.Host.Access;
using Hotline.Host.Bridges;

namespace Hotline.Host.Api;

/// <summary>A citizen's own cases, by a code sent to their telephone. No answer tells whether a number or a case is known here.</summary>
internal static class ProgressApi
{
    private const int LongestField = 200;

    public static void MapProgress(this IEndpointRouteBuilder api)
    {
        var progress = api.MapGroup("/progress").WithTags("Progress");
        progress.MapPost("/codes", IssueAsync).Needs(Right.Anybody).WithName("askForCode")
            .Produces(StatusCodes.Status202Accepted).ProducesValidationProblem().ProducesProblem(StatusCodes.Status429TooManyRequests);
        progress.MapPost("/visits", OpenAsync).Needs(Right.Anybody).WithName("openProgress")
            .Produces<CitizenVisit>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status403Forbidden);
        progress.MapPost("/look", LookAsync).Needs(Right.Anybody).WithName("lookAtProgress")
            .Produces<CitizenVisit>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status403Forbidden);
        Act(progress.MapPost("/objections", ObjectAsync).WithName("objectToOutcome"));
        Act(progress.MapPost("/ratings", RateAsync).WithName("rateOutcome"));

        static void Act(RouteHandlerBuilder route) => route.Needs(Right.Anybody).Produces(StatusCodes.Status204NoContent)
            .ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> IssueAsync(CodeRequest body, IProgressDesk desk, CodeToMessage sending, HttpContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(body.Phone) || body.Phone.Length > LongestField)
        {
            return Problems.Invalid("phone", "must be given");
        }

        var issue = await desk.IssueAsync(body.Phone, (context.Connection.RemoteIpAddress ?? IPAddress.None).ToString(), cancellationToken);
        if (issue.TooMany)
        {
            return Problems.Of(StatusCodes.Status429TooManyRequests, "too-many", "Too many codes were asked for. Try again later.");
        }

        if (issue.Code is { } code)
        {
            sending.Send(body.Phone.Trim(), code);
        }

        return TypedResults.Accepted((string?)null);
    }

    private static async Task<IResult> OpenAsync(VisitRequest body, IProgressDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(body.Phone) || string.IsNullOrWhiteSpace(body.Code) || body.Phone.Length > LongestField || body.Code.Length > LongestField
            ? Problems.Invalid("code", "phone and code must be given")
            : Show(await desk.OpenAsync(body.Phone, body.Code, cancellationToken), "code-wrong", "The code is wrong, used, or too old.", context);

    private static async Task<IResult> LookAsync(LookRequest body, IProgressDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(body.Ticket) || body.Ticket.Length > LongestField
            ? Problems.Invalid("ticket", "must be given")
            : Show(await desk.LookAsync(body.Ticket, cancellationToken), "visit-over", "The visit is over. Ask for another code.", context);

    private static async Task<IResult> ObjectAsync(ObjectionRequest body, IProgressDesk desk, CancellationToken cancellationToken) =>
        Answer(await desk.ObjectAsync(Cut(body.Ticket), Cut(body.Number), body.Text ?? "", cancellationToken));

    private static async Task<IResult> RateAsync(RatingRequest body, IProgressDesk desk, CancellationToken cancellationToken) => body.Rating is not { } rating
        ? Problems.Invalid("rating", "must be given")
        : Answer(await desk.RateAsync(Cut(body.Ticket), Cut(body.Number), new(rating, body.Contacted, body.Solved), cancellationToken));

    private static string Cut(string? text) => text is { Length: <= LongestField } ? text : "";

    private static IResult Show(CitizenVisit? visit, string code, string detail, HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return visit is null ? Problems.Of(StatusCodes.Status403Forbidden, code, detail) : TypedResults.Ok(visit);
    }

    private static IResult Answer(CitizenResult result) => result.Answer switch
    {
        CitizenAnswer.Done => TypedResults.NoContent(),
        CitizenAnswer.NotNow => Problems.Of(
            StatusCodes.Status409Conflict,
            "not-allowed",
            result.Refusal?.Reason ?? "Not now.",
            ("clause", result.Refusal?.Clause),
            ("until", result.Refusal?.Until),
            ("acts", result.Refusal?.Acts)),
        CitizenAnswer.NotFound => Problems.NotFound("case"),
        CitizenAnswer.Invalid => Problems.Invalid("text", "must be given, with at most 2000 characters"),
    };
}

internal sealed record CodeRequest(string? Phone);

internal sealed record VisitRequest(string? Phone, string? Code);

internal sealed record LookRequest(string? Ticket);

internal sealed record ObjectionRequest(string? Ticket, string? Number, string? Text);

internal sealed record RatingRequest(string? Ticket, string? Number, SatisfactionRating? Rating, bool? Contacted, bool? Solved);
