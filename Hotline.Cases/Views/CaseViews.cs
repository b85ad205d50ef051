namespace Hotline.Cases.Views;

/// <summary>A case in a list.</summary>
public record CaseSummary
{
    /// <summary>The case number.</summary>
    public required string Number { get; init; }

    /// <summary>Where it stands.</summary>
    public required CaseState State { get; init; }

    /// <summary>The policy's request type, such as <c>complaint</c>.</summary>
    public required string RequestType { get; init; }

    /// <summary>Its category.</summary>
    public required CategoryRef Category { get; init; }

    /// <summary>Where; empty if not said.</summary>
    public required string Place { get; init; }

    /// <summary>What is the matter.</summary>
    public required string Text { get; init; }

    /// <summary>A safety hazard.</summary>
    public required bool Hazard { get; init; }

    /// <summary>The requester is not to be named to the unit.</summary>
    public required bool Confidential { get; init; }

    /// <summary>When it was registered, UTC.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>The unit that has it now.</summary>
    public UnitRef? Unit { get; init; }

    /// <summary>The running clock that ends next.</summary>
    public NextDueView? NextDue { get; init; }
}

/// <summary>The clock that ends next.</summary>
/// <param name="Clock">Its name.</param>
/// <param name="Due">When, UTC.</param>
/// <param name="Late">It has passed.</param>
public sealed record NextDueView(string Clock, DateTimeOffset Due, bool Late);

/// <summary>A case as this person may see it.</summary>
public sealed record CaseView : CaseSummary
{
    /// <summary>Rises by one with every act; send it back with the next act.</summary>
    public required int Version { get; init; }

    /// <summary>Who brought it.</summary>
    public required RequesterView Requester { get; init; }

    /// <summary>Contacts about it.</summary>
    public required IReadOnlyList<ContactSummary> Contacts { get; init; }

    /// <summary>Its clocks, the first started first.</summary>
    public required IReadOnlyList<ClockView> Clocks { get; init; }

    /// <summary>Units it was sent to, the first first.</summary>
    public required IReadOnlyList<AssignmentView> Assignments { get; init; }

    /// <summary>The last reply.</summary>
    public ReplyView? Reply { get; init; }

    /// <summary>How it ended, once closed.</summary>
    public CaseOutcome? Outcome { get; init; }

    /// <summary>The question to the requester; hidden from handlers.</summary>
    public SurveyView? Survey { get; init; }

    /// <summary>Its tasks.</summary>
    public required IReadOnlyList<TaskView> Tasks { get; init; }

    /// <summary>Recordings that this person may find.</summary>
    public required IReadOnlyList<RecordingSummary> Recordings { get; init; }

    /// <summary>What happened, in order.</summary>
    public required IReadOnlyList<HistoryView> History { get; init; }

    /// <summary>What this person may do now.</summary>
    public required IReadOnlyList<ActView> Acts { get; init; }
}

/// <summary>Who brought a case.</summary>
/// <param name="Name">The name; null if not given or masked.</param>
/// <param name="Phone">The phone, whole or masked.</param>
/// <param name="Masked">Something is masked for this person.</param>
public sealed record RequesterView(string? Name, string? Phone, bool Masked);

/// <summary>A clock of a case.</summary>
/// <param name="Name">Such as <c>on-site</c>.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="Due">UTC.</param>
/// <param name="Warnings">When it warns, UTC.</param>
/// <param name="State">Where it stands.</param>
/// <param name="EndedAt">Stopped, UTC.</param>
/// <param name="Clause">The clause that sets it.</param>
/// <param name="Gist">The clause in a line.</param>
/// <param name="Provisional">Worked out without an official calendar.</param>
/// <param name="Explanation">How the due time was worked out.</param>
public sealed record ClockView(
    string Name,
    DateTimeOffset StartedAt,
    DateTimeOffset Due,
    IReadOnlyList<DateTimeOffset> Warnings,
    ClockState State,
    DateTimeOffset? EndedAt,
    string Clause,
    string Gist,
    bool Provisional,
    string Explanation);

/// <summary>A case at a unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="DispatchedAt">UTC.</param>
/// <param name="DispatchedBy">Who sent it.</param>
/// <param name="SignedAt">UTC.</param>
/// <param name="RepliedAt">UTC.</param>
/// <param name="Automatic">Sent by the system.</param>
/// <param name="Reason">Why this unit, or the dispatcher's words.</param>
/// <param name="Clause">The clause it rests on.</param>
public sealed record AssignmentView(
    UnitRef Unit,
    DateTimeOffset DispatchedAt,
    string DispatchedBy,
    DateTimeOffset? SignedAt,
    DateTimeOffset? RepliedAt,
    bool Automatic,
    string? Reason,
    string? Clause);

/// <summary>A unit's reply.</summary>
/// <param name="Text">The words.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="At">UTC.</param>
/// <param name="By">Who replied.</param>
public sealed record ReplyView(string Text, CaseOutcome Outcome, DateTimeOffset At, string By);

/// <summary>The question to the requester.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="AskedAt">Sent, UTC.</param>
/// <param name="Answer">The answer.</param>
/// <param name="AnsweredAt">UTC.</param>
public sealed record SurveyView(SurveyState State, DateTimeOffset? AskedAt, SatisfactionRating? Answer, DateTimeOffset? AnsweredAt);

/// <summary>An entry of the history. Sealed: <paramref name="Hash"/> covers this entry and the hash before it.</summary>
/// <param name="Seq">From 1, without gaps.</param>
/// <param name="At">UTC.</param>
/// <param name="Actor">Who; <c>system</c> for what happened by itself.</param>
/// <param name="Act">What, as a code.</param>
/// <param name="Detail">In words.</param>
/// <param name="Clause">The clause it rests on.</param>
/// <param name="Hash">SHA-256, lower-case hex.</param>
public sealed record HistoryView(int Seq, DateTimeOffset At, string Actor, string Act, string Detail, string? Clause, string Hash);

/// <summary>Something this person may do.</summary>
/// <param name="Act">The act.</param>
/// <param name="Clause">The clause it rests on.</param>
public sealed record ActView(CaseActKind Act, string? Clause);
