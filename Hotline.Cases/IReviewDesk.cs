using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>
/// Which calls are listened to (docs/quality.md). For shift leaders and supervisors, none of whom ever sees a sample of a call of their own here. Thread-safe.
/// </summary>
public interface ISamplingDesk
{
    /// <summary>Every version of every score sheet.</summary>
    IReadOnlyList<SheetView> Sheets { get; }

    /// <summary>The plans with what was drawn, the newest first, at most 200.</summary>
    ValueTask<IReadOnlyList<PlanView>> ListPlansAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>Makes a plan by the newest version of a sheet; in the audit trail.</summary>
    ValueTask<ActResult<PlanView>> PlanAsync(Actor actor, PlanForm form, CancellationToken cancellationToken);

    /// <summary>Draws calls that arrived in a stretch of at most 31 days, none that the plan drew before; in the audit trail with the seed.</summary>
    ValueTask<ActResult<DrawView>> DrawAsync(Actor actor, Guid planId, DateTimeOffset? from, DateTimeOffset? to, int? seed, CancellationToken cancellationToken);

    /// <summary>Makes a draw once more from what is known now, and says whether the same calls come out. Changes nothing.</summary>
    ValueTask<ActResult<DrawCheckView>> CheckDrawAsync(Actor actor, Guid drawId, CancellationToken cancellationToken);
}

/// <summary>What sampled calls are worth. Every act is in the audit trail. Thread-safe.</summary>
public interface IReviewDesk
{
    /// <summary>Sampled calls, the newest first; never of calls of one's own.</summary>
    ValueTask<PageOf<SampleSummary>> ListAsync(Actor actor, SampleQuery query, CancellationToken cancellationToken);

    /// <summary>One of them; null where there is none that this person may see. Before all scores are there, only one's own is shown.</summary>
    ValueTask<SampleView?> FindAsync(Actor actor, Guid sampleId, CancellationToken cancellationToken);

    /// <summary>Scores it, once per person; the second of two does not see the first.</summary>
    ValueTask<ActResult<SampleView>> ScoreAsync(Actor actor, Guid sampleId, ScoreForm form, CancellationToken cancellationToken);

    /// <summary>Lets the agent see the result. Of two scores <paramref name="scoreId"/> names the one that counts.</summary>
    ValueTask<ActResult<SampleView>> GiveOutAsync(Actor actor, Guid sampleId, Guid? scoreId, CancellationToken cancellationToken);

    /// <summary>
    /// Decides on an appeal, for a reason: somebody who neither scored nor gave out, or a supervisor by right where all who review did (docs/quality.md). Without <paramref name="form"/> the score stays, with it this one counts.
    /// </summary>
    ValueTask<ActResult<SampleView>> DecideAsync(Actor actor, Guid sampleId, ScoreForm? form, string? reason, CancellationToken cancellationToken);

    /// <summary>How far two people agree who scored the same calls, of a version of a sheet, where the second score came in a stretch of at most 400 days.</summary>
    ValueTask<ActResult<AgreementView>> AgreeAsync(Actor actor, string? sheet, int? version, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken);

    /// <summary>One's own results that were given out, the newest first.</summary>
    ValueTask<PageOf<OwnResultView>> ListOwnAsync(Actor actor, int page, int size, CancellationToken cancellationToken);

    /// <summary>Disagrees with a result of one's own, once and in time, for a reason.</summary>
    ValueTask<ActResult<OwnResultView>> AppealAsync(Actor actor, Guid sampleId, string? reason, CancellationToken cancellationToken);
}

/// <summary>What is asked for in a plan.</summary>
public sealed record PlanForm
{
    /// <summary>For people, 1 to 50 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The sheet's id; its newest version is taken.</summary>
    public string? Sheet { get; init; }

    /// <summary>Only calls of this agent.</summary>
    public string? AgentId { get; init; }

    /// <summary>Only calls of this skill group.</summary>
    public string? Group { get; init; }

    /// <summary>Only calls rated so or worse, 1 to 5.</summary>
    public int? RatingAtMost { get; init; }

    /// <summary>Only calls with a case in whose text or place this stands, 2 to 50 characters.</summary>
    public string? Keyword { get; init; }

    /// <summary>The count is of each agent.</summary>
    public bool PerAgent { get; init; }

    /// <summary>Calls of a draw, 1 to 1,000.</summary>
    public int Count { get; init; }

    /// <summary>How many of each draw two people score.</summary>
    public int DoubleCount { get; init; }
}

/// <summary>Which sampled calls.</summary>
public sealed record SampleQuery
{
    /// <summary>Only of this plan.</summary>
    public Guid? PlanId { get; init; }

    /// <summary>Only in this state.</summary>
    public ReviewState? State { get; init; }

    /// <summary>Only of this agent.</summary>
    public string? AgentId { get; init; }

    /// <summary>Only what I can still score.</summary>
    public bool ToScore { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows on a page, 1 to 200.</summary>
    public int Size { get; init; } = 20;
}

/// <summary>A sheet filled in.</summary>
/// <param name="Items">Each item of the sheet once.</param>
/// <param name="Marks">Places in the recording, at most 50.</param>
/// <param name="Note">On the whole, at most 500 characters.</param>
public sealed record ScoreForm(IReadOnlyList<ItemScoreView> Items, IReadOnlyList<ScoreMarkView> Marks, string? Note);
