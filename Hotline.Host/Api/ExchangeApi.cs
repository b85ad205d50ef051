using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>Other installations: how the exchange with each stands, and what is asked of the one above.</summary>
internal static class ExchangeApi
{
    public static void MapExchange(this IEndpointRouteBuilder api)
    {
        var exchange = api.MapGroup("/exchange").WithTags("Exchange");
        exchange.MapGet("/peers", PeersAsync).Needs(Right.WatchExchange).WithName("listExchangePeers").Produces<IReadOnlyList<ExchangePeerView>>();
        exchange.MapGet("/letters", LettersAsync).Needs(Right.WatchExchange).WithName("listExchangeLetters").Produces<IReadOnlyList<ExchangeLetterView>>();
        exchange.MapPost("/letters/{id:guid}/resend", ResendAsync).Needs(Right.ResendLetters).WithName("resendExchangeLetter")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

        var asking = api.MapGroup("/cases/{number}/superior").WithTags("Exchange");
        asking.MapPost("/return", ReturnAsync).Needs(Right.AskSuperior).NeedsIdempotencyKey().WithName("returnToSuperior")
            .Produces<CaseView>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        asking.MapPost("/extension", ExtensionAsync).Needs(Right.AskSuperior).NeedsIdempotencyKey().WithName("askSuperiorForExtension")
            .Produces<CaseView>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> PeersAsync(IExchangeDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        TypedResults.Ok(await desk.ListPeersAsync(context.Actor(), cancellationToken));

    private static async Task<IResult> LettersAsync(
        string? peer, string? state, [Microsoft.AspNetCore.Mvc.FromQuery(Name = "case")] string? caseNumber, IExchangeDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        Wire.TryRead<ExchangeState>(state, out var wanted)
            ? TypedResults.Ok(await desk.ListLettersAsync(context.Actor(), peer, wanted, caseNumber, cancellationToken))
            : Problems.Invalid("state", "is no state of a letter");

    private static async Task<IResult> ResendAsync(Guid id, IExchangeDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        await desk.ResendAsync(context.Actor(), id, cancellationToken) switch
        {
            ResendAnswer.Queued => TypedResults.NoContent(),
            ResendAnswer.NotAllowed => Problems.Of(StatusCodes.Status409Conflict, "not-allowed", "It was not given up."),
            ResendAnswer.NotFound => Problems.NotFound("letter"),
        };

    private static async Task<IResult> ReturnAsync(string number, SuperiorReturn asked, IExchangeDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.AskAsync(context.Actor(), IdempotencyKey.Of(context), number, new SuperiorRequest.Return(asked.Reason, asked.SuggestedUnit, asked.PreTreatment), cancellationToken)).ToAnswer();

    private static async Task<IResult> ExtensionAsync(string number, SuperiorExtension asked, IExchangeDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.AskAsync(context.Actor(), IdempotencyKey.Of(context), number, new SuperiorRequest.Extension(asked.Reason, asked.Until, asked.RequesterTold), cancellationToken)).ToAnswer();
}

/// <summary>The platform above is asked to take its case back.</summary>
/// <param name="Reason">Why, and on what basis. At most 500 characters.</param>
/// <param name="SuggestedUnit">Whose it is, as a unit's code above.</param>
/// <param name="PreTreatment">How a hazard was secured first.</param>
internal sealed record SuperiorReturn(string? Reason, string? SuggestedUnit = null, string? PreTreatment = null);

/// <summary>The platform above is asked for more time.</summary>
/// <param name="Reason">Why. At most 500 characters.</param>
/// <param name="Until">Until when.</param>
/// <param name="RequesterTold">When and how the requester was told.</param>
internal sealed record SuperiorExtension(string? Reason, DateTimeOffset? Until = null, string? RequesterTold = null);
