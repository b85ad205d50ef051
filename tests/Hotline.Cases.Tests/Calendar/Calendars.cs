using Hotline.Cases.Calendar;
using Hotline.Cases.Policies;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Calendar;

/// <summary>The product's own calendar, read once.</summary>
internal static class Calendars
{
    public static string File { get; } = Repository.Path("policies", "calendar", "cn.yaml");

    public static LegalCalendar China { get; } = CalendarFile.Load(File) is { Value: { } calendar }
        ? calendar
        : throw new InvalidOperationException("policies/calendar/cn.yaml cannot be read");

    /// <summary>A moment in Asia/Shanghai, written as 2026-11-22T09:30 or with seconds.</summary>
    public static DateTimeOffset At(string text) => DateTimeOffset.Parse($"{text}+08:00", System.Globalization.CultureInfo.InvariantCulture);

    public static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
