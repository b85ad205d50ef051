using Hotline.Cases.Calendar;
using Hotline.Cases.Staffing;

namespace Hotline.Cases.Tests.Staffing;

public sealed class LikeDaysTests
{
    // Four weeks from Monday, 2 March 2026; the second Monday is a holiday, the third Saturday worked for it.
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static readonly DateOnly Holiday = new(2026, 3, 9);
    private static readonly DateOnly MakeUp = new(2026, 3, 21);
    private static readonly DateOnly Until = new(2026, 3, 30);

    [Fact]
    public void A_workday_is_like_the_same_weekdays_that_were_worked() =>
        Assert.Equal([Monday, new(2026, 3, 16), new(2026, 3, 23)], LikeDays.Of(Until, Monday, Until, Kind));

    [Fact]
    public void A_free_Saturday_is_like_Saturdays_that_were_not_worked() =>
        Assert.Equal([new(2026, 3, 7), new(2026, 3, 14), new(2026, 3, 28)], LikeDays.Of(new(2026, 4, 4), Monday, Until, Kind));

    [Fact]
    public void A_holiday_is_like_holidays_and_where_there_was_none_like_weekends()
    {
        Assert.Equal([Holiday], LikeDays.Of(new(2026, 5, 1), Monday, Until, One));
        Assert.Equal(8, LikeDays.Of(Holiday, Monday, Until, Kind).Count + 1);
    }

    [Fact]
    public void A_make_up_day_is_like_make_up_days_and_where_there_was_none_like_workdays()
    {
        Assert.Equal([MakeUp], LikeDays.Of(new(2026, 5, 9), Monday, Until, day => day == new DateOnly(2026, 5, 9) ? DayKind.MakeUpWorkday : Kind(day)));
        Assert.Equal(19, LikeDays.Of(MakeUp, Monday, Until, Kind).Count);
    }

    private static DayKind One(DateOnly day) => day == new DateOnly(2026, 5, 1) ? DayKind.Holiday : Kind(day);

    private static DayKind Kind(DateOnly day) => day == Holiday ? DayKind.Holiday
        : day == MakeUp ? DayKind.MakeUpWorkday
        : day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? DayKind.Weekend : DayKind.Workday;
}
