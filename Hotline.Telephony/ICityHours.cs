namespace Hotline.Telephony;

/// <summary>When the city works. Asked while a caller waits: answers from memory, never from a database or a file. Thread-safe.</summary>
public interface ICityHours
{
    /// <summary>The zone that times of day in call flows are meant in.</summary>
    TimeZoneInfo Zone { get; }

    /// <summary>Whether offices work on this day, by the legal calendar: make-up days (调休) included, holidays not.</summary>
    bool IsWorkingDay(DateOnly day);

    /// <summary>Whether offices are open at this moment, by the office hours of the city's regulation.</summary>
    bool IsOfficeOpen(DateTimeOffset at);
}
