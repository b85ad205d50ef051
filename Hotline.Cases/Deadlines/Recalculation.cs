using Hotline.Cases.Calendar;

namespace Hotline.Cases.Deadlines;

/// <summary>What a newly published calendar year does to a running clock: the line for the case's history.</summary>
/// <param name="Before">As it was reckoned.</param>
/// <param name="After">As it is now.</param>
internal sealed record Recalculation(CaseClock Before, CaseClock After)
{
    /// <summary>
    /// Reckons a clock anew. <see langword="null"/> where neither its due moment nor its being provisional changes. Not only provisional clocks may
    /// change: a notice can make a day of the December before it a working day or a day off (2018-12-29, 2018-12-31).
    /// </summary>
    public static Recalculation? Of(in CaseClock clock, LegalCalendar published)
    {
        var anew = clock.Under(published);
        return anew.Due == clock.Due && anew.Provisional == clock.Provisional ? null : new Recalculation(clock, anew);
    }

    public bool Moved => Before.Due != After.Due;
}
