using System.Globalization;
using Hotline.Cases.Calendar;
using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Organisation;
using Hotline.Cases.Policies;
using Hotline.Cases.Shifts;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Groups and the duty roster.</summary>
internal sealed class RosterDesk(Ledger ledger, ShiftBook shifts, RuleBook book, StaffingDesk staffing, TimeProvider time) : IRosterDesk
{
    private const int MostGroups = 200;
    private const int MostMembers = 200;
    private const int MostShown = 100;
    private const int MostOnDuty = 1000;
    private const int LongestName = 50;
    private const int LongestRoster = 62;
    private const int LongestSearch = 31;

    public ShiftRulesView Rules => new(
        shifts.Rules.Zone.Id,
        shifts.Rules.Rest.TotalHours,
        shifts.Rules.LateAfter.TotalMinutes,
        shifts.Rules.AbsentAfter.TotalMinutes,
        [.. shifts.Rules.Shifts.Select(shift => new ShiftView(
            shift.Id,
            shift.Name,
            shift.From.ToString("HH:mm", CultureInfo.InvariantCulture),
            shift.From.Add(shift.Length).ToString("HH:mm", CultureInfo.InvariantCulture),
            shift.Length.TotalMinutes))],
        [.. shifts.Rules.Rotations.Select(rotation => new RotationView(
            rotation.Id, rotation.Name, rotation.Begins, rotation.Crews, Names<RotationDays>.Text(rotation.Days), rotation.Cycle))]);

    public ValueTask<IReadOnlyList<ShiftGroupView>> ListGroupsAsync(CancellationToken cancellationToken) =>
        ledger.ReadAsync<IReadOnlyList<ShiftGroupView>>(async database =>
        {
            var groups = await database.ShiftGroups.OrderBy(row => row.Name).Take(MostGroups).ToListAsync(cancellationToken);
            var people = await database.PeopleAsync(groups.SelectMany(group => group.MemberIds).Cast<Guid?>(), cancellationToken);
            return [.. groups.Select(group => Show(group, people))];
        });

    public ValueTask<ActResult<ShiftGroupView>> SetGroupAsync(Actor actor, Guid? groupId, ShiftGroupForm form, CancellationToken cancellationToken)
    {
        if (!actor.LeadsShifts())
        {
            return ValueTask.FromResult(RosterReading.NoRight<ShiftGroupView>());
        }

        return ledger.WriteAsync<ActResult<ShiftGroupView>>(
            async database =>
            {
                var named = await database.NamedAsync([form.Leader ?? "", .. (form.Members ?? []).Take(MostMembers + 1)], cancellationToken);
                var name = form.Name?.Trim();
                if (Wrong(form, named, name) is { Count: > 0 } errors)
                {
                    return new ActResult<ShiftGroupView>.Invalid(errors);
                }

                var now = time.GetUtcNow();
                var group = groupId is null ? ShiftGroup.Open(now) : await database.ShiftGroups.SingleOrDefaultAsync(row => row.Id == groupId, cancellationToken);
                if (group is null)
                {
                    return new ActResult<ShiftGroupView>.NotFound();
                }

                if (await database.ShiftGroups.AnyAsync(row => row.Name == name && row.Id != group.Id, cancellationToken))
                {
                    return new ActResult<ShiftGroupView>.Invalid(ActErrand.Error("name", "已有同名班组"));
                }

                if (groupId is null)
                {
                    if (await database.ShiftGroups.CountAsync(cancellationToken) >= MostGroups)
                    {
                        return RosterReading.NotAllowed<ShiftGroupView>($"最多{MostGroups}个班组");
                    }

                    database.ShiftGroups.Add(group);
                }

                group.Set(name!, named[StaffMember.KeyOf(form.Leader!)].Id, named.Values.Select(person => person.Id), form.Rotation, form.Crew);
                database.Audit.Add(AuditEntry.Of(actor, AuditEntry.RosterGroup, group.Id.ToString(), group.Name, now));
                return RosterReading.Done(Show(group, named.Values.ToDictionary(person => person.Id)));
            },
            cancellationToken);
    }

    public ValueTask<ActResult<RosterPlanView>> PlanAsync(Actor actor, RosterPlanForm form, CancellationToken cancellationToken)
    {
        if (!actor.LeadsShifts())
        {
            return ValueTask.FromResult(RosterReading.NoRight<RosterPlanView>());
        }

        if (RosterReading.Days(form.From, form.To, LongestRoster, out var errors) is not { } days)
        {
            return ValueTask.FromResult<ActResult<RosterPlanView>>(new ActResult<RosterPlanView>.Invalid(errors));
        }

        var now = time.GetUtcNow();
        if (days.From < shifts.Rules.Today(now))
        {
            return ValueTask.FromResult<ActResult<RosterPlanView>>(new ActResult<RosterPlanView>.Invalid(ActErrand.Error("from", "不能排已过去的日子")));
        }

        return form.DryRun
            ? ledger.ReadAsync(database => PlanAsync(database, actor, form, days, now, cancellationToken))
            : ledger.WriteAsync(database => PlanAsync(database, actor, form, days, now, cancellationToken), cancellationToken);
    }

