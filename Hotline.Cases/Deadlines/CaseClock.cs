using Hotline.Cases.Calendar;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Deadlines;

/// <summary>
/// A clock of one case: when it began, when it is due, when it is late. Pure; worked out without an allocation, the explanation only on request.
/// </summary>
internal readonly record struct CaseClock
{
    private CaseClock(PolicyClock rule, DateTimeOffset start, Period limit, LimitOverride? superseded, DateTimeOffset due, bool provisional)
    {
        (Rule, Started, Limit, Override, Due, Provisional) = (rule, start, limit, superseded, due, provisional);
    }

    public PolicyClock Rule { get; }

    /// <summary>The moment of the event that began it, in Asia/Shanghai.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>The limit counted, after the sub-class's own limit and any deduction.</summary>
    public Period Limit { get; }

    /// <summary>The superior's or the law's limit, or the extension, that took the place of the policy's limit; <see langword="null"/>: none did.</summary>
    public LimitOverride? Override { get; }

    /// <summary>On what ground it is due then.</summary>
    public Clause Clause => Override?.Clause ?? Rule.Clause;

    /// <summary>The last moment in time, in Asia/Shanghai.</summary>
    public DateTimeOffset Due { get; }

    /// <summary>Falls in a year whose calendar is not published yet: recomputed when it is.</summary>
    public bool Provisional { get; }

    /// <summary>After this moment the case is shown as overdue: <see cref="Due"/>, and a grace for what is due at once.</summary>
    public DateTimeOffset LateAfter => Due + Rule.Grace;

    /// <summary>The policy's warnings belong to its own limit, and to that limit extended.</summary>
    public int WarningCount => Override is null or { Source: LimitSource.Extension or LimitSource.Observation } ? Rule.Warnings.Length : 0;

    /// <summary>Begins a clock.</summary>
    /// <param name="rule">The policy's rule.</param>
    /// <param name="at">When the event that begins it happened.</param>
    /// <param name="calendar">The legal calendar with the policy's office hours.</param>
    /// <param name="facts">For the sub-class's own limit.</param>
    /// <param name="deductWorkingDays">Taken off a limit in working days after an accepted return; never below zero.</param>
    /// <param name="limit">A limit from a superior or a stricter law for this case.</param>
    public static CaseClock Start(
        PolicyClock rule,
        DateTimeOffset at,
        LegalCalendar calendar,
        in CaseFacts facts = default,
        int deductWorkingDays = 0,
        LimitOverride? limit = null)
    {
        var period = rule.LimitFor(facts);
        if (deductWorkingDays > 0 && period.Unit == PeriodUnit.WorkingDays)
        {
            period = period with { Amount = Math.Max(0, period.Amount - deductWorkingDays) };
        }

        var clock = Counted(rule, at.ToOffset(ChinaTime.Offset), period, calendar);
        return limit is null ? clock : clock.Under(limit);
    }

    /// <summary>A clock that is running already, as it was kept.</summary>
    /// <param name="rule">The policy's rule.</param>
    /// <param name="started">When the event that begins it happened.</param>
    /// <param name="counted">The limit counted then, after any deduction.</param>
    /// <param name="limit">What took the limit's place.</param>
    /// <param name="calendar">The legal calendar with the policy's office hours.</param>
    public static CaseClock Resume(PolicyClock rule, DateTimeOffset started, Period counted, LimitOverride? limit, LegalCalendar calendar)
    {
        var start = started.ToOffset(ChinaTime.Offset);
        return limit is null
            ? Counted(rule, start, counted, calendar)
            : new CaseClock(rule, start, counted, limit, limit.Due.ToOffset(ChinaTime.Offset), provisional: false);
    }

    /// <summary>The same clock with a limit from elsewhere, where that goes first; a stricter law is measured against what is due so far.</summary>
    public CaseClock Under(LimitOverride limit) =>
        limit.Replaces(Due) ? new CaseClock(Rule, Started, Limit, limit, limit.Due.ToOffset(ChinaTime.Offset), provisional: false) : this;

    /// <summary>When the warning falls due; never after <see cref="Due"/> nor before <see cref="Started"/>.</summary>
    public DateTimeOffset WarningAt(int index, LegalCalendar calendar)
    {
        var warning = Rule.Warnings[index];
        var at = warning.After is { } after ? calendar.End(Started, after) : calendar.Before(Due, warning.Before ?? default);
        return at < Started ? Started : at > Due ? Due : at;
    }

    /// <summary>The same clock under another calendar.</summary>
    public CaseClock Under(LegalCalendar calendar) => Override is null ? Counted(Rule, Started, Limit, calendar) : this;

    public bool IsLate(DateTimeOffset at) => at > LateAfter;

    /// <summary>
    /// Why it is due when it is: clause, gist, what was counted and what was not. For a reader, not for a program.
    /// </summary>
    public string Explain(LegalCalendar calendar, ExplanationLanguage language = ExplanationLanguage.English) =>
        ClockExplanation.Of(this, calendar, language);

    private static CaseClock Counted(PolicyClock rule, DateTimeOffset start, Period period, LegalCalendar calendar)
    {
        var due = calendar.End(start, period);
        return new CaseClock(rule, start, period, null, due, period.ByCalendar && calendar.IsProvisional(ChinaTime.Day(due)));
    }
}
