namespace Hotline.Cases.Shifts;

/// <summary>What a shift leader hands to the next (交接班). Never changed but for the acknowledgement.</summary>
internal sealed class Handover
{
    private Handover()
    {
    }

    public Guid Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Guid LeaderId { get; private set; }

    public string Leader { get; private set; } = "";

    /// <summary>The leader whom the roster names next; null where it names none.</summary>
    public Guid? NextId { get; private set; }

    public string Note { get; private set; } = "";

    /// <summary>Cases of the hazard track that were open then, at most as many as the list shows.</summary>
    public IReadOnlyList<string> HazardCases { get; private set; } = [];

    public int CallsOwed { get; private set; }

    /// <summary>Who should have been there and was late, absent or gone.</summary>
    public IReadOnlyList<string> Missing { get; private set; } = [];

    public DateTimeOffset? AcknowledgedAt { get; private set; }

    public Guid? AcknowledgedById { get; private set; }

    public string? AcknowledgedBy { get; private set; }

    public string? Remark { get; private set; }

    public static Handover Of(Actor leader, Guid? nextId, string note, ShiftState state, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        At = now,
        LeaderId = leader.Id,
        Leader = leader.Name,
        NextId = nextId,
        Note = note,
        HazardCases = state.HazardCases,
        CallsOwed = state.CallsOwed,
        Missing = state.Missing,
    };

    /// <summary>Why this person may not acknowledge it; null where they may.</summary>
    public string? NotAcknowledgedBy(Actor actor) =>
        AcknowledgedAt is not null ? "已确认接班" : LeaderId == actor.Id ? "须由接班的班长确认" : null;

    public void Acknowledge(Actor actor, string? remark, DateTimeOffset now) =>
        (AcknowledgedAt, AcknowledgedById, AcknowledgedBy, Remark) = (now, actor.Id, actor.Name, remark);
}

/// <summary>What is put down with a handover as it stands then.</summary>
internal sealed record ShiftState(IReadOnlyList<string> HazardCases, int CallsOwed, IReadOnlyList<string> Missing);
