using Hotline.Cases.Casework;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Hotline.Cases.Supervision;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Urging and supervising: load, decide, save.</summary>
internal sealed class SupervisionDesk(Ledger ledger, RuleBook book, TimeProvider time) : ISupervisionDesk
{
    public ValueTask<SupervisionFileView?> FindAsync(Actor actor, string caseNumber, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database => await LoadAsync(database, actor, caseNumber, cancellationToken) is { } loaded
            ? await ShowAsync(database, loaded.Case, loaded.Records, loaded.Instructions, actor, cancellationToken)
            : null);

    public ValueTask<ActResult<SupervisionFileView>> ActAsync(
        Actor actor, string idempotencyKey, string caseNumber, SupervisionDeed deed, CancellationToken cancellationToken) =>
        ledger.WriteAsync(database => ActAsync(database, actor, idempotencyKey, caseNumber, deed, cancellationToken), cancellationToken);

    public ValueTask<PageOf<SupervisionRecordView>> ListAsync(Actor actor, SupervisionQuery query, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var rows = database.SupervisionRecords.Seen(actor);
            if (query.Kind is { } kind)
            {
                rows = rows.Where(row => row.Kind == kind);
            }

            if (query.Open is { } open)
            {
                rows = rows.Where(row => row.Kind == SupervisionKind.Supervise && row.EndedAt == null == open);
            }

            if (query.UnitId is { } unit)
            {
                rows = rows.Where(row => row.UnitId == unit);
            }

            if (query.Cause is { } name)
            {
                rows = Names<SupervisionCause>.TryParse(name, out var cause) ? rows.Where(row => row.Cause == cause) : rows.Where(row => false);
            }

            var (found, page) = await rows.OrderByDescending(row => row.At).ThenBy(row => row.Id).TakeAsync(query.Page, query.Size, cancellationToken, rows);
            var veils = await database.VeilsAsync([.. found.Select(row => row.CaseId)], actor, book, cancellationToken);
            return page.Of<SupervisionRecordView>([.. found.Select(row => Over(row.Show(), veils.GetValueOrDefault(row.CaseId) ?? Veil.None))]);
        });

    private static SupervisionRecordView Over(SupervisionRecordView row, Veil veil) => row with { Text = veil.Over(row.Text), Conclusion = veil.OverAny(row.Conclusion) };

    private async Task<ActResult<SupervisionFileView>> ActAsync(
        HotlineDbContext database, Actor actor, string key, string caseNumber, SupervisionDeed deed, CancellationToken cancellationToken)
    {
        if (await LoadAsync(database, actor, caseNumber, cancellationToken) is not { } loaded)
        {
            return new ActResult<SupervisionFileView>.NotFound();
        }

        var (concerned, records, instructions) = loaded;
        var rules = book.Of(concerned);
        var errand = new SupervisionErrand(concerned, records, instructions, actor, deed, new Occasion(rules, Author.Of(actor), time.GetUtcNow()));
        var once = new OnceOnly(actor, key, $"{caseNumber}/supervision/{errand.Kind}", deed);
        if (await once.BeforeAsync(database, () => ShowAsync(database, concerned, records, instructions, actor, cancellationToken), cancellationToken) is { } answered)
        {
            return answered;
        }

        var refusal = errand.Refusal;
        if (refusal is not { Code: ActTable.NoRight } && errand.Errors is { Count: > 0 } errors)
        {
            return new ActResult<SupervisionFileView>.Invalid(errors);
        }

        if (refusal is not null)
        {
            return new ActResult<SupervisionFileView>.NotAllowed(refusal.Code, refusal.Clause, refusal.Reason, [])
            {
                Supervision = SupervisionTable.Allowed(concerned, records, instructions, actor, rules),
            };
        }

        if (errand.Do() is { } added)
        {
            database.SupervisionRecords.Add(added);
            records.Add(added);
        }

        if (errand.Instruction is { } instruction)
        {
            database.Instructions.Add(instruction);
            instructions.Add(instruction);
        }

        once.Keep(database, caseNumber, time.GetUtcNow());
        return new ActResult<SupervisionFileView>.Done(await ShowAsync(database, concerned, records, instructions, actor, cancellationToken), Repeated: false);
    }

    /// <summary>The case and its records; null where this person may know of neither.</summary>
    private async Task<(Case Case, List<SupervisionRecord> Records, List<LeaderInstruction> Instructions)?> LoadAsync(HotlineDbContext database, Actor actor, string caseNumber, CancellationToken cancellationToken)
    {
        if (await database.Cases.ForDecision().SingleOrDefaultAsync(row => row.Number == caseNumber, cancellationToken) is not { } found)
        {
            return null;
        }

        var records = await database.RecordsOfAsync(found, cancellationToken);
        return actor.Sees(found) || SupervisionTable.Concerns(actor, found, records, book.Of(found))
            ? (found, records, await database.Instructions.Where(row => row.CaseId == found.Id).OrderBy(row => row.EnteredAt).ToListAsync(cancellationToken))
            : null;
    }

    private async Task<SupervisionFileView> ShowAsync(
        HotlineDbContext database, Case found, List<SupervisionRecord> records, List<LeaderInstruction> instructions, Actor actor, CancellationToken cancellationToken)
    {
        var rules = book.Of(found);
        var climbs = await database.Climbs.AsNoTracking().Where(row => row.CaseId == found.Id).OrderBy(row => row.StartedAt).ToListAsync(cancellationToken);
        var urged = await database.History.AsNoTracking().Where(row => row.CaseId == found.Id && row.Act == "urge" && EF.Functions.Like(row.Detail, "诉求人%"))
            .OrderBy(row => row.Seq).ToListAsync(cancellationToken);
        var letters = await database.Letters.AsNoTracking().Where(row => row.CaseId == found.Id).OrderBy(row => row.IssuedAt).ToListAsync(cancellationToken);
        var veil = (await Veil.OverAsync(database, [found], actor, book, cancellationToken)).GetValueOrDefault(found.Id) ?? Veil.None;
        return new SupervisionFileView
        {
            CaseNumber = found.Number,
            Supervised = found.Supervised,
            Records = [.. records.OrderBy(row => row.At).ThenBy(row => row.Id).Select(row => Over(row.Show(), veil))],
            Instructions = [.. instructions.Select(row => row.Show()).Select(row => row with { Text = veil.Over(row.Text), Report = veil.OverAny(row.Report) })],
            Letters = [.. letters.Select(row => LetterDesk.Over(row.Show(), veil))],
            RequesterUrges = [.. urged.Select(row => new RequesterUrgeView(row.At, veil.Over(row.Detail)))],
            Ladders = [.. climbs.Select(row => row.Show(rules))],
            Causes = [.. rules.Policy.Triggers.Select(trigger => new SupervisionCauseView(Names<SupervisionCause>.Text(trigger.Cause), trigger.Name, trigger.Clause.Id))],
            Acts = SupervisionTable.Allowed(found, records, instructions, actor, rules),
        };
    }
}

