using Hotline.Cases.Calendar;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Deadlines;

/// <summary>Until when a case's extension may be asked for, and how far it may reach.</summary>
/// <param name="Until">The last moment to ask; never before the clock began.</param>
/// <param name="MaxTimes">How many extensions.</param>
/// <param name="MaxDue">The furthest the limit may reach with all of them; <see langword="null"/>: the clause sets no bound.</param>
/// <param name="Clause">On what ground.</param>
internal readonly record struct ExtensionWindow(DateTimeOffset Until, int MaxTimes, DateTimeOffset? MaxDue, Clause Clause)
{
    /// <param name="rule">The policy's rule.</param>
    /// <param name="clock">The clock to be extended.</param>
    /// <param name="from">When the event happened from which the rule counts.</param>
    /// <param name="calendar">The legal calendar with the policy's office hours.</param>
    public static ExtensionWindow Of(ExtensionRule rule, in CaseClock clock, DateTimeOffset from, LegalCalendar calendar)
    {
        var until = rule.Within is { } within ? calendar.End(from, within)
            : rule.Before is { } before ? calendar.Before(clock.Due, before)
            : clock.Due;
        var factored = rule.MaxFactor is { } factor ? Later(clock, factor * rule.MaxTimes, calendar) : (DateTimeOffset?)null;
        var total = rule.MaxTotal is { } longest ? calendar.End(from, longest) : (DateTimeOffset?)null;
        return new ExtensionWindow(
            until < clock.Started ? clock.Started : until,
            rule.MaxTimes,
            factored is null ? total : total is null || factored < total ? factored : total,
            rule.Clause);
    }

    public bool IsOpen(DateTimeOffset now) => now <= Until;

    /// <summary>The clock's due moment after an extension by so many times its limit.</summary>
    private static DateTimeOffset Later(in CaseClock clock, int times, LegalCalendar calendar) => clock.Limit.Unit switch
    {
        PeriodUnit.SameDay => clock.Due.AddDays(times),
        PeriodUnit.AtOnce => clock.Due,
        PeriodUnit.HalfWorkingDays when clock.Override is null => calendar.End(clock.Started, clock.Limit.Times(times + 1)),
        PeriodUnit.WorkingDays or PeriodUnit.HalfWorkingDays or PeriodUnit.WorkingHours or PeriodUnit.Hours or PeriodUnit.Minutes =>
            clock.Limit.Amount == 0 ? clock.Due : calendar.End(clock.Due, clock.Limit.Times(times)),
    };
}

/// <summary>Until when a unit may ask to give a case back.</summary>
/// <param name="Until">The last moment to ask.</param>
/// <param name="Clause">On what ground.</param>
internal readonly record struct ReturnWindow(DateTimeOffset Until, Clause Clause)
{
    /// <param name="rule">The policy's rule.</param>
    /// <param name="from">When the event happened from which the rule counts.</param>
    /// <param name="calendar">The legal calendar with the policy's office hours.</param>
    public static ReturnWindow Of(ReturnRule rule, DateTimeOffset from, LegalCalendar calendar) =>
        new(calendar.End(from, rule.Within), rule.Clause);

    public bool IsOpen(DateTimeOffset now) => now <= Until;
}