    public async ValueTask<ActResult<PageOf<DutyView>>> ListDutiesAsync(RosterQuery query, CancellationToken cancellationToken)
    {
        if (RosterReading.Days(query.From, query.To, LongestRoster, out var errors) is not { } days)
        {
            return new ActResult<PageOf<DutyView>>.Invalid(errors);
        }

        return await ledger.ReadAsync<ActResult<PageOf<DutyView>>>(async database =>
        {
            Guid? person = null;
            if (query.Person is { } userName)
            {
                var key = StaffMember.KeyOf(userName);
                if (await database.Staff.SingleOrDefaultAsync(row => row.UserNameKey == key, cancellationToken) is not { } found)
                {
                    return new ActResult<PageOf<DutyView>>.NotFound();
                }

                person = found.Id;
            }

            // Days by their beginning: the index is by time.
            var (from, to) = (shifts.Rules.StartOf(days.From), shifts.Rules.StartOf(days.To.AddDays(1)));
            var (rows, page) = await database.Duties
                .Where(row => !row.Cancelled && row.From >= from && row.From < to && (query.Group == null || row.GroupId == query.Group) && (person == null || row.PersonId == person))
                .OrderBy(row => row.From).ThenBy(row => row.Id).TakeAsync(query.Page, query.Size, cancellationToken);
            return RosterReading.Done(page.Of(await ShowAsync(database, rows, cancellationToken)));
        });
    }

