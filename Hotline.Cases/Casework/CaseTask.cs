namespace Hotline.Cases.Casework;

/// <summary>One attempt at a task, such as a call.</summary>
/// <param name="At">UTC.</param>
/// <param name="By">Who tried.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Note">In words.</param>
internal sealed record TaskAttempt(DateTimeOffset At, string By, TaskOutcome Outcome, string? Note);

/// <summary>Something that a person has to do about a case.</summary>
internal sealed class CaseTask
{
    private CaseTask()
    {
    }

    public Guid Id { get; private set; }

    public Guid CaseId { get; private set; }

    public TaskKind Kind { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? DueAt { get; private set; }

    public string Reason { get; private set; } = "";

    public string? Clause { get; private set; }

    public TaskState State { get; private set; }

    public TaskOutcome? Result { get; private set; }

    /// <summary>How often nobody was reached.</summary>
    public int Attempts { get; private set; }

    public DateTimeOffset? DoneAt { get; private set; }

    public static CaseTask Of(Guid caseId, TaskKind kind, string reason, string? clause, DateTimeOffset at, DateTimeOffset? due) => new()
    {
        Id = Guid.CreateVersion7(at),
        CaseId = caseId,
        Kind = kind,
        Reason = reason,
        Clause = clause,
        CreatedAt = at,
        DueAt = due,
    };

    /// <summary>Each attempt, the one that ended it too.</summary>
    public IReadOnlyList<TaskAttempt> Tries { get; private set; } = [];

    public void Try(TaskResult result, Occasion occasion) => Tries = [.. Tries, new(occasion.At, occasion.By.Name, result.Outcome, result.Note)];

    /// <summary>Its limit is reckoned anew.</summary>
    public void Move(DateTimeOffset due) => DueAt = due;

    /// <summary>Nobody was reached once more; says how often that was.</summary>
    public int Missed()
    {
        Result = TaskOutcome.NotReached;
        return ++Attempts;
    }

    public void Finish(TaskOutcome? result, DateTimeOffset at) => (State, Result, DoneAt) = (TaskState.Done, result ?? Result, at);
}
