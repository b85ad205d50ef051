using System.Collections.Immutable;
using Hotline.Cases.Calendar;

namespace Hotline.Cases.Deadlines;

/// <summary>A unit took hold of a case.</summary>
internal readonly record struct Holding(string Unit, DateTimeOffset From);

/// <summary>How long a unit held a case: elapsed, and within office hours.</summary>
internal readonly record struct HeldTime(string Unit, TimeSpan Elapsed, TimeSpan Office);

/// <summary>Attributes every hour of a case to the unit that held it. No hour is left out and none counted twice.</summary>
internal static class HoldingLedger
{
    /// <summary>Adds up the time per unit, in the order in which each first held the case.</summary>
    /// <param name="holdings">In the order of time; each ends where the next begins.</param>
    /// <param name="ended">When the clock stopped, or now.</param>
    /// <param name="calendar">The legal calendar with the policy's office hours.</param>
    /// <param name="pauses">Stretches taken out, which only a clause can allow; in order and without overlap.</param>
    public static ImmutableArray<HeldTime> Attribute(
        IReadOnlyList<Holding> holdings, DateTimeOffset ended, LegalCalendar calendar, IReadOnlyList<(DateTimeOffset From, DateTimeOffset Until)> pauses)
    {
        var units = new List<string>();
        var held = new Dictionary<string, (TimeSpan Elapsed, TimeSpan Office)>(StringComparer.Ordinal);
        for (var index = 0; index < holdings.Count; index++)
        {
            var from = holdings[index].From;
            var until = index + 1 < holdings.Count ? holdings[index + 1].From : ended;
            if (until < from)
            {
                throw new ArgumentException("The holdings must be in the order of time.", nameof(holdings));
            }

            var (elapsed, office) = (until - from, calendar.OfficeTimeBetween(from, until));
            foreach (var pause in pauses)
            {
                var (begin, end) = (pause.From > from ? pause.From : from, pause.Until < until ? pause.Until : until);
                if (begin < end)
                {
                    elapsed -= end - begin;
                    office -= calendar.OfficeTimeBetween(begin, end);
                }
            }

            var unit = holdings[index].Unit;
            if (!held.TryGetValue(unit, out var sum))
            {
                units.Add(unit);
            }

            held[unit] = (sum.Elapsed + elapsed, sum.Office + office);
        }

        return [.. units.Select(unit => new HeldTime(unit, held[unit].Elapsed, held[unit].Office))];
    }
}
