using FsCheck;
using FsCheck.Fluent;
using Hotline.Cases.Calendar;

namespace Hotline.Cases.Tests.Calendar;

/// <summary>What holds for every start and every length: 2000 cases each, 2007 to 2030.</summary>
public sealed class LegalCalendarProperties
{
    private static readonly LegalCalendar China = Calendars.China;

    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2000);

    private static readonly Gen<DateTimeOffset> Starts =
        from second in Gen.Choose(0, 24 * 365 * 24 * 3600)
        select new DateTimeOffset(2007, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)).AddSeconds(second);

    private static readonly Gen<Period> Periods =
        from unit in Gen.Elements(Enum.GetValues<PeriodUnit>())
        from amount in Gen.Choose(unit == PeriodUnit.WorkingDays ? 0 : 1, 40) // only a deduction leaves nothing, and only of working days
        select new Period(unit, amount);

    [Fact]
    public void A_later_start_never_ends_earlier() => Check.One(
        Thorough,
        Prop.ForAll(
            (from start in Starts from later in Gen.Choose(0, 10 * 24 * 3600) from period in Periods select (start, later, period)).ToArbitrary(),
            given => China.End(given.start, given.period) <= China.End(given.start.AddSeconds(given.later), given.period)));

    [Fact]
    public void A_longer_period_never_ends_earlier() => Check.One(
        Thorough,
        Prop.ForAll(
            (from start in Starts from period in Periods select (start, period)).ToArbitrary(),
            given => China.End(given.start, given.period) <= China.End(given.start, given.period with { Amount = given.period.Amount + 1 })));

    [Fact]
    public void What_is_counted_by_the_calendar_never_ends_on_a_day_off_nor_outside_office_hours() => Check.One(
        Thorough,
        Prop.ForAll(
            (from start in Starts from period in Periods where period.ByCalendar select (start, period)).ToArbitrary(),
            given =>
            {
                var end = China.End(given.start, given.period);
                var day = DateOnly.FromDateTime(end.DateTime);
                return China.IsWorkingDay(day) && end >= China.OpenOf(day) && end <= China.CloseOf(day);
            }));

    [Fact]
    public void Working_days_counted_forth_are_as_many_counted_back() => Check.One(
        Thorough,
        Prop.ForAll(
            (from start in Starts from days in Gen.Choose(1, 60) select (start, days)).ToArbitrary(),
            given =>
            {
                var from = DateOnly.FromDateTime(given.start.DateTime);
                var until = China.AddWorkingDays(from, given.days);
                var back = China.AddWorkingDays(until, -given.days);
                return China.WorkingDaysBetween(from, until) == given.days
                    && (China.IsWorkingDay(from) ? back == from : back < from && China.WorkingDaysBetween(back, from) == 0);
            }));

    [Fact]
    public void The_table_agrees_with_counting_day_by_day() => Check.One(
        Thorough,
        Prop.ForAll(
            (from start in Starts from days in Gen.Choose(1, 40) select (start, days)).ToArbitrary(),
            given =>
            {
                var day = DateOnly.FromDateTime(given.start.DateTime);
                for (var left = given.days; left > 0;)
                {
                    day = day.AddDays(1);
                    left -= China.Kind(day) is DayKind.Workday or DayKind.MakeUpWorkday ? 1 : 0;
                }

                return China.End(given.start, Period.WorkingDays(given.days)) == China.CloseOf(day);
            }));

    [Fact]
    public void Working_hours_back_undo_working_hours_forth() => Check.One(
        Thorough,
        Prop.ForAll(
            (from start in Starts from hours in Gen.Choose(1, 100) select (start, hours)).ToArbitrary(),
            given =>
            {
                var period = new Period(PeriodUnit.WorkingHours, given.hours);
                var end = China.End(given.start, period);
                var back = China.Before(end, period);
                return China.End(back, period) == end && back < end;
            }));
}
