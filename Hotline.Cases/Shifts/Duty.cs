namespace Hotline.Cases.Shifts;

/// <summary>A break of a duty.</summary>
internal sealed record DutyBreak(DateTimeOffset From, DateTimeOffset To);

/// <summary>One shift of one person on one day (值班). Kept as it was planned, whatever the file says later of the shift.</summary>
internal sealed class Duty
{
    private Duty()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>The local day it begins on.</summary>
    public DateOnly Day { get; private set; }

    public string ShiftId { get; private set; } = "";

    public string ShiftName { get; private set; } = "";

    public Guid GroupId { get; private set; }

    /// <summary>Whose it is; null while it is nobody's.</summary>
    public Guid? PersonId { get; private set; }

    public DateTimeOffset From { get; private set; }

    public DateTimeOffset To { get; private set; }

    public IReadOnlyList<DutyBreak> Breaks { get; private set; } = [];

    /// <summary>The plan that made it.</summary>
    public Guid PlanId { get; private set; }

    /// <summary>The plan was taken back.</summary>
    public bool Cancelled { get; private set; }

    /// <summary>How often it changed hands.</summary>
    public int Version { get; private set; }

    /// <summary>The part of it that is no break.</summary>
    public TimeSpan Worked => To - From - Breaks.Aggregate(TimeSpan.Zero, (sum, pause) => sum + (pause.To - pause.From));

    public static Duty Of(DateOnly day, Shift shift, ShiftGroup group, Guid personId, Guid planId, TimeZoneInfo zone)
    {
        var (from, to) = shift.On(day, zone);
        return new Duty
        {
            Id = Guid.CreateVersion7(from),
            Day = day,
            ShiftId = shift.Id,
            ShiftName = shift.Name,
            GroupId = group.Id,
            PersonId = personId,
            From = from,
            To = to,
            Breaks = shift.BreaksOn(day, zone),
            PlanId = planId,
        };
    }

    public bool Covers(DateTimeOffset at) => From <= at && at < To;

    public bool IsBreakAt(DateTimeOffset at) => Breaks.Any(pause => pause.From <= at && at < pause.To);

    public void GiveTo(Guid? personId)
    {
        PersonId = personId;
        Version++;
    }

    public void Cancel() => Cancelled = true;
}
