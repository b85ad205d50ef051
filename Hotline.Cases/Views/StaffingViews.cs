namespace Hotline.Cases.Views;

/// <summary>How many agents a day needs.</summary>
/// <param name="Day">The day in China.</param>
/// <param name="DayKind"><c>workday</c>, <c>weekend</c>, <c>holiday</c> or <c>make-up-workday</c>, by the legal calendar.</param>
/// <param name="Provisional">The year's notice is not published yet.</param>
/// <param name="Group">Only this skill group; null for all.</param>
/// <param name="BasedOn">The days of the past that it was reckoned from.</param>
/// <param name="Formula">How: <c>erlang-c</c>.</param>
/// <param name="Version">Its version.</param>
/// <param name="HalfHours">48 of them.</param>
public sealed record StaffingDayView(
    DateOnly Day, string DayKind, bool Provisional, string? Group, IReadOnlyList<DateOnly> BasedOn, string Formula, int Version, IReadOnlyList<HalfHourView> HalfHours);

/// <summary>How many agents half an hour needs.</summary>
/// <param name="Start">Time of day in China, as <c>08:30</c>.</param>
/// <param name="Calls">Callers expected in line.</param>
/// <param name="HandlingSeconds">Mean talk and wrap-up expected.</param>
/// <param name="Erlangs">The load.</param>
/// <param name="Agents">On the line.</param>
/// <param name="Scheduled">On the roster, so that these are on the line.</param>
/// <param name="ServiceLevel">The share answered in time with these.</param>
/// <param name="MeanWaitSeconds">Mean time in line of all callers.</param>
/// <param name="Occupancy">How busy they are.</param>
public sealed record HalfHourView(
    string Start, double Calls, double HandlingSeconds, double Erlangs, int Agents, int Scheduled, double ServiceLevel, double MeanWaitSeconds, double Occupancy);

/// <summary>What a number of agents comes to.</summary>
/// <param name="Erlangs">The load.</param>
/// <param name="Agents">On the line.</param>
/// <param name="Scheduled">On the roster.</param>
/// <param name="WaitProbability">The share of callers who wait.</param>
/// <param name="ServiceLevel">The share answered in time.</param>
/// <param name="MeanWaitSeconds">Mean time in line of all callers; null where the line grows without end.</param>
/// <param name="Occupancy">How busy they are.</param>
public sealed record StaffingView(double Erlangs, int Agents, int Scheduled, double WaitProbability, double ServiceLevel, double? MeanWaitSeconds, double Occupancy);

/// <summary>A day for a chart.</summary>
/// <param name="Labels">Times of day.</param>
/// <param name="Series">Lines, each with a value for each label.</param>
public sealed record ChartView(IReadOnlyList<string> Labels, IReadOnlyList<ChartSeriesView> Series);

/// <summary>One line of a chart.</summary>
/// <param name="Name">The field of the table that it shows.</param>
/// <param name="Title">Its Chinese name.</param>
/// <param name="Values">Values in the order of the labels.</param>
public sealed record ChartSeriesView(string Name, string Title, IReadOnlyList<double> Values);
