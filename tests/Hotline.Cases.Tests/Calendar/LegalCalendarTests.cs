using Hotline.Cases.Calendar;
using static Hotline.Cases.Tests.Calendar.Calendars;

namespace Hotline.Cases.Tests.Calendar;

public sealed class LegalCalendarTests
{
    private static readonly LegalCalendar China = Calendars.China;

    [Theory]
    [InlineData("2026-11-20", "Workday")]
    [InlineData("2026-11-21", "Weekend")]
    [InlineData("2026-10-01", "Holiday")]
    [InlineData("2026-10-07", "Holiday")]
    [InlineData("2026-10-08", "Workday")]
    [InlineData("2026-10-10", "MakeUpWorkday")]
    [InlineData("2018-12-29", "MakeUpWorkday")] // said by the notice for 2019
    [InlineData("2018-12-31", "Holiday")] // likewise
    [InlineData("2020-02-01", "Holiday")] // a make-up day until the Spring Festival of 2020 was extended
    [InlineData("2015-09-03", "Holiday")]
    [InlineData("2015-09-06", "MakeUpWorkday")]
    public void Knows_what_a_day_is(string day, string kind) => Assert.Equal(kind, China.Kind(Day(day)).ToString());

    [Theory]
    // An ordinary week; the start day is not counted, whatever its hour.
    [InlineData("2026-11-23T00:00:00", 3, "2026-11-26T17:30")]
    [InlineData("2026-11-23T07:59:59", 3, "2026-11-26T17:30")]
    [InlineData("2026-11-23T08:00:00", 3, "2026-11-26T17:30")]
    [InlineData("2026-11-23T13:15:00", 3, "2026-11-26T17:30")] // inside the lunch break
    [InlineData("2026-11-23T17:30:00", 3, "2026-11-26T17:30")]
    [InlineData("2026-11-23T23:59:59", 3, "2026-11-26T17:30")]
    [InlineData("2026-11-24T00:00:00", 3, "2026-11-27T17:30")]
    // Friday evening, and the weekend after it.
    [InlineData("2026-11-20T19:00:00", 1, "2026-11-23T17:30")]
    [InlineData("2026-11-21T10:00:00", 1, "2026-11-23T17:30")]
    [InlineData("2026-11-22T23:59:59", 1, "2026-11-23T17:30")]
    // Spring Festival of three years.
    [InlineData("2024-02-08T10:00:00", 3, "2024-02-19T17:30")] // 02-09 counts, 02-10…17 off, 02-18 made up
    [InlineData("2024-02-12T10:00:00", 1, "2024-02-18T17:30")]
    [InlineData("2025-01-27T10:00:00", 3, "2025-02-07T17:30")]
    [InlineData("2025-01-24T10:00:00", 3, "2025-02-05T17:30")] // 01-26 made up, 01-27, then 02-05
    [InlineData("2026-02-13T16:00:00", 2, "2026-02-24T17:30")] // 02-14 made up, 02-15…23 off
    [InlineData("2026-02-27T16:00:00", 2, "2026-03-02T17:30")] // 02-28 made up
    // A make-up Saturday as the start and as the end.
    [InlineData("2026-10-09T16:00:00", 1, "2026-10-10T17:30")]
    [InlineData("2026-10-10T16:00:00", 1, "2026-10-12T17:30")]
    // 29 February: a Thursday in 2024, a Saturday in 2020.
    [InlineData("2024-02-28T09:00:00", 1, "2024-02-29T17:30")]
    [InlineData("2024-02-29T09:00:00", 1, "2024-03-01T17:30")]
    [InlineData("2020-02-28T09:00:00", 1, "2020-03-02T17:30")]
    // Across New Year.
    [InlineData("2025-12-31T09:00:00", 1, "2026-01-04T17:30")] // the make-up Sunday
    [InlineData("2026-12-30T09:00:00", 1, "2026-12-31T17:30")] // the last day of the published calendar
    [InlineData("2026-12-31T09:00:00", 1, "2027-01-04T17:30")] // 01-01 by statute, 01-02…03 a weekend
    public void Counts_working_days_from_the_day_after_to_the_close_of_office(string start, int days, string end) =>
        Assert.Equal(At(end), China.End(At(start), Period.WorkingDays(days)));

    [Theory]
    [InlineData("2026-11-23T09:00", 1, "2026-11-24T12:00")]
    [InlineData("2026-11-23T09:00", 2, "2026-11-24T17:30")]
    [InlineData("2026-11-23T09:00", 3, "2026-11-25T12:00")]
    [InlineData("2026-11-20T19:00", 1, "2026-11-23T12:00")]
    public void Counts_half_days_as_sessions(string start, int halves, string end) =>
        Assert.Equal(At(end), China.End(At(start), new Period(PeriodUnit.HalfWorkingDays, halves)));

