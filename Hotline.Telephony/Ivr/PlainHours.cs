namespace Hotline.Telephony.Ivr;

/// <summary>Monday to Friday, 9 to 12 and 14 to 17 o'clock in China: for a node that nobody tells of a legal calendar.</summary>
internal sealed class PlainHours : ICityHours
{
    // China has had no summer time since 1991.
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.CreateCustomTimeZone("China", TimeSpan.FromHours(8), "China", "China");

    public bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    public bool IsOfficeOpen(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone).DateTime;
        return IsWorkingDay(DateOnly.FromDateTime(local)) && local.Hour is ((>= 9 and < 12) or (>= 14 and < 17));
    }
}
