using System.Collections.Immutable;
using Hotline.Cases.Calendar;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Deadlines;

/// <summary>Every clock that a case would carry if each began at the same moment.</summary>
internal sealed record DueTable(
    Policy Policy,
    RequestType Type,
    DateTimeOffset At,
    ImmutableArray<CaseClock> Clocks,
    ExtensionWindow? Extension,
    ReturnWindow? Return)
{
    /// <param name="policy">The regulation.</param>
    /// <param name="facts">What kind of case.</param>
    /// <param name="at">When every clock begins.</param>
    /// <param name="country">The legal calendar; the policy's office hours are put to it.</param>
    /// <param name="superiorLimit">A superior body's limit in place of the handling limit.</param>
    public static DueTable Of(Policy policy, CaseFacts facts, DateTimeOffset at, LegalCalendar country, DateTimeOffset? superiorLimit)
    {
        var calendar = country.With(policy.OfficeHours);
        var limit = superiorLimit is { } due
            ? new LimitOverride(LimitSource.Superior, "--superior-limit", due, policy.Practice(PracticeName.SuperiorLimit)?.Clause)
            : null;
        var clocks = policy.ClocksFor(facts)
            .Select(rule => CaseClock.Start(rule, at, calendar, facts, limit: rule.Name == ClockName.Handle ? limit : null))
            .ToImmutableArray();
        var handled = clocks.FirstOrDefault(clock => clock.Rule.Name == ClockName.Handle);
        return new DueTable(
            policy,
            facts.Type,
            at.ToOffset(ChinaTime.Offset),
            clocks,
            handled.Rule is not null && policy.Extension(facts) is { } extension ? ExtensionWindow.Of(extension, handled, at, calendar) : null,
            policy.Return(facts) is { } giveBack ? ReturnWindow.Of(giveBack, at, calendar) : null);
    }
}