    [Theory]
    [InlineData("2026-11-26T17:30", 1, "2026-11-26T14:30")]
    [InlineData("2026-11-26T17:30", 2, "2026-11-26T08:00")]
    [InlineData("2026-11-26T17:30", 3, "2026-11-25T14:30")]
    [InlineData("2026-11-26T12:00", 1, "2026-11-26T08:00")]
    [InlineData("2026-11-26T14:30", 1, "2026-11-26T08:00")] // nothing of the afternoon lies before it
    [InlineData("2026-11-26T14:31", 1, "2026-11-26T14:30")]
    [InlineData("2026-11-22T10:00", 1, "2026-11-20T14:30")] // a superior's limit on a Sunday
    [InlineData("2026-10-08T17:30", 3, "2026-09-30T14:30")] // over National Day
    public void Half_a_working_day_before_a_limit_is_the_start_of_a_session(string end, int halves, string before) =>
        Assert.Equal(At(before), China.Before(At(end), new Period(PeriodUnit.HalfWorkingDays, halves)));

    [Theory]
    [InlineData("2026-11-23T09:00:00", 2, "2026-11-23T11:00:00")]
    [InlineData("2026-11-23T11:00:00", 2, "2026-11-23T15:30:00")] // over lunch
    [InlineData("2026-11-23T13:00:00", 2, "2026-11-23T16:30:00")] // inside the lunch break
    [InlineData("2026-11-20T17:00:00", 1, "2026-11-23T08:30:00")] // over the weekend
    [InlineData("2026-11-21T17:00:00", 1, "2026-11-23T09:00:00")]
    [InlineData("2026-11-23T08:00:00", 7, "2026-11-23T17:30:00")]
    [InlineData("2026-11-23T08:00:01", 7, "2026-11-24T08:00:01")]
    [InlineData("2026-09-30T17:00:00", 1, "2026-10-08T08:30:00")]
    public void Counts_working_hours_inside_the_sessions_only(string start, int hours, string end) =>
        Assert.Equal(At(end), China.End(At(start), new Period(PeriodUnit.WorkingHours, hours)));

    [Theory]
    [InlineData("2026-11-23T11:00:00", 2, "2026-11-23T09:00:00")]
    [InlineData("2026-11-23T15:30:00", 2, "2026-11-23T11:00:00")]
    [InlineData("2026-11-23T08:30:00", 1, "2026-11-20T17:00:00")]
    [InlineData("2026-11-22T08:30:00", 1, "2026-11-20T16:30:00")]
    public void Counts_working_hours_back(string end, int hours, string before) =>
        Assert.Equal(At(before), China.Before(At(end), new Period(PeriodUnit.WorkingHours, hours)));

    [Fact]
    public void Elapsed_time_runs_through_nights_and_holidays()
    {
        Assert.Equal(At("2026-10-01T05:30:00"), China.End(At("2026-09-30T23:30:00"), Period.Hours(6)));
        Assert.Equal(At("2024-03-01T00:14:59"), China.End(At("2024-02-29T23:59:59"), Period.Minutes(15)));
    }

    [Theory]
    [InlineData("2026-11-23T00:00:00", "2026-11-24T00:00:00")]
    [InlineData("2026-11-23T23:59:59", "2026-11-24T00:00:00")]
    [InlineData("2026-10-01T10:00:00", "2026-10-02T00:00:00")] // a holiday is a calendar day too
    public void The_same_day_ends_at_midnight(string start, string end) => Assert.Equal(At(end), China.End(At(start), Period.SameDay));

    [Theory]
    [InlineData("2026-11-23T09:00:00", "2026-11-23T17:30")]
    [InlineData("2026-11-23T17:30:00", "2026-11-23T17:30")]
    [InlineData("2026-11-23T17:30:01", "2026-11-24T17:30")]
    [InlineData("2026-11-21T09:00:00", "2026-11-23T17:30")]
    public void No_working_day_left_ends_with_the_office(string start, string end) =>
        Assert.Equal(At(end), China.End(At(start), Period.WorkingDays(0)));

    [Fact]
    public void A_year_without_a_notice_is_provisional()
    {
        Assert.False(China.IsProvisional(Day("2026-12-31")));
        Assert.True(China.IsProvisional(Day("2027-01-01")));
        Assert.False(China.IsProvisional(Day("2007-01-01")));
        Assert.True(China.IsProvisional(Day("2006-12-31")));
    }

