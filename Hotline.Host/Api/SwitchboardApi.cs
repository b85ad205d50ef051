using Hotline.Host.Access;
using Hotline.Host.Live;
using Hotline.Telephony;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hotline.Host.Api;

/// <summary>The telephone board and what may be done on it.</summary>
internal static class SwitchboardApi
{
    /// <summary>An agent's id, or a number: E.164 allows 15 digits, with a prefix to dial out some more.</summary>
    private const int MaxTarget = 32;

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
        board.MapPost("/calls", CallAsync).Needs(Right.AnswerCalls).WithName("makeCall")
            .Produces<CallMadeAnswer>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status409Conflict);
        board.MapGet("/emergency-numbers", (TelephonyOptions options) => options.EmergencyNumbers).Needs(Right.AnswerCalls).WithName("listEmergencyNumbers");
        MapOrders(board.MapGroup("/calls/{callId:guid}"));
        api.MapGet("/trunks", (ITrunkDesk desk) => desk.Trunks).Needs(Right.WatchTrunks).WithName("listTrunks").WithTags("Switchboard");
        api.MapGet("/sip-accounts", ListPhones).Needs(Right.ReadPhoneAccounts).WithName("listSipAccounts").WithTags("Switchboard");
    }

    // What an agent may do with the call they are on, and a supervisor with any.
    private static void MapOrders(RouteGroupBuilder call)
    {
        Map("/hold", "holdCall", () => new HoldCall());
        Map("/resume", "resumeCall", () => new ResumeCall());
        Map("/complete", "completeTransfer", () => new CompleteTransfer());
        Map("/join", "joinCall", () => new JoinCall());
        Map("/return", "returnToCall", () => new ReturnToCall());
        MapTo("/consult", "consultOn", to => new ConsultOn(to));
        MapTo("/transfer", "transferCall", to => new TransferCall(to));
        MapTo("/emergency", "callEmergency", to => new CallEmergency(to));
        Describe(call.MapPost("/keys", SendKeysAsync), Right.AnswerCalls, "sendKeys");
        Map("/resume-recording", "resumeRecording", () => new ResumeRecording());
        Describe(call.MapPost("/pause-recording", PauseRecordingAsync), Right.AnswerCalls, "pauseRecording");
        Describe(call.MapPost("/redirect", RedirectAsync), Right.SuperviseCalls, "redirectCall");
        Describe(call.MapPost("/supervision", SuperviseAsync), Right.SuperviseCalls, "superviseCall");
        Describe(call.MapDelete("/supervision", EndSupervisionAsync), Right.SuperviseCalls, "endSupervision");

        void Map(string pattern, string name, Func<CallOrder> order) => Describe(
            call.MapPost(pattern, (Guid callId, ISwitchboard switchboard, HttpContext context, CancellationToken cancellationToken) =>
                OrderAsync(callId, order(), switchboard, context, cancellationToken)),
            Right.AnswerCalls,
            name);

        void MapTo(string pattern, string name, Func<string, CallOrder> order) => Describe(
            call.MapPost(pattern, (Guid callId, CallTargetRequest body, ISwitchboard switchboard, HttpContext context, CancellationToken cancellationToken) =>
                body.To?.Trim() is not { Length: >= 1 and <= MaxTarget } to
                    ? Task.FromResult<IResult>(NoTarget())
                    : OrderAsync(callId, order(to), switchboard, context, cancellationToken)),
            Right.AnswerCalls,
            name);
    }

    private static void Describe(RouteHandlerBuilder route, Right right, string name) => route.Needs(right).WithName(name)
        .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> OrderAsync(Guid callId, CallOrder order, ISwitchboard switchboard, HttpContext context, CancellationToken cancellationToken) =>
        context.Account().Phone is { } phone
            ? Answer(await switchboard.OrderAsync(new CallId(callId), order with { By = phone.AgentId }, cancellationToken))
            : NoPhone();

    private static Task<IResult> SendKeysAsync(Guid callId, KeysRequest body, ISwitchboard switchboard, HttpContext context, CancellationToken cancellationToken) =>
        SendKeys.CanSend(body.Keys)
            ? OrderAsync(callId, new SendKeys(body.Keys), switchboard, context, cancellationToken)
            : Task.FromResult<IResult>(Problems.Invalid("keys", $"must be 1 to {SendKeys.MaxKeys} of 0-9, *, #, A-D"));

    private static Task<IResult> PauseRecordingAsync(
        Guid callId, PauseRecordingRequest body, ISwitchboard switchboard, HttpContext context, CancellationToken cancellationToken) =>
        body.Reason is { } reason
            ? OrderAsync(callId, new PauseRecording(reason), switchboard, context, cancellationToken)
            : Task.FromResult<IResult>(Problems.Invalid("reason", "must be given: payment or identity"));

    private static async Task<IResult> RedirectAsync(Guid callId, CallTargetRequest body, ISwitchboard switchboard, CancellationToken cancellationToken) =>
        body.To?.Trim() is not { Length: >= 1 and <= MaxTarget } to
            ? NoTarget()
            : Answer(await switchboard.OrderAsync(new CallId(callId), new TransferCall(to), cancellationToken));

    private static async Task<IResult> SuperviseAsync(
        Guid callId, SupervisionRequest body, ISwitchboard switchboard, HttpContext context, CancellationToken cancellationToken) =>
        context.Account().Phone is { } phone
            ? Answer(await switchboard.OrderAsync(new CallId(callId), new Supervise(phone.AgentId, body.Mode), cancellationToken))
            : NoPhone();

    private static async Task<IResult> EndSupervisionAsync(Guid callId, ISwitchboard switchboard, CancellationToken cancellationToken) =>
        Answer(await switchboard.OrderAsync(new CallId(callId), new EndSupervision(), cancellationToken));

    private static async Task<IResult> CallAsync(MakeCallRequest body, ISwitchboard switchboard, HttpContext context, CancellationToken cancellationToken)
    {
        if (body.Number?.Trim() is not { Length: >= 1 and <= MaxTarget } number)
        {
            return Problems.Invalid("number", "must be given: 3 to 20 digits, with or without a leading +");
        }

        if (context.Account().Phone is not { } phone)
        {
            return NoPhone();
        }

        var (answer, callId) = await switchboard.CallAsync(phone.AgentId, number, cancellationToken);
        return callId is { } made ? TypedResults.Accepted((string?)null, new CallMadeAnswer(made.ToString())) : Answer(answer);
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
        return [.. directory.Accounts.Where(account => !account.IsBrowser).OrderBy(account => account.AgentId, StringComparer.Ordinal)
            .Select(account => new SipAccountAnswer(account.AgentId, account.UserName, online.Contains(account.AgentId)))];
    }

    private static IResult Answer(SwitchboardAnswer answer) => answer switch
    {
        SwitchboardAnswer.Done => TypedResults.NoContent(),
        SwitchboardAnswer.Unknown => Problems.NotFound("agent or call"),
        SwitchboardAnswer.Refused => Problems.Of(StatusCodes.Status409Conflict, "refused", "Not possible now: no phone is registered, a call is under way, or the call is not in a state for it."),
    };

    private static ProblemHttpResult NoTarget() => Problems.Invalid("to", "must be given: an agent's id, or a number of 3 to 20 digits");

    private static ProblemHttpResult NoPhone() => Problems.Of(StatusCodes.Status409Conflict, "refused", "This account has no telephone.");
}

internal sealed record NotReadyRequest(string? Reason);

/// <summary>Whom to call: an agent's id or a number.</summary>
internal sealed record CallTargetRequest(string? To);

/// <summary>Why nothing is to be recorded for now.</summary>
internal sealed record PauseRecordingRequest(PauseReason? Reason);

internal sealed record KeysRequest(string? Keys);

internal sealed record MakeCallRequest(string? Number);

internal sealed record SupervisionRequest(SupervisionMode Mode);

/// <summary>A call that was begun for an agent.</summary>
internal sealed record CallMadeAnswer(string CallId);

/// <summary>A telephone account.</summary>
internal sealed record SipAccountAnswer(string AgentId, string UserName, bool Registered);
