namespace Hotline.Cases.Views;

/// <summary>All that is on record about the supervision of one case.</summary>
public sealed record SupervisionFileView
{
    /// <summary>The case.</summary>
    public required string CaseNumber { get; init; }

    /// <summary>Under supervision now (重点督办).</summary>
    public required bool Supervised { get; init; }

    /// <summary>Urges and supervisions, the first first.</summary>
    public required IReadOnlyList<SupervisionRecordView> Records { get; init; }

    /// <summary>Leaders' instructions, the first first.</summary>
    public required IReadOnlyList<InstructionView> Instructions { get; init; }

    /// <summary>Entries of the ledger about it, the first first.</summary>
    public required IReadOnlyList<LetterView> Letters { get; init; }

    /// <summary>When the requester urged, and how; the first first.</summary>
    public required IReadOnlyList<RequesterUrgeView> RequesterUrges { get; init; }

    /// <summary>Ladders climbed, the first first.</summary>
    public required IReadOnlyList<LadderView> Ladders { get; init; }

    /// <summary>Causes on which the policy has cases supervised.</summary>
    public required IReadOnlyList<SupervisionCauseView> Causes { get; init; }

    /// <summary>What this person may do now.</summary>
    public required IReadOnlyList<SupervisionActView> Acts { get; init; }
}

/// <summary>An urge or a supervision.</summary>
/// <param name="Id">The record.</param>
/// <param name="CaseNumber">The case.</param>
/// <param name="Kind">Which of the two.</param>
/// <param name="Unit">Towards which unit; null while none has the case.</param>
/// <param name="Office">By which office; null: the hotline.</param>
/// <param name="Cause">On what cause, such as <c>overdue</c>; null for an urge, and for a rung of a ladder.</param>
/// <param name="Name">The cause, or the ladder and its rung, in the policy's words.</param>
/// <param name="Text">Why, or the words to the unit.</param>
/// <param name="Clause">The clause it rests on.</param>
/// <param name="At">UTC.</param>
/// <param name="By">Who did it; <c>system</c>: the rules themselves.</param>
/// <param name="EndedAt">A supervision's end, UTC.</param>
/// <param name="EndedBy">Who ended it.</param>
/// <param name="Conclusion">What came of it.</param>
public sealed record SupervisionRecordView(
    Guid Id,
    string CaseNumber,
    SupervisionKind Kind,
    UnitRef? Unit,
    UnitRef? Office,
    string? Cause,
    string Name,
    string Text,
    string? Clause,
    DateTimeOffset At,
    string By,
    DateTimeOffset? EndedAt,
    string? EndedBy,
    string? Conclusion);

/// <summary>The requester urged.</summary>
/// <param name="At">UTC.</param>
/// <param name="Words">How, for people.</param>
public sealed record RequesterUrgeView(DateTimeOffset At, string Words);

/// <summary>A ladder that a case climbs.</summary>
/// <param name="Name">Its name in the policy.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="Taken">Rungs taken.</param>
/// <param name="Of">Rungs in all.</param>
/// <param name="NextAt">When the next is taken, UTC; null at the top, and where it ended.</param>
/// <param name="EndedAt">UTC; null: it goes on.</param>
/// <param name="End">What ended it.</param>
public sealed record LadderView(string Name, DateTimeOffset StartedAt, int Taken, int Of, DateTimeOffset? NextAt, DateTimeOffset? EndedAt, string? End);

/// <summary>A cause on which cases are supervised.</summary>
/// <param name="Cause">Such as <c>mass-incident-risk</c>.</param>
/// <param name="Name">In the policy's words.</param>
/// <param name="Clause">The clause.</param>
public sealed record SupervisionCauseView(string Cause, string Name, string Clause);

/// <summary>What a person may do about a case's supervision.</summary>
/// <param name="Act">What.</param>
/// <param name="Clause">The clause it rests on.</param>
public sealed record SupervisionActView(SupervisionActKind Act, string? Clause);
