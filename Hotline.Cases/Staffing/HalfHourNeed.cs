namespace Hotline.Cases.Staffing;

/// <summary>What is wanted of the line.</summary>
/// <param name="Target">The share of callers to be answered …</param>
/// <param name="Within">… within this time in line.</param>
/// <param name="Shrinkage">The share of paid time in which agents are not on the line: breaks, training, leave.</param>
/// <param name="MostOccupied">Agents are not to be busier than this.</param>
/// <param name="AtLeast">On the line at every hour.</param>
internal sealed record StaffingGoal(double Target, TimeSpan Within, double Shrinkage, double MostOccupied, int AtLeast);

/// <summary>How many are needed in half an hour.</summary>
internal sealed record HalfHourNeed(TimeSpan Start, double Calls, TimeSpan Handling, double Load, int Agents, int Scheduled, double ServiceLevel, TimeSpan MeanWait, double Occupancy)
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(30);

    /// <param name="start">Time of day.</param>
    /// <param name="calls">Callers expected in line.</param>
    /// <param name="handling">Mean talk and wrap-up.</param>
    /// <param name="goal">What is wanted.</param>
    public static HalfHourNeed Of(TimeSpan start, double calls, TimeSpan handling, StaffingGoal goal)
    {
        var load = calls * (handling / Length);
        var agents = Math.Max(goal.AtLeast, ErlangC.Agents(load, handling, goal.Target, goal.Within, goal.MostOccupied));
        return new HalfHourNeed(
            start,
            calls,
            handling,
            load,
            agents,
            OnRoster(agents, goal.Shrinkage),
            ErlangC.ServiceLevel(load, agents, handling, goal.Within),
            ErlangC.MeanWait(load, agents, handling) ?? TimeSpan.Zero,
            agents == 0 ? 0 : load / agents);
    }

    /// <summary>Who must be on the roster for so many to be on the line.</summary>
    public static int OnRoster(int agents, double shrinkage)
    {
        // 7 / 0.7 is 10.000000000000002 in binary: what is a hair over a whole number is that number.
        var needed = agents / (1 - shrinkage);
        return (int)Math.Ceiling(needed - 1e-9);
    }
}
