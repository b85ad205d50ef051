using Hotline.Cases.Calendar;

namespace Hotline.Cases.Policies;

/// <summary>Reads the State Council's days off and make-up days.</summary>
internal static class CalendarFile
{
    public static Loaded<LegalCalendar> Load(string path) => throw new NotSupportedException(path);
}
