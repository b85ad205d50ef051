using Hotline.Cases.Casework;
using Hotline.Cases.Organisation;
using Hotline.Cases.Shifts;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>What the desks of the roster read, and how it is shown.</summary>
internal static class RosterReading
{
    /// <summary>Who takes calls or leads: who can be on the roster.</summary>
    public static bool IsRostered(this StaffMember person) => person.Roles.Contains(Role.Agent) || person.Roles.Contains(Role.ShiftLeader);

    public static bool LeadsShifts(this Actor actor) => actor.Is(Role.ShiftLeader);

    public static bool WatchesShifts(this Actor actor) => actor.Is(Role.ShiftLeader, Role.Supervisor);

    /// <summary>People by id.</summary>
    public static async Task<Dictionary<Guid, StaffMember>> PeopleAsync(this HotlineDbContext database, IEnumerable<Guid?> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.OfType<Guid>().Distinct().ToList();
        return await database.Staff.AsNoTracking().Where(row => EF.Parameter(wanted).Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
    }

    /// <summary>People by sign-in name; whoever is not on a roster is not among them.</summary>
    public static async Task<Dictionary<string, StaffMember>> NamedAsync(this HotlineDbContext database, IEnumerable<string> userNames, CancellationToken cancellationToken)
    {
        var keys = userNames.Select(StaffMember.KeyOf).Distinct(StringComparer.Ordinal).ToList();
        return (await database.Staff.AsNoTracking().Where(row => EF.Parameter(keys).Contains(row.UserNameKey)).ToListAsync(cancellationToken))
            .Where(IsRostered).ToDictionary(row => row.UserNameKey, StringComparer.Ordinal);
    }

    /// <summary>Who is on leave on days between two.</summary>
    public static async Task<Func<Guid, DateOnly, bool>> LeaveAsync(this HotlineDbContext database, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var leaves = (await database.RosterChanges.AsNoTracking()
            .Where(row => row.Kind == RosterChangeKind.Leave && row.State == RosterChangeState.Made && row.ToDay >= from && row.FromDay <= to)
            .Select(row => new { row.PersonId, row.FromDay, row.ToDay }).ToListAsync(cancellationToken)).ToLookup(row => row.PersonId);
        return (person, day) => leaves[person].Any(leave => leave.FromDay <= day && day <= leave.ToDay);
    }

    /// <summary>Duties that reach into a stretch of time.</summary>
    public static IQueryable<Duty> Between(this IQueryable<Duty> duties, DateTimeOffset from, DateTimeOffset to)
    {
        // No shift is longer than a day: what began earlier is over.
        var earliest = from.AddDays(-1).AddHours(-1);
        return duties.Where(row => !row.Cancelled && row.From >= earliest && row.From < to && row.To > from);
    }

    /// <summary>Every duty of these people that matters to those between two moments: as far around as rest is asked for.</summary>
    public static IQueryable<Duty> Around(this IQueryable<Duty> duties, IReadOnlyList<Guid> people, DateTimeOffset from, DateTimeOffset to, ShiftRules rules)
    {
        var (earliest, latest) = (from - rules.Rest - TimeSpan.FromDays(1), to + rules.Rest + TimeSpan.FromDays(1));
        return duties.Where(row => !row.Cancelled && row.PersonId != null && EF.Parameter(people).Contains(row.PersonId.Value) && row.From >= earliest && row.From < latest);
    }

    /// <summary>What the seats of agents were in, by agent and in order.</summary>
    public static async Task<ILookup<string, SeatStretch>> SeatsAsync(
        this HotlineDbContext database, IReadOnlyList<string> agents, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var spells = await database.SeatSpells.AsNoTracking()
            .Where(row => EF.Parameter(agents).Contains(row.AgentId) && row.From < to && (row.Until >= from || row.Open))
            .OrderBy(row => row.From).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        return spells.ToLookup(spell => spell.AgentId, spell => new SeatStretch(spell.State, spell.Reason, spell.From, spell.EndAt(now), spell.Open), StringComparer.Ordinal);
    }

    public static PersonView Show(this StaffMember person) => new(person.UserName, person.Name, person.AgentId);

    public static PersonView? Shown(this IReadOnlyDictionary<Guid, StaffMember> people, Guid? id) =>
        id is { } known && people.TryGetValue(known, out var person) ? person.Show() : null;

    public static DutyView Show(this Duty row, IReadOnlyDictionary<Guid, StaffMember> people, CaseRules rules) => new(
        row.Id,
        row.Day,
        StaffingDesk.KindOf(rules.Calendar.Kind(row.Day)),
        row.ShiftId,
        row.ShiftName,
        row.GroupId,
        people.Shown(row.PersonId),
        row.From,
        row.To,
        [.. row.Breaks.Select(pause => new DutyBreakView(pause.From, pause.To))]);

    public static RosterFaultView Show(this RosterFinding found, IReadOnlyDictionary<Guid, StaffMember> people) =>
        new(found.Fault, found.Verdict, found.From, found.To, people.Shown(found.PersonId), found.DutyId, found.Present, found.Needed);

    /// <summary>What is refused, in words: the first few with whose it is and when.</summary>
    public static ActResult<T> Refused<T>(IReadOnlyList<RosterFinding> refused, IReadOnlyDictionary<Guid, StaffMember> people, ShiftRules rules)
    {
        const int most = 5;
        var words = refused.Take(most).Select(found =>
            $"{TimeZoneInfo.ConvertTime(found.From, rules.Zone):MM-dd HH:mm} {people.Shown(found.PersonId)?.Name}{Words(found.Fault)}");
        return NotAllowed<T>($"{string.Join("；", words)}{(refused.Count > most ? $"；共{refused.Count}处" : "")}");
    }

    public static ActResult<T> Done<T>(T view) => new ActResult<T>.Done(view, Repeated: false);

    public static ActResult<T> NotAllowed<T>(string reason) => new ActResult<T>.NotAllowed(ActTable.NotAllowed, null, reason, []);

    public static ActResult<T> NoRight<T>() => new ActResult<T>.NotAllowed(ActTable.NoRight, null, "只有班长可以办理", []);

    /// <summary>The days asked for; null with the error where they are wrong.</summary>
    public static (DateOnly From, DateOnly To)? Days(DateOnly? from, DateOnly? to, int most, out Dictionary<string, string[]> errors)
    {
        errors = [];
        if (from is { Year: >= 2000 and <= 2098 } first && to is { } last && last >= first && last.DayNumber - first.DayNumber < most)
        {
            return (first, last);
        }

        errors = ActErrand.Error(from is null ? "from" : "to", $"请给出起止日期，最长{most}天");
        return null;
    }

    private static string Words(RosterFault fault) => fault switch
    {
        RosterFault.Overlap => "班次重叠",
        RosterFault.ShortRest => "两班之间休息不足",
        RosterFault.DoubleShift => "同日两个班",
        RosterFault.OnLeave => "请假期间排班",
        RosterFault.Vacant => "班次无人",
        RosterFault.Hole => "起无人在岗",
        RosterFault.Short => "起人数不足",
    };
}
