using System.Collections.Immutable;

namespace Hotline.Cases.Calendar;

/// <summary>One of the two halves of an office day. Half a working day (半个工作日) is one session.</summary>
internal readonly record struct OfficeSession(TimeOnly Open, TimeOnly Close)
{
    public TimeSpan Length => Close - Open;
}

/// <summary>The two sessions of an office day.</summary>
internal readonly record struct OfficeDay(OfficeSession Morning, OfficeSession Afternoon)
{
    public TimeSpan Length => Morning.Length + Afternoon.Length;
}

/// <summary>Hours that hold from one day of the year to another, both included; may run over New Year.</summary>
internal readonly record struct OfficeSeason(int FromMonth, int FromDay, int UntilMonth, int UntilDay, OfficeDay Day)
{
    public bool Holds(DateOnly date)
    {
        var now = (date.Month * 100) + date.Day;
        var from = (FromMonth * 100) + FromDay;
        var until = (UntilMonth * 100) + UntilDay;
        return from <= until ? now >= from && now <= until : now >= from || now <= until;
    }
}

/// <summary>When offices are open on a working day: the policy's <c>office-hours</c>.</summary>
internal sealed record OfficeHours(OfficeDay Ordinary, ImmutableArray<OfficeSeason> Seasons)
{
    /// <summary>08:00–12:00 and 14:30–17:30 all year: what holds where a policy says nothing.</summary>
    public static OfficeHours Default { get; } = new(
        new OfficeDay(new(new(8, 0), new(12, 0)), new(new(14, 30), new(17, 30))), []);

    public OfficeDay On(DateOnly date)
    {
        foreach (var season in Seasons)
        {
            if (season.Holds(date))
            {
                return season.Day;
            }
        }

        return Ordinary;
    }
}
