using System.Globalization;
using System.Text.RegularExpressions;

namespace Hotline.Cases.Calendar;

/// <summary>Periods as people write them: <c>3 working days</c>, <c>half working day</c>, <c>15 minutes</c>, <c>same day</c>; or 3个工作日, 半个工作日, 15分钟, 当天.</summary>
internal static partial class PeriodText
{
    /// <summary>What a reader may write, for error messages.</summary>
    public const string Forms =
        "a period: '3 working days', 'half working day', '2 working hours', '6 hours', '15 minutes', 'same day' or 'at once'";

    private static readonly Dictionary<string, PeriodUnit> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["working day"] = PeriodUnit.WorkingDays,
        ["working days"] = PeriodUnit.WorkingDays,
        ["half working day"] = PeriodUnit.HalfWorkingDays,
        ["half working days"] = PeriodUnit.HalfWorkingDays,
        ["working hour"] = PeriodUnit.WorkingHours,
        ["working hours"] = PeriodUnit.WorkingHours,
        ["hour"] = PeriodUnit.Hours,
        ["hours"] = PeriodUnit.Hours,
        ["minute"] = PeriodUnit.Minutes,
        ["minutes"] = PeriodUnit.Minutes,
        ["工作日"] = PeriodUnit.WorkingDays,
        ["个工作日"] = PeriodUnit.WorkingDays,
        ["个半工作日"] = PeriodUnit.HalfWorkingDays,
        ["个工作小时"] = PeriodUnit.WorkingHours,
        ["小时"] = PeriodUnit.Hours,
        ["个小时"] = PeriodUnit.Hours,
        ["分钟"] = PeriodUnit.Minutes,
    };

    public static bool TryParse(string? text, out Period period)
    {
        period = default;
        var trimmed = text?.Trim() ?? string.Empty;
        switch (trimmed)
        {
            case "same day" or "当天" or "当日":
                period = Period.SameDay;
                return true;
            case "at once" or "马上" or "立即":
                period = Period.AtOnce;
                return true;
            case "half working day" or "half a working day" or "半个工作日":
                period = new Period(PeriodUnit.HalfWorkingDays, 1);
                return true;
        }

        var match = Counted().Match(trimmed);
        if (!match.Success
            || !Units.TryGetValue(match.Groups["unit"].Value, out var unit)
            || !int.TryParse(match.Groups["amount"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            || amount is < 1 or > 1000)
        {
            return false;
        }

        period = new Period(unit, amount);
        return true;
    }

    /// <summary>The unit as the JSON of <c>policy due</c> names it.</summary>
    public static string UnitName(PeriodUnit unit) => unit switch
    {
        PeriodUnit.WorkingDays => "working-days",
        PeriodUnit.HalfWorkingDays => "half-working-days",
        PeriodUnit.WorkingHours => "working-hours",
        PeriodUnit.Hours => "hours",
        PeriodUnit.Minutes => "minutes",
        PeriodUnit.SameDay => "same-day",
        PeriodUnit.AtOnce => "at-once",
    };

    public static string English(Period period) => period switch
    {
        { Unit: PeriodUnit.SameDay } => "same day",
        { Unit: PeriodUnit.AtOnce } => "at once",
        { Unit: PeriodUnit.HalfWorkingDays, Amount: 1 } => "half a working day",
        { Amount: 1 } => $"1 {UnitName(period.Unit).Replace('-', ' ').TrimEnd('s')}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{period.Amount} {UnitName(period.Unit).Replace('-', ' ')}"),
    };

    public static string Chinese(Period period) => period.Unit switch
    {
        PeriodUnit.WorkingDays => string.Create(CultureInfo.InvariantCulture, $"{period.Amount}个工作日"),
        PeriodUnit.HalfWorkingDays when period.Amount == 1 => "半个工作日",
        PeriodUnit.HalfWorkingDays => string.Create(CultureInfo.InvariantCulture, $"{period.Amount}个半工作日"),
        PeriodUnit.WorkingHours => string.Create(CultureInfo.InvariantCulture, $"{period.Amount}个工作小时"),
        PeriodUnit.Hours => string.Create(CultureInfo.InvariantCulture, $"{period.Amount}小时"),
        PeriodUnit.Minutes => string.Create(CultureInfo.InvariantCulture, $"{period.Amount}分钟"),
        PeriodUnit.SameDay => "当天",
        PeriodUnit.AtOnce => "马上",
    };

    [GeneratedRegex(@"^(?<amount>[0-9]{1,4})\s*(?<unit>\D+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Counted();
}
