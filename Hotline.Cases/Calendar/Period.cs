namespace Hotline.Cases.Calendar;

/// <summary>How a limit is counted.</summary>
internal enum PeriodUnit
{
    /// <summary>工作日: the start day is not counted, ends at the close of office.</summary>
    WorkingDays,

    /// <summary>半个工作日: office sessions.</summary>
    HalfWorkingDays,

    /// <summary>Hours during which offices are open.</summary>
    WorkingHours,

    /// <summary>Elapsed hours, nights and holidays included (自然时).</summary>
    Hours,

    /// <summary>Elapsed minutes.</summary>
    Minutes,

    /// <summary>当天: until 24:00 of the day.</summary>
    SameDay,

    /// <summary>马上, 立办立结: due at once, late after a grace.</summary>
    AtOnce,
}

/// <summary>A length of time as a regulation writes it.</summary>
/// <param name="Unit">How it is counted.</param>
/// <param name="Amount">How many; 0 for <see cref="PeriodUnit.SameDay"/> and <see cref="PeriodUnit.AtOnce"/>.</param>
internal readonly record struct Period(PeriodUnit Unit, int Amount)
{
    public static Period SameDay { get; } = new(PeriodUnit.SameDay, 0);

    public static Period AtOnce { get; } = new(PeriodUnit.AtOnce, 0);

    public static Period Hours(int amount) => new(PeriodUnit.Hours, amount);

    public static Period Minutes(int amount) => new(PeriodUnit.Minutes, amount);

    public static Period WorkingDays(int amount) => new(PeriodUnit.WorkingDays, amount);

    /// <summary>Counted on the legal calendar, so that a new calendar year can move its end.</summary>
    public bool ByCalendar => Unit is PeriodUnit.WorkingDays or PeriodUnit.HalfWorkingDays or PeriodUnit.WorkingHours;

    /// <summary>The period <paramref name="times"/> times over; same day and at once stay what they are.</summary>
    public Period Times(int times) => this with { Amount = Amount * times };
}
