using Hotline.Cases.Calendar;
using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Storage;
using Hotline.Cases.Supervision;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>督办台账: load, decide, save.</summary>
internal sealed class LetterDesk(Ledger ledger, RuleBook book, TimeProvider time) : ISupervisionLedger
{
    private const int MostExported = 10_000;

    public IReadOnlyList<LetterKindView> Kinds =>
        [.. book.Rules.Policy.Documents.Select(kind => new LetterKindView(kind.Name, kind.Numbered, kind.BeforeLimit, kind.Limit is not null, kind.StrikeOff, kind.Clause.Id))];

    public ValueTask<ActResult<LetterView>> IssueAsync(Actor actor, string idempotencyKey, LetterForm form, CancellationToken cancellationToken) =>
        ledger.WriteAsync(database => IssueAsync(database, actor, idempotencyKey, form, cancellationToken), cancellationToken);

    public ValueTask<ActResult<LetterView>> ReplyAsync(Actor actor, string idempotencyKey, Guid letterId, string? text, CancellationToken cancellationToken) =>
        ChangeAsync(
            actor,
            idempotencyKey,
            letterId,
            (Act: AuditEntry.LetterReply, Words: "答复", Text: text),
            letter => actor.Is(Role.Handler) && actor.UnitId == letter.UnitId ? letter.StruckOffAt is not null ? Barred("已销号", letter) : letter.RepliedAt is not null ? Barred("已经答复", letter) : null
                : new(ActTable.NoRight, "只有主送单位可以答复", letter.Clause),
            string.IsNullOrWhiteSpace(text) || text.Length > Letter.LongestBody ? ActErrand.Error("text", $"请填写答复，不超过{Letter.LongestBody}字") : null,
            (letter, occasion) => letter.Answer(text!.Trim(), occasion),
            cancellationToken);

    public ValueTask<ActResult<LetterView>> StrikeOffAsync(Actor actor, string idempotencyKey, Guid letterId, string? note, CancellationToken cancellationToken) =>
        ChangeAsync(
            actor,
            idempotencyKey,
            letterId,
            (Act: AuditEntry.LetterStrikeOff, Words: "销号", Text: note),
            letter => !IsIssuer(actor, letter) ? new(ActTable.NoRight, "只有制发单位可以销号", letter.Clause)
                : !letter.StrikesOff ? Barred("这种文书不需要销号", letter)
                : letter.StruckOffAt is not null ? Barred("已销号", letter)
                : letter.Due is not null && letter.RepliedAt is null ? Barred("尚未答复，不能销号", letter) : null,
            note?.Length > Letter.LongestNote ? ActErrand.Error("note", $"不能超过{Letter.LongestNote}字") : null,
            (letter, occasion) => letter.StrikeOff(string.IsNullOrWhiteSpace(note) ? null : note.Trim(), occasion),
            cancellationToken);

    public ValueTask<LetterView?> FindAsync(Actor actor, Guid letterId, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database => await database.Letters.Seen(actor).SingleOrDefaultAsync(row => row.Id == letterId, cancellationToken) is { } found
            ? (await ShowAsync(database, [found], actor, cancellationToken))[0]
            : null);

