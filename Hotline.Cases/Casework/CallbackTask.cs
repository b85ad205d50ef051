using Hotline.Cases.Contacts;

namespace Hotline.Cases.Casework;

/// <summary>A call owed to a number: what the telephone node says of it, and whose task it is.</summary>
internal sealed class CallbackTask
{
    private readonly List<CallbackAttempt> attempts = [];

    private CallbackTask()
    {
    }

    public Guid Id { get; private set; }

    public string Number { get; private set; } = "";

    public string NumberKey { get; private set; } = "";

    public OwedCallKind Kind { get; private set; }

    public string CallId { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public int Calls { get; private set; }

    public OwedCallState State { get; private set; }

    public string? AgentId { get; private set; }

    public DateTimeOffset? AssignedAt { get; private set; }

    public string? AssignedBy { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public string? ClosedBy { get; private set; }

    public IReadOnlyList<CallbackAttempt> Attempts => attempts;

    public static CallbackTask Of(OwedCall owed) => new() { Id = owed.Id, Number = owed.Number, NumberKey = PhoneNumber.Key(owed.Number) };

    /// <summary>Takes over what the telephone node says.</summary>
    public void Take(OwedCall owed)
    {
        (Kind, CallId, At, Calls) = (owed.Kind, owed.CallId, owed.At, owed.Calls);
        (State, ClosedAt, ClosedBy) = (owed.State, owed.ClosedAt, owed.ClosedBy);
        for (var place = attempts.Count; place < owed.Attempts.Count; place++)
        {
            attempts.Add(CallbackAttempt.Of(Id, place, owed.Attempts[place]));
        }
    }

    public void Assign(string? agentId, string? by, DateTimeOffset now) =>
        (AgentId, AssignedAt, AssignedBy) = (agentId, agentId is null ? null : now, agentId is null ? null : by);
}

/// <summary>An attempt to reach somebody to whom a call is owed.</summary>
internal sealed class CallbackAttempt
{
    private CallbackAttempt()
    {
    }

    public Guid TaskId { get; private set; }

    public int Place { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string By { get; private set; } = "";

    public bool Reached { get; private set; }

    public string? Note { get; private set; }

    public static CallbackAttempt Of(Guid taskId, int place, OwedAttempt attempt) => new()
    {
        TaskId = taskId,
        Place = place,
        At = attempt.At.ToUniversalTime(),
        By = attempt.By,
        Reached = attempt.Reached,
        Note = attempt.Note,
    };
}
