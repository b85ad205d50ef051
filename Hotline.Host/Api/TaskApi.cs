using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>Callbacks to make, cases to audit and to judge, and the shift leader's list.</summary>
internal static class TaskApi
{
    public static void MapTasks(this IEndpointRouteBuilder api)
    {
        var tasks = api.MapGroup("/tasks").WithTags("Tasks");
        tasks.MapGet("/", ListAsync).Needs(Right.ReadTasks).WithName("listTasks").Produces<IReadOnlyList<TaskView>>();
        tasks.MapPost("/{id:guid}/result", RecordAsync).Needs(Right.WorkTasks).NeedsIdempotencyKey().WithName("recordTaskResult")
            .Produces<TaskView>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(string? state, ICaseBoard board, HttpContext context, CancellationToken cancellationToken) =>
        Wire.TryRead<TaskState>(state, out var wanted)
            ? TypedResults.Ok(await board.ListTasksAsync(context.Actor(), wanted, cancellationToken))
            : Problems.Invalid("state", "is no state of a task");

    private static async Task<IResult> RecordAsync(Guid id, TaskResultRequest body, ICaseDesk desk, HttpContext context, CancellationToken cancellationToken) =>
        body.Outcome is not { } outcome
            ? Problems.Invalid("outcome", "must be given")
            : (await desk.RecordTaskResultAsync(context.Actor(), IdempotencyKey.Of(context), id, new TaskResult(outcome, body.Note, body.Contacted, body.Solved), cancellationToken)).ToAnswer();
}

internal sealed record TaskResultRequest(TaskOutcome? Outcome, string? Note, bool? Contacted, bool? Solved);
