using Hotline.Cases.Calendar;
using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;
using static Hotline.Cases.Tests.Calendar.Calendars;

namespace Hotline.Cases.Tests.Deadlines;

public sealed class CaseClockTests
{
    private static readonly LegalCalendar China = Tests.Calendar.Calendars.China;

    private static PolicyClock Rule(Period limit, params ClockWarning[] warnings) => new()
    {
        Name = ClockName.Handle,
        Clause = new Clause("test/1", "三个工作日"),
        From = CaseEvent.Dispatched,
        Until = CaseEvent.Replied,
        Limit = limit,
        Warnings = [.. warnings],
    };

    [Theory]
    [InlineData("2026-11-26T17:29:59", false)]
    [InlineData("2026-11-26T17:30:00", false)]
    [InlineData("2026-11-26T17:30:01", true)]
    public void Is_overdue_only_after_the_last_moment(string now, bool overdue)
    {
        var clock = CaseClock.Start(Rule(Period.WorkingDays(3)), At("2026-11-23T09:00"), China);
        Assert.Equal(At("2026-11-26T17:30"), clock.Due);
        Assert.Equal(overdue, clock.IsLate(At(now)));
    }

    [Fact]
    public void What_is_due_at_once_is_shown_as_overdue_after_its_grace()
    {
        var rule = Rule(Period.AtOnce) with { Grace = TimeSpan.FromMinutes(30) };
        var clock = CaseClock.Start(rule, At("2026-10-01T09:00"), China);
        Assert.Equal(At("2026-10-01T09:00"), clock.Due);
        Assert.False(clock.IsLate(At("2026-10-01T09:30:00")));
        Assert.True(clock.IsLate(At("2026-10-01T09:30:01")));
    }

    [Fact]
    public void Warns_after_the_start_and_before_the_end()
    {
        var rule = Rule(
            Period.Minutes(15),
            new ClockWarning(Period.Minutes(10), null, PolicyRole.Agent),
            new ClockWarning(Period.Minutes(13), null, PolicyRole.ShiftLeader),
            new ClockWarning(null, Period.Minutes(1), PolicyRole.Agent),
            new ClockWarning(null, Period.Minutes(30), PolicyRole.Agent),
            new ClockWarning(Period.Minutes(20), null, PolicyRole.Agent));
        var clock = CaseClock.Start(rule, At("2026-11-20T23:50:00"), China);

        Assert.Equal(At("2026-11-21T00:05:00"), clock.Due);
        Assert.Equal(5, clock.WarningCount);
        Assert.Equal(At("2026-11-21T00:00:00"), clock.WarningAt(0, China));
        Assert.Equal(At("2026-11-21T00:03:00"), clock.WarningAt(1, China));
        Assert.Equal(At("2026-11-21T00:04:00"), clock.WarningAt(2, China));
        Assert.Equal(clock.Started, clock.WarningAt(3, China));
        Assert.Equal(clock.Due, clock.WarningAt(4, China));
    }

    [Fact]
    public void Is_provisional_only_where_the_calendar_decides_and_is_not_published()
    {
        var handle = CaseClock.Start(Rule(Period.WorkingDays(3)), At("2026-12-30T10:00"), China);
        Assert.Equal(At("2027-01-05T17:30"), handle.Due);
        Assert.True(handle.Provisional);
        Assert.False(CaseClock.Start(Rule(Period.WorkingDays(1)), At("2026-12-30T10:00"), China).Provisional);
        Assert.False(CaseClock.Start(Rule(Period.Hours(48)), At("2026-12-30T10:00"), China).Provisional);
        Assert.False(CaseClock.Start(Rule(Period.SameDay), At("2027-01-02T10:00"), China).Provisional);
    }

    [Fact]
    public void A_superiors_limit_takes_the_place_of_the_policys_be_it_longer_or_shorter()
    {
        var longer = new LimitOverride(LimitSource.Superior, "市政府办交办单", At("2026-12-10T12:00"));
        var clock = CaseClock.Start(Rule(Period.WorkingDays(3)), At("2026-11-23T09:00"), China, limit: longer);
        Assert.Equal(At("2026-12-10T12:00"), clock.Due);
        Assert.Same(longer, clock.Override);
        Assert.Contains("市政府办交办单", clock.Explain(China), StringComparison.Ordinal);
        Assert.Equal(
            At("2026-11-24T12:00"),
            CaseClock.Start(Rule(Period.WorkingDays(3)), At("2026-11-23T09:00"), China, limit: longer with { Due = At("2026-11-24T12:00") }).Due);
    }

