using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>
/// What people see. Every read is for one person: what they may not know is left out, masked, or not found. Thread-safe.
/// Views are in the words and shapes of the HTTP contract (camelCase names, enum values in kebab-case).
/// </summary>
public interface ICaseBoard
{
    /// <summary>The city and the policy in force.</summary>
    CityView City { get; }

    /// <summary>The category tree.</summary>
    IReadOnlyList<CategoryView> Categories { get; }

    /// <summary>All units.</summary>
    IReadOnlyList<UnitView> Units { get; }

    /// <summary>The unit that a case of this category should go to, with reason, clause and what each rule came to; null when no unit is responsible.</summary>
    SuggestionView? Suggest(string categoryCode, string? place, SuggestionFacts? facts = null);

    /// <summary>On what the policy accepts and declines.</summary>
    GroundsView Grounds { get; }

    /// <summary>What a matter still being typed may already be: the caller's own open cases, and similar ones with the score explained. Nothing is decided by it.</summary>
    ValueTask<SimilarView> FindSimilarAsync(Actor actor, SimilarQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Cases, the newest first; late ones (<see cref="CaseQuery.Late"/> without words) those first that are late longest. Counted up to 500, or to the page asked for:
    /// <see cref="PageOf{T}.More"/> says that there are more.
    /// </summary>
    ValueTask<PageOf<CaseSummary>> ListCasesAsync(Actor actor, CaseQuery query, CancellationToken cancellationToken);

    /// <summary>One case; null where there is none that this person may know of.</summary>
    ValueTask<CaseView?> FindCaseAsync(Actor actor, string caseNumber, CancellationToken cancellationToken);

    /// <summary>Contacts, the newest first. Not for handlers: theirs is an empty page.</summary>
    ValueTask<PageOf<ContactSummary>> ListContactsAsync(Actor actor, ContactQuery query, CancellationToken cancellationToken);

    /// <summary>One contact with the caller's earlier contacts and cases; null where there is none that this person may know of.</summary>
    ValueTask<ContactView?> FindContactAsync(Actor actor, Guid contactId, CancellationToken cancellationToken);

    /// <summary>Tasks that concern this person, the most urgent first; null state: all. At most 500.</summary>
    ValueTask<IReadOnlyList<TaskView>> ListTasksAsync(Actor actor, TaskState? state, CancellationToken cancellationToken);

    /// <summary>Notices, the newest first; at most 500.</summary>
    ValueTask<IReadOnlyList<NoticeView>> ListNoticesAsync(Actor actor, NoticeState? state, string? caseNumber, CancellationToken cancellationToken);

    /// <summary>Recordings, the newest first: a supervisor's and shift leader's view of all, an agent's of their own.</summary>
    ValueTask<PageOf<RecordingSummary>> ListRecordingsAsync(Actor actor, RecordingQuery query, CancellationToken cancellationToken);

    /// <summary>The audit trail, the newest first; for supervisors and administrators, an empty page for others.</summary>
    ValueTask<PageOf<AuditView>> ListAuditAsync(Actor actor, AuditQuery query, CancellationToken cancellationToken);

    /// <summary>Checks the sealed history of every case (for the command line).</summary>
    IAsyncEnumerable<HistoryFault> VerifyHistoriesAsync(CancellationToken cancellationToken);

    /// <summary>Checks every other row that is sealed, the audit trail, and stored figures against the rows they were counted from (for the command line).</summary>
    IAsyncEnumerable<RowFault> VerifyRowsAsync(CancellationToken cancellationToken);
}

/// <summary>Which cases to list. Pages count from 1; sizes beyond 1 to 200 are brought into that range.</summary>
public sealed record CaseQuery
{
    /// <summary>Only in this state.</summary>
    public CaseState? State { get; init; }

    /// <summary>Words looked for in text and place, each where it stands, those apart by spaces all of them; eight digits or more also as the beginning of a case number and as
    /// the requester's whole phone number (the phone only for those who may see it).</summary>
    public string? Words { get; init; }

    /// <summary>Only with this unit.</summary>
    public string? UnitId { get; init; }

    /// <summary>Only those that somebody supervises (重点督办).</summary>
    public bool Supervised { get; init; }

    /// <summary>Only with a running clock past its due time.</summary>
    public bool Late { get; init; }

    /// <summary>Only those that this person registered or whose contact they answered.</summary>
    public bool Mine { get; init; }

    /// <summary>The page.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows on a page.</summary>
    public int Size { get; init; } = 20;
}

/// <summary>What else a suggestion may rest on.</summary>
public sealed record SuggestionFacts
{
    /// <summary>The request type; null: a complaint.</summary>
    public string? RequestType { get; init; }

    /// <summary>A safety hazard.</summary>
    public bool Hazard { get; init; }

    /// <summary>Degrees east.</summary>
    public double? Longitude { get; init; }

    /// <summary>Degrees north.</summary>
    public double? Latitude { get; init; }

    /// <summary>The fine that the matter may lead to, in yuan.</summary>
    public int? Fine { get; init; }
}

/// <summary>A matter still being typed; anything may be missing.</summary>
public sealed record SimilarQuery
{
    /// <summary>The contact it is brought in: whose caller's open cases are offered.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>The requester's phone, where it is another.</summary>
    public string? RequesterPhone { get; init; }

    /// <summary>The class chosen so far.</summary>
    public string? CategoryCode { get; init; }

    /// <summary>Where, in words.</summary>
    public string? Place { get; init; }

    /// <summary>Degrees east.</summary>
    public double? Longitude { get; init; }

    /// <summary>Degrees north.</summary>
    public double? Latitude { get; init; }

    /// <summary>What is the matter.</summary>
    public string? Text { get; init; }
}

/// <summary>Which contacts to list.</summary>
public sealed record ContactQuery
{
    /// <summary>Only from this number.</summary>
    public string? Number { get; init; }

    /// <summary>Only those that this person answered.</summary>
    public bool Mine { get; init; }

    /// <summary>The page.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows on a page.</summary>
    public int Size { get; init; } = 20;
}

/// <summary>Which recordings to list.</summary>
public sealed record RecordingQuery
{
    /// <summary>Started at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Started before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only with this caller.</summary>
    public string? Number { get; init; }

    /// <summary>Only with this agent.</summary>
    public string? AgentId { get; init; }

    /// <summary>Only of contacts of this case.</summary>
    public string? CaseNumber { get; init; }

    /// <summary>The worst sound first, without those of which nothing was measured; otherwise the newest first.</summary>
    public bool WorstSoundFirst { get; init; }

    /// <summary>The page.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows on a page.</summary>
    public int Size { get; init; } = 20;
}

/// <summary>Which audit entries to list.</summary>
public sealed record AuditQuery
{
    /// <summary>Only this act, such as <c>recording.play</c>.</summary>
    public string? Act { get; init; }

    /// <summary>Only about this subject.</summary>
    public string? Subject { get; init; }

    /// <summary>The page.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows on a page.</summary>
    public int Size { get; init; } = 20;
}
