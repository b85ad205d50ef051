using Hotline.Cases.Calendar;

namespace Hotline.Cases.Staffing;

/// <summary>Which days of the past a day is like.</summary>
internal static class LikeDays
{
    /// <summary>
    /// Of the days before <paramref name="until"/>, back to <paramref name="from"/>: for a workday the same weekdays that were workdays; for a weekend day the same weekdays that were free
    /// and no holiday; for a holiday other holidays, without any the free weekend days; for a make-up day (调休) other make-up days, without any the workdays.
    /// </summary>
    public static IReadOnlyList<DateOnly> Of(DateOnly day, DateOnly from, DateOnly until, Func<DateOnly, DayKind> kind)
    {
        var past = new List<DateOnly>();
        for (var one = from; one < until; one = one.AddDays(1))
        {
            if (one != day)
            {
                past.Add(one);
            }
        }

        return kind(day) switch
        {
            DayKind.Workday => [.. past.Where(one => kind(one) == DayKind.Workday && one.DayOfWeek == day.DayOfWeek)],
            DayKind.Weekend => [.. past.Where(one => kind(one) == DayKind.Weekend && one.DayOfWeek == day.DayOfWeek)],
            DayKind.Holiday => Or(DayKind.Holiday, DayKind.Weekend),
            DayKind.MakeUpWorkday => Or(DayKind.MakeUpWorkday, DayKind.Workday),
        };

        IReadOnlyList<DateOnly> Or(DayKind first, DayKind second) => past.Where(one => kind(one) == first).ToList() is { Count: > 0 } found
            ? found
            : [.. past.Where(one => kind(one) == second)];
    }
}
