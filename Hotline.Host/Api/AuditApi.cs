using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>Who did, and heard, what.</summary>
internal static class AuditApi
{
    public static void MapAudit(this IEndpointRouteBuilder api) =>
        api.MapGet("/audit", ListAsync).Needs(Right.ReadAudit).WithName("listAudit").WithTags("Audit");

    private static ValueTask<PageOf<AuditView>> ListAsync(
        string? act, string? subject, int? page, int? size, ICaseBoard board, HttpContext context, CancellationToken cancellationToken) =>
        board.ListAuditAsync(
            context.Actor(),
            new AuditQuery { Act = act, Subject = subject, Page = page ?? 1, Size = size ?? 20 },
            cancellationToken);
}
