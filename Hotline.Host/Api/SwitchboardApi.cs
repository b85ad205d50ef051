using Hotline.Host.Access;
using Hotline.Host.Live;
using Hotline.Telephony;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Host.Api;

/// <summary>The telephone board and what may be done on it.</summary>
internal static class SwitchboardApi
{
    public static void MapSwitchboard(this IEndpointRouteBuilder api)
    {
        var board = api.MapGroup("/switchboard").WithTags("Switchboard");
        board.MapGet("/", (ISwitchboard switchboard) => BoardAnswer.Of(switchboard.View)).Needs(Right.WatchSwitchboard).WithName("getSwitchboard");
        board.MapPost("/ready", ReadyAsync).Needs(Right.AnswerCalls).WithName("becomeReady")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status409Conflict);
        board.MapPost("/not-ready", NotReadyAsync).Needs(Right.AnswerCalls).WithName("becomeNotReady")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status409Conflict);
        board.MapPost("/calls/{callId:guid}/release", ReleaseAsync).Needs(Right.ReleaseCalls).WithName("releaseCall")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapGet("/sip-accounts", ListPhones).Needs(Right.ReadPhoneAccounts).WithName("listSipAccounts").WithTags("Switchboard");
    }

    private static async Task<IResult> ReadyAsync(ISwitchboard switchboard, HttpContext context, CancellationToken cancellationToken) =>
        context.Account().Phone is { } phone ? Answer(await switchboard.SetReadyAsync(phone.AgentId, cancellationToken)) : NoPhone();

    private static async Task<IResult> NotReadyAsync(NotReadyRequest body, ISwitchboard switchboard, HttpContext context, CancellationToken cancellationToken) =>
        body.Reason?.Trim() is not { Length: >= 1 and <= 50 } reason
            ? Problems.Invalid("reason", "must be given, in at most 50 characters")
            : context.Account().Phone is { } phone
                ? Answer(await switchboard.SetNotReadyAsync(phone.AgentId, reason, cancellationToken))
                : NoPhone();

    private static async Task<IResult> ReleaseAsync(Guid callId, ISwitchboard switchboard, CancellationToken cancellationToken) =>
        Answer(await switchboard.ReleaseAsync(new CallId(callId), cancellationToken));

    private static List<SipAccountAnswer> ListPhones(IAgentDirectory directory, ISwitchboard switchboard)
    {
        var online = switchboard.View.Agents.Where(agent => agent.State != AgentState.Offline).Select(agent => agent.AgentId).ToHashSet(StringComparer.Ordinal);
        return [.. directory.Accounts.OrderBy(account => account.AgentId, StringComparer.Ordinal)
            .Select(account => new SipAccountAnswer(account.AgentId, account.UserName, online.Contains(account.AgentId)))];
    }

    private static IResult Answer(SwitchboardAnswer answer) => answer switch
    {
        SwitchboardAnswer.Done => TypedResults.NoContent(),
        SwitchboardAnswer.Unknown => Problems.NotFound("agent or call"),
        SwitchboardAnswer.Refused => Problems.Of(StatusCodes.Status409Conflict, "refused", "Not possible now: no phone is registered, or a call is under way."),
    };

    private static ProblemHttpResult NoPhone() => Problems.Of(StatusCodes.Status409Conflict, "refused", "This account has no telephone.");
}

internal sealed record NotReadyRequest(string? Reason);

/// <summary>A telephone account.</summary>
internal sealed record SipAccountAnswer(string AgentId, string UserName, bool Registered);
