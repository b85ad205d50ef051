namespace Hotline.Cases.Views;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The rows.</param>
/// <param name="Page">Which page, from 1.</param>
/// <param name="Size">Rows on a full page.</param>
/// <param name="Total">Rows in all; of a long list those counted, where <paramref name="More"/> says that there are more.</param>
/// <param name="More">There are more than <paramref name="Total"/>.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, int Page, int Size, int Total, bool More = false);

/// <summary>The city that the product runs for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Policy">The regulation in force.</param>
/// <param name="SampleData">Units and categories are invented.</param>
/// <param name="EnglishName">Its name in English; null where the city file has none.</param>
public sealed record CityView(string Name, PolicyRef Policy, bool SampleData, string? EnglishName);

/// <summary>A policy by id and title.</summary>
/// <param name="Id">Such as <c>hanjiang-2016</c>.</param>
/// <param name="Title">The document's title.</param>
public sealed record PolicyRef(string Id, string Title);

/// <summary>A unit by id and name.</summary>
/// <param name="Id">The unit.</param>
/// <param name="Name">Its name.</param>
public sealed record UnitRef(string Id, string Name);

/// <summary>A unit of the four-level tree.</summary>
/// <param name="Id">The unit.</param>
/// <param name="Name">Its name.</param>
/// <param name="Level">1 the city, 2 districts and bureaus, 3 streets and offices, 4 communities and teams.</param>
/// <param name="ParentId">The unit above; null at the top.</param>
public sealed record UnitView(string Id, string Name, int Level, string? ParentId);

/// <summary>A node of the category tree.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Level">1 major, 2 minor, 3 sub-class.</param>
/// <param name="Hazard">Cases of it are safety hazards unless the form says otherwise.</param>
/// <param name="LeadUnit">The unit that leads (牵头单位), of a minor class.</param>
/// <param name="ResponsibleUnit">The unit responsible (责任单位), of a sub-class.</param>
/// <param name="Children">The classes below.</param>
public sealed record CategoryView(string Code, string Name, int Level, bool Hazard, UnitRef? LeadUnit, UnitRef? ResponsibleUnit, IReadOnlyList<CategoryView> Children);

/// <summary>A category by code and path.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Path">Its names from the top, joined by " / ".</param>
public sealed record CategoryRef(string Code, string Path);

/// <summary>The unit that a case should go to.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="Clause">The clause it rests on.</param>
public sealed record SuggestionView(UnitRef Unit, string Reason, string? Clause)
{
    /// <summary>The policy's rules in their order, as far as they were asked, and what each came to.</summary>
    public IReadOnlyList<SuggestionStep> Steps { get; init; } = [];
}

/// <summary>A rule asked for a unit.</summary>
/// <param name="By">The rule's basis, such as <c>territory</c>.</param>
/// <param name="Clause">The clause it rests on.</param>
/// <param name="Words">What it came to, for people.</param>
/// <param name="Led">It led to the unit.</param>
public sealed record SuggestionStep(string By, string Clause, string Words, bool Led);

/// <summary>On what matters are accepted and declined.</summary>
/// <param name="Accept">受理范围; empty where the policy lists none.</param>
/// <param name="Refuse">不予受理; empty where the policy lists none: then everything is accepted.</param>
public sealed record GroundsView(IReadOnlyList<AcceptGroundView> Accept, IReadOnlyList<RefusalGroundView> Refuse);

/// <summary>A ground of acceptance.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Name">Its words.</param>
/// <param name="Clause">The clause.</param>
public sealed record AcceptGroundView(int Number, string Name, string Clause);

/// <summary>A ground of refusal.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Name">Its words.</param>
/// <param name="ReferTo">Where to turn instead.</param>
/// <param name="Emergency">The caller is transferred at once.</param>
/// <param name="Clause">The clause.</param>
public sealed record RefusalGroundView(int Number, string Name, string ReferTo, bool Emergency, string Clause);

/// <summary>A contact declined.</summary>
/// <param name="Ground">The ground.</param>
/// <param name="Text">What was asked for, where it was written down.</param>
/// <param name="At">UTC.</param>
/// <param name="By">Who declined.</param>
public sealed record RefusalView(RefusalGroundView Ground, string? Text, DateTimeOffset At, string By);

