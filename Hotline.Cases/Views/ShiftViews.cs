namespace Hotline.Cases.Views;

/// <summary>What a city says of shifts.</summary>
/// <param name="TimeZone">The zone of every local time and day of the roster.</param>
/// <param name="RestHours">Rest between two duties of a person.</param>
/// <param name="LateMinutes">Not signed in so long after the beginning is late.</param>
/// <param name="AbsentMinutes">Not signed in so long after the beginning is absent.</param>
/// <param name="Shifts">The shifts.</param>
/// <param name="Rotations">The rotations.</param>
public sealed record ShiftRulesView(
    string TimeZone, double RestHours, double LateMinutes, double AbsentMinutes, IReadOnlyList<ShiftView> Shifts, IReadOnlyList<RotationView> Rotations);

/// <summary>A shift.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">For people.</param>
/// <param name="From">Its beginning, as <c>22:00</c>.</param>
/// <param name="To">Its end; not later than the beginning: on the next day.</param>
/// <param name="Minutes">How long it is, breaks included.</param>
public sealed record ShiftView(string Id, string Name, string From, string To, double Minutes);

/// <summary>A rotation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">For people.</param>
/// <param name="Begins">The first crew's first day.</param>
/// <param name="Crews">How many groups take turns.</param>
/// <param name="Days"><c>every-day</c>, <c>working-days</c> or <c>no-holidays</c>.</param>
/// <param name="Cycle">The shift of each day; null for a day off.</param>
public sealed record RotationView(string Id, string Name, DateOnly Begins, int Crews, string Days, IReadOnlyList<string?> Cycle);

/// <summary>Somebody who works here.</summary>
/// <param name="UserName">The sign-in name.</param>
/// <param name="Name">The name shown.</param>
/// <param name="AgentId">Their telephone identity; null for people without one.</param>
public sealed record PersonView(string UserName, string Name, string? AgentId);

/// <summary>A group.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">For people.</param>
/// <param name="Leader">Who leads it.</param>
/// <param name="Members">Everybody in it, the leader too, by user name.</param>
/// <param name="Rotation">The rotation it works by.</param>
/// <param name="Crew">Its turn in it.</param>
public sealed record ShiftGroupView(Guid Id, string Name, PersonView Leader, IReadOnlyList<PersonView> Members, string? Rotation, int Crew);

/// <summary>A duty.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Day">The local day it begins on.</param>
/// <param name="DayKind"><c>workday</c>, <c>weekend</c>, <c>holiday</c> or <c>make-up-workday</c>, by the legal calendar.</param>
/// <param name="Shift">The shift.</param>
/// <param name="ShiftName">Its name.</param>
/// <param name="GroupId">The group it was planned for.</param>
/// <param name="Person">Whose it is; null while it is nobody's.</param>
/// <param name="From">UTC.</param>
/// <param name="To">UTC.</param>
/// <param name="Breaks">In order.</param>
public sealed record DutyView(
    Guid Id, DateOnly Day, string DayKind, string Shift, string ShiftName, Guid GroupId, PersonView? Person, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<DutyBreakView> Breaks);

/// <summary>A break of a duty.</summary>
/// <param name="From">UTC.</param>
/// <param name="To">UTC.</param>
public sealed record DutyBreakView(DateTimeOffset From, DateTimeOffset To);

/// <summary>What planning came to.</summary>
/// <param name="ChangeId">The plan as a change that can be undone; null of a dry run.</param>
/// <param name="Duties">Duties made.</param>
/// <param name="Findings">How many faults there are.</param>
/// <param name="Faults">The first 100 of them.</param>
public sealed record RosterPlanView(Guid? ChangeId, int Duties, int Findings, IReadOnlyList<RosterFaultView> Faults);

/// <summary>Something wrong with a roster.</summary>
/// <param name="Fault">What.</param>
/// <param name="Verdict">What becomes of it.</param>
/// <param name="From">From when, UTC.</param>
/// <param name="To">Until when, UTC.</param>
/// <param name="Person">Whose.</param>
/// <param name="DutyId">The duty, of two the later.</param>
/// <param name="Present">How many are there.</param>
/// <param name="Needed">How many are needed.</param>
public sealed record RosterFaultView(
    RosterFault Fault, FaultVerdict Verdict, DateTimeOffset From, DateTimeOffset To, PersonView? Person, Guid? DutyId, int? Present, int? Needed);

/// <summary>What is wrong with a roster.</summary>
/// <param name="Faults">In order of time.</param>
/// <param name="WithoutNeed">Days of which nothing is known of how many are needed: no like day had calls.</param>
public sealed record RosterFaultsView(PageOf<RosterFaultView> Faults, IReadOnlyList<DateOnly> WithoutNeed);

