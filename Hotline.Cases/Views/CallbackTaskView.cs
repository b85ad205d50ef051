namespace Hotline.Cases.Views;

/// <summary>A call owed, as the task of a person.</summary>
/// <param name="Id">The task.</param>
/// <param name="Number">The number to call.</param>
/// <param name="Kind">Why.</param>
/// <param name="CallId">The call that brought it about.</param>
/// <param name="At">Since when it is owed, UTC.</param>
/// <param name="Calls">Calls from the number that nobody answered.</param>
/// <param name="State">What became of it.</param>
/// <param name="AgentId">Whose task it is; null for nobody's.</param>
/// <param name="AssignedAt">Since when, UTC.</param>
/// <param name="AssignedBy">Who said so; null where it followed from who talked to the number last.</param>
/// <param name="ClosedAt">When it was settled, UTC; null while it is open.</param>
/// <param name="ClosedBy">Who settled it.</param>
/// <param name="Attempts">Every attempt, in order.</param>
public sealed record CallbackTaskView(
    Guid Id,
    string Number,
    OwedCallKind Kind,
    string CallId,
    DateTimeOffset At,
    int Calls,
    OwedCallState State,
    string? AgentId,
    DateTimeOffset? AssignedAt,
    string? AssignedBy,
    DateTimeOffset? ClosedAt,
    string? ClosedBy,
    IReadOnlyList<OwedAttempt> Attempts);
