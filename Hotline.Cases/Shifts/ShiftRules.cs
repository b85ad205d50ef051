using System.Collections.Immutable;
using Hotline.Cases.Calendar;

namespace Hotline.Cases.Shifts;

/// <summary>Who has to agree to a change besides whoever asks for it.</summary>
internal enum Consent
{
    /// <summary>Nobody; then only a shift leader changes.</summary>
    None,

    /// <summary>The others whose duties it changes.</summary>
    Other,

    /// <summary>A shift leader or supervisor who neither asked nor is concerned.</summary>
    Leader,
}

/// <summary>On which days a rotation has duties.</summary>
internal enum RotationDays
{
    /// <summary>Round the year.</summary>
    EveryDay,

    /// <summary>Days on which offices work, make-up days (调休) included.</summary>
    WorkingDays,

    /// <summary>All but legal holidays.</summary>
    NoHolidays,
}

/// <summary>A stretch of a shift, from its beginning.</summary>
internal readonly record struct ShiftBreak(TimeSpan After, TimeSpan Length);

/// <summary>A kind of duty (班次).</summary>
internal sealed record Shift(string Id, string Name, TimeOnly From, TimeSpan Length, ImmutableArray<ShiftBreak> Breaks)
{
    /// <summary>The duty of a day in absolute time: it begins and ends by the clock on the wall, however long the night with a change of clocks is.</summary>
    public (DateTimeOffset From, DateTimeOffset To) On(DateOnly day, TimeZoneInfo zone) => (At(day, TimeSpan.Zero, zone), At(day, Length, zone));

    /// <summary>The breaks of a day's duty.</summary>
    public IReadOnlyList<DutyBreak> BreaksOn(DateOnly day, TimeZoneInfo zone) =>
        [.. Breaks.Select(pause => new DutyBreak(At(day, pause.After, zone), At(day, pause.After + pause.Length, zone)))];

    private DateTimeOffset At(DateOnly day, TimeSpan after, TimeZoneInfo zone) => LocalClock.At(day.ToDateTime(From) + after, zone);
}

/// <summary>Who works when, over and over (轮班). Crew k is at place k × length / crews of the cycle on the first day.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">For people.</param>
/// <param name="Begins">The day of the cycle's first place for the first crew.</param>
/// <param name="Crews">How many groups take turns.</param>
/// <param name="Days">On which days.</param>
/// <param name="Cycle">The shift of each day; null for a day off.</param>
internal sealed record Rotation(string Id, string Name, DateOnly Begins, int Crews, RotationDays Days, ImmutableArray<string?> Cycle)
{
    /// <summary>The shift of a crew on a day; null for none. The cycle goes on over days without duties.</summary>
    /// <param name="crew">From 1.</param>
    /// <param name="day">The day.</param>
    /// <param name="kind">What days are.</param>
    public string? On(int crew, DateOnly day, Func<DateOnly, DayKind> kind)
    {
        var works = Days switch
        {
            RotationDays.EveryDay => true,
            RotationDays.WorkingDays => kind(day) is DayKind.Workday or DayKind.MakeUpWorkday,
            RotationDays.NoHolidays => kind(day) != DayKind.Holiday,
        };
        var place = (day.DayNumber - Begins.DayNumber + ((crew - 1) * (Cycle.Length / Crews))) % Cycle.Length;
        return works ? Cycle[place < 0 ? place + Cycle.Length : place] : null;
    }
}

/// <summary>What a city says of shifts (policies/shifts.yaml).</summary>
internal sealed record ShiftRules
{
    /// <summary>Where a city says nothing: no shift.</summary>
    public static ShiftRules None { get; } = new();

    public TimeZoneInfo Zone { get; init; } = LocalClock.China;

    public TimeSpan Rest { get; init; } = TimeSpan.FromHours(11);

    public FaultVerdict OnShortRest { get; init; } = FaultVerdict.Refuse;

    public FaultVerdict OnDoubleShift { get; init; } = FaultVerdict.Warn;

    public FaultVerdict OnHole { get; init; } = FaultVerdict.Warn;

    public TimeSpan LateAfter { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan AbsentAfter { get; init; } = TimeSpan.FromMinutes(30);

    public Consent Swap { get; init; } = Consent.Other;

    public Consent Leave { get; init; } = Consent.Leader;

    public Consent Replacement { get; init; } = Consent.Other;

    public ImmutableArray<Shift> Shifts { get; init; } = [];

    public ImmutableArray<Rotation> Rotations { get; init; } = [];

    public Shift? FindShift(string id) => Shifts.FirstOrDefault(shift => shift.Id == id);

    public Rotation? FindRotation(string id) => Rotations.FirstOrDefault(rotation => rotation.Id == id);

    public DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime);

    public DateTimeOffset StartOf(DateOnly day) => LocalClock.At(day.ToDateTime(TimeOnly.MinValue), Zone);

    public Consent ConsentTo(RosterChangeKind kind) => kind switch
    {
        RosterChangeKind.Plan => Consent.None,
        RosterChangeKind.Swap => Swap,
        RosterChangeKind.Leave => Leave,
        RosterChangeKind.Replacement => Replacement,
    };

    public FaultVerdict VerdictOn(RosterFault fault) => fault switch
    {
        RosterFault.Overlap or RosterFault.OnLeave => FaultVerdict.Refuse,
        RosterFault.ShortRest => OnShortRest,
        RosterFault.DoubleShift => OnDoubleShift,
        RosterFault.Hole => OnHole,
        RosterFault.Vacant or RosterFault.Short => FaultVerdict.Warn,
    };
}

/// <summary>What a clock on the wall says, in absolute time.</summary>
internal static class LocalClock
{
    /// <summary>+08:00 the year round, also where the machine knows no time zones.</summary>
    public static TimeZoneInfo China { get; } = TimeZoneInfo.CreateCustomTimeZone("Asia/Shanghai", ChinaTime.Offset, "Asia/Shanghai", "Asia/Shanghai");

    /// <summary>The moment of a local time; one that clocks leap over is as much later, of one that comes twice it is the first.</summary>
    public static DateTimeOffset At(DateTime local, TimeZoneInfo zone)
    {
        // Before the leap the clock stands as the day before: its offset there puts the missing hour after the leap.
        var offset = zone.IsInvalidTime(local) ? zone.GetUtcOffset(local.AddDays(-1))
            : zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max()
            : zone.GetUtcOffset(local);
        return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset).ToUniversalTime();
    }
}
