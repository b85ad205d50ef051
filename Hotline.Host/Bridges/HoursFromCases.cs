using Hotline.Cases;
using Hotline.Telephony;

namespace Hotline.Host.Bridges;

/// <summary>The line's hours are those of the legal calendar.</summary>
internal sealed class HoursFromCases(ICityCalendar calendar) : ICityHours
{
    // +08:00 without summer time since 1992.
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.CreateCustomTimeZone("Asia/Shanghai", TimeSpan.FromHours(8), "Asia/Shanghai", "Asia/Shanghai");

    public bool IsWorkingDay(DateOnly day) => calendar.IsWorkingDay(day);

    public bool IsOfficeOpen(DateTimeOffset at) => calendar.IsOfficeOpen(at);
}
