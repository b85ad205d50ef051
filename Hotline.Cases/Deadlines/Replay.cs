using System.Collections.Frozen;
using Hotline.Cases.Calendar;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Deadlines;

/// <summary>A past case at one unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Dispatched">When it came there.</param>
/// <param name="Signed">When the unit signed for it.</param>
/// <param name="OnSite">When it was on site.</param>
/// <param name="ReturnAsked">When it asked to give the case back.</param>
/// <param name="Returned">When it was taken back.</param>
/// <param name="Replied">When it replied.</param>
internal readonly record struct PastStay(
    string Unit,
    DateTimeOffset Dispatched,
    DateTimeOffset? Signed = null,
    DateTimeOffset? OnSite = null,
    DateTimeOffset? ReturnAsked = null,
    DateTimeOffset? Returned = null,
    DateTimeOffset? Replied = null);

/// <summary>What happened to a past case.</summary>
/// <param name="Facts">By which a policy chooses its rules.</param>
/// <param name="Reached">When the contact reached us.</param>
/// <param name="Registered">When it was registered.</param>
/// <param name="CalledBack">When the requester of a hazard was called back.</param>
/// <param name="Closed">When it was closed; <see langword="null"/>: it is open.</param>
/// <param name="Stays">The units that had it, in order.</param>
/// <param name="Limits">Limits that a superior or a law set for it: they hold under any regulation.</param>
internal readonly record struct PastCase(
    CaseFacts Facts,
    DateTimeOffset Reached,
    DateTimeOffset Registered,
    DateTimeOffset? CalledBack,
    DateTimeOffset? Closed,
    IReadOnlyList<PastStay> Stays,
    IReadOnlyList<LimitOverride> Limits);

/// <summary>How a unit would have done by one clause.</summary>
internal sealed record ReplayLine(string Unit, string ClauseId, int Clocks, int Late);

/// <summary>What a unit had to carry.</summary>
internal sealed record ReplayLoad(string Unit, int Cases, int Clocks, int Late, DateOnly BusiestDay, int MostInADay, TimeSpan Held);

/// <summary>
/// Past cases under a draft regulation: how many would have been late, by unit and clause, and the load per unit. It changes nothing. Extensions
/// that were granted are left out: they were granted against other limits. What the draft counts and no case records (such as a verification) is
/// said in <see cref="Unrecorded"/>, not guessed. Not thread-safe; parts of a whole are put together by <see cref="Add(Replay)"/>.
/// </summary>
/// <param name="draft">The regulation.</param>
/// <param name="country">The legal calendar.</param>
/// <param name="now">For clocks that have not ended.</param>
internal sealed class Replay(Policy draft, LegalCalendar country, DateTimeOffset now)
{
    /// <summary>The hotline itself: its limits before the first dispatch and after a reply.</summary>
    public const string Hotline = "";

    private static readonly FrozenSet<CaseEvent> Recorded = new[]
    {
        CaseEvent.Reached, CaseEvent.Registered, CaseEvent.Accepted, CaseEvent.Dispatched, CaseEvent.Signed, CaseEvent.Contacted, CaseEvent.OnSiteConfirmed,
        CaseEvent.Owned, CaseEvent.Replied, CaseEvent.CalledBack, CaseEvent.ReturnRequested, CaseEvent.Closed,
    }.ToFrozenSet();

    private static readonly ClockName[] Names = Enum.GetValues<ClockName>();

