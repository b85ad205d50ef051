using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>What was, or waits to be, said to people outside.</summary>
internal static class NoticeApi
{
    public static void MapNotices(this IEndpointRouteBuilder api)
    {
        var notices = api.MapGroup("/notices").WithTags("Notices");
        notices.MapGet("/", ListAsync).Needs(Right.ReadNotices).WithName("listNotices").Produces<IReadOnlyList<NoticeView>>();
        notices.MapPost("/{id:guid}/resend", ResendAsync).Needs(Right.ResendNotices).WithName("resendNotice")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ResendAsync(Guid id, INoticeDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        await desk.ResendAsync(context.Actor(), id, cancellationToken) switch
        {
            ResendAnswer.Queued => TypedResults.NoContent(),
            ResendAnswer.NotAllowed => Problems.Of(StatusCodes.Status409Conflict, "not-allowed", "It was sent or answered, or the question went over to the telephone."),
            ResendAnswer.NotFound => Problems.NotFound("notice"),
        };

    private static async Task<IResult> ListAsync(
        string? state, [Microsoft.AspNetCore.Mvc.FromQuery(Name = "case")] string? caseNumber, ICaseBoard board, HttpContext context, CancellationToken cancellationToken) =>
        Wire.TryRead<NoticeState>(state, out var wanted)
            ? TypedResults.Ok(await board.ListNoticesAsync(context.Actor(), wanted, caseNumber, cancellationToken))
            : Problems.Invalid("state", "is no state of a notice");
}
