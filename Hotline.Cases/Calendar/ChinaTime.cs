namespace Hotline.Cases.Calendar;

/// <summary>Local time in Asia/Shanghai, which has kept +08:00 without summer time since 1992; the calendar begins in 2000.</summary>
internal static class ChinaTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateTime Local(DateTimeOffset instant) => instant.UtcDateTime + Offset;

    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant));

    public static DateTimeOffset At(DateOnly day, TimeOnly time) => new(day.ToDateTime(time), Offset);

    /// <summary>24:00 of the day: the first instant of the next one.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => At(day.AddDays(1), TimeOnly.MinValue);
}
