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

    /// <summary>Somebody supervises it (重点督办).</summary>
    public bool Supervised { get; init; }

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

    /// <summary>The unit complained about (被诉单位), where it is one of the city's.</summary>
    public UnitRef? AgainstUnit { get; init; }

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

    /// <summary>The regulation and its version under which it was accepted.</summary>
    public required PolicyVersionRef Policy { get; init; }

    /// <summary><c>simple</c>, <c>ordinary</c> or <c>complex</c>, where the agent said so.</summary>
    public string? Complexity { get; init; }

    /// <summary>Limits that go before the policy's for this case.</summary>
    public required IReadOnlyList<LimitView> Limits { get; init; }

    /// <summary>Returns and extensions that units asked for, the first first.</summary>
    public required IReadOnlyList<UnitRequestView> Requests { get; init; }

    /// <summary>Who held it how long, in the order in which each first did.</summary>
    public required IReadOnlyList<HeldView> Held { get; init; }

    /// <summary>Until when the running handling clock's next extension may be asked for; null where there is none to be had.</summary>
    public ExtensionView? Extension { get; init; }

    /// <summary>Until when the unit that has it may ask to give it back; null where the policy has no return for it.</summary>
    public ReturnView? Return { get; init; }

    /// <summary>The cases it is handled together with; null where it is handled on its own.</summary>
    public MergeView? Merge { get; init; }

    /// <summary>The number of the rectification it belongs to.</summary>
    public string? Rectification { get; init; }

    /// <summary>Units that help, each with its part.</summary>
    public required IReadOnlyList<CoHandlingView> CoHandlers { get; init; }

    /// <summary>Work that units sent on to those below them (下派), the first first.</summary>
    public required IReadOnlyList<DelegationView> Delegations { get; init; }

    /// <summary>Visits on site and contacts with the requester, in the order in which they were put down.</summary>
    public required IReadOnlyList<HandlingRecordView> Records { get; init; }

    /// <summary>What units wrote to the requester through the platform.</summary>
    public required IReadOnlyList<UnitMessageView> Messages { get; init; }

    /// <summary>Disputes over who is responsible, with their rulings.</summary>
    public required IReadOnlyList<AdjudicationView> Adjudications { get; init; }

    /// <summary>Until when it is watched (待观察); null where it is not.</summary>
    public DateTimeOffset? WatchedUntil { get; init; }

    /// <summary>Returns of the unit that has it which were judged groundless, of all cases of the last twelve months; null for units.</summary>
    public int? GroundlessReturns { get; init; }

    /// <summary>The ground on which it was accepted, where one was named.</summary>
    public string? AcceptGround { get; init; }

    /// <summary>The fine that the matter may lead to, in yuan.</summary>
    public int? Fine { get; init; }

    /// <summary>Cells of the city's grid that its place lies in, each with its territory unit.</summary>
    public required IReadOnlyList<GridCellView> Grid { get; init; }

    /// <summary>Degrees east, where it was said.</summary>
    public double? Longitude { get; init; }

    /// <summary>Degrees north, where it was said.</summary>
    public double? Latitude { get; init; }

    /// <summary>The platform above that sent it, and answers the requester; null where it was brought to us.</summary>
    public string? Superior { get; init; }

    /// <summary>Other platforms that have it too, or had it.</summary>
    public IReadOnlyList<CaseExchangeView> Exchanges { get; init; } = [];
}
