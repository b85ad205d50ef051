using Hotline.Cases.Calendar;
using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;
using static Hotline.Cases.Tests.Calendar.Calendars;

namespace Hotline.Cases.Tests.Deadlines;

public sealed class RecalculationTests
{
    // What a notice for 2027 might say: 4 January off, made up on Saturday 26 December 2026.
    private static readonly LegalCalendar Published = China.With(new CalendarYear(
        2027,
        [new CalendarNotice("国办发明电〔2026〕0号", null)],
        [new(Day("2027-01-01"), "元旦", true), new(Day("2027-01-04"), "元旦", true), new(Day("2026-12-26"), "元旦", false)]));

    private static CaseClock Start(string at, Period limit, LimitOverride? superior = null) => CaseClock.Start(
        new PolicyClock { Name = ClockName.Handle, Clause = new Clause("test/1", "要点"), From = CaseEvent.Dispatched, Until = CaseEvent.Replied, Limit = limit },
        At(at),
        China,
        limit: superior);

    [Fact]
    public void A_provisional_clock_moves_when_its_year_is_published()
    {
        var moved = Recalculation.Of(Start("2026-12-31T09:00", Period.WorkingDays(1)), Published)!;
        Assert.True(moved.Moved);
        Assert.Equal((At("2027-01-04T17:30"), true), (moved.Before, moved.WasProvisional));
        Assert.Equal((At("2027-01-05T17:30"), false), (moved.After.Due, moved.After.Provisional));
        Assert.Contains("2027-01-04 not counted: New Year's Day", moved.After.Explain(Published), StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_that_stays_is_only_made_certain()
    {
        var certain = Recalculation.Of(Start("2027-01-11T09:00", Period.WorkingDays(1)), Published)!;
        Assert.False(certain.Moved);
        Assert.False(certain.After.Provisional);
    }

    [Fact]
    public void A_december_clock_moves_where_the_notice_reaches_back()
    {
        var moved = Recalculation.Of(Start("2026-12-25T09:00", Period.WorkingDays(1)), Published)!;
        Assert.False(moved.WasProvisional);
        Assert.Equal(At("2026-12-28T17:30"), moved.Before);
        Assert.Equal(At("2026-12-26T17:30"), moved.After.Due);
    }

    [Fact]
    public void What_the_calendar_does_not_decide_stays()
    {
        Assert.Null(Recalculation.Of(Start("2026-12-31T09:00", Period.Hours(48)), Published));
        Assert.Null(Recalculation.Of(Start("2026-11-20T09:00", Period.WorkingDays(3)), Published));
        var superior = new LimitOverride(LimitSource.Superior, "交办单", At("2027-01-04T12:00"));
        Assert.Null(Recalculation.Of(Start("2026-12-31T09:00", Period.WorkingDays(3), superior), Published));
    }
}
