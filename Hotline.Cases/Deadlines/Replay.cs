using Hotline.Cases.Calendar;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Deadlines;

/// <summary>What a past case did with one of its clocks: when the event that begins it happened and when the one that ends it.</summary>
/// <param name="Clock">Which clock.</param>
/// <param name="Unit">The unit that held the case.</param>
/// <param name="Facts">By which a policy chooses its rule.</param>
/// <param name="Began">The event that begins the clock.</param>
/// <param name="Ended">The event that ends it; <see langword="null"/>: it has not happened.</param>
internal readonly record struct PastClock(ClockName Clock, string Unit, CaseFacts Facts, DateTimeOffset Began, DateTimeOffset? Ended);

/// <summary>How a unit would have done by one clause.</summary>
internal sealed record ReplayLine(string Unit, string ClauseId, int Clocks, int Late, TimeSpan Budget);

/// <summary>Past cases under a draft regulation: how many would have been late, by unit and clause, and the load per unit. It changes nothing.</summary>
/// <param name="draft">The regulation.</param>
/// <param name="country">The legal calendar.</param>
/// <param name="now">For clocks that have not ended.</param>
internal sealed class Replay(Policy draft, LegalCalendar country, DateTimeOffset now)
{
    private readonly LegalCalendar _calendar = country.With(draft.OfficeHours);
    private readonly Dictionary<(string Unit, string Clause), (int Clocks, int Late, long Budget)> _lines = [];

    /// <summary>Clocks that the draft does not have for such a case.</summary>
    public int Without { get; private set; }

    /// <summary>Late under the draft.</summary>
    public int Late { get; private set; }

    /// <summary>Counted under the draft.</summary>
    public int Clocks { get; private set; }

    public void Add(in PastClock past)
    {
        if (draft.Clock(past.Clock, past.Facts) is not { } rule)
        {
            Without++;
            return;
        }

        var clock = CaseClock.Start(rule, past.Began, _calendar, past.Facts);
        var late = clock.IsLate(past.Ended ?? now) ? 1 : 0;
        var key = (past.Unit, rule.Clause.Id);
        var line = _lines.GetValueOrDefault(key);
        _lines[key] = (line.Clocks + 1, line.Late + late, line.Budget + (clock.Due - clock.Started).Ticks);
        Clocks++;
        Late += late;
    }

    /// <summary>By unit and clause; the budget is the time that the draft would have given in all.</summary>
    public IEnumerable<ReplayLine> Lines() => _lines
        .OrderBy(line => line.Key.Unit, StringComparer.Ordinal).ThenBy(line => line.Key.Clause, StringComparer.Ordinal)
        .Select(line => new ReplayLine(line.Key.Unit, line.Key.Clause, line.Value.Clocks, line.Value.Late, TimeSpan.FromTicks(line.Value.Budget)));
}
