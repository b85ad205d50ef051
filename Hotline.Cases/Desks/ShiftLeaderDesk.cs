using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Organisation;
using Hotline.Cases.Shifts;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>What a shift leader looks at and hands on.</summary>
internal sealed class ShiftLeaderDesk(Ledger ledger, ShiftBook shifts, RuleBook book, SeatDiary diary, TimeProvider time) : IShiftLeadership
{
    private const int MostShown = 100;
    private const int MostPeople = 1000;
    private const int MostHandovers = 20;
    private const int LongestNote = 2000;
    private const int LongestStretch = 31;

    private static readonly TimeSpan Soon = TimeSpan.FromHours(1);
    private static readonly CaseState[] OpenStates = [CaseState.Registered, CaseState.Dispatched, CaseState.Signed, CaseState.Replied];

    public async ValueTask<ActResult<ShiftListView>> ReadListAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.WatchesShifts())
        {
            return RosterReading.NoRight<ShiftListView>();
        }

        await diary.KeepAsync(beat: false, cancellationToken);
        var now = time.GetUtcNow();
        return await ledger.ReadAsync(async database =>
        {
            var (people, besides, vacant) = await PresentAsync(database, now, cancellationToken);
            var (owed, hazards) = (Owed(database), Hazards(database));
            var calls = await owed.OrderBy(row => row.At).Take(MostShown).Select(row => new OwedCallView(row.Id, row.Kind, row.At, row.AgentId)).ToListAsync(cancellationToken);
            var open = await hazards.OrderBy(row => row.RegisteredAt).Take(MostShown)
                .Select(row => new { row.Number, row.State, row.UnitId, row.Place, row.RegisteredAt }).ToListAsync(cancellationToken);
            var handovers = await database.Handovers.Where(row => row.AcknowledgedAt == null).OrderByDescending(row => row.At).Take(MostHandovers).ToListAsync(cancellationToken);
            return RosterReading.Done(new ShiftListView(
                now,
                people,
                besides,
                vacant,
                await owed.CountAsync(cancellationToken),
                calls,
                await hazards.CountAsync(cancellationToken),
                [.. open.Select(row => new OpenHazardView(row.Number, row.State, book.Rules.Units.Ref(row.UnitId), row.Place, row.RegisteredAt))],
                await ShowAsync(database, handovers, cancellationToken)));
        });
    }

    public async ValueTask<ActResult<HandoverView>> HandOverAsync(Actor actor, string? note, CancellationToken cancellationToken)
    {
        if (!actor.LeadsShifts())
        {
            return RosterReading.NoRight<HandoverView>();
        }

        if (note?.Trim() is not { Length: > 0 and <= LongestNote } words)
        {
            return new ActResult<HandoverView>.Invalid(ActErrand.Error("note", $"请填写交接内容，不超过{LongestNote}字"));
        }

        await diary.KeepAsync(beat: false, cancellationToken);
        return await ledger.WriteAsync(
            async database =>
            {
                var now = time.GetUtcNow();
                var (people, _, _) = await PresentAsync(database, now, cancellationToken);
                var state = new ShiftState(
                    await Hazards(database).OrderBy(row => row.RegisteredAt).Take(MostShown).Select(row => row.Number).ToListAsync(cancellationToken),
                    await Owed(database).CountAsync(cancellationToken),
                    [.. people.Where(person => person.State is Attendance.Late or Attendance.Absent or Attendance.Gone).Select(person => person.Duty.Person!.Name)]);
                var handover = Handover.Of(actor, await NextLeaderAsync(database, actor, now, cancellationToken), words, state, now);
                database.Handovers.Add(handover);
                database.Audit.Add(AuditEntry.Of(actor, AuditEntry.ShiftHandOver, handover.Id.ToString(), null, now));
                return RosterReading.Done((await ShowAsync(database, [handover], cancellationToken))[0]);
            },
            cancellationToken);
    }

    public async ValueTask<ActResult<HandoverView>> TakeOverAsync(Actor actor, Guid handoverId, string? remark, CancellationToken cancellationToken)
    {
        if (!actor.WatchesShifts())
        {
            return RosterReading.NoRight<HandoverView>();
        }

        var words = string.IsNullOrWhiteSpace(remark) ? null : remark.Trim();
        if (words is not null && CustodyDesk.Wrong(words) is { } wrong)
        {
            return new ActResult<HandoverView>.Invalid(ActErrand.Error("remark", wrong));
        }

        return await ledger.WriteAsync<ActResult<HandoverView>>(
            async database =>
            {
                if (await database.Handovers.SingleOrDefaultAsync(row => row.Id == handoverId, cancellationToken) is not { } handover)
                {
                    return new ActResult<HandoverView>.NotFound();
                }

                if (handover.NotAcknowledgedBy(actor) is { } refused)
                {
                    return RosterReading.NotAllowed<HandoverView>(refused);
                }

                var now = time.GetUtcNow();
                handover.Acknowledge(actor, words, now);
                database.Audit.Add(AuditEntry.Of(actor, AuditEntry.ShiftTakeOver, handoverId.ToString(), words, now));
                return RosterReading.Done((await ShowAsync(database, [handover], cancellationToken))[0]);
            },
            cancellationToken);
    }

    public ValueTask<PageOf<HandoverView>> ListHandoversAsync(Actor actor, int page, int size, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var rows = database.Handovers.Where(_ => actor.WatchesShifts());
            var (found, paging) = await rows.OrderByDescending(row => row.At).ThenBy(row => row.Id).TakeAsync(page, size, cancellationToken);
            return paging.Of(await ShowAsync(database, found, cancellationToken));
        });

    public async ValueTask<ActResult<PageOf<AdherenceView>>> ReadAdherenceAsync(Actor actor, RosterQuery query, CancellationToken cancellationToken)
    {
        if (RosterReading.Days(query.From, query.To, LongestStretch, out var errors) is not { } days)
        {
            return new ActResult<PageOf<AdherenceView>>.Invalid(errors);
        }

        await diary.KeepAsync(beat: false, cancellationToken);
        var now = time.GetUtcNow();
        var (from, to) = (shifts.Rules.StartOf(days.From), shifts.Rules.StartOf(days.To.AddDays(1)));
        var (own, key) = (actor.WatchesShifts() ? (Guid?)null : actor.Id, query.Person is null ? null : StaffMember.KeyOf(query.Person));
        return await ledger.ReadAsync(async database =>
        {
            var begun = database.Duties.Where(row => !row.Cancelled && row.PersonId != null && row.From >= from && row.From < to && row.From < now
                && (query.Group == null || row.GroupId == query.Group));

            // Only people with a telephone: of others nothing is known. A page of people first, so that no more seats are read than are shown.
            var (people, page) = await database.Staff
                .Where(row => row.AgentId != null && (own == null || row.Id == own) && (key == null || row.UserNameKey == key) && begun.Any(duty => duty.PersonId == row.Id))
                .OrderBy(row => row.UserNameKey).TakeAsync(query.Page, query.Size, cancellationToken);
            List<Guid> ids = [.. people.Select(person => person.Id)];
            var duties = (await begun.Where(row => EF.Parameter(ids).Contains(row.PersonId!.Value)).ToListAsync(cancellationToken)).ToLookup(duty => duty.PersonId);
            var seats = await database.SeatsAsync([.. people.Select(person => person.AgentId!)], from, to.AddDays(1), now, cancellationToken);
            return RosterReading.Done(page.Of<AdherenceView>([.. people.Select(person => Adherence(person, [.. duties[person.Id]], [.. seats[person.AgentId!]], now))]));
        });
    }

    private static AdherenceView Adherence(StaffMember person, List<Duty> duties, List<SeatStretch> stretches, DateTimeOffset now)
    {
        var kept = duties.Select(duty => Presence.Kept(duty, stretches, now)).ToList();
        var (planned, present) = (kept.Sum(one => one.PlannedMs), kept.Sum(one => one.PresentMs));
        return new AdherenceView(
            person.Show(),
            duties.Count,
            planned / 1000.0,
            present / 1000.0,
            new FigureView(Presence.Adherence, Presence.AdherenceVersion, FigureUnit.Share, planned == 0 ? null : (double)present / planned, present, planned));
    }

    // Who should be here now or soon and how they are, who is here besides, and duties of nobody.
    private async Task<(List<AttendanceView> People, List<PersonView> Besides, List<DutyView> Vacant)> PresentAsync(
        HotlineDbContext database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var duties = await database.Duties.AsNoTracking().Between(now, now + Soon).OrderBy(row => row.From).ThenBy(row => row.Id).Take(MostPeople).ToListAsync(cancellationToken);
        var people = await database.PeopleAsync(duties.Select(duty => duty.PersonId), cancellationToken);
        List<string> agents = [.. people.Values.Select(person => person.AgentId).OfType<string>()];
        var seats = await database.SeatsAsync(agents, duties.Count == 0 ? now : duties.Min(duty => duty.From), now + Soon, now, cancellationToken);
        var signedIn = await database.SeatSpells.AsNoTracking().Where(row => row.Open && row.State != SeatState.Offline && !EF.Parameter(agents).Contains(row.AgentId))
            .Select(row => row.AgentId).Distinct().Take(MostPeople).ToListAsync(cancellationToken);
        var besides = await database.Staff.AsNoTracking().Where(row => row.AgentId != null && EF.Parameter(signedIn).Contains(row.AgentId)).OrderBy(row => row.UserNameKey).ToListAsync(cancellationToken);
        return (
            [.. duties.Where(duty => duty.PersonId is not null).Select(duty => Attend(duty, people.GetValueOrDefault(duty.PersonId!.Value)?.AgentId))],
            [.. besides.Select(person => person.Show())],
            [.. duties.Where(duty => duty.PersonId is null).Select(duty => duty.Show(people, book.Rules))]);

        AttendanceView Attend(Duty duty, string? agentId)
        {
            var (state, reason, since) = Presence.At(duty, agentId is null ? null : [.. seats[agentId]], now, shifts.Rules);
            return new AttendanceView(duty.Show(people, book.Rules), state, reason, since);
        }
    }

    private static IQueryable<CallbackTask> Owed(HotlineDbContext database) => database.CallbackTasks.AsNoTracking().Where(row => row.State == OwedCallState.Open);

    // A case that follows another is in that one.
    private static IQueryable<Case> Hazards(HotlineDbContext database) =>
        database.Cases.AsNoTracking().Where(row => row.Hazard && row.LeadId == null && OpenStates.Contains(row.State));

    // The leader of a group whose duty begins next, or began within the hour.
    private static async Task<Guid?> NextLeaderAsync(HotlineDbContext database, Actor actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var leaders = (await database.ShiftGroups.AsNoTracking().Select(row => row.LeaderId).ToListAsync(cancellationToken)).Where(id => id != actor.Id).Distinct().ToList();
        var since = now - Soon;
        return await database.Duties.AsNoTracking().Where(row => !row.Cancelled && row.PersonId != null && EF.Parameter(leaders).Contains(row.PersonId.Value) && row.From > since)
            .OrderBy(row => row.From).Select(row => row.PersonId).FirstOrDefaultAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<HandoverView>> ShowAsync(HotlineDbContext database, List<Handover> rows, CancellationToken cancellationToken)
    {
        var people = await database.PeopleAsync(rows.Select(row => row.NextId), cancellationToken);
        return [.. rows.Select(row => new HandoverView(
            row.Id, row.At, row.Leader, people.Shown(row.NextId)?.Name, row.Note, row.HazardCases, row.CallsOwed, row.Missing, row.AcknowledgedAt, row.AcknowledgedBy, row.Remark))];
    }
}