    public ValueTask<IReadOnlyList<DutyView>> ListOnDutyAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var moment = at.ToUniversalTime();
        return ledger.ReadAsync(async database => await ShowAsync(
            database,
            await database.Duties.Between(moment, moment.AddTicks(1)).Where(row => row.PersonId != null).OrderBy(row => row.From).ThenBy(row => row.Id).Take(MostOnDuty).ToListAsync(cancellationToken),
            cancellationToken));
    }

    public async ValueTask<ActResult<RosterFaultsView>> FindFaultsAsync(Actor actor, RosterQuery query, StaffingQuery need, CancellationToken cancellationToken)
    {
        if (!actor.WatchesShifts())
        {
            return RosterReading.NoRight<RosterFaultsView>();
        }

        if (RosterReading.Days(query.From, query.To, LongestSearch, out var errors) is not { } days)
        {
            return new ActResult<RosterFaultsView>.Invalid(errors);
        }

        if (StaffingDesk.Wrong(need) is { Count: > 0 } wrong)
        {
            return new ActResult<RosterFaultsView>.Invalid(wrong);
        }

        var needs = await staffing.NeedsAsync(days.From, days.To, need, cancellationToken);
        return await ledger.ReadAsync(async database =>
        {
            var rules = shifts.Rules;
            var (from, to) = (rules.StartOf(days.From), rules.StartOf(days.To.AddDays(1)));
            var duties = await database.Duties.Between(from - rules.Rest - TimeSpan.FromDays(1), to).ToListAsync(cancellationToken);
            var people = await database.PeopleAsync(duties.Select(duty => duty.PersonId), cancellationToken);
            var isAway = await database.LeaveAsync(days.From, days.To, cancellationToken);
            var found = RosterCheck.People(duties, isAway, rules).Where(fault => fault.To > from)
                .Concat(Coverage.Faults(Coverage.Count(duties.Where(duty => TakesCalls(duty, people)), from, to), start => NeedAt(needs, start), rules))
                .OrderBy(fault => fault.From).ThenBy(fault => fault.Fault).ToList();
            var (page, size) = (Paging.PageOf(query.Page), Paging.SizeOf(query.Size));
            return RosterReading.Done(new RosterFaultsView(
                new PageOf<RosterFaultView>([.. found.Skip((page - 1) * size).Take(size).Select(fault => fault.Show(people))], page, size, found.Count),
                [.. Enumerable.Range(0, days.To.DayNumber - days.From.DayNumber + 1).Select(days.From.AddDays).Where(day => !needs.ContainsKey(day))]));
        });
    }

    private async Task<ActResult<RosterPlanView>> PlanAsync(
        HotlineDbContext database, Actor actor, RosterPlanForm form, (DateOnly From, DateOnly To) days, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rules = shifts.Rules;
        var groups = (await database.ShiftGroups.AsNoTracking().Where(row => row.RotationId != null).OrderBy(row => row.Name).ToListAsync(cancellationToken))
            .Where(group => form.Groups?.Contains(group.Id) ?? true).ToList();
        if (form.Groups?.Except(groups.Select(group => group.Id)).Any() == true)
        {
            return new ActResult<RosterPlanView>.Invalid(ActErrand.Error("groups", "没有这个班组，或班组没有轮班"));
        }

        var isAway = await database.LeaveAsync(days.From, days.To, cancellationToken);
        var plan = RosterChange.Plan(days.From, days.To, actor, null, now);
        var made = RotationPlan.Make(groups, days.From, days.To, plan.Id, isAway, rules, book.Rules.Calendar.Kind);
        if (made.Count == 0)
        {
            return RosterReading.NotAllowed<RosterPlanView>("这些日子没有要排的班：请先设班组及其轮班");
        }

        var (from, to) = (rules.StartOf(days.From), rules.StartOf(days.To.AddDays(1)));
        List<Guid> members = [.. made.Select(duty => duty.PersonId).OfType<Guid>().Distinct()];
        var known = await database.Duties.AsNoTracking().Around(members, from, to, rules).ToListAsync(cancellationToken);
        var others = await database.Duties.AsNoTracking().Between(from, to).ToListAsync(cancellationToken);
        var people = await database.PeopleAsync(known.Concat(made).Concat(others).Select(duty => duty.PersonId), cancellationToken);
        var counted = Coverage.Count(others.Concat(made).Where(duty => TakesCalls(duty, people)), from, to);

        // What was wrong before is not this plan's doing.
        var found = RosterCheck.People(known.Concat(made), isAway, rules).Except(RosterCheck.People(known, isAway, rules)).Concat(Coverage.Faults(counted, _ => null, rules)).OrderBy(fault => fault.From).ToList();
        var view = new RosterPlanView(form.DryRun ? null : plan.Id, made.Count, found.Count, [.. found.Take(MostShown).Select(fault => fault.Show(people))]);
        if (form.DryRun)
        {
            return RosterReading.Done(view);
        }

        if (found.Where(fault => fault.Verdict == FaultVerdict.Refuse).ToList() is { Count: > 0 } refused)
        {
            return RosterReading.Refused<RosterPlanView>(refused, people, rules);
        }

        database.RosterChanges.Add(plan);
        database.Duties.AddRange(made);
        database.Audit.Add(AuditEntry.Of(
            actor, AuditEntry.RosterPlan, plan.Id.ToString(), string.Create(CultureInfo.InvariantCulture, $"{days.From:yyyy-MM-dd}/{days.To:yyyy-MM-dd}, {made.Count}"), now));
        return RosterReading.Done(view);
    }

    private Dictionary<string, string[]> Wrong(ShiftGroupForm form, Dictionary<string, StaffMember> named, string? name)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Refuse("name", name is not { Length: > 0 and <= LongestName }, $"请填写名称，不超过{LongestName}字");
        Refuse("leader", form.Leader is null || !named.ContainsKey(StaffMember.KeyOf(form.Leader)), "没有这个话务员或班长");
        Refuse("members", form.Members?.Count > MostMembers, $"不能超过{MostMembers}人");
        if (form.Members?.FirstOrDefault(member => !named.ContainsKey(StaffMember.KeyOf(member ?? ""))) is { } unknown)
        {
            errors["members"] = [$"没有这个话务员或班长：{unknown}"];
        }

        var rotation = form.Rotation is { } id ? shifts.Rules.FindRotation(id) : null;
        Refuse("rotation", form.Rotation is not null && rotation is null, "没有这个轮班");
        Refuse("crew", form.Crew < 1 || form.Crew > (rotation?.Crews ?? 1), "轮班没有这个班序");
        return errors;

        void Refuse(string field, bool wrong, string message)
        {
            if (wrong)
            {
                errors[field] = [message];
            }
        }
    }

    private async Task<IReadOnlyList<DutyView>> ShowAsync(HotlineDbContext database, List<Duty> rows, CancellationToken cancellationToken)
    {
        var people = await database.PeopleAsync(rows.Select(row => row.PersonId), cancellationToken);
        return [.. rows.Select(row => row.Show(people, book.Rules))];
    }

    // A leader who takes no calls is on duty, and not on the line.
    private static bool TakesCalls(Duty duty, Dictionary<Guid, StaffMember> people) =>
        duty.PersonId is { } id && people.TryGetValue(id, out var person) && person.AgentId is not null && person.Roles.Contains(Role.Agent);

    // What Staffing says is by the day and hour in China.
    private static (int Agents, int Scheduled)? NeedAt(IReadOnlyDictionary<DateOnly, IReadOnlyList<Staffing.HalfHourNeed>> needs, DateTimeOffset start)
    {
        var local = ChinaTime.Local(start);
        return needs.TryGetValue(DateOnly.FromDateTime(local), out var day) && day[(int)(local.TimeOfDay / Coverage.HalfHour)] is var need ? (need.Agents, need.Scheduled) : null;
    }

    private static ShiftGroupView Show(ShiftGroup group, IReadOnlyDictionary<Guid, StaffMember> people) => new(
        group.Id,
        group.Name,
        people.Shown(group.LeaderId)!,
        [.. group.MemberIds.Select(id => people.Shown(id)).OfType<PersonView>().OrderBy(person => person.UserName, StringComparer.Ordinal)],
        group.RotationId,
        group.Crew);
}