/// <summary>Something to be done by a person.</summary>
/// <param name="Id">The task.</param>
/// <param name="Kind">What is to be done.</param>
/// <param name="CaseNumber">The case it belongs to.</param>
/// <param name="CreatedAt">Since when, UTC.</param>
/// <param name="DueAt">Until when, UTC; null without a limit.</param>
/// <param name="Phone">Whom to call; null where nobody is to be called, or not shown to this person.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="Clause">The clause it rests on.</param>
/// <param name="State">Whether it is done.</param>
/// <param name="Result">How it ended; for an open task, how the last attempt ended.</param>
/// <param name="Attempts">Each attempt, the first first; the one that ended it too.</param>
/// <param name="Asks">What is asked in the call, where the requester is asked at all.</param>
public sealed record TaskView(
    Guid Id,
    TaskKind Kind,
    string CaseNumber,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DueAt,
    string? Phone,
    string Reason,
    string? Clause,
    TaskState State,
    TaskOutcome? Result,
    IReadOnlyList<TaskAttemptView> Attempts,
    IReadOnlyList<SurveyQuestion> Asks);

/// <summary>One attempt at a task, such as a call.</summary>
/// <param name="At">UTC.</param>
/// <param name="By">Who tried.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Note">In words.</param>
public sealed record TaskAttemptView(DateTimeOffset At, string By, TaskOutcome Outcome, string? Note);

/// <summary>A notice to somebody outside.</summary>
/// <param name="Id">The notice.</param>
/// <param name="Kind">What it is for, such as <c>survey</c>.</param>
/// <param name="CaseNumber">The case it belongs to.</param>
/// <param name="Medium">The door it leaves through.</param>
/// <param name="To">The receiver, masked for those who need not know.</param>
/// <param name="Text">The words.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why it is held, delayed or failed, as a code: <c>sms-not-configured</c>, …</param>
/// <param name="Attempts">How often sending was tried.</param>
/// <param name="CreatedAt">Written, UTC.</param>
/// <param name="SentAt">Taken over by the provider, UTC.</param>
public sealed record NoticeView(
    Guid Id,
    string Kind,
    string CaseNumber,
    Medium Medium,
    string To,
    string Text,
    NoticeState State,
    string? Reason,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SentAt);

/// <summary>A recording.</summary>
/// <param name="Id">The recording.</param>
/// <param name="CallId">Its call.</param>
/// <param name="ContactId">Its contact.</param>
/// <param name="StartedAt">First sample, UTC.</param>
/// <param name="DurationSeconds">Length of the sound; null while the call goes on.</param>
/// <param name="TalkSeconds">How long the two were connected; null while the call goes on.</param>
/// <param name="Number">The caller.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="AgentName">The agent's name.</param>
/// <param name="CaseNumbers">Cases brought in the call.</param>
/// <param name="Sealed">Whether it is finished and sealed.</param>
/// <param name="Sha256">The seal.</param>
/// <param name="File">Path below the recordings folder.</param>
/// <param name="Sounds">How well the sound of each phone arrived; empty where nothing was measured.</param>
/// <param name="Opinion">What a listener would say of the worst of them on average, estimated (ITU-T G.107): 1 to 4.41; null where nothing was measured.</param>
public sealed record RecordingSummary(
    Guid Id,
    string? CallId,
    Guid ContactId,
    DateTimeOffset StartedAt,
    double? DurationSeconds,
    double? TalkSeconds,
    string Number,
    string? AgentId,
    string? AgentName,
    IReadOnlyList<string> CaseNumbers,
    bool Sealed,
    string? Sha256,
    string? File,
    IReadOnlyList<PhoneSound> Sounds,
    double? Opinion);

/// <summary>An entry of the audit trail.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Actor">Who.</param>
/// <param name="Act">What, such as <c>recording.play</c>.</param>
/// <param name="Subject">About what: an id.</param>
/// <param name="Reason">The reason given.</param>
public sealed record AuditView(DateTimeOffset At, string Actor, string Act, string Subject, string? Reason);

/// <summary>A row that is not as the product left it.</summary>
/// <param name="Table">The table.</param>
/// <param name="Row">Its key; of a case its number, of the audit trail its place, of a figure its quarter of an hour.</param>
/// <param name="CaseNumber">The case it belongs to, where it does.</param>
/// <param name="Fault">What is wrong, for people.</param>
public sealed record RowFault(string Table, string Row, string? CaseNumber, string Fault);

/// <summary>A break in the sealed history of a case.</summary>
/// <param name="CaseNumber">The case.</param>
/// <param name="Seq">The first entry that does not fit its seal or its place.</param>
/// <param name="Fault">What is wrong, for people.</param>
public sealed record HistoryFault(string CaseNumber, int Seq, string Fault);
