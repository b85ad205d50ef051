using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>How many agents are needed (Erlang C; docs/staffing.md). For shift leaders and supervisors. Thread-safe.</summary>
public interface IStaffingDesk
{
    /// <summary>The need of a day by half hours, from days of the past that it is like; not found where none of them had a call.</summary>
    ValueTask<ActResult<StaffingDayView>> PlanAsync(Actor actor, StaffingQuery query, CancellationToken cancellationToken);

    /// <summary>What a load needs; with <paramref name="agents"/>, what these come to.</summary>
    ActResult<StaffingView> Reckon(Actor actor, double? callsPerHour, double? handlingSeconds, int? agents, StaffingQuery query);
}

/// <summary>A day, and what is wanted of the line.</summary>
public sealed record StaffingQuery
{
    /// <summary>The day in China; unused by <see cref="IStaffingDesk.Reckon"/>.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Only this skill group.</summary>
    public string? Group { get; init; }

    /// <summary>Weeks of the past looked at, 1 to 56. Default 8.</summary>
    public int Weeks { get; init; } = 8;

    /// <summary>The share of callers to be answered in time, from 0.01 to 0.999. Default 0.95, the connect rate that GB/T 33358-2016 asks for.</summary>
    public double ServiceLevel { get; init; } = 0.95;

    /// <summary>In time, in seconds, 0 to 600. Default 15.</summary>
    public double WithinSeconds { get; init; } = 15;

    /// <summary>The share of paid time off the line, 0 to 0.9. Default 0.3.</summary>
    public double Shrinkage { get; init; } = 0.3;

    /// <summary>Agents are not to be busier than this, 0.1 to 1. Default 0.85.</summary>
    public double MostOccupied { get; init; } = 0.85;

    /// <summary>On the line at every hour, 0 to 1000. Default 1: the line is never left alone.</summary>
    public int AtLeast { get; init; } = 1;
}
