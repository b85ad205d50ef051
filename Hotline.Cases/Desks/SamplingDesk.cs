using System.Globalization;
using System.Security.Cryptography;
using Hotline.Cases.Contacts;
using Hotline.Cases.Quality;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Which calls are listened to.</summary>
internal sealed class SamplingDesk(Ledger ledger, SheetBook book, TimeProvider time) : ISamplingDesk
{
    private const int MostPlans = 200;
    private const int MostOfADraw = 1000;
    private const int LongestText = 50;

    private static readonly TimeSpan LongestStretch = TimeSpan.FromDays(31);

    public IReadOnlyList<SheetView> Sheets => [.. book.Rules.Sheets.Select(sheet => sheet.Show())];

    public ValueTask<IReadOnlyList<PlanView>> ListPlansAsync(Actor actor, CancellationToken cancellationToken) =>
        ledger.ReadAsync<IReadOnlyList<PlanView>>(async database =>
        {
            if (!actor.Reviews())
            {
                return [];
            }

            var plans = await database.SamplingPlans.OrderByDescending(row => row.MadeAt).Take(MostPlans).ToListAsync(cancellationToken);
            var ids = plans.Select(plan => plan.Id).ToList();
            var draws = (await database.CallDraws.Where(row => ids.Contains(row.PlanId)).OrderBy(row => row.Number).ToListAsync(cancellationToken)).ToLookup(row => row.PlanId);
            return [.. plans.Select(plan => Show(plan, draws[plan.Id]))];
        });

    public ValueTask<ActResult<PlanView>> PlanAsync(Actor actor, PlanForm form, CancellationToken cancellationToken)
    {
        if (!actor.Reviews())
        {
            return ValueTask.FromResult<ActResult<PlanView>>(ReviewSight.NoRight<PlanView>());
        }

        if (Errors(form) is { Count: > 0 } errors)
        {
            return ValueTask.FromResult<ActResult<PlanView>>(new ActResult<PlanView>.Invalid(errors));
        }

        var sheet = book.Rules.Newest(form.Sheet!)!;
        return ledger.WriteAsync<ActResult<PlanView>>(
            async database =>
            {
                var used = await database.SamplingPlans.AsNoTracking().Where(row => row.SheetId == sheet.Id && row.SheetVersion == sheet.Version)
                    .OrderBy(row => row.MadeAt).FirstOrDefaultAsync(cancellationToken);
                if (used is not null && !used.Sheet.SaysTheSameAs(sheet))
                {
                    return ReviewSight.NotAllowed<PlanView>("评分表内容已改而版本未变：请在 quality.yaml 中提高 version 后重新启动");
                }

                var plan = SamplingPlan.Of(form, sheet, actor, time.GetUtcNow());
                database.SamplingPlans.Add(plan);
                database.Audit.Add(AuditEntry.Of(actor, AuditEntry.QualityPlan, plan.Id.ToString(), plan.Name, plan.MadeAt));
                return ReviewSight.Done(Show(plan, []));
            },
            cancellationToken);
    }

    public async ValueTask<ActResult<DrawView>> DrawAsync(
        Actor actor, Guid planId, DateTimeOffset? from, DateTimeOffset? to, int? seed, CancellationToken cancellationToken)
    {
        if (!actor.Reviews())
        {
            return ReviewSight.NoRight<DrawView>();
        }

        if (from is not { } start || to is not { } end || start >= end || end - start > LongestStretch)
        {
            return new ActResult<DrawView>.Invalid(ActErrand.Error(from is null ? "from" : "to", $"请给出起止时间，最长{LongestStretch.TotalDays:0}天"));
        }

        (start, end) = (start.ToUniversalTime(), end.ToUniversalTime());
        var now = time.GetUtcNow();
        if (await ledger.ReadAsync(database => database.SamplingPlans.SingleOrDefaultAsync(row => row.Id == planId, cancellationToken)) is not { } plan)
        {
            return new ActResult<DrawView>.NotFound();
        }

        // Read before the write begins: a month of calls would keep other writers waiting.
        var found = await ledger.ReadAsync(database => CandidatesAsync(database, plan, start, end, now, cancellationToken));
        var sown = seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        return await ledger.WriteAsync(
            async database =>
            {
                var before = await database.CallDraws.CountAsync(row => row.PlanId == planId, cancellationToken);
                var drawn = await database.SampledCalls.Where(row => row.PlanId == planId).Select(row => row.ContactId).ToHashSetAsync(cancellationToken);
                var draw = CallDraw.Of(plan, before + 1, start, end, sown, actor, now);
                database.SampledCalls.AddRange(draw.Take(plan, [.. found.Where(call => !drawn.Contains(call.ContactId))]));
                database.CallDraws.Add(draw);
                database.Audit.Add(AuditEntry.Of(
                    actor,
                    AuditEntry.QualityDraw,
                    plan.Id.ToString(),
                    string.Create(CultureInfo.InvariantCulture, $"seed {sown}, {start.UtcDateTime:u}/{end.UtcDateTime:u}, {draw.Drawn} of {draw.Population}"),
                    now));
                return ReviewSight.Done(Show(draw));
            },
            cancellationToken);
    }

