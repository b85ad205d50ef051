using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>
/// What people do with cases. Each call is one transaction: case, clocks, history, notices. Thread-safe.
/// An idempotency key (1 to 100 characters, chosen by the client, bound to the person) makes a repeat harmless: the same key again
/// changes nothing and answers with the case as it is now, marked <see cref="ActResult{T}.Done.Repeated"/>.
/// </summary>
public interface ICaseDesk
{
    /// <summary>Registers a case. Invalid names every missing field at once, in the client's names (<c>requestType</c>, <c>categoryCode</c>, …).</summary>
    ValueTask<ActResult<CaseView>> RegisterAsync(Actor actor, string idempotencyKey, NewCase newCase, CancellationToken cancellationToken);

    /// <summary>Does one act on a case.</summary>
    /// <param name="actor">Who acts.</param>
    /// <param name="idempotencyKey">The client's key.</param>
    /// <param name="caseNumber">The case.</param>
    /// <param name="version">The version the client saw; another one now gives <see cref="ActResult{T}.Changed"/>.</param>
    /// <param name="act">What to do.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    ValueTask<ActResult<CaseView>> ActAsync(Actor actor, string idempotencyKey, string caseNumber, int version, CaseAct act, CancellationToken cancellationToken);

    /// <summary>Records how a task ended; the case moves on accordingly. A task already done gives <see cref="ActResult{T}.Changed"/> with what was written since it was.</summary>
    ValueTask<ActResult<TaskView>> RecordTaskResultAsync(Actor actor, string idempotencyKey, Guid taskId, TaskResult result, CancellationToken cancellationToken);

    /// <summary>The same from a caller that does not repeat it: under a key of its own.</summary>
    ValueTask<ActResult<TaskView>> RecordTaskResultAsync(Actor actor, Guid taskId, TaskResult result, CancellationToken cancellationToken) =>
        RecordTaskResultAsync(actor, Guid.NewGuid().ToString("N"), taskId, result, cancellationToken);

    /// <summary>The same where nothing else was asked.</summary>
    ValueTask<ActResult<TaskView>> RecordTaskResultAsync(Actor actor, Guid taskId, TaskOutcome outcome, string? note, CancellationToken cancellationToken) =>
        RecordTaskResultAsync(actor, taskId, new TaskResult(outcome, note), cancellationToken);
}

/// <summary>How a task ended, or an attempt at it.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Note">Words for the history. At most 500 characters.</param>
/// <param name="Contacted">The unit had been in touch, in the requester's words; required where the policy asks for it and they answered.</param>
/// <param name="Solved">The matter is solved, in the requester's words; the same.</param>
public sealed record TaskResult(TaskOutcome Outcome, string? Note, bool? Contacted = null, bool? Solved = null);
