namespace Hotline.Cases.Views;

/// <summary>A score sheet.</summary>
/// <param name="Id">Its name in the file.</param>
/// <param name="Version">Its version.</param>
/// <param name="Name">For people.</param>
/// <param name="Pass">The total from which a call has passed, of 100.</param>
/// <param name="Items">What is looked at.</param>
public sealed record SheetView(string Id, int Version, string Name, int Pass, IReadOnlyList<SheetItemView> Items);

/// <summary>Something that is looked at.</summary>
/// <param name="Id">Its name in the file.</param>
/// <param name="Name">For people.</param>
/// <param name="Points">The most it can have.</param>
/// <param name="Critical">Without a point here the whole call has none.</param>
/// <param name="Optional">May be left out where the call gave no occasion.</param>
/// <param name="Guide">What to look at.</param>
public sealed record SheetItemView(string Id, string Name, int Points, bool Critical, bool Optional, string? Guide);

/// <summary>Points for an item.</summary>
/// <param name="Item">The item.</param>
/// <param name="Points">From 0 to what it can have; null: the call gave no occasion.</param>
/// <param name="Note">Why, at most 200 characters.</param>
public sealed record ItemScoreView(string Item, int? Points, string? Note);

/// <summary>A place in the recording that a score points at.</summary>
/// <param name="Item">The item it is about; null for none.</param>
/// <param name="FromSeconds">From the start of the recording.</param>
/// <param name="ToSeconds">To; null for a moment.</param>
/// <param name="Text">What is to be heard there, 1 to 200 characters.</param>
public sealed record ScoreMarkView(string? Item, double FromSeconds, double? ToSeconds, string Text);

/// <summary>Which calls are sampled.</summary>
/// <param name="Id">The plan.</param>
/// <param name="Name">For people.</param>
/// <param name="Sheet">The sheet, as it was when the plan was made.</param>
/// <param name="AgentId">Only calls of this agent.</param>
/// <param name="Group">Only calls of this skill group.</param>
/// <param name="RatingAtMost">Only calls that the citizen rated so, or worse.</param>
/// <param name="Keyword">Only calls with a case in whose text or place this stands.</param>
/// <param name="PerAgent">The count is of each agent.</param>
/// <param name="Count">Calls of a draw.</param>
/// <param name="DoubleCount">Of these, scored by two people.</param>
/// <param name="MadeAt">When, UTC.</param>
/// <param name="MadeBy">By whom.</param>
/// <param name="Draws">What was drawn, in order.</param>
public sealed record PlanView(
    Guid Id,
    string Name,
    SheetView Sheet,
    string? AgentId,
    string? Group,
    int? RatingAtMost,
    string? Keyword,
    bool PerAgent,
    int Count,
    int DoubleCount,
    DateTimeOffset MadeAt,
    string MadeBy,
    IReadOnlyList<DrawView> Draws);

/// <summary>Calls drawn at once.</summary>
/// <param name="Id">The draw.</param>
/// <param name="Number">Of the plan, from 1.</param>
/// <param name="From">Calls that arrived from then, UTC.</param>
/// <param name="To">To then, exclusive.</param>
/// <param name="Seed">With which the same calls are drawn again.</param>
/// <param name="Population">Calls that could be drawn.</param>
/// <param name="Drawn">Calls that were.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">By whom.</param>
public sealed record DrawView(Guid Id, int Number, DateTimeOffset From, DateTimeOffset To, int Seed, int Population, int Drawn, DateTimeOffset At, string By);

/// <summary>A draw made once more from what is known now.</summary>
/// <param name="Draw">What was drawn.</param>
/// <param name="Population">Calls that could be drawn, as is known now.</param>
/// <param name="Same">The same calls come out.</param>
/// <param name="Missing">Calls that were drawn and would not be now.</param>
/// <param name="Added">Calls that would be now.</param>
public sealed record DrawCheckView(DrawView Draw, int Population, bool Same, IReadOnlyList<Guid> Missing, IReadOnlyList<Guid> Added);

/// <summary>A sampled call as a row.</summary>
/// <param name="Id">The sample.</param>
/// <param name="PlanId">Its plan.</param>
/// <param name="ContactId">The call.</param>
/// <param name="RecordingId">Its recording.</param>
/// <param name="AgentId">Who talked.</param>
/// <param name="AgentName">Their name, where known.</param>
/// <param name="ArrivedAt">When the call arrived, UTC.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Double">Two people score it.</param>
/// <param name="ScoresGiven">How many have.</param>
/// <param name="ScoredByMe">I am among them.</param>
/// <param name="Total">What counts, once given out.</param>
/// <param name="Passed">It was enough.</param>
public sealed record SampleSummary(
    Guid Id,
    Guid PlanId,
    Guid ContactId,
    Guid RecordingId,
    string AgentId,
    string? AgentName,
    DateTimeOffset ArrivedAt,
    ReviewState State,
    bool Double,
    int ScoresGiven,
    bool ScoredByMe,
    double? Total,
    bool? Passed);

