using Hotline.Cases.Calendar;

namespace Hotline.Cases.Deadlines;

/// <summary>What a newly published calendar year does to a running clock.</summary>
/// <param name="Before">When it was due, as it was reckoned.</param>
/// <param name="WasProvisional">Reckoned without the year's notice.</param>
/// <param name="After">The clock as it is now.</param>
internal sealed record Recalculation(DateTimeOffset Before, bool WasProvisional, CaseClock After)
{
    /// <summary>
    /// Reckons a clock anew. <see langword="null"/> where neither its due moment nor its being provisional changes. Not only provisional clocks may
    /// change: a notice can make a day of the December before it a working day or a day off (2018-12-29, 2018-12-31).
    /// </summary>
    public static Recalculation? Of(in CaseClock clock, LegalCalendar published)
    {
        var anew = clock.Under(published);
        return anew.Due == clock.Due && anew.Provisional == clock.Provisional ? null : new Recalculation(clock.Due, clock.Provisional, anew);
    }

    public bool Moved => Before != After.Due;
}