    private readonly LegalCalendar calendar = country.With(draft.OfficeHours);
    private readonly Dictionary<PolicyClock, PolicyClock> reworked = [];
    private readonly Dictionary<(string Unit, string Clause), (int Clocks, int Late)> lines = [];
    private readonly Dictionary<string, (int Cases, TimeSpan Held)> loads = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Unit, DateOnly Day), int> days = [];
    private readonly HashSet<string> unrecorded = new(StringComparer.Ordinal);

    public int Cases { get; private set; }

    /// <summary>Cases with at least one clock late under the draft.</summary>
    public int LateCases { get; private set; }

    /// <summary>Counted under the draft.</summary>
    public int Clocks { get; private set; }

    /// <summary>Late under the draft.</summary>
    public int Late { get; private set; }

    /// <summary>Clauses with a limit that the record of cases does not tell of.</summary>
    public IEnumerable<string> Unrecorded => unrecorded.Order(StringComparer.Ordinal);

    /// <summary>Plays one case.</summary>
    public void Add(in PastCase past)
    {
        var before = Late;
        foreach (var name in Names)
        {
            if (draft.Clock(name, past.Facts) is not { } rule)
            {
                continue;
            }

            if (!Recorded.Contains(rule.From) || !Recorded.Contains(rule.Until))
            {
                unrecorded.Add(rule.Clause.Id);
            }
            else if (IsAtUnit(rule.From))
            {
                AtUnits(rule, past);
            }
            else if (OfCase(rule.From, past) is { } began)
            {
                var ended = (IsAtUnit(rule.Until) ? FirstStay(rule.Until, past) : OfCase(rule.Until, past)) ?? past.Closed;
                Count(Hotline, CaseClock.Start(rule, began, calendar, past.Facts), ended);
            }
        }

        Carry(past);
        Cases++;
        LateCases += Late > before ? 1 : 0;
    }

    /// <summary>Puts another part's figures to these.</summary>
    public void Add(Replay part)
    {
        (Cases, LateCases, Clocks, Late) = (Cases + part.Cases, LateCases + part.LateCases, Clocks + part.Clocks, Late + part.Late);
        unrecorded.UnionWith(part.unrecorded);
        foreach (var (key, line) in part.lines)
        {
            var sum = lines.GetValueOrDefault(key);
            lines[key] = (sum.Clocks + line.Clocks, sum.Late + line.Late);
        }

        foreach (var (unit, load) in part.loads)
        {
            var sum = loads.GetValueOrDefault(unit);
            loads[unit] = (sum.Cases + load.Cases, sum.Held + load.Held);
        }

        foreach (var (day, count) in part.days)
        {
            days[day] = days.GetValueOrDefault(day) + count;
        }
    }

    /// <summary>By unit and clause.</summary>
    public IEnumerable<ReplayLine> Lines() => lines
        .OrderBy(line => line.Key.Unit, StringComparer.Ordinal).ThenBy(line => line.Key.Clause, StringComparer.Ordinal)
        .Select(line => new ReplayLine(line.Key.Unit, line.Key.Clause, line.Value.Clocks, line.Value.Late));

    /// <summary>By unit, the one with most cases first.</summary>
    public IEnumerable<ReplayLoad> Loads()
    {
        var busiest = days.GroupBy(day => day.Key.Unit, StringComparer.Ordinal)
            .ToDictionary(unit => unit.Key, unit => unit.OrderByDescending(day => day.Value).ThenBy(day => day.Key.Day).First(), StringComparer.Ordinal);
        var clocks = lines.GroupBy(line => line.Key.Unit, StringComparer.Ordinal)
            .ToDictionary(unit => unit.Key, unit => (Clocks: unit.Sum(line => line.Value.Clocks), Late: unit.Sum(line => line.Value.Late)), StringComparer.Ordinal);
        return loads.OrderByDescending(load => load.Value.Cases).ThenBy(load => load.Key, StringComparer.Ordinal).Select(load => new ReplayLoad(
            load.Key,
            load.Value.Cases,
            clocks.GetValueOrDefault(load.Key).Clocks,
            clocks.GetValueOrDefault(load.Key).Late,
            busiest[load.Key].Key.Day,
            busiest[load.Key].Value,
            load.Value.Held));
    }

    private void AtUnits(PolicyClock rule, in PastCase past)
    {
        var giveBack = draft.Return(past.Facts);
        var returns = 0;
        for (var index = 0; index < past.Stays.Count; index++)
        {
            var stay = past.Stays[index];
            var (rework, handed) = (index > 0 && past.Stays[index - 1].Replied is not null, index > 0 && past.Stays[index - 1].Returned is not null);
            returns += handed ? 1 : 0;
            if (AtUnit(rule.From, stay) is not { } began)
            {
                continue;
            }

            var own = rule.Name != ClockName.Handle ? rule
                : rework ? Reworked(rule, draft.Survey?.ReworkLimit, draft.Survey?.Clause)
                : handed ? Reworked(rule, giveBack?.NextLimit, giveBack?.Clause)
                : rule;
            var clock = CaseClock.Start(own, began, calendar, past.Facts, rule.Name == ClockName.Handle && !rework ? returns * (giveBack?.DeductWorkingDays ?? 0) : 0);
            if (rule.Name == ClockName.Handle)
            {
                foreach (var limit in past.Limits)
                {
                    clock = limit.Due > began ? clock.Under(limit) : clock;
                }
            }

            // What a unit did not do before the case went on is over with its stay.
            var next = index + 1 < past.Stays.Count ? past.Stays[index + 1].Dispatched : past.Closed;
            Count(stay.Unit, clock, (IsAtUnit(rule.Until) ? AtUnit(rule.Until, stay) : OfCase(rule.Until, past)) ?? next);
        }
    }

    private void Carry(in PastCase past)
    {
        for (var index = 0; index < past.Stays.Count; index++)
        {
            var stay = past.Stays[index];
            var until = stay.Replied ?? (index + 1 < past.Stays.Count ? past.Stays[index + 1].Dispatched : past.Closed) ?? now;
            var load = loads.GetValueOrDefault(stay.Unit);
            loads[stay.Unit] = (load.Cases + 1, load.Held + calendar.OfficeTimeBetween(stay.Dispatched, until));
            var day = (stay.Unit, ChinaTime.Day(stay.Dispatched));
            days[day] = days.GetValueOrDefault(day) + 1;
        }
    }

    private void Count(string unit, in CaseClock clock, DateTimeOffset? ended)
    {
        var late = clock.IsLate(ended ?? now) ? 1 : 0;
        var key = (unit, clock.Clause.Id);
        var line = lines.GetValueOrDefault(key);
        lines[key] = (line.Clocks + 1, line.Late + late);
        Clocks++;
        Late += late;
    }

    private PolicyClock Reworked(PolicyClock rule, Period? limit, Clause? clause)
    {
        if (limit is not { } own)
        {
            return rule;
        }

        if (!reworked.TryGetValue(rule, out var other) || other.Limit != own || other.Clause != clause)
        {
            reworked[rule] = other = rule.WithLimit(own, clause!);
        }

        return other;
    }

    private static bool IsAtUnit(CaseEvent happening) => happening is CaseEvent.Dispatched or CaseEvent.Signed or CaseEvent.Contacted
        or CaseEvent.OnSiteConfirmed or CaseEvent.Owned or CaseEvent.Replied or CaseEvent.ReturnRequested;

    private static DateTimeOffset? AtUnit(CaseEvent happening, in PastStay stay) => happening switch
    {
        CaseEvent.Dispatched => stay.Dispatched,
        CaseEvent.Signed or CaseEvent.Owned => stay.Signed,
        CaseEvent.OnSiteConfirmed => stay.OnSite,
        CaseEvent.Contacted or CaseEvent.Replied => stay.Replied,
        CaseEvent.ReturnRequested => stay.ReturnAsked,
        _ => null,
    };

    private static DateTimeOffset? OfCase(CaseEvent happening, in PastCase past) => happening switch
    {
        CaseEvent.Reached => past.Reached,
        CaseEvent.Registered or CaseEvent.Accepted => past.Registered,
        CaseEvent.CalledBack => past.CalledBack,
        CaseEvent.Closed => past.Closed,
        _ => null,
    };

    private static DateTimeOffset? FirstStay(CaseEvent happening, in PastCase past)
    {
        foreach (var stay in past.Stays)
        {
            if (AtUnit(happening, stay) is { } at)
            {
                return at;
            }
        }

        return null;
    }
}