    public ValueTask<ActResult<DrawCheckView>> CheckDrawAsync(Actor actor, Guid drawId, CancellationToken cancellationToken) =>
        ledger.ReadAsync<ActResult<DrawCheckView>>(async database =>
        {
            if (!actor.Reviews() || await database.CallDraws.SingleOrDefaultAsync(row => row.Id == drawId, cancellationToken) is not { } draw)
            {
                return new ActResult<DrawCheckView>.NotFound();
            }

            var plan = await database.SamplingPlans.SingleAsync(row => row.Id == draw.PlanId, cancellationToken);
            var then = await database.SampledCalls.Where(row => row.DrawId == drawId).Select(row => row.ContactId).ToListAsync(cancellationToken);
            var before = await database.SampledCalls.Where(row => row.PlanId == plan.Id && row.DrawNumber < draw.Number)
                .Select(row => row.ContactId).ToHashSetAsync(cancellationToken);
            var population = (await CandidatesAsync(database, plan, draw.From, draw.To, draw.At, cancellationToken)).Where(call => !before.Contains(call.ContactId)).ToList();
            var now = Lot.Draw(population, draw.Seed, plan.Count, plan.PerAgent).Select(call => call.ContactId).ToList();
            List<Guid> missing = [.. then.Except(now)], added = [.. now.Except(then)];
            return ReviewSight.Done(new DrawCheckView(Show(draw), population.Count, missing.Count == 0 && added.Count == 0, missing, added));
        });

    // Talks that are over, whose recording could be heard then.
    private static async Task<List<Candidate>> CandidatesAsync(
        HotlineDbContext database, SamplingPlan plan, DateTimeOffset from, DateTimeOffset to, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var calls = database.Contacts.AsNoTracking().Where(row => (row.Medium == Medium.Phone || row.Medium == Medium.WebCall) && row.ArrivedAt >= from && row.ArrivedAt < to
            && row.AnsweredAt != null && row.EndedAt != null && row.AgentId != null
            && (plan.AgentId == null || row.AgentId == plan.AgentId)
            && (plan.SkillGroup == null || row.SkillGroup == plan.SkillGroup)
            && (plan.RatingAtMost == null || row.Rating <= plan.RatingAtMost));
        if (plan.Keyword is { } keyword)
        {
            var told = database.WithWords(database.Cases, keyword, ofUnit: null).Rows.SelectMany(row => row.Contacts).Select(link => link.ContactId);
            calls = calls.Where(row => told.Contains(row.Id));
        }

        var heard = database.Recordings.Where(row => row.Sealed && (row.DeletedAt == null || row.DeletedAt > at));
        return await calls.Join(heard, row => row.RecordingId, row => (Guid?)row.Id, (call, recording) => new Candidate(call.Id, recording.Id, call.AgentId!, call.ArrivedAt))
            .ToListAsync(cancellationToken);
    }

    private Dictionary<string, string[]> Errors(PlanForm form)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Refuse("name", form.Name?.Trim() is not { Length: > 0 and <= LongestText }, $"请填写名称，不超过{LongestText}字");
        Refuse("sheet", form.Sheet is not { } sheet || book.Rules.Newest(sheet) is null, "没有这个评分表");
        Refuse("ratingAtMost", form.RatingAtMost is < 1 or > 5, "评价为1至5");
        Refuse("keyword", form.Keyword is { } words && words.Trim().Length is < 2 or > LongestText, $"关键词为2至{LongestText}字");
        Refuse("agentId", form.AgentId?.Length > LongestText, $"不能超过{LongestText}字");
        Refuse("group", form.Group?.Length > LongestText, $"不能超过{LongestText}字");
        Refuse("count", form.Count is < 1 or > MostOfADraw, $"每次抽取1至{MostOfADraw}通");
        Refuse("doubleCount", form.DoubleCount is < 0 or > MostOfADraw, $"双人评分为0至{MostOfADraw}通");
        return errors;

        void Refuse(string field, bool wrong, string message)
        {
            if (wrong)
            {
                errors[field] = [message];
            }
        }
    }

    private static PlanView Show(SamplingPlan row, IEnumerable<CallDraw> draws) => new(
        row.Id, row.Name, row.Sheet.Show(), row.AgentId, row.SkillGroup, row.RatingAtMost, row.Keyword, row.PerAgent, row.Count, row.DoubleCount, row.MadeAt, row.MadeBy, [.. draws.Select(Show)]);

    private static DrawView Show(CallDraw row) => new(row.Id, row.Number, row.From, row.To, row.Seed, row.Population, row.Drawn, row.At, row.By);
}
