using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>Sampling, scoring, and what the agent learns of it.</summary>
internal static class QualityApi
{
    public static void MapQuality(this IEndpointRouteBuilder api)
    {
        var quality = api.MapGroup("/quality").WithTags("Quality");
        quality.MapGet("/sheets", (ISamplingDesk desk) => desk.Sheets).Needs(Right.ReviewCalls).WithName("listScoreSheets");
        quality.MapGet("/plans", (ISamplingDesk desk, HttpContext context, CancellationToken cancellationToken) => desk.ListPlansAsync(context.Actor(), cancellationToken))
            .Needs(Right.ReviewCalls).WithName("listSamplingPlans");
        Describe<PlanView>(quality.MapPost("/plans", PlanAsync), Right.ReviewCalls, "makeSamplingPlan");
        Describe<DrawView>(quality.MapPost("/plans/{id:guid}/draws", DrawAsync), Right.ReviewCalls, "drawCalls");
        Describe<DrawCheckView>(quality.MapGet("/draws/{id:guid}", CheckDrawAsync), Right.ReviewCalls, "checkDraw");
        quality.MapGet("/samples", ListAsync).Needs(Right.ReviewCalls).WithName("listSamples").Produces<PageOf<SampleSummary>>().ProducesValidationProblem();
        quality.MapGet("/samples/{id:guid}", FindAsync).Needs(Right.ReviewCalls).WithName("getSample")
            .Produces<SampleView>().ProducesProblem(StatusCodes.Status404NotFound);
        Describe<SampleView>(quality.MapPost("/samples/{id:guid}/scores", ScoreAsync), Right.ReviewCalls, "scoreSample");
        Describe<SampleView>(quality.MapPost("/samples/{id:guid}/give-out", GiveOutAsync), Right.ReviewCalls, "giveOutSample");
        Describe<SampleView>(quality.MapPost("/samples/{id:guid}/decision", DecideAsync), Right.ReviewCalls, "decideAppeal");
        Describe<AgreementView>(quality.MapGet("/agreement", AgreeAsync), Right.ReviewCalls, "getAgreement");
        quality.MapGet("/own", ListOwnAsync).Needs(Right.ReadOwnReviews).WithName("listOwnResults");
        Describe<OwnResultView>(quality.MapPost("/own/{id:guid}/appeal", AppealAsync), Right.ReadOwnReviews, "appealResult");
    }

    private static void Describe<T>(RouteHandlerBuilder route, Right right, string name) => route.Needs(right).WithName(name)
        .Produces<T>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> PlanAsync(PlanForm body, ISamplingDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.PlanAsync(context.Actor(), body, cancellationToken)).ToAnswer();

    private static async Task<IResult> DrawAsync(Guid id, DrawRequest body, ISamplingDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.DrawAsync(context.Actor(), id, body.From, body.To, body.Seed, cancellationToken)).ToAnswer();

    private static async Task<IResult> CheckDrawAsync(Guid id, ISamplingDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.CheckDrawAsync(context.Actor(), id, cancellationToken)).ToAnswer();

    private static async Task<IResult> ListAsync(
        Guid? plan, string? state, string? agent, bool? toScore, int? page, int? size, IReviewDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        Wire.TryRead<ReviewState>(state, out var wanted)
            ? TypedResults.Ok(await desk.ListAsync(
                context.Actor(),
                new SampleQuery { PlanId = plan, State = wanted, AgentId = agent, ToScore = toScore ?? false, Page = page ?? 1, Size = size ?? 20 },
                cancellationToken))
            : Problems.Invalid("state", "is no state of a sampled call");

    private static async Task<IResult> FindAsync(Guid id, IReviewDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        await desk.FindAsync(context.Actor(), id, cancellationToken) is { } found ? TypedResults.Ok(found) : Problems.NotFound("sample");

    private static async Task<IResult> ScoreAsync(Guid id, ScoreRequest body, IReviewDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.ScoreAsync(context.Actor(), id, FormOf(body.Items ?? [], body.Marks, body.Note), cancellationToken)).ToAnswer();

    private static async Task<IResult> GiveOutAsync(Guid id, GiveOutRequest body, IReviewDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.GiveOutAsync(context.Actor(), id, body.ScoreId, cancellationToken)).ToAnswer();

    private static async Task<IResult> DecideAsync(Guid id, DecideRequest body, IReviewDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.DecideAsync(context.Actor(), id, body.Items is null ? null : FormOf(body.Items, body.Marks, body.Note), body.Reason, cancellationToken)).ToAnswer();

    private static async Task<IResult> AgreeAsync(
        string? sheet, int? version, DateTimeOffset? from, DateTimeOffset? to, IReviewDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.AgreeAsync(context.Actor(), sheet, version, from, to, cancellationToken)).ToAnswer();

    private static ValueTask<PageOf<OwnResultView>> ListOwnAsync(int? page, int? size, IReviewDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        desk.ListOwnAsync(context.Actor(), page ?? 1, size ?? 20, cancellationToken);

    private static async Task<IResult> AppealAsync(Guid id, ReasonRequest body, IReviewDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.AppealAsync(context.Actor(), id, body.Reason, cancellationToken)).ToAnswer();

    // JSON may say null where an item should be: it is none.
    private static ScoreForm FormOf(IEnumerable<ItemScoreView?> items, IEnumerable<ScoreMarkView?>? marks, string? note) =>
        new([.. items.OfType<ItemScoreView>()], [.. marks?.OfType<ScoreMarkView>() ?? []], note);
}

internal sealed record DrawRequest(DateTimeOffset? From, DateTimeOffset? To, int? Seed);

internal sealed record ScoreRequest(IReadOnlyList<ItemScoreView>? Items, IReadOnlyList<ScoreMarkView>? Marks, string? Note);

internal sealed record GiveOutRequest(Guid? ScoreId);

internal sealed record DecideRequest(IReadOnlyList<ItemScoreView>? Items, IReadOnlyList<ScoreMarkView>? Marks, string? Note, string? Reason);
