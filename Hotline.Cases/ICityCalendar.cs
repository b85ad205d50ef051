namespace Hotline.Cases;

/// <summary>When the city works, by the legal calendar and the office hours of the policy in force. From memory. Thread-safe.</summary>
public interface ICityCalendar
{
    /// <summary>Whether offices work on this day: make-up days (调休) included, holidays not.</summary>
    bool IsWorkingDay(DateOnly day);

    /// <summary>Whether offices are open at this moment.</summary>
    bool IsOfficeOpen(DateTimeOffset at);
}