    [Theory]
    [InlineData("2027-01-01", "元旦")]
    [InlineData("2027-02-05", "春节")] // 除夕
    [InlineData("2027-02-08", "春节")]
    [InlineData("2027-04-05", "清明节")]
    [InlineData("2027-05-02", "劳动节")]
    [InlineData("2027-06-09", "端午节")]
    [InlineData("2027-09-15", "中秋节")]
    [InlineData("2027-10-03", "国庆节")]
    public void A_year_without_a_notice_has_the_statutory_days(string day, string festival)
    {
        Assert.Equal(DayKind.Holiday, China.Kind(Day(day)));
        Assert.Equal(festival, China.Festival(Day(day)));
    }

    [Fact]
    public void A_year_without_a_notice_has_no_bridge_and_no_make_up_days()
    {
        var days = Enumerable.Range(0, 365).Select(Day("2027-01-01").AddDays).ToList();
        Assert.Equal(13, days.Count(day => China.Festival(day) is not null));
        Assert.DoesNotContain(days, day => China.Kind(day) == DayKind.MakeUpWorkday);
    }

    [Fact]
    public void The_statutory_days_lie_among_those_of_every_notice()
    {
        // Proves the lunar reckoning and that of Qingming against what the State Council published; the Spring Festival's eve came and went by decree.
        var core = new StatutoryDays(
            [.. StatutoryDays.Since2025.Holidays.Select(holiday => holiday with { Eve = 0, Days = 1 })]);
        foreach (var year in China.Published.Where(year => year.Year >= 2008))
        {
            Assert.All(core.Of(year.Year), day => Assert.Equal(DayKind.Holiday, China.Kind(day.Date)));
        }
    }

    [Fact]
    public void Publishing_a_year_makes_it_certain_and_moves_its_days()
    {
        var notice = new CalendarYear(
            2027,
            [new CalendarNotice("国办发明电〔2026〕0号", null)],
            [new(Day("2027-01-01"), "元旦", true), new(Day("2027-01-04"), "元旦", true), new(Day("2026-12-26"), "元旦", false)]);
        var published = China.With(notice);

        Assert.False(published.IsProvisional(Day("2027-01-05")));
        Assert.Equal(At("2027-01-05T17:30"), published.End(At("2026-12-31T09:00"), Period.WorkingDays(1)));
        Assert.Equal(At("2026-12-26T17:30"), published.End(At("2026-12-25T09:00"), Period.WorkingDays(1)));
        Assert.Equal(At("2027-01-04T17:30"), China.End(At("2026-12-31T09:00"), Period.WorkingDays(1)));
    }

    [Fact]
    public void Seasons_have_hours_of_their_own()
    {
        var summer = new OfficeDay(new(new(8, 0), new(12, 0)), new(new(15, 0), new(18, 0)));
        var calendar = China.With(new OfficeHours(OfficeHours.Default.Ordinary, [new OfficeSeason(6, 1, 9, 30, summer)]));

        Assert.Equal(At("2026-05-29T17:30"), calendar.End(At("2026-05-28T09:00"), Period.WorkingDays(1)));
        Assert.Equal(At("2026-06-01T18:00"), calendar.End(At("2026-05-29T09:00"), Period.WorkingDays(1)));
        Assert.Equal(At("2026-06-01T15:00"), calendar.Before(At("2026-06-01T18:00"), new Period(PeriodUnit.HalfWorkingDays, 1)));
        Assert.Equal(At("2026-09-30T18:00"), calendar.End(At("2026-09-29T09:00"), Period.WorkingDays(1)));
        Assert.Equal(At("2026-10-08T17:30"), calendar.End(At("2026-09-30T09:00"), Period.WorkingDays(1)));
    }

    [Fact]
    public void A_season_may_run_over_new_year()
    {
        var winter = new OfficeSeason(11, 1, 2, 28, OfficeHours.Default.Ordinary);
        Assert.True(winter.Holds(Day("2026-12-31")));
        Assert.True(winter.Holds(Day("2026-02-28")));
        Assert.False(winter.Holds(Day("2024-02-29")));
        Assert.False(winter.Holds(Day("2026-10-31")));
    }

    [Fact]
    public void Refuses_days_outside_its_tables()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => China.Kind(Day("1999-12-31")));
        Assert.Throws<ArgumentOutOfRangeException>(() => China.AddWorkingDays(Day("2099-12-31"), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => China.AddWorkingDays(Day("2000-01-01"), -1));
    }

    [Fact]
    public void Takes_instants_of_any_offset() =>
        Assert.Equal(At("2026-11-24T17:30"), China.End(new DateTimeOffset(2026, 11, 22, 16, 30, 0, TimeSpan.Zero), Period.WorkingDays(1)));
}
