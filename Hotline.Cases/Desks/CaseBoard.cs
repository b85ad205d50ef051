using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>What people see.</summary>
internal sealed class CaseBoard(Ledger ledger, RuleBook book, CaseReader reader, HistoryAudit audit, RowAudit rowAudit, TimeProvider time) : ICaseBoard
{
    private const int MostRows = 500;
    private const int MostEarlier = 20;

    private (CaseRules Rules, IReadOnlyList<CategoryView> Views)? categories;

    public CityView City => new(book.Rules.City.Name, new PolicyRef(book.Rules.Policy.Id, book.Rules.Policy.Title), book.Rules.City.Sample, book.Rules.City.English);

    /// <summary>Worked out once per version in force.</summary>
    public IReadOnlyList<CategoryView> Categories
    {
        get
        {
            var rules = book.Rules;
            if (categories is { } known && known.Rules == rules)
            {
                return known.Views;
            }

            var views = CategoryViews.Of(rules);
            categories = (rules, views);
            return views;
        }
    }

    public IReadOnlyList<UnitView> Units => book.Rules.Units.All;

    public SuggestionView? Suggest(string categoryCode, string? place, SuggestionFacts? facts = null)
    {
        var rules = book.Rules;
        var type = rules.Type(facts?.RequestType) ?? RequestType.Complaint;
        return rules.KnowsCategory(categoryCode)
            ? rules.Suggest(new Locus(rules.Facts(type, facts?.Hazard ?? false, categoryCode), place, MapPoint.Of(facts?.Longitude, facts?.Latitude), facts?.Fine))
            : null;
    }

    public GroundsView Grounds => GroundViews.Of(book.Rules.Policy);

    public ValueTask<SimilarView> FindSimilarAsync(Actor actor, SimilarQuery query, CancellationToken cancellationToken) =>
        ledger.ReadAsync(database => database.FindSimilarAsync(actor, query, book.Rules, time.GetUtcNow(), cancellationToken));