    public ValueTask<PageOf<LetterView>> ListAsync(Actor actor, LetterQuery query, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var rows = Matching(database, actor, query);
            var (found, page) = await rows.OrderByDescending(row => row.IssuedAt).ThenBy(row => row.Id).TakeAsync(query.Page, query.Size, cancellationToken, rows);
            return page.Of(await ShowAsync(database, found, actor, cancellationToken));
        });

    public async ValueTask<string> ExportAsync(Actor actor, LetterQuery query, CancellationToken cancellationToken) =>
        await ledger.WriteAsync(
            async database =>
            {
                var rows = await Matching(database, actor, query).AsNoTracking().OrderByDescending(row => row.IssuedAt).ThenBy(row => row.Id).Take(MostExported).ToListAsync(cancellationToken);
                database.Audit.Add(AuditEntry.Of(actor, AuditEntry.LettersExport, "letters", $"导出{rows.Count}条", time.GetUtcNow()));
                return LetterTable.Write(await ShowAsync(database, rows, actor, cancellationToken));
            },
            cancellationToken);

    /// <summary>An entry with nothing in it that would name a masked requester.</summary>
    public static LetterView Over(LetterView row, Veil veil) => row with
    {
        Title = veil.Over(row.Title), Body = veil.Over(row.Body), Reply = veil.OverAny(row.Reply), StrikeOffNote = veil.OverAny(row.StrikeOffNote),
    };

    private async Task<ActResult<LetterView>> IssueAsync(HotlineDbContext database, Actor actor, string key, LetterForm form, CancellationToken cancellationToken)
    {
        var number = form.CaseNumber?.Trim();
        var concerned = string.IsNullOrEmpty(number) ? null : await database.Cases.ForDecision().SingleOrDefaultAsync(row => row.Number == number, cancellationToken);
        var records = concerned is null ? [] : await database.RecordsOfAsync(concerned, cancellationToken);
        var rules = concerned is null ? book.Rules : book.Of(concerned);
        if (concerned is not null && !actor.Sees(concerned) && !SupervisionTable.Concerns(actor, concerned, records, rules))
        {
            concerned = null;
        }

        var (now, once) = (time.GetUtcNow(), new OnceOnly(actor, key, "letter/issue", form));
        if (await database.HandledAsync(actor.Id, key, cancellationToken) is { } handled && Guid.TryParse(handled.CaseNumber, out var before)
            && await database.Letters.SingleOrDefaultAsync(row => row.Id == before, cancellationToken) is { } known)
        {
            return (await once.BeforeAsync(database, async () => (await ShowAsync(database, [known], actor, cancellationToken))[0], cancellationToken))!;
        }

        if (await once.BeforeAsync<LetterView>(database, () => throw new InvalidOperationException("A letter is always found by its key."), cancellationToken) is { } answered)
        {
            return answered;
        }

        if (LetterRules.Check(form, concerned, rules, now) is { Count: > 0 } errors)
        {
            return new ActResult<LetterView>.Invalid(errors);
        }

        var (kind, unit) = (LetterRules.Kind(form.Kind, rules)!, LetterRules.Addressee(form, concerned, rules)!);
        var supervised = records.Any(record => record.Open);
        if (LetterRules.Refusal(kind, concerned, unit.Id, supervised, actor, rules) is { } refusal)
        {
            return new ActResult<LetterView>.NotAllowed(refusal.Code, refusal.Clause, refusal.Reason, []) { Supervision = Allowed(concerned, records, actor) };
        }

        var occasion = new Occasion(rules, Author.Of(actor), now);
        var year = ChinaTime.Day(now).Year;
        var office = Overseers.OfficeOf(actor, rules);
        var letter = Letter.Of(kind, (year, kind.Numbered ? await database.NextLetterAsync(kind.Name, year, cancellationToken) : null), concerned, unit, office, form, occasion);
        database.Letters.Add(letter);
        if (concerned is not null && LetterRules.Put(concerned, kind, letter, office, supervised, occasion) is { } record)
        {
            database.SupervisionRecords.Add(record);
        }

        database.Audit.Add(AuditEntry.Of(actor, AuditEntry.LetterIssue, letter.Id.ToString(), letter.Name, now));
        once.Keep(database, letter.Id.ToString(), now);
        return new ActResult<LetterView>.Done((await ShowAsync(database, [letter], actor, cancellationToken))[0], Repeated: false);
    }

    private ValueTask<ActResult<LetterView>> ChangeAsync(
        Actor actor,
        string key,
        Guid letterId,
        (string Act, string Words, string? Text) asked,
        Func<Letter, ActRefusal?> refuse,
        Dictionary<string, string[]>? errors,
        Action<Letter, Occasion> change,
        CancellationToken cancellationToken) =>
        ledger.WriteAsync<ActResult<LetterView>>(
            async database =>
            {
                if (await database.Letters.Seen(actor).SingleOrDefaultAsync(row => row.Id == letterId, cancellationToken) is not { } letter)
                {
                    return new ActResult<LetterView>.NotFound();
                }

                var once = new OnceOnly(actor, key, $"{asked.Act}/{letterId:N}", new { text = asked.Text });
                if (await once.BeforeAsync(database, async () => (await ShowAsync(database, [letter], actor, cancellationToken))[0], cancellationToken) is { } answered)
                {
                    return answered;
                }

                var refusal = refuse(letter);
                if (refusal is not { Code: ActTable.NoRight } && errors is not null)
                {
                    return new ActResult<LetterView>.Invalid(errors);
                }

                var concerned = letter.CaseId is { } caseId ? await database.Cases.ForDecision().SingleAsync(row => row.Id == caseId, cancellationToken) : null;
                if (refusal is not null)
                {
                    var records = concerned is null ? [] : await database.RecordsOfAsync(concerned, cancellationToken);
                    return new ActResult<LetterView>.NotAllowed(refusal.Code, refusal.Clause, refusal.Reason, []) { Supervision = Allowed(concerned, records, actor) };
                }

                var occasion = new Occasion(concerned is null ? book.Rules : book.Of(concerned), Author.Of(actor), time.GetUtcNow());
                change(letter, occasion);
                concerned?.Record(occasion, asked.Act, $"{letter.Name}{asked.Words}{(string.IsNullOrWhiteSpace(asked.Text) ? "" : $"：{asked.Text.Trim()}")}", letter.Clause, moves: false);
                database.Audit.Add(AuditEntry.Of(actor, asked.Act, letter.Id.ToString(), letter.Name, occasion.At));
                once.Keep(database, letter.Id.ToString(), occasion.At);
                return new ActResult<LetterView>.Done((await ShowAsync(database, [letter], actor, cancellationToken))[0], Repeated: false);
            },
            cancellationToken);

    /// <summary>What this person may do about the case's supervision instead.</summary>
    private IReadOnlyList<SupervisionActView> Allowed(Case? concerned, IReadOnlyList<SupervisionRecord> records, Actor actor) =>
        concerned is null ? [] : SupervisionTable.Allowed(concerned, records, [], actor, book.Of(concerned));

    private static bool IsIssuer(Actor actor, Letter letter) => actor.Id == letter.IssuedById
        || (letter.OfficeId is { } office ? actor.UnitId == office && actor.Is(Role.Handler, Role.Supervisor) : actor.Is(Role.ShiftLeader, Role.Dispatcher));

    private static ActRefusal Barred(string reason, Letter letter) => new(ActTable.NotAllowed, reason, letter.Clause);

    private static IQueryable<Letter> Matching(HotlineDbContext database, Actor actor, LetterQuery query) => database.Letters.Seen(actor).Where(row =>
        (query.Kind == null || row.Kind == query.Kind)
        && (query.Year == null || row.Year == query.Year)
        && (query.UnitId == null || row.UnitId == query.UnitId)
        && (query.CaseNumber == null || row.CaseNumber == query.CaseNumber)
        && (!query.Late || row.LateAt != null || row.RepliedAt > row.Due)
        && (query.State == null
            || (query.State == LetterState.Issued && row.RepliedAt == null && row.StruckOffAt == null)
            || (query.State == LetterState.Replied && row.RepliedAt != null && row.StruckOffAt == null)
            || (query.State == LetterState.StruckOff && row.StruckOffAt != null)));

    private async Task<IReadOnlyList<LetterView>> ShowAsync(HotlineDbContext database, IReadOnlyList<Letter> rows, Actor actor, CancellationToken cancellationToken)
    {
        var veils = await database.VeilsAsync([.. rows.Select(row => row.CaseId).OfType<Guid>()], actor, book, cancellationToken);
        return [.. rows.Select(row => Over(row.Show(), row.CaseId is { } id ? veils.GetValueOrDefault(id) ?? Veil.None : Veil.None))];
    }
}
