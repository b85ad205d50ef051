using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>What was, or waits to be, said to people outside.</summary>
internal static class NoticeApi
{
    public static void MapNotices(this IEndpointRouteBuilder api) =>
        api.MapGet("/notices", ListAsync).Needs(Right.ReadNotices).WithName("listNotices").WithTags("Notices").Produces<IReadOnlyList<NoticeView>>();

    private static async Task<IResult> ListAsync(
        string? state, [Microsoft.AspNetCore.Mvc.FromQuery(Name = "case")] string? caseNumber, ICaseBoard board, HttpContext context, CancellationToken cancellationToken) =>
        Wire.TryRead<NoticeState>(state, out var wanted)
            ? TypedResults.Ok(await board.ListNoticesAsync(context.Actor(), wanted, caseNumber, cancellationToken))
            : Problems.Invalid("state", "is no state of a notice");
}
