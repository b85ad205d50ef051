using System.Globalization;
using Hotline.Cases.Calendar;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Assessment;

/// <summary>A calendar period in China over which facts are counted.</summary>
/// <param name="From">Its first moment, UTC.</param>
/// <param name="Until">The first moment after it, UTC.</param>
/// <param name="Name">Such as <c>2026-03</c>, <c>2026-Q1</c>, <c>2026</c>.</param>
/// <param name="Words">The same for people: 2026年3月.</param>
internal sealed record AccountWindow(DateTimeOffset From, DateTimeOffset Until, string Name, string Words)
{
    /// <summary>The period that a day lies in. What is counted for one case is its whole life up to the end of that month.</summary>
    public static AccountWindow Of(AccountabilitySpan span, DateOnly day)
    {
        var quarter = (day.Month - 1) / 3;
        return span switch
        {
            AccountabilitySpan.Case => Of(AccountabilitySpan.Month, day) with { From = DateTimeOffset.MinValue },
            AccountabilitySpan.Month =>
                Of(new(day.Year, day.Month, 1), 1, string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM}"), $"{day.Year}年{day.Month}月"),
            AccountabilitySpan.Quarter => Of(new(day.Year, (quarter * 3) + 1, 1), 3, $"{day.Year}-Q{quarter + 1}", $"{day.Year}年第{quarter + 1}季度"),
            AccountabilitySpan.Year => Of(new(day.Year, 1, 1), 12, $"{day.Year}", $"{day.Year}年"),
        };
    }

    /// <summary>The months of the year, up to and with that of the day.</summary>
    public static IEnumerable<AccountWindow> MonthsUpTo(DateOnly day) => Enumerable.Range(1, day.Month).Select(month => Of(AccountabilitySpan.Month, new(day.Year, month, 1)));

    public bool Holds(DateTimeOffset at) => at >= From && at < Until;

    private static AccountWindow Of(DateOnly first, int months, string name, string words) =>
        new(ChinaTime.At(first, TimeOnly.MinValue).ToUniversalTime(), ChinaTime.At(first.AddMonths(months), TimeOnly.MinValue).ToUniversalTime(), name, words);
}
