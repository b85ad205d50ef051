using Hotline.Cases.Casework;
using Hotline.Cases.Quality;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Who may see what of reviews, and how it is shown.</summary>
internal static class ReviewSight
{
    /// <summary>To an agent it is nobody's name that stands at a mark.</summary>
    private const string Reviewers = "质检";

    public static bool Reviews(this Actor actor) => actor.Is(Role.ShiftLeader, Role.Supervisor);

    /// <summary>Samples that this person may review: none of a call of their own.</summary>
    public static IQueryable<SampledCall> ReviewedBy(this IQueryable<SampledCall> samples, Actor actor)
    {
        var own = actor.AgentId;
        return actor.Reviews() ? samples.Where(row => own == null || row.AgentId != own) : samples.Where(row => false);
    }

    /// <summary>Results of one's own that were given out.</summary>
    public static IQueryable<SampledCall> OwnOf(this IQueryable<SampledCall> samples, Actor actor)
    {
        var own = actor.AgentId;
        return samples.Where(row => own != null && row.AgentId == own && row.GivenOutAt != null);
    }

    /// <summary>Scores that a reviewer sees: before all are there only their own, so that the second does not know the first.</summary>
    public static IEnumerable<CallScore> SeenBy(this SampledCall sample, Actor actor) =>
        sample.Scores.Where(score => sample.IsScored || score.ReviewerId == actor.Id).OrderBy(score => score.Place);

    /// <summary>What scores point at in a recording, as far as this person may know.</summary>
    public static async Task<IEnumerable<RecordingMarkView>> ScoreMarksAsync(this HotlineDbContext database, Actor actor, Guid recordingId, CancellationToken cancellationToken)
    {
        var reviewed = await database.SampledCalls.ReviewedBy(actor).Where(row => row.RecordingId == recordingId).ToListAsync(cancellationToken);
        var own = await database.SampledCalls.OwnOf(actor).Where(row => row.RecordingId == recordingId).ToListAsync(cancellationToken);
        return reviewed.SelectMany(sample => sample.SeenBy(actor)).SelectMany(score => Marks(score, score.Reviewer))
            .Concat(own.Select(sample => sample.Counted).OfType<CallScore>().SelectMany(score => Marks(score, Reviewers)));
    }

    public static SheetView Show(this ScoreSheet sheet) => new(sheet.Id, sheet.Version, sheet.Name, sheet.Pass, sheet.Items);

    public static SampleSummary Show(this SampledCall row, Actor actor, IReadOnlyDictionary<string, string> names) => new(
        row.Id,
        row.PlanId,
        row.ContactId,
        row.RecordingId,
        row.AgentId,
        names.GetValueOrDefault(row.AgentId),
        row.ArrivedAt,
        row.State,
        row.IsDouble,
        row.Scores.Count(score => score.Place != CallScore.OnAppeal),
        row.IsScoredBy(actor),
        row.Counted?.Total,
        row.Counted?.Passed);

    public static SampleView ShowWhole(this SampledCall row, SamplingPlan plan, Actor actor, IReadOnlyDictionary<string, string> names) => new(
        row.Show(actor, names),
        plan.Sheet.Show(),
        [.. row.SeenBy(actor).Select(score => new ScoreView(
            score.Id, score.Place, score.Reviewer, score.Items, score.Marks, score.Total, score.Passed, score.Note, score.At, score == row.Counted))],
        row.GivenOutAt,
        row.GivenOutBy,
        Appeal(row, row.DecidedBy));

    public static OwnResultView ShowOwn(this SampledCall row, SamplingPlan plan)
    {
        var score = row.Counted!;
        return new OwnResultView(
            row.Id,
            row.ContactId,
            row.RecordingId,
            row.ArrivedAt,
            plan.Sheet.Show(),
            score.Items,
            score.Marks,
            score.Total,
            score.Passed,
            score.Note,
            row.GivenOutAt!.Value,
            row.AppealUntil!.Value,
            row.State,
            Appeal(row, decidedBy: null));
    }

    public static async Task<Dictionary<string, string>> AgentNamesAsync(this HotlineDbContext database, IEnumerable<SampledCall> samples, CancellationToken cancellationToken)
    {
        var agents = samples.Select(row => row.AgentId).Distinct(StringComparer.Ordinal).ToList();
        return await database.Staff.Where(row => row.AgentId != null && agents.Contains(row.AgentId))
            .ToDictionaryAsync(row => row.AgentId!, row => row.Name, StringComparer.Ordinal, cancellationToken);
    }

    public static ActResult<T> Done<T>(T view) => new ActResult<T>.Done(view, Repeated: false);

    public static ActResult<T> NotAllowed<T>(string reason) => new ActResult<T>.NotAllowed(ActTable.NotAllowed, null, reason, []);

    public static ActResult<T> NoRight<T>(string reason = "只有班长和质检、督办人员可以办理") => new ActResult<T>.NotAllowed(ActTable.NoRight, null, reason, []);

    private static IEnumerable<RecordingMarkView> Marks(CallScore score, string by) =>
        score.Marks.Select(mark => new RecordingMarkView(RecordingMarkKind.Quality, mark.FromSeconds, mark.ToSeconds, mark.Text, by, score.At));

    private static AppealView? Appeal(SampledCall row, string? decidedBy) => row is { AppealedAt: { } at, AppealReason: { } reason, Given: { } given }
        ? new AppealView(reason, at, given.Total, row.DecidedAt, decidedBy, row.DecisionReason, row.DecidedAt is null ? null : row.Counted != given, row.DecidedByRight is true)
        : null;
}
