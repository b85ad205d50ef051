namespace Hotline.Cases.Casework;

/// <summary>A case at a unit. Keeps the unit's name of that day.</summary>
internal sealed class Assignment
{
    private Assignment()
    {
    }

    public Guid CaseId { get; private set; }

    /// <summary>From 1, in order of dispatch.</summary>
    public int Seq { get; private set; }

    public string UnitId { get; private set; } = "";

    public string UnitName { get; private set; } = "";

    public DateTimeOffset DispatchedAt { get; private set; }

    public string DispatchedBy { get; private set; } = "";

    public DateTimeOffset? SignedAt { get; private set; }

    public DateTimeOffset? RepliedAt { get; private set; }

    /// <summary>Given back, and taken back.</summary>
    public DateTimeOffset? ReturnedAt { get; private set; }

    public bool Automatic { get; private set; }

    /// <summary>By the office that designates: it cannot be given back.</summary>
    public bool Designated { get; private set; }

    public string? Reason { get; private set; }

    public string? Clause { get; private set; }

    public static Assignment To(Guid caseId, int seq, DispatchOrder order, Occasion occasion) => new()
    {
        CaseId = caseId,
        Seq = seq,
        UnitId = order.Unit.Id,
        UnitName = order.Unit.Name,
        DispatchedAt = occasion.At,
        DispatchedBy = occasion.By.Name,
        Automatic = order.Automatic,
        Designated = order.Designated,
        Reason = order.Reason,
        Clause = order.Clause,
    };

    /// <summary>The ruling says that it is this unit's: from now on it cannot be given back.</summary>
    public void Bind(string? clause) => (Designated, Clause) = (true, clause);

    public void Signed(DateTimeOffset at) => SignedAt ??= at;

    public void Returned(DateTimeOffset at) => ReturnedAt = at;

    public void Replied(DateTimeOffset at) => RepliedAt = at;
}

/// <summary>To whom a case goes, and why.</summary>
internal sealed record DispatchOrder(Views.UnitRef Unit, string? Reason, string? Clause, bool Automatic, bool Designated = false);
