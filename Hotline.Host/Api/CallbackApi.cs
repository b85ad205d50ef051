using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;
using Hotline.Telephony;

namespace Hotline.Host.Api;

/// <summary>Calls owed: to callers whom nobody answered, and to those who asked.</summary>
internal static class CallbackApi
{
    private const int MostNote = 500;

    public static void MapCallbacks(this IEndpointRouteBuilder api)
    {
        var callbacks = api.MapGroup("/callbacks").WithTags("Switchboard");
        callbacks.MapGet("/", List).Needs(Right.WatchSwitchboard).WithName("listCallbacks")
            .Produces<IReadOnlyList<CallbackAnswer>>().ProducesProblem(StatusCodes.Status400BadRequest);
        callbacks.MapPost("/{id:guid}/result", Close).Needs(Right.AnswerCalls).WithName("closeCallback")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        var tasks = api.MapGroup("/callback-tasks").WithTags("Tasks");
        tasks.MapGet("/", ListTasksAsync).Needs(Right.ReadTasks).WithName("listCallbackTasks")
            .Produces<IReadOnlyList<CallbackTaskView>>().ProducesProblem(StatusCodes.Status400BadRequest);
        tasks.MapPost("/{id:guid}/assignment", AssignAsync).Needs(Right.WorkTasks).WithName("assignCallbackTask")
            .Produces<CallbackTaskView>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListTasksAsync(string? state, ICallbackTasks tasks, HttpContext context, CancellationToken cancellationToken) =>
        Wire.TryRead<OwedCallState>(state, out var wanted)
            ? TypedResults.Ok(await tasks.ListAsync(context.Actor(), wanted, cancellationToken))
            : Problems.Invalid("state", "is no state of a callback");

    private static async Task<IResult> AssignAsync(Guid id, CallbackAssignmentRequest body, ICallbackTasks tasks, HttpContext context, CancellationToken cancellationToken) =>
        (await tasks.AssignAsync(context.Actor(), id, body.AgentId, cancellationToken)).ToAnswer();

    private static IResult List(string? state, ICallbackDesk desk) =>
        Wire.TryRead<CallbackState>(state, out var wanted)
            ? TypedResults.Ok<IReadOnlyList<CallbackAnswer>>([.. desk.Entries.Where(entry => wanted is null || entry.State == wanted).Select(CallbackAnswer.Of)])
            : Problems.Invalid("state", "is no state of a callback");

    private static IResult Close(Guid id, CallbackResultRequest body, ICallbackDesk desk, HttpContext context) =>
        body.Outcome is not { } outcome || outcome == CallbackState.RangAgain
            ? Problems.Invalid("outcome", "must be open (tried in vain), reached, not-reached or dismissed")
            : body.Note is { Length: > MostNote }
            ? Problems.Invalid("note", $"has at most {MostNote} characters")
            : desk.Close(id, outcome, context.Account().UserName, string.IsNullOrWhiteSpace(body.Note) ? null : body.Note.Trim()) switch
            {
                SwitchboardAnswer.Done => TypedResults.NoContent(),
                SwitchboardAnswer.Unknown => Problems.NotFound("callback"),
                SwitchboardAnswer.Refused => Problems.Of(StatusCodes.Status409Conflict, "refused", "This callback is closed already."),
            };
}

internal sealed record CallbackResultRequest(CallbackState? Outcome, string? Note);

/// <param name="AgentId">Whose task it is to be; null for nobody's.</param>
internal sealed record CallbackAssignmentRequest(string? AgentId);

/// <summary>A call owed.</summary>
internal sealed record CallbackAnswer(
    Guid Id, string Number, CallbackKind Kind, string CallId, DateTimeOffset At, int Calls, int Attempts, CallbackState State, DateTimeOffset? ClosedAt, string? ClosedBy)
{
    public static CallbackAnswer Of(CallbackEntry entry) => new(
        entry.Id, entry.Number, entry.Kind, entry.CallId.ToString(), entry.At, entry.Calls, entry.Attempts, entry.State, entry.ClosedAt, entry.ClosedBy);
}
