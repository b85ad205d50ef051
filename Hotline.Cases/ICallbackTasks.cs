using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>
/// Calls owed to citizens (漏接、预约回拨、留言) as tasks of people: one per number, assigned, with each attempt and what came of it. What is owed, and when it
/// no longer is, the telephone node says; who sees to it is decided here. Thread-safe.
/// </summary>
public interface ICallbackTasks
{
    /// <summary>
    /// Takes over what the telephone node says is owed or was settled; said again it changes nothing. A new one is assigned to the agent who talked to the
    /// number last, within a week, and otherwise to nobody yet. One transaction.
    /// </summary>
    ValueTask KeepAsync(IReadOnlyList<OwedCall> owed, CancellationToken cancellationToken);

    /// <summary>Tasks, the longest owed first, at most 500: for leaders and supervisors all, for an agent their own and those of nobody.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="state">Only these; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<IReadOnlyList<CallbackTaskView>> ListAsync(Actor actor, OwedCallState? state, CancellationToken cancellationToken);

    /// <summary>Gives an open task to an agent; null to nobody. A leader may for anybody, an agent takes what is nobody's and gives back what is theirs.</summary>
    ValueTask<ActResult<CallbackTaskView>> AssignAsync(Actor actor, Guid taskId, string? agentId, CancellationToken cancellationToken);
}

/// <summary>A call owed to a number, as the telephone node knows it.</summary>
public sealed record OwedCall
{
    /// <summary>The same for its whole life.</summary>
    public required Guid Id { get; init; }

    /// <summary>The number to call.</summary>
    public required string Number { get; init; }

    /// <summary>Why.</summary>
    public required OwedCallKind Kind { get; init; }

    /// <summary>The call that brought it about; the last, where they rang several times.</summary>
    public required string CallId { get; init; }

    /// <summary>Since when it is owed, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Calls from this number that nobody answered.</summary>
    public required int Calls { get; init; }

    /// <summary>What became of it.</summary>
    public required OwedCallState State { get; init; }

    /// <summary>When it was settled, UTC; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who settled it.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>Every attempt to reach them, in order.</summary>
    public required IReadOnlyList<OwedAttempt> Attempts { get; init; }
}

/// <summary>An attempt to reach somebody.</summary>
/// <param name="At">UTC.</param>
/// <param name="By">An agent's telephone identity, or a user name.</param>
/// <param name="Reached">They talked.</param>
/// <param name="Note">What was noted; null for nothing.</param>
public sealed record OwedAttempt(DateTimeOffset At, string By, bool Reached, string? Note);

/// <summary>Why a call is owed.</summary>
public enum OwedCallKind
{
    /// <summary>They left the line without an agent.</summary>
    Missed,

    /// <summary>They asked for it and keep their place in line.</summary>
    Requested,

    /// <summary>They left a message.</summary>
    Message,
}

/// <summary>What became of a call owed.</summary>
public enum OwedCallState
{
    /// <summary>Nothing yet, or not for good.</summary>
    Open,

    /// <summary>They were called and talked to.</summary>
    Reached,

    /// <summary>They were called as often as is reasonable.</summary>
    NotReached,

    /// <summary>They rang again and were answered.</summary>
    RangAgain,

    /// <summary>Somebody decided that no call is needed.</summary>
    Dismissed,
}
