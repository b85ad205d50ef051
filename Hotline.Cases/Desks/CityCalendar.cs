using Hotline.Cases.Calendar;
using Hotline.Cases.Casework;

namespace Hotline.Cases.Desks;

/// <summary>The calendar of the rules in force.</summary>
internal sealed class CityCalendar(RuleBook book) : ICityCalendar
{
    public bool IsWorkingDay(DateOnly day) => book.Rules.Calendar.IsWorkingDay(day);

    public bool IsOfficeOpen(DateTimeOffset at)
    {
        var calendar = book.Rules.Calendar;
        var local = ChinaTime.Local(at);
        var (day, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        var hours = calendar.Hours.On(day);
        return calendar.IsWorkingDay(day) && (IsIn(hours.Morning) || IsIn(hours.Afternoon));

        bool IsIn(OfficeSession session) => time >= session.Open && time < session.Close;
    }
}