/// <summary>A change of the roster.</summary>
public sealed record RosterChangeView
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>How.</summary>
    public required RosterChangeKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required RosterChangeState State { get; init; }

    /// <summary>Since when, UTC.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Who asked.</summary>
    public required string AskedBy { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>Whose duty or leave it is.</summary>
    public PersonView? Person { get; init; }

    /// <summary>Who takes over.</summary>
    public PersonView? Other { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Duties that change hands; of a plan those it made are found by their days.</summary>
    public required IReadOnlyList<DutyMoveView> Moves { get; init; }

    /// <summary>Who has yet to agree.</summary>
    public required IReadOnlyList<PersonView> Wanted { get; init; }

    /// <summary>A shift leader has yet to agree.</summary>
    public required bool WantsLeader { get; init; }

    /// <summary>It waits for the word of whoever asks.</summary>
    public required bool WaitsForMe { get; init; }

    /// <summary>Who agreed.</summary>
    public required IReadOnlyList<ConsentView> Consents { get; init; }

    /// <summary>Who refused it or took it back.</summary>
    public string? EndedBy { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why.</summary>
    public string? EndReason { get; init; }

    /// <summary>What is not as it should be with it now, where it was just made.</summary>
    public IReadOnlyList<RosterFaultView> Warnings { get; init; } = [];
}

/// <summary>A duty that changes hands.</summary>
/// <param name="DutyId">The duty.</param>
/// <param name="From">Whose it was.</param>
/// <param name="To">Whose it is then; null for nobody's.</param>
public sealed record DutyMoveView(Guid DutyId, PersonView? From, PersonView? To);

/// <summary>That somebody agreed.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When, UTC.</param>
public sealed record ConsentView(string By, DateTimeOffset At);

/// <summary>The shift leader's list.</summary>
/// <param name="At">Of when it is, UTC.</param>
/// <param name="People">Who should be here, or within the next hour; by the beginning of their duty.</param>
/// <param name="Besides">Who is signed in and not on the roster now.</param>
/// <param name="Vacant">Duties of now or the next hour that are nobody's.</param>
/// <param name="CallsOwed">How many calls are owed.</param>
/// <param name="Calls">Those owed longest, at most 100.</param>
/// <param name="HazardsOpen">How many cases of the hazard track are open.</param>
/// <param name="Hazards">The oldest of them, at most 100.</param>
/// <param name="Handovers">Handovers that nobody acknowledged yet, the newest first, at most 20.</param>
public sealed record ShiftListView(
    DateTimeOffset At,
    IReadOnlyList<AttendanceView> People,
    IReadOnlyList<PersonView> Besides,
    IReadOnlyList<DutyView> Vacant,
    int CallsOwed,
    IReadOnlyList<OwedCallView> Calls,
    int HazardsOpen,
    IReadOnlyList<OpenHazardView> Hazards,
    IReadOnlyList<HandoverView> Handovers);

/// <summary>How somebody who should be here is here.</summary>
/// <param name="Duty">Their duty.</param>
/// <param name="State">How.</param>
/// <param name="Reason">Why not ready.</param>
/// <param name="Since">Since when, UTC; of somebody late or absent since the beginning.</param>
public sealed record AttendanceView(DutyView Duty, Attendance State, string? Reason, DateTimeOffset? Since);

/// <summary>A call owed.</summary>
/// <param name="Id">The task.</param>
/// <param name="Kind">Why.</param>
/// <param name="At">Since when, UTC.</param>
/// <param name="AgentId">Whose task.</param>
public sealed record OwedCallView(Guid Id, OwedCallKind Kind, DateTimeOffset At, string? AgentId);

/// <summary>A case of the hazard track that is open.</summary>
/// <param name="Number">The case.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Unit">Who has it.</param>
/// <param name="Place">Where.</param>
/// <param name="RegisteredAt">UTC.</param>
public sealed record OpenHazardView(string Number, CaseState State, UnitRef? Unit, string Place, DateTimeOffset RegisteredAt);

/// <summary>A handover.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Leader">Who handed over.</param>
/// <param name="Next">Whom the roster names next; null where it names none.</param>
/// <param name="Note">What they said.</param>
/// <param name="HazardCases">Cases of the hazard track that were open then.</param>
/// <param name="CallsOwed">Calls owed then.</param>
/// <param name="Missing">Who was late, absent or gone then.</param>
/// <param name="AcknowledgedAt">When it was taken over, UTC.</param>
/// <param name="AcknowledgedBy">By whom.</param>
/// <param name="Remark">What they said.</param>
public sealed record HandoverView(
    Guid Id,
    DateTimeOffset At,
    string Leader,
    string? Next,
    string Note,
    IReadOnlyList<string> HazardCases,
    int CallsOwed,
    IReadOnlyList<string> Missing,
    DateTimeOffset? AcknowledgedAt,
    string? AcknowledgedBy,
    string? Remark);

/// <summary>How far somebody was signed in while on duty.</summary>
/// <param name="Person">Who.</param>
/// <param name="Duties">Duties that had begun.</param>
/// <param name="PlannedSeconds">Their time outside breaks, up to now.</param>
/// <param name="PresentSeconds">Of it, signed in.</param>
/// <param name="Figure">One over the other, with the formula's name and version.</param>
public sealed record AdherenceView(PersonView Person, int Duties, double PlannedSeconds, double PresentSeconds, FigureView Figure);
