using System.Text.Json;
using Hotline.Cases.Casework;
using Hotline.Cases.Deadlines;
using Hotline.Cases.Notices;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>A case as one person may see it.</summary>
internal sealed class CaseReader(Ledger ledger, RuleBook book, TimeProvider time)
{
    public ValueTask<CaseView?> FindAsync(Actor actor, string caseNumber, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var found = await database.Cases.ForDecision().Include(row => row.History)
                .VisibleTo(actor, database).SingleOrDefaultAsync(row => row.Number == caseNumber, cancellationToken);
            return found is null ? null : await ShowAsync(database, found, actor, cancellationToken);
        });

    /// <summary>A case that was just registered, as it stands in memory.</summary>
    public ValueTask<CaseView> ShowNewAsync(Case opened, string? rectification, Actor actor, CancellationToken cancellationToken) => opened.Contacts.Count == 0
        ? new(Show(opened, actor, [], [], null, [], null, rectification))
        : ledger.ReadAsync(database => ShowAsync(database, opened, actor, cancellationToken));

    private async Task<CaseView> ShowAsync(HotlineDbContext database, Case found, Actor actor, CancellationToken cancellationToken)
    {
        var contacts = await database.Contacts
            .Where(row => database.CaseContacts.Any(link => link.CaseId == found.Id && link.ContactId == row.Id))
            .OrderBy(row => row.ArrivedAt).ToListAsync(cancellationToken);
        var contactIds = contacts.Select(row => row.Id).ToList();
        var recordings = contactIds.Count == 0
            ? []
            : await database.Recordings.HeardBy(actor).Where(row => contactIds.Contains(row.ContactId)).OrderBy(row => row.StartedAt).ToListAsync(cancellationToken);
        var (rules, now) = (book.Of(found), time.GetUtcNow());
        var revealed = Masking.RevealedUntil(found, actor, rules, now);
        var veil = actor.IsMasked(found, rules) && revealed is null ? Veil.Of(found, contacts.Select(row => row.Number)) : null;
        var view = Show(
            found,
            actor,
            await database.ShowAsync(contacts, maskNumber: veil is not null, cancellationToken),
            await database.ShowAsync(recordings, cancellationToken),
            await MergeAsync(database, found, cancellationToken),
            await database.Notices.Where(row => row.CaseId == found.Id && row.Kind == OutboxNotice.UnitKind).OrderBy(row => row.CreatedAt)
                .Select(row => new UnitMessageView(row.Id, row.Text, row.State, row.CreatedAt, row.SentAt)).ToListAsync(cancellationToken),
            actor.SeesAllCases() && found.UnitId is { } unit ? await database.GroundlessReturnsAsync(unit, time.GetUtcNow().AddMonths(-12), cancellationToken) : null,
            found.RectificationId is { } group
                ? await database.Rectifications.Where(row => row.Id == group).Select(row => row.Number).SingleAsync(cancellationToken)
                : null);
        if (book.Peers.Count > 0)
        {
            view = view with { Exchanges = await ExchangesAsync(database, found, cancellationToken) };
        }

        return veil?.Over(view) ?? (revealed is { } until
            ? view with { Requester = new(found.RequesterName, found.RequesterPhone, Masked: false) { Reveal = new(until, Masking.Watermark(found, actor, rules, now)) } }
            : view);
    }

    private async Task<List<CaseExchangeView>> ExchangesAsync(HotlineDbContext database, Case found, CancellationToken cancellationToken)
    {
        var links = await database.ExchangeLinks.Where(row => row.CaseId == found.Id).OrderBy(row => row.OpenedAt).ToListAsync(cancellationToken);
        return links.ConvertAll(row => new CaseExchangeView(
            row.Peer, book.Peers.FirstOrDefault(peer => peer.Name == row.Peer)?.Title ?? row.Peer, row.Above, row.PeerNumber, row.EndedAt));
    }

    private CaseView Show(
        Case found, Actor actor, IReadOnlyList<ContactSummary> contacts, IReadOnlyList<RecordingSummary> recordings, MergeView? merge, IReadOnlyList<UnitMessageView> messages, int? groundless, string? rectification)
    {
        var (rules, now) = (book.Of(found), time.GetUtcNow());
        var (insider, named) = (actor.SeesAllCases(), !actor.IsMasked(found, rules));
        return new CaseView
        {
            Number = found.Number,
            State = found.State,
            RequestType = Code(found.RequestType),
            Category = new CategoryRef(found.CategoryCode, found.CategoryPath),
            Place = found.Place,
            Text = found.Text,
            Hazard = found.Hazard,
            Supervised = found.Supervised,
            Confidential = found.Confidential,
            AgainstUnit = rules.Units.Ref(found.AgainstUnitId),
            RegisteredAt = found.RegisteredAt,
            Unit = RowViews.UnitOf(found),
            NextDue = found.Countdowns.Where(clock => clock.Open && (insider || !clock.OfObjection)).MinBy(clock => clock.Due) is { } next
                ? RowViews.NextDue(next.Name, next.Due, next.LateAfter, now)
                : null,
            Version = found.Version,
            Requester = named ? new RequesterView(found.RequesterName, found.RequesterPhone, Masked: false) : new RequesterView(null, null, Masked: true),
            Contacts = contacts,
            Clocks = [.. found.Countdowns.Where(row => insider || !row.OfObjection).OrderBy(row => row.StartedAt).ThenBy(row => row.Due).Select(Show)],
            Assignments = [.. found.Assignments.OrderBy(row => row.Seq).Select(Show)],
            Reply = found.ReplyText is { } text
                ? new ReplyView(text, found.ReplyOutcome!.Value, found.ReplyAt!.Value, found.ReplyBy!, found.Citations)
                : null,
            Outcome = found.Outcome,
            Survey = insider && found.CurrentSurvey is { } survey ? new SurveyView(
                survey.State, survey.AskedAt, survey.Answer, survey.AnsweredAt, survey.Contacted, survey.Solved, survey.UnitAtFault) : null,
            Tasks = insider ? [.. found.Tasks.OrderBy(row => row.CreatedAt).Select(task => Show(task, found, actor, rules))] : [],
            Recordings = recordings,
            History = [.. found.History.OrderBy(row => row.Seq).Where(actor.SeesHistory).Select(Show)],
            Acts = ActTable.Allowed(found, actor, rules, now),
            Policy = new PolicyVersionRef(rules.Policy.Id, rules.Policy.Version, rules.Policy.Title),
            Complexity = found.Complexity is { } complexity ? Names<Complexity>.Text(complexity) : null,
            Limits = [.. found.Limits.Select(Show)],
            Requests = [.. found.Requests.OrderBy(row => row.AskedAt).ThenBy(row => row.DecidedAt is null).Select(row => Show(row, rules))],
            Held = [.. Holdings.Attribute(found, rules, now).Select(held => new HeldView(
                held.Unit == Holdings.Hotline ? null : found.Assignments.Where(row => row.UnitId == held.Unit).Select(row => new UnitRef(row.UnitId, row.UnitName)).Last(),
                (long)held.Elapsed.TotalSeconds,
                (long)held.Office.TotalSeconds))],
            Extension = Extending.Window(found, longCycle: false, rules) is { } extension
                ? new ExtensionView(extension.Until.ToUniversalTime(), extension.MaxTimes, Extending.Granted(found, longCycle: false), extension.MaxDue?.ToUniversalTime(), extension.Clause.Id)
                : null,
            Return = found.State is CaseState.Dispatched or CaseState.Signed && Returning.Window(found, rules) is { } giveBack
                ? new ReturnView(giveBack.Until.ToUniversalTime(), giveBack.Clause.Id)
                : null,
            Merge = merge,
            Rectification = rectification,
            CoHandlers = [.. found.CoHandlings.Where(row => row.Above is null).OrderBy(row => row.AskedAt).ThenBy(row => row.UnitId, StringComparer.Ordinal).Select(row => row.Show(now))],
            Delegations = [.. found.CoHandlings.Where(row => row.Above is not null).OrderBy(row => row.AskedAt).ThenBy(row => row.UnitId, StringComparer.Ordinal).Select(row => row.ShowDelegation(now))],
            Adjudications = [.. found.Adjudications.OrderBy(row => row.OpenedAt).Select(row => row.Show())],
            WatchedUntil = found.Countdowns.FirstOrDefault(clock => clock is { Open: true, OverrideSource: LimitSource.Observation })?.Due,
            GroundlessReturns = groundless,
            Records = [.. found.Records.OrderBy(row => row.RecordedAt).Select(row => row.Show())],
            Messages = messages,
            Superior = found.Superior,
            AcceptGround = found.AcceptGround,
            Fine = found.Fine,
            Grid = [.. rules.City.CellsOf(found.Place, found.Point).Select(cell => new GridCellView(cell.Code, rules.Units.Ref(cell.UnitCode)))],
            Longitude = found.Longitude,
            Latitude = found.Latitude,
        };
    }

    private static async Task<MergeView?> MergeAsync(HotlineDbContext database, Case found, CancellationToken cancellationToken)
    {
        var followers = await database.Cases.Where(row => row.LeadId == found.Id).OrderBy(row => row.Number).Select(row => row.Number).ToListAsync(cancellationToken);
        return found.LeadNumber is null && followers.Count == 0 ? null : new MergeView(found.LeadNumber, followers);
    }

    public static TaskView Show(CaseTask task, Case found, Actor actor, CaseRules rules) => new(
        task.Id,
        task.Kind,
        found.Number,
        task.CreatedAt,
        task.DueAt,
        actor.SeesReceivers() && task.Kind.Calls() ? found.RequesterPhone : null,
        task.Reason,
        task.Clause,
        task.State,
        task.Result,
        [.. task.Tries.Select(attempt => new TaskAttemptView(attempt.At, attempt.By, attempt.Outcome, attempt.Note))],
        task.Kind == TaskKind.SurveyCallback ? rules.Policy.Survey?.Asks ?? [] : []);

    public static HistoryView Show(HistoryEntry entry) =>
        new(entry.Seq, entry.At, entry.Actor, entry.Act, entry.Detail, entry.Clause, entry.Hash);

    public static string Code(RequestType type) => JsonNamingPolicy.KebabCaseLower.ConvertName(type.ToString());

    private static ClockView Show(Countdown row) => new(
        Expiring.Code(row.Name),
        row.StartedAt,
        row.Due,
        row.LateAfter,
        [.. row.Alarms.Select(alarm => alarm.At)],
        row.State,
        row.EndedAt,
        row.Clause,
        row.Gist,
        row.Provisional,
        row.Explanation);

    private static LimitView Show(CaseLimit row) => new(
        row.Source == LimitSource.Superior ? CaseLimitSource.Superior : CaseLimitSource.StricterLaw, row.Document, row.Due, row.Clause, row.SetAt, row.SetBy);

    private static UnitRequestView Show(UnitRequest row, CaseRules rules) => new(
        row.Id,
        row.Kind,
        new UnitRef(row.UnitId, row.UnitName),
        row.AskedAt,
        row.AskedBy,
        row.Reason,
        row.Leader,
        rules.Units.Ref(row.SuggestedUnitId),
        row.PreTreatment,
        row.RequesterTold,
        row.Until,
        row.LongCycle,
        row.Clause,
        row.State,
        row.DecidedAt,
        row.DecidedBy,
        row.Decision,
        rules.Units.Ref(row.Approver.UnitId),
        row.Approver.ByLeader,
        row.ConfirmedAt,
        row.ConfirmedBy,
        row.ReplyText,
        row.Outcome,
        row.Groundless,
        [.. row.PassedOver.Select(passed => new PassedOverView(rules.Units.Ref(passed.UnitId) ?? new(passed.UnitId, passed.UnitId), passed.Leader, passed.Elsewhere))]);

    private static AssignmentView Show(Assignment row) => new(
        new UnitRef(row.UnitId, row.UnitName), row.DispatchedAt, row.DispatchedBy, row.SignedAt, row.RepliedAt, row.ReturnedAt, row.Automatic, row.Reason, row.Clause);
}