/// <summary>Everything about a sampled call that this person may see.</summary>
/// <param name="Sample">The row as in lists.</param>
/// <param name="Sheet">What it is scored by.</param>
/// <param name="Scores">Before all are there: only one's own.</param>
/// <param name="GivenOutAt">When the agent was told, UTC.</param>
/// <param name="GivenOutBy">By whom.</param>
/// <param name="Appeal">The agent's appeal; null where there is none.</param>
public sealed record SampleView(
    SampleSummary Sample, SheetView Sheet, IReadOnlyList<ScoreView> Scores, DateTimeOffset? GivenOutAt, string? GivenOutBy, AppealView? Appeal);

/// <summary>What one person gave.</summary>
/// <param name="Id">The score.</param>
/// <param name="Place">1 the first, 2 the second, 3 on appeal.</param>
/// <param name="Reviewer">Who.</param>
/// <param name="Items">Points, in the order of the sheet.</param>
/// <param name="Marks">Places in the recording, in order.</param>
/// <param name="Total">0 to 100.</param>
/// <param name="Passed">It is enough.</param>
/// <param name="Note">On the whole.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Counts">It is the one that counts.</param>
public sealed record ScoreView(
    Guid Id,
    int Place,
    string Reviewer,
    IReadOnlyList<ItemScoreView> Items,
    IReadOnlyList<ScoreMarkView> Marks,
    double Total,
    bool Passed,
    string? Note,
    DateTimeOffset At,
    bool Counts);

/// <summary>An agent's appeal.</summary>
/// <param name="Reason">Why they disagree.</param>
/// <param name="At">When, UTC.</param>
/// <param name="TotalBefore">What had been given out.</param>
/// <param name="DecidedAt">When, UTC; null while open.</param>
/// <param name="DecidedBy">By whom; not told to the agent.</param>
/// <param name="Decision">Why so.</param>
/// <param name="Changed">Another score counts now; null while open.</param>
/// <param name="ByRight">Decided by somebody who had scored the call or given the result out, since nobody else was left.</param>
public sealed record AppealView(
    string Reason, DateTimeOffset At, double TotalBefore, DateTimeOffset? DecidedAt, string? DecidedBy, string? Decision, bool? Changed, bool ByRight);

/// <summary>A result as the agent sees it: what counts, without the names of those who scored.</summary>
/// <param name="Id">The sample.</param>
/// <param name="ContactId">The call.</param>
/// <param name="RecordingId">Its recording.</param>
/// <param name="ArrivedAt">When the call arrived, UTC.</param>
/// <param name="Sheet">What it was scored by.</param>
/// <param name="Items">Points, in the order of the sheet.</param>
/// <param name="Marks">Places in the recording, in order.</param>
/// <param name="Total">0 to 100.</param>
/// <param name="Passed">It is enough.</param>
/// <param name="Note">On the whole.</param>
/// <param name="GivenOutAt">When, UTC.</param>
/// <param name="AppealUntil">Until when an appeal is heard, UTC.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Appeal">One's appeal; null where there is none.</param>
public sealed record OwnResultView(
    Guid Id,
    Guid ContactId,
    Guid RecordingId,
    DateTimeOffset ArrivedAt,
    SheetView Sheet,
    IReadOnlyList<ItemScoreView> Items,
    IReadOnlyList<ScoreMarkView> Marks,
    double Total,
    bool Passed,
    string? Note,
    DateTimeOffset GivenOutAt,
    DateTimeOffset AppealUntil,
    ReviewState State,
    AppealView? Appeal);

/// <summary>How far the two people who scored the same calls agree.</summary>
/// <param name="Version">Of the figures' meaning (docs/quality.md).</param>
/// <param name="Sheet">The sheet.</param>
/// <param name="Items">Each item, in the order of the sheet.</param>
/// <param name="Total">The whole: <c>same</c> is the same judgement of passed or not.</param>
public sealed record AgreementView(int Version, SheetView Sheet, IReadOnlyList<ItemAgreementView> Items, ItemAgreementView Total);

/// <summary>Agreement on one item.</summary>
/// <param name="Item">The item; <c>total</c> for the whole.</param>
/// <param name="Pairs">Calls scored by two.</param>
/// <param name="Same">Share in which both gave the same, 0 to 1.</param>
/// <param name="MeanDifference">In points.</param>
/// <param name="Alpha">Krippendorff's alpha; null where nothing can be told apart.</param>
public sealed record ItemAgreementView(string Item, int Pairs, double? Same, double? MeanDifference, double? Alpha);