    [Fact]
    public void A_law_wins_only_where_it_is_stricter()
    {
        var law = new LimitOverride(LimitSource.StricterLaw, "信访工作条例", At("2026-11-25T17:30"));
        Assert.Equal(law.Due, CaseClock.Start(Rule(Period.WorkingDays(3)), At("2026-11-23T09:00"), China, limit: law).Due);
        var lax = law with { Due = At("2026-11-27T17:30") };
        var clock = CaseClock.Start(Rule(Period.WorkingDays(3)), At("2026-11-23T09:00"), China, limit: lax);
        Assert.Equal(At("2026-11-26T17:30"), clock.Due);
        Assert.Null(clock.Override);
    }

    [Fact]
    public void A_deduction_shortens_working_days_and_never_below_none()
    {
        var rule = Rule(Period.WorkingDays(2));
        Assert.Equal(At("2026-11-24T17:30"), CaseClock.Start(rule, At("2026-11-23T09:00"), China, deductWorkingDays: 1).Due);
        Assert.Equal(At("2026-11-23T17:30"), CaseClock.Start(rule, At("2026-11-23T09:00"), China, deductWorkingDays: 5).Due);
        Assert.Equal(At("2026-11-23T15:00"), CaseClock.Start(Rule(Period.Hours(6)), At("2026-11-23T09:00"), China, deductWorkingDays: 1).Due);
    }

    [Fact]
    public void Explains_what_was_counted_and_what_was_not()
    {
        var clock = CaseClock.Start(Rule(Period.WorkingDays(5)), At("2026-09-29T16:20"), China);
        Assert.Equal(
            "test/1 三个工作日; from 2026-09-29 16:20:00; 5 working days; 2026-09-29 not counted: start day; "
            + "2026-10-01…07 not counted: National Day; 2026-10-10 counted: make-up day; 2026-10-11 not counted: weekend; due 2026-10-12 17:30:00",
            clock.Explain(China));
        Assert.Equal(
            "test/1 三个工作日; 起算 2026-09-29 16:20:00; 5个工作日; 2026-09-29 不计入：开始当日; "
            + "2026-10-01…07 不计入：国庆节; 2026-10-10 计入：调休上班; 2026-10-11 不计入：周末; 到期 2026-10-12 17:30:00",
            clock.Explain(China, ExplanationLanguage.Chinese));
    }

    [Fact]
    public void Explains_midnight_elapsed_time_grace_and_the_unpublished_year()
    {
        Assert.EndsWith("; same day; due 2026-11-23 24:00", CaseClock.Start(Rule(Period.SameDay), At("2026-11-23T09:00"), China).Explain(China), StringComparison.Ordinal);
        Assert.EndsWith(
            "; 6 hours; elapsed time, nights and holidays included; due 2026-11-23 15:00:00",
            CaseClock.Start(Rule(Period.Hours(6)), At("2026-11-23T09:00"), China).Explain(China),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "; due 2026-11-23 09:00:00; shown as overdue after 2026-11-23 09:30:00",
            CaseClock.Start(Rule(Period.AtOnce) with { Grace = TimeSpan.FromMinutes(30) }, At("2026-11-23T09:00"), China).Explain(China),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "2027-01-01 not counted: New Year's Day; 2027-01-02…03 not counted: weekend; due 2027-01-04 17:30:00; provisional: the calendar of 2027 is not published yet",
            CaseClock.Start(Rule(Period.WorkingDays(1)), At("2026-12-31T09:00"), China).Explain(China),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Starts_without_an_allocation()
    {
        var rule = Rule(Period.WorkingDays(3), new ClockWarning(null, new Period(PeriodUnit.HalfWorkingDays, 1), PolicyRole.HandlingUnit));
        var at = At("2026-09-29T16:20");
        long ticks = 0;
        void Steady()
        {
            for (var turn = 0; turn < 10_000; turn++)
            {
                var clock = CaseClock.Start(rule, at, China);
                ticks += clock.Due.Ticks + clock.WarningAt(0, China).Ticks;
            }
        }

        Steady();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Steady();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(0, ticks);
    }
}