/// <summary>Which records a person sees in lists.</summary>
internal static class SupervisionSight
{
    public static IQueryable<SupervisionRecord> Seen(this IQueryable<SupervisionRecord> rows, Actor actor) =>
        actor.SeesAllCases() ? rows
        : actor.Is(Role.Handler) && actor.UnitId is { } unit ? rows.Where(row => row.UnitId == unit || row.OfficeId == unit)
        : rows.Where(row => false);

    public static IQueryable<Letter> Seen(this IQueryable<Letter> rows, Actor actor) =>
        actor.SeesAllCases() ? rows
        : actor.Is(Role.Handler) && actor.UnitId is { } unit ? rows.Where(row => row.UnitId == unit || row.OfficeId == unit)
        : rows.Where(row => false);

    /// <summary>What is put over the texts about cases whose requester is masked from this person.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Veil>> VeilsAsync(
        this HotlineDbContext database, IReadOnlyList<Guid> caseIds, Actor actor, RuleBook book, CancellationToken cancellationToken) => actor.SeesAllCases() || caseIds.Count == 0
        ? new Dictionary<Guid, Veil>()
        : await Veil.OverAsync(database, await database.Cases.AsNoTracking().Where(row => caseIds.Contains(row.Id)).ToListAsync(cancellationToken), actor, book, cancellationToken);
}
