using Hotline.Cases.Contacts;
using Hotline.Cases.Organisation;
using Hotline.Cases.Shifts;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Changes of the roster by hand.</summary>
internal sealed class RosterChangeDesk(Ledger ledger, ShiftBook shifts, TimeProvider time) : IRosterChanges
{
    private const int LongestLeave = 366;

    public ValueTask<PageOf<RosterChangeView>> ListAsync(Actor actor, RosterChangeState? state, bool mine, int page, int size, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var (all, own, leader) = (actor.WatchesShifts(), actor.Id, actor.WatchesShifts());
            var rows = database.RosterChanges.Where(row => (state == null || row.State == state)
                && (all || row.AskedById == own || row.PersonId == own || row.OtherId == own)
                && (!mine || (row.State == RosterChangeState.Asked && row.AskedById != own && ((leader && row.WantsLeader) || row.PersonId == own || row.OtherId == own))));
            var (found, paging) = await rows.OrderByDescending(row => row.AskedAt).ThenBy(row => row.Id).TakeAsync(page, size, cancellationToken, rows);
            var people = await PeopleAsync(database, found, cancellationToken);
            return paging.Of<RosterChangeView>([.. found.Select(row => Show(row, actor, people, []))]);
        });

    public ValueTask<ActResult<RosterChangeView>> AskAsync(Actor actor, RosterChangeForm form, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                if (CustodyDesk.Wrong(form.Reason) is { } words)
                {
                    return new ActResult<RosterChangeView>.Invalid(ActErrand.Error("reason", words));
                }

                var now = time.GetUtcNow();
                var (draft, wrong) = await DraftAsync(database, actor, form, now, cancellationToken);
                if (draft is null)
                {
                    return wrong!;
                }

                if (!actor.LeadsShifts() && draft.PersonId != actor.Id && draft.OtherId != actor.Id)
                {
                    return new ActResult<RosterChangeView>.NotAllowed(Casework.ActTable.NoRight, null, "只能申请调整自己的班", []);
                }

                var change = RosterChange.Ask(draft, shifts.Rules.ConsentTo(draft.Kind), actor, now);
                database.RosterChanges.Add(change);
                database.Audit.Add(AuditEntry.Of(actor, AuditEntry.RosterAsk, change.Id.ToString(), change.Reason, now));
                return await AnswerAsync(database, change, actor, isMade: change.State == RosterChangeState.Made, change.Moves, now, cancellationToken);
            },
            cancellationToken);

    public ValueTask<ActResult<RosterChangeView>> AnswerAsync(Actor actor, Guid changeId, bool agree, string? reason, CancellationToken cancellationToken) =>
        ActAsync(actor, changeId, async (database, change, now) =>
        {
            if (!change.Waits(actor))
            {
                return RosterReading.NotAllowed<RosterChangeView>(change.State == RosterChangeState.Asked ? "不须由您同意" : "已办结");
            }

            if (!agree)
            {
                if (CustodyDesk.Wrong(reason) is { } words)
                {
                    return new ActResult<RosterChangeView>.Invalid(ActErrand.Error("reason", words));
                }

                change.Refuse(actor, reason!.Trim(), now);
                database.Audit.Add(AuditEntry.Of(actor, AuditEntry.RosterRefuse, changeId.ToString(), change.EndReason, now));
                return await AnswerAsync(database, change, actor, isMade: false, [], now, cancellationToken);
            }

            var isMade = change.IsLast(actor);
            if (isMade && change is { Kind: RosterChangeKind.Leave, PersonId: { } away })
            {
                change.Take(await LeaveMovesAsync(database, away, change.FromDay, change.ToDay, now, cancellationToken));
            }

            change.Agree(actor, now);
            database.Audit.Add(AuditEntry.Of(actor, AuditEntry.RosterAgree, changeId.ToString(), null, now));
            return await AnswerAsync(database, change, actor, isMade, change.Moves, now, cancellationToken);
        }, cancellationToken);

    public ValueTask<ActResult<RosterChangeView>> UndoAsync(Actor actor, Guid changeId, string? reason, CancellationToken cancellationToken) =>
        ActAsync(actor, changeId, async (database, change, now) =>
        {
            var isOwn = change.State == RosterChangeState.Asked && change.AskedById == actor.Id;
            if (!isOwn && !actor.LeadsShifts())
            {
                return RosterReading.NoRight<RosterChangeView>();
            }

            if (CustodyDesk.Wrong(reason) is { } words)
            {
                return new ActResult<RosterChangeView>.Invalid(ActErrand.Error("reason", words));
            }

            if (change.State is not (RosterChangeState.Asked or RosterChangeState.Made))
            {
                return RosterReading.NotAllowed<RosterChangeView>("已办结");
            }

            var wasMade = change.State == RosterChangeState.Made;
            change.Undo(actor, reason!.Trim(), now);
            database.Audit.Add(AuditEntry.Of(actor, AuditEntry.RosterUndo, changeId.ToString(), change.EndReason, now));
            if (wasMade && change.Kind == RosterChangeKind.Plan)
            {
                // Duties that are running or over were worked; the others go, unless somebody built on them.
                var duties = await database.Duties.Where(row => row.PlanId == change.Id && row.From > now).ToListAsync(cancellationToken);
                if (duties.Exists(duty => duty.Version > 0))
                {
                    database.ChangeTracker.Clear();
                    return RosterReading.NotAllowed<RosterChangeView>("其中的班后来又有调整，请先撤销那些调整");
                }

                duties.ForEach(duty => duty.Cancel());
            }

            return await AnswerAsync(
                database, change, actor, wasMade, [.. change.Moves.Select(move => new DutyMove(move.DutyId, move.To, move.From))], now, cancellationToken, isUndone: true);
        }, cancellationToken);

    // Moves the duties where the change is made, and shows it; nothing is kept of what the city's file refuses.
    private async Task<ActResult<RosterChangeView>> AnswerAsync(
        HotlineDbContext database, RosterChange change, Actor actor, bool isMade, IReadOnlyList<DutyMove> moves, DateTimeOffset now, CancellationToken cancellationToken, bool isUndone = false)
    {
        IReadOnlyList<RosterFinding> found = [];
        if (isMade && moves.Count > 0)
        {
            var (outcome, refused) = await MoveAsync(database, moves, isUndone ? change : null, now, cancellationToken);
            if (outcome is null || outcome.Any(fault => fault.Verdict == FaultVerdict.Refuse))
            {
                database.ChangeTracker.Clear();
                return outcome is null
                    ? RosterReading.NotAllowed<RosterChangeView>(refused!)
                    : RosterReading.Refused<RosterChangeView>(
                        [.. outcome.Where(fault => fault.Verdict == FaultVerdict.Refuse)], await database.PeopleAsync(outcome.Select(fault => fault.PersonId), cancellationToken), shifts.Rules);
            }

            found = outcome;
        }

        var people = await PeopleAsync(database, [change], cancellationToken);
        return RosterReading.Done(Show(change, actor, people, [.. found.Select(fault => fault.Show(people))]));
    }

    // What is wrong afterwards that was not before; null with the reason where the duties are no longer as the change has them.
    private async Task<(IReadOnlyList<RosterFinding>? Found, string? Refused)> MoveAsync(
        HotlineDbContext database, IReadOnlyList<DutyMove> moves, RosterChange? undone, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rules = shifts.Rules;
        List<Guid> ids = [.. moves.Select(move => move.DutyId)];
        var duties = await database.Duties.Where(row => EF.Parameter(ids).Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
        if (undone is not null)
        {
            // What is over stays as it was worked.
            moves = [.. moves.Where(move => !duties.TryGetValue(move.DutyId, out var duty) || duty.To > now)];
        }

        if (moves.Any(move => !duties.TryGetValue(move.DutyId, out var duty) || duty.Cancelled || duty.PersonId != move.From || duty.To <= now))
        {
            return (null, "班次已另有调整或已结束");
        }

        if (moves.Count == 0)
        {
            return ([], null);
        }

        List<Guid> concerned = [.. moves.SelectMany(move => new[] { move.From, move.To }).OfType<Guid>().Distinct()];
        var (from, to) = (moves.Min(move => duties[move.DutyId].From), moves.Max(move => duties[move.DutyId].To));
        var around = await database.Duties.Around(concerned, from, to, rules).ToListAsync(cancellationToken);
        around = [.. around.UnionBy(duties.Values, duty => duty.Id)];
        var leave = await database.LeaveAsync(around.Min(duty => duty.Day), around.Max(duty => duty.Day), cancellationToken);
        bool IsAway(Guid person, DateOnly day) => leave(person, day)
            && !(undone is { Kind: RosterChangeKind.Leave } && undone.PersonId == person && undone.FromDay <= day && day <= undone.ToDay);
        var before = RosterCheck.People(around, IsAway, rules).ToList();
        foreach (var move in moves)
        {
            duties[move.DutyId].GiveTo(move.To);
        }

        return ([.. RosterCheck.People(around, IsAway, rules).Except(before)], null);
    }

    private async Task<(ChangeDraft? Draft, ActResult<RosterChangeView>? Wrong)> DraftAsync(
        HotlineDbContext database, Actor actor, RosterChangeForm form, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var person = form.Person is null ? await database.Staff.AsNoTracking().SingleOrDefaultAsync(row => row.Id == actor.Id, cancellationToken)
            : (await database.NamedAsync([form.Person], cancellationToken)).Values.SingleOrDefault();
        if (form.Kind is RosterChangeKind.Leave or RosterChangeKind.Replacement && person?.IsRostered() != true)
        {
            return Wrong("person", "没有这个话务员或班长");
        }

        switch (form.Kind)
        {
            case RosterChangeKind.Leave:
                if (RosterReading.Days(form.From, form.To, LongestLeave, out var errors) is not { } days)
                {
                    return (null, new ActResult<RosterChangeView>.Invalid(errors));
                }

                return days.To < shifts.Rules.Today(now) ? Wrong("to", "已过去")
                    : (new(RosterChangeKind.Leave, person!.Id, null, days.From, days.To, await LeaveMovesAsync(database, person.Id, days.From, days.To, now, cancellationToken), form.Reason!.Trim()), null);
            case RosterChangeKind.Replacement:
                return await DutyAsync(database, form.DutyId, now, cancellationToken) is not { } taken ? Wrong("dutyId", "没有这个班，或已结束")
                    : taken.PersonId == person!.Id ? Wrong("person", "本来就是此人的班")
                    : (new(RosterChangeKind.Replacement, taken.PersonId, person.Id, taken.Day, taken.Day, [new(taken.Id, taken.PersonId, person.Id)], form.Reason!.Trim()), null);
            case RosterChangeKind.Swap:
                if (await DutyAsync(database, form.DutyId, now, cancellationToken) is not { PersonId: { } one } first)
                {
                    return Wrong("dutyId", "没有这个班，或已结束");
                }

                return await DutyAsync(database, form.OtherDutyId, now, cancellationToken) is not { PersonId: { } other } second || other == one ? Wrong("otherDutyId", "没有另一人的这个班，或已结束")
                    : (new(
                        RosterChangeKind.Swap,
                        one,
                        other,
                        first.Day < second.Day ? first.Day : second.Day,
                        first.Day < second.Day ? second.Day : first.Day,
                        [new(first.Id, one, other), new(second.Id, other, one)],
                        form.Reason!.Trim()), null);
            case RosterChangeKind.Plan or null:
            default:
                return Wrong("kind", "为换班、请假或顶班");
        }

        static (ChangeDraft?, ActResult<RosterChangeView>?) Wrong(string field, string message) => (null, new ActResult<RosterChangeView>.Invalid(ActErrand.Error(field, message)));
    }

    private static Task<Duty?> DutyAsync(HotlineDbContext database, Guid? id, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Duties.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && !row.Cancelled && row.To > now, cancellationToken);

    private static async Task<IReadOnlyList<DutyMove>> LeaveMovesAsync(
        HotlineDbContext database, Guid person, DateOnly from, DateOnly to, DateTimeOffset now, CancellationToken cancellationToken) =>
        [.. (await database.Duties.AsNoTracking().Where(row => row.PersonId == person && !row.Cancelled && row.Day >= from && row.Day <= to && row.To > now)
            .OrderBy(row => row.From).Select(row => row.Id).ToListAsync(cancellationToken)).Select(id => new DutyMove(id, person, null))];

    private ValueTask<ActResult<RosterChangeView>> ActAsync(
        Actor actor, Guid changeId, Func<HotlineDbContext, RosterChange, DateTimeOffset, Task<ActResult<RosterChangeView>>> act, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database => await database.RosterChanges.SingleOrDefaultAsync(row => row.Id == changeId, cancellationToken) is { } change
                && (actor.WatchesShifts() || change.Concerns(actor.Id))
                ? await act(database, change, time.GetUtcNow())
                : new ActResult<RosterChangeView>.NotFound(),
            cancellationToken);

    private static Task<Dictionary<Guid, StaffMember>> PeopleAsync(HotlineDbContext database, List<RosterChange> rows, CancellationToken cancellationToken) =>
        database.PeopleAsync(
            rows.SelectMany(row => new[] { row.PersonId, row.OtherId }.Concat(row.Wanted.Cast<Guid?>()).Concat(row.Moves.SelectMany(move => new[] { move.From, move.To }))), cancellationToken);

    private static RosterChangeView Show(RosterChange row, Actor actor, Dictionary<Guid, StaffMember> people, IReadOnlyList<RosterFaultView> warnings) => new()
    {
        Id = row.Id,
        Kind = row.Kind,
        State = row.State,
        AskedAt = row.AskedAt,
        AskedBy = row.AskedBy,
        Reason = row.Reason,
        Person = people.Shown(row.PersonId),
        Other = people.Shown(row.OtherId),
        From = row.FromDay,
        To = row.ToDay,
        Moves = [.. row.Moves.Select(move => new DutyMoveView(move.DutyId, people.Shown(move.From), people.Shown(move.To)))],
        Wanted = [.. row.Wanted.Select(id => people.Shown(id)).OfType<PersonView>()],
        WantsLeader = row.WantsLeader,
        WaitsForMe = row.Waits(actor),
        Consents = [.. row.Consents.Select(given => new ConsentView(given.Person, given.At))],
        EndedBy = row.EndedBy,
        EndedAt = row.EndedAt,
        EndReason = row.EndReason,
        Warnings = warnings,
    };
}