    public ValueTask<PageOf<CaseSummary>> ListCasesAsync(Actor actor, CaseQuery query, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var now = time.GetUtcNow();
            var (rows, ordered) = await database.ListAsync(query, actor, book.Rules, now, cancellationToken);
            var (found, page) = await ordered.TakeAsync(query.Page, query.Size, cancellationToken, rows);
            return page.Of(await database.ShowAsync(found, now, cancellationToken, await Veil.OverAsync(database, found, actor, book, cancellationToken), toUnit: !actor.SeesAllCases()));
        });

    public ValueTask<CaseView?> FindCaseAsync(Actor actor, string caseNumber, CancellationToken cancellationToken) =>
        reader.FindAsync(actor, caseNumber, cancellationToken);

    public ValueTask<PageOf<ContactSummary>> ListContactsAsync(Actor actor, ContactQuery query, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var rows = database.Contacts.Where(row => actor.SeesContacts());
            if (query.Number is { } number)
            {
                var key = PhoneNumber.Key(number);
                rows = rows.Where(row => row.NumberKey == key);
            }

            if (query.Mine)
            {
                rows = rows.Where(row => row.AgentId != null && row.AgentId == actor.AgentId);
            }

            var (found, page) = await rows.OrderByDescending(row => row.ArrivedAt).TakeAsync(query.Page, query.Size, cancellationToken);
            return page.Of(await database.ShowAsync(found, maskNumber: false, cancellationToken));
        });

    public ValueTask<ContactView?> FindContactAsync(Actor actor, Guid contactId, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var contact = actor.SeesContacts() ? await database.Contacts.SingleOrDefaultAsync(row => row.Id == contactId, cancellationToken) : null;
            return contact is null ? null : await ShowAsync(database, contact, cancellationToken);
        });

    public ValueTask<IReadOnlyList<TaskView>> ListTasksAsync(Actor actor, TaskState? state, CancellationToken cancellationToken) =>
        ledger.ReadAsync<IReadOnlyList<TaskView>>(async database =>
        {
            var kinds = actor.TaskKinds();
            var rows = await database.Tasks.Where(row => kinds.Contains(row.Kind) && (state == null || row.State == state))
                .Join(database.Cases, task => task.CaseId, found => found.Id, (task, found) => new { task, found })
                .OrderBy(row => row.task.State == TaskState.Done).ThenBy(row => row.task.CreatedAt).Take(MostRows).ToListAsync(cancellationToken);
            return [.. rows.Select(row => CaseReader.Show(row.task, row.found, actor, book.Of(row.found)))];
        });

    public ValueTask<IReadOnlyList<NoticeView>> ListNoticesAsync(Actor actor, NoticeState? state, string? caseNumber, CancellationToken cancellationToken) =>
        ledger.ReadAsync<IReadOnlyList<NoticeView>>(async database =>
        {
            var rows = await database.Notices
                .Where(row => actor.SeesAllCases() && (state == null || row.State == state) && (caseNumber == null || row.CaseNumber == caseNumber))
                .OrderByDescending(row => row.CreatedAt).Take(MostRows).ToListAsync(cancellationToken);
            return [.. rows.Select(row => new NoticeView(
                row.Id,
                row.Kind,
                row.CaseNumber,
                row.Medium,
                actor.SeesReceivers() ? row.To : ContactAddress.Mask(row.To),
                row.Text,
                row.State,
                row.Reason,
                row.Attempts,
                row.CreatedAt,
                row.SentAt))];
        });

    public ValueTask<PageOf<RecordingSummary>> ListRecordingsAsync(Actor actor, RecordingQuery query, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var matching = database.Recordings.HeardBy(actor).Matching(query, database);
            var rows = query.WorstSoundFirst
                ? matching.Where(row => row.Opinion != null).OrderBy(row => row.Opinion).ThenByDescending(row => row.StartedAt)
                : matching.OrderByDescending(row => row.StartedAt);
            var (found, page) = await rows.TakeAsync(query.Page, query.Size, cancellationToken);
            return page.Of(await database.ShowAsync(found, cancellationToken));
        });

    public ValueTask<PageOf<AuditView>> ListAuditAsync(Actor actor, AuditQuery query, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var allowed = actor.Is(Role.Supervisor, Role.Admin);
            var rows = database.Audit
                .Where(row => allowed && (query.Act == null || row.Act == query.Act) && (query.Subject == null || row.Subject == query.Subject))
                .OrderByDescending(row => row.At);
            var (found, page) = await rows.TakeAsync(query.Page, query.Size, cancellationToken);
            return page.Of<AuditView>([.. found.Select(row => new AuditView(row.At, row.Actor, row.Act, row.Subject, row.Reason))]);
        });

    public IAsyncEnumerable<HistoryFault> VerifyHistoriesAsync(CancellationToken cancellationToken) => audit.VerifyAsync(cancellationToken);

    public IAsyncEnumerable<RowFault> VerifyRowsAsync(CancellationToken cancellationToken) => rowAudit.VerifyAsync(cancellationToken);

    private async Task<ContactView> ShowAsync(HotlineDbContext database, Contact contact, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var summary = (await database.ShowAsync([contact], maskNumber: false, cancellationToken))[0];
        var own = await database.Cases.Where(row => row.Contacts.Any(link => link.ContactId == contact.Id)).OrderBy(row => row.Number).ToListAsync(cancellationToken);
        var keys = await database.KeysOfAsync(contact, cancellationToken);
        var contacts = keys.Count == 0 ? [] : await database.Contacts.Where(row => keys.Contains(row.NumberKey) && row.Id != contact.Id)
            .OrderByDescending(row => row.ArrivedAt).Take(MostEarlier).ToListAsync(cancellationToken);
        var cases = keys.Count == 0 ? [] : await database.Cases
            .Where(row => (keys.Contains(row.RequesterPhoneKey) || database.Contacts.Any(brought => brought.Id == row.ContactId && keys.Contains(brought.NumberKey)))
                && !row.Contacts.Any(link => link.ContactId == contact.Id))
            .OrderByDescending(row => row.RegisteredAt).Take(MostEarlier).ToListAsync(cancellationToken);
        return new ContactView
        {
            Id = contact.Id,
            Medium = contact.Medium,
            Number = contact.Number,
            ArrivedAt = contact.ArrivedAt,
            AnsweredAt = contact.AnsweredAt,
            EndedAt = contact.EndedAt,
            AgentId = contact.AgentId,
            CaseNumbers = summary.CaseNumbers,
            CalledNumber = contact.CalledNumber,
            CallId = contact.CallId,
            Subject = contact.Subject,
            Text = contact.Text,
            Ending = contact.Ending,
            RecordingId = contact.RecordingId,
            RegisterBy = RegisterBy(contact),
            Cases = await database.ShowAsync(own, now, cancellationToken),
            Refusals = [.. (await database.Refusals.Where(row => row.ContactId == contact.Id).OrderBy(row => row.At).ToListAsync(cancellationToken)).Select(RefusalDesk.Show)],
            Earlier = new EarlierView(
                await database.ShowAsync(contacts, maskNumber: false, cancellationToken), await database.ShowAsync(cases, now, cancellationToken)),
        };
    }

    /// <summary>Shown for every contact, since any may turn out to be a hazard; it binds where the case is marked as one.</summary>
    private CountdownView? RegisterBy(Contact contact)
    {
        if (contact.ReachedAt is not { } reached || book.Rules.HazardRegistration is not { } rule)
        {
            return null;
        }

        var calendar = book.Rules.Calendar;
        var clock = CaseClock.Start(rule, reached, calendar);
        return new CountdownView(
            clock.Due.ToUniversalTime(),
            [.. Enumerable.Range(0, clock.WarningCount).Select(index => clock.WarningAt(index, calendar).ToUniversalTime()).Order()]);
    }
}
