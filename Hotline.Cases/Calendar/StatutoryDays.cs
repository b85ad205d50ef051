using System.Collections.Immutable;
using System.Globalization;

namespace Hotline.Cases.Calendar;

/// <summary>How the statute fixes a holiday's first day.</summary>
internal enum StatutoryBasis
{
    /// <summary>A day of the civil year.</summary>
    Civil,

    /// <summary>A day of the lunar year (农历).</summary>
    Lunar,

    /// <summary>The solar term Qingming (清明), 4–6 April.</summary>
    Qingming,
}

/// <summary>A public holiday fixed by statute.</summary>
/// <param name="Name">In Chinese.</param>
/// <param name="Basis">In which calendar month and day stand.</param>
/// <param name="Month">1–12; 0 for Qingming.</param>
/// <param name="Day">Of the month; 0 for Qingming.</param>
/// <param name="Eve">Days before it that are holidays too (除夕).</param>
/// <param name="Days">How many days, from the day itself on.</param>
internal sealed record StatutoryDay(string Name, StatutoryBasis Basis, int Month, int Day, int Eve, int Days);

/// <summary>
/// The public holidays of 《全国年节及纪念日放假办法》 for a year that has no State Council notice yet: no bridge days, no make-up days.
/// Lunar days are known for 1901–2100.
/// </summary>
internal sealed record StatutoryDays(ImmutableArray<StatutoryDay> Holidays)
{
    private static readonly ChineseLunisolarCalendar Lunar = new();

    /// <summary>As the statute stands since 2025 (国务院令第795号): thirteen days.</summary>
    public static StatutoryDays Since2025 { get; } = new(
    [
        new("元旦", StatutoryBasis.Civil, 1, 1, 0, 1),
        new("春节", StatutoryBasis.Lunar, 1, 1, 1, 3),
        new("清明节", StatutoryBasis.Qingming, 0, 0, 0, 1),
        new("劳动节", StatutoryBasis.Civil, 5, 1, 0, 2),
        new("端午节", StatutoryBasis.Lunar, 5, 5, 0, 1),
        new("中秋节", StatutoryBasis.Lunar, 8, 15, 0, 1),
        new("国庆节", StatutoryBasis.Civil, 10, 1, 0, 3),
    ]);

    public IEnumerable<CalendarDay> Of(int year)
    {
        foreach (var holiday in Holidays)
        {
            var first = holiday.Basis switch
            {
                StatutoryBasis.Civil => new DateOnly(year, holiday.Month, holiday.Day),
                StatutoryBasis.Lunar => FromLunar(year, holiday.Month, holiday.Day),
                StatutoryBasis.Qingming => new DateOnly(year, 4, QingmingDay(year)),
            };
            for (var day = -holiday.Eve; day < holiday.Days; day++)
            {
                yield return new CalendarDay(first.AddDays(day), holiday.Name, Off: true);
            }
        }
    }

    private static DateOnly FromLunar(int year, int month, int day)
    {
        // A leap month repeats the month before it and moves the numbers of those after it.
        var leap = Lunar.GetLeapMonth(year);
        var number = leap > 0 && month >= leap ? month + 1 : month;
        return DateOnly.FromDateTime(Lunar.ToDateTime(year, number, day, 0, 0, 0, 0));
    }

    // The usual interpolation for 2000–2099, right for every published year 2008–2026.
    private static int QingmingDay(int year) => (int)(((year - 2000) * 0.2422) + 4.81) - ((year - 2000) / 4);
}
