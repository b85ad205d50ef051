using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>Repeated complaints put right as one thing (一诉一整改).</summary>
internal static class RectificationApi
{
    public static void MapRectifications(this IEndpointRouteBuilder api)
    {
        var groups = api.MapGroup("/rectifications").WithTags("Rectifications");
        groups.MapGet("/", (bool? open, int? page, int? size, IRectificationDesk desk, HttpContext context, CancellationToken cancellationToken) =>
                desk.ListAsync(context.Actor(), open, page ?? 1, size ?? 20, cancellationToken))
            .Needs(Right.ReadCases).WithName("listRectifications").Produces<PageOf<RectificationView>>();
        groups.MapGet("/{number}", FindAsync).Needs(Right.ReadCases).WithName("getRectification")
            .Produces<RectificationView>().ProducesProblem(StatusCodes.Status404NotFound);

        // Each of these comes to the same when it is said twice: no idempotency key.
        Work(groups.MapPost("/{number}/cases/{caseNumber}", AddAsync).WithName("addToRectification"));
        Work(groups.MapPost("/{number}/cases/{caseNumber}/removal", RemoveAsync).WithName("removeFromRectification"));
        Work(groups.MapPost("/{number}/closing", CloseAsync).WithName("closeRectification"));

        static void Work(RouteHandlerBuilder route) => route.Needs(Right.SteerCases)
            .Produces<RectificationView>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> FindAsync(string number, IRectificationDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        await desk.FindAsync(context.Actor(), number, cancellationToken) is { } found ? TypedResults.Ok(found) : Problems.NotFound("rectification");

    private static async Task<IResult> AddAsync(string number, string caseNumber, IRectificationDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.AddAsync(context.Actor(), number, caseNumber, cancellationToken)).ToAnswer();

    private static async Task<IResult> RemoveAsync(
        string number, string caseNumber, RemovalRequest body, IRectificationDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.RemoveAsync(context.Actor(), number, caseNumber, body.Reason, cancellationToken)).ToAnswer();

    private static async Task<IResult> CloseAsync(
        string number, ClosingRequest body, IRectificationDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        (await desk.CloseAsync(context.Actor(), number, body.Conclusion, cancellationToken)).ToAnswer();
}

internal sealed record RemovalRequest(string? Reason);

internal sealed record ClosingRequest(string? Conclusion);
