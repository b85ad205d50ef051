using Hotline.Cases;
using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>Who has an account, and who is shut out. Both acts may be sent again: what is so already stays so.</summary>
internal static class StaffApi
{
    public static void MapStaff(this IEndpointRouteBuilder api)
    {
        var staff = api.MapGroup("/staff").WithTags("Staff");
        staff.MapGet("/", ListAsync).Needs(Right.ManageStaff).WithName("listStaff");
        staff.MapPut("/{userName}/disabled", DisableAsync).Needs(Right.ManageStaff).WithName("disableStaff").Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        staff.MapDelete("/{userName}/disabled", EnableAsync).Needs(Right.ManageStaff).WithName("enableStaff").Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IEnumerable<StaffAnswer>> ListAsync(IStaffDesk desk, CancellationToken cancellationToken) =>
        (await desk.ListAsync(cancellationToken)).OrderBy(account => account.UserName, StringComparer.Ordinal).Select(StaffAnswer.Of);

    private static async Task<IResult> DisableAsync(string userName, DisableRequest request, IStaffDesk desk, StaffChanges changes, HttpContext context, CancellationToken cancellationToken) =>
        request.Reason?.Trim() is { Length: > 0 and <= StaffDisabling.LongestReason } reason
            ? await AnswerAsync(await desk.DisableAsync(context.Actor(), userName, reason, cancellationToken), changes)
            : Problems.Invalid("reason", $"must have 1 to {StaffDisabling.LongestReason} characters");

    private static async Task<IResult> EnableAsync(string userName, IStaffDesk desk, StaffChanges changes, HttpContext context, CancellationToken cancellationToken) =>
        await AnswerAsync(await desk.EnableAsync(context.Actor(), userName, cancellationToken), changes);

    private static async Task<IResult> AnswerAsync(StaffChange change, StaffChanges changes)
    {
        switch (change)
        {
            case StaffChange.Done:
            case StaffChange.Unchanged:
                // Not given up: what is committed must count here too.
                await changes.TakeOverAsync(CancellationToken.None);
                return TypedResults.NoContent();
            case StaffChange.NotFound:
                return Problems.NotFound("account");
            case StaffChange.Oneself:
                return Problems.Of(StatusCodes.Status409Conflict, "oneself", "Nobody disables their own account; another administrator may.");
            case StaffChange.LastAdministrator:
                return Problems.Of(StatusCodes.Status409Conflict, "last-administrator", "This is the last administrator who is not disabled; enable another one first.");
            default:
                throw new InvalidOperationException($"Nobody said what {change} is answered with.");
        }
    }
}

/// <summary>Why somebody is shut out.</summary>
internal sealed record DisableRequest(string? Reason);

/// <summary>An account, without what proves it.</summary>
internal sealed record StaffAnswer(Guid Id, string UserName, string Name, IReadOnlyList<Role> Roles, SessionUnit? Unit, string? AgentId, StaffDisabling? Disabled)
{
    public static StaffAnswer Of(StaffAccount account) => new(
        account.Id, account.UserName, account.Name, account.Roles, SessionUser.Of(account).Unit, account.Phone?.AgentId, account.Disabled);
}
