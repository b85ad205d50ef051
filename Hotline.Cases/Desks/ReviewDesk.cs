using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Quality;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>What sampled calls are worth.</summary>
internal sealed class ReviewDesk(Ledger ledger, SheetBook book, TimeProvider time) : IReviewDesk
{
    private const int MostMarks = 50;
    private const int LongestMark = 200;
    private const int LongestNote = 500;

    private static readonly TimeSpan LongestStretch = TimeSpan.FromDays(400);

    public ValueTask<PageOf<SampleSummary>> ListAsync(Actor actor, SampleQuery query, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var rows = database.SampledCalls.ReviewedBy(actor).Where(row => (query.PlanId == null || row.PlanId == query.PlanId)
                && (query.State == null || row.State == query.State) && (query.AgentId == null || row.AgentId == query.AgentId)
                && (!query.ToScore || (row.State == ReviewState.Open && row.Scores.All(score => score.ReviewerId != actor.Id))));
            var (found, page) = await rows.OrderByDescending(row => row.ArrivedAt).ThenBy(row => row.Id).TakeAsync(query.Page, query.Size, cancellationToken, rows);
            var names = await database.AgentNamesAsync(found, cancellationToken);
            return page.Of<SampleSummary>([.. found.Select(row => row.Show(actor, names))]);
        });

    public ValueTask<SampleView?> FindAsync(Actor actor, Guid sampleId, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database => await database.SampledCalls.ReviewedBy(actor).SingleOrDefaultAsync(row => row.Id == sampleId, cancellationToken) is { } found
            ? await ShowAsync(database, found, actor, cancellationToken)
            : null);

    public ValueTask<ActResult<SampleView>> ScoreAsync(Actor actor, Guid sampleId, ScoreForm form, CancellationToken cancellationToken) =>
        ActAsync(actor, sampleId, async (database, sample, plan, now) =>
        {
            if (sample.NotScoredBy(actor) is { } refused)
            {
                return ReviewSight.NotAllowed<SampleView>(refused);
            }

            if (await WrongAsync(database, sample, plan, form, cancellationToken) is { } wrong)
            {
                return new ActResult<SampleView>.Invalid(wrong);
            }

            var score = CallScore.Of(sample, sample.Scores.Count + 1, plan.Sheet, form, actor, now);
            sample.Add(score);
            database.Audit.Add(AuditEntry.Of(actor, AuditEntry.QualityScore, sampleId.ToString(), null, now));
            return null;
        }, cancellationToken);

    public ValueTask<ActResult<SampleView>> GiveOutAsync(Actor actor, Guid sampleId, Guid? scoreId, CancellationToken cancellationToken) =>
        ActAsync(actor, sampleId, (database, sample, _, now) =>
        {
            if (sample.State != ReviewState.Scored)
            {
                return Task.FromResult<ActResult<SampleView>?>(ReviewSight.NotAllowed<SampleView>(sample.State == ReviewState.Open ? "尚未评完" : "已经发布"));
            }

            var counted = scoreId is null && !sample.IsDouble ? sample.Scores[0] : sample.Scores.FirstOrDefault(score => score.Id == scoreId);
            if (counted is null)
            {
                return Task.FromResult<ActResult<SampleView>?>(new ActResult<SampleView>.Invalid(ActErrand.Error("scoreId", "请选定以哪一份评分为准")));
            }

            sample.GiveOut(counted, actor, now, book.Rules.AppealTime);
            database.Audit.Add(AuditEntry.Of(actor, AuditEntry.QualityGiveOut, sampleId.ToString(), null, now));
            return Task.FromResult<ActResult<SampleView>?>(null);
        }, cancellationToken);

    public ValueTask<ActResult<SampleView>> DecideAsync(Actor actor, Guid sampleId, ScoreForm? form, string? reason, CancellationToken cancellationToken) =>
        ActAsync(actor, sampleId, async (database, sample, plan, now) =>
        {
            if (await NotDecidedAsync(database, sample, actor, cancellationToken) is { } refused)
            {
                return ReviewSight.NotAllowed<SampleView>(refused);
            }

            if (CustodyDesk.Wrong(reason) is { } words)
            {
                return new ActResult<SampleView>.Invalid(ActErrand.Error("reason", words));
            }

            if (form is not null && await WrongAsync(database, sample, plan, form, cancellationToken) is { } wrong)
            {
                return new ActResult<SampleView>.Invalid(wrong);
            }

            sample.Decide(form is null ? null : CallScore.Of(sample, CallScore.OnAppeal, plan.Sheet, form, actor, now), reason!.Trim(), actor, now);
            database.Audit.Add(AuditEntry.Of(
                actor, sample.DecidedByRight is true ? AuditEntry.QualityDecideByRight : AuditEntry.QualityDecide, sampleId.ToString(), reason.Trim(), now));
            return null;
        }, cancellationToken);

    public async ValueTask<ActResult<AgreementView>> AgreeAsync(
        Actor actor, string? sheet, int? version, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        if (!actor.Reviews())
        {
            return ReviewSight.NoRight<AgreementView>();
        }

        if (from is not { } start || to is not { } end || start >= end || end - start > LongestStretch)
        {
            return new ActResult<AgreementView>.Invalid(ActErrand.Error(from is null ? "from" : "to", $"请给出起止时间，最长{LongestStretch.TotalDays:0}天"));
        }

        (start, end) = (start.ToUniversalTime(), end.ToUniversalTime());
        return await ledger.ReadAsync<ActResult<AgreementView>>(async database =>
        {
            var plans = await database.SamplingPlans.Where(row => row.SheetId == sheet && (version == null || row.SheetVersion == version)).ToListAsync(cancellationToken);
            if (plans.MaxBy(plan => plan.SheetVersion)?.Sheet is not { } asked)
            {
                return new ActResult<AgreementView>.NotFound();
            }

            var ids = plans.Where(plan => plan.SheetVersion == asked.Version).Select(plan => plan.Id).ToList();
            var found = database.Set<CallScore>().Where(second => second.Place == 2 && second.At >= start && second.At < end)
                .Join(database.Set<CallScore>().Where(first => first.Place == 1), second => second.SampleId, first => first.SampleId, (second, first) => new { second, first })
                .Where(pair => database.SampledCalls.Any(row => row.Id == pair.first.SampleId && ids.Contains(row.PlanId)))
                .Select(pair => new { First = pair.first.Items, Second = pair.second.Items, FirstTotal = pair.first.Total, SecondTotal = pair.second.Total, Alike = pair.first.Passed == pair.second.Passed });

            // Points alone are kept: notes and marks of a year are many.
            var points = asked.Items.Select(_ => new List<(double? First, double? Second)>()).ToList();
            var (totals, same) = (new List<(double? First, double? Second)>(), 0);
            await foreach (var pair in found.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                foreach (var (index, item) in points.Index())
                {
                    item.Add((pair.First[index].Points, pair.Second[index].Points));
                }

                totals.Add((pair.FirstTotal, pair.SecondTotal));
                same += pair.Alike ? 1 : 0;
            }

            var items = asked.Items.Select((item, index) => Show(item.Id, Agreement.Of(points[index], item.Points)));
            var total = Agreement.Of(totals, 100);
            var alike = totals.Count == 0 ? (double?)null : same / (double)totals.Count;
            return ReviewSight.Done(new AgreementView(Agreement.Version, asked.Show(), [.. items], Show("total", total with { Same = alike })));
        });
    }

    public ValueTask<PageOf<OwnResultView>> ListOwnAsync(Actor actor, int page, int size, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var (found, paging) = await database.SampledCalls.OwnOf(actor).OrderByDescending(row => row.GivenOutAt).ThenBy(row => row.Id).TakeAsync(page, size, cancellationToken);
            var ids = found.Select(row => row.PlanId).Distinct().ToList();
            var plans = await database.SamplingPlans.Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
            return paging.Of<OwnResultView>([.. found.Select(row => row.ShowOwn(plans[row.PlanId]))]);
        });

    public ValueTask<ActResult<OwnResultView>> AppealAsync(Actor actor, Guid sampleId, string? reason, CancellationToken cancellationToken) =>
        ledger.WriteAsync<ActResult<OwnResultView>>(
            async database =>
            {
                if (await database.SampledCalls.OwnOf(actor).SingleOrDefaultAsync(row => row.Id == sampleId, cancellationToken) is not { } sample)
                {
                    return new ActResult<OwnResultView>.NotFound();
                }

                var now = time.GetUtcNow();
                if (sample.State != ReviewState.GivenOut || now > sample.AppealUntil)
                {
                    return ReviewSight.NotAllowed<OwnResultView>(sample.State == ReviewState.GivenOut ? $"申诉期限已过（{UnitRequest.Words(sample.AppealUntil!.Value)}）" : "只能申诉一次");
                }

                if (CustodyDesk.Wrong(reason) is { } wrong)
                {
                    return new ActResult<OwnResultView>.Invalid(ActErrand.Error("reason", wrong));
                }

                sample.Appeal(reason!.Trim(), now);
                database.Audit.Add(AuditEntry.Of(actor, AuditEntry.QualityAppeal, sampleId.ToString(), reason.Trim(), now));
                return ReviewSight.Done(sample.ShowOwn(await database.SamplingPlans.SingleAsync(row => row.Id == sample.PlanId, cancellationToken)));
            },
            cancellationToken);

    // Why this person may not decide on the appeal; null where they may: whoever had no part in the result, and where nobody is left who had none, by right.
    private async Task<string?> NotDecidedAsync(HotlineDbContext database, SampledCall sample, Actor actor, CancellationToken cancellationToken)
    {
        if (sample.State != ReviewState.Appealed)
        {
            return "没有待处理的申诉";
        }

        if (!sample.Involves(actor.Id))
        {
            return null;
        }

        const string somebodyElse = "申诉须由未参与评分和发布的另一人处理";
        var staff = await database.Staff.Select(row => new { row.Id, row.Roles, row.AgentId }).ToListAsync(cancellationToken);
        if (staff.Exists(person => (person.Roles.Contains(Role.ShiftLeader) || person.Roles.Contains(Role.Supervisor)) && person.AgentId != sample.AgentId && !sample.Involves(person.Id)))
        {
            return somebodyElse;
        }

        return book.Rules.ByRight == LastWord.Nobody ? $"{somebodyElse}；目前没有这样的人，请增设班长或质检、督办人员账号"
            : actor.Is(Role.Supervisor) ? null
            : "没有未参与评分和发布的人，由质检、督办人员依职权处理";
    }

    private static async Task<Dictionary<string, string[]>?> WrongAsync(
        HotlineDbContext database, SampledCall sample, SamplingPlan plan, ScoreForm form, CancellationToken cancellationToken)
    {
        if (plan.Sheet.Wrong(form.Items) is { } wrong)
        {
            return ActErrand.Error("items", wrong);
        }

        if (form.Note?.Trim().Length > LongestNote)
        {
            return ActErrand.Error("note", $"不能超过{LongestNote}字");
        }

        var length = await database.Recordings.Where(row => row.Id == sample.RecordingId).Select(row => row.DurationSeconds).SingleOrDefaultAsync(cancellationToken);
        return form.Marks.Count > MostMarks ? ActErrand.Error("marks", $"不能超过{MostMarks}处")
            : form.Marks.Any(mark => !(mark.FromSeconds >= 0) || mark.ToSeconds <= mark.FromSeconds || (mark.ToSeconds ?? mark.FromSeconds) > length) ? ActErrand.Error("marks", "标记须在录音之内")
            : form.Marks.Any(mark => string.IsNullOrWhiteSpace(mark.Text) || mark.Text.Length > LongestMark) ? ActErrand.Error("marks", $"标记须有说明，不超过{LongestMark}字")
            : form.Marks.Any(mark => mark.Item is { } id && plan.Items.All(item => item.Id != id)) ? ActErrand.Error("marks", "标记所指的项目不在评分表中")
            : null;
    }

    private static ItemAgreementView Show(string item, Agreement found) => new(item, found.Pairs, found.Same, found.MeanDifference, found.Alpha);

    private static async Task<SampleView> ShowAsync(HotlineDbContext database, SampledCall sample, Actor actor, CancellationToken cancellationToken) => sample.ShowWhole(
        await database.SamplingPlans.SingleAsync(row => row.Id == sample.PlanId, cancellationToken), actor, await database.AgentNamesAsync([sample], cancellationToken));

    // An act on a sample that this person may review; null from it: done.
    private ValueTask<ActResult<SampleView>> ActAsync(
        Actor actor,
        Guid sampleId,
        Func<HotlineDbContext, SampledCall, SamplingPlan, DateTimeOffset, Task<ActResult<SampleView>?>> act,
        CancellationToken cancellationToken) => ledger.WriteAsync(
        async database =>
        {
            if (await database.SampledCalls.ReviewedBy(actor).SingleOrDefaultAsync(row => row.Id == sampleId, cancellationToken) is not { } sample)
            {
                return new ActResult<SampleView>.NotFound();
            }

            var plan = await database.SamplingPlans.SingleAsync(row => row.Id == sample.PlanId, cancellationToken);
            return await act(database, sample, plan, time.GetUtcNow()) ?? ReviewSight.Done(await ShowAsync(database, sample, actor, cancellationToken));
        },
        cancellationToken);
}
