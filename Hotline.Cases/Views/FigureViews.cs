namespace Hotline.Cases.Views;

/// <summary>What a figure is in.</summary>
public enum FigureUnit
{
    /// <summary>How many.</summary>
    Count,

    /// <summary>From 0 to 1.</summary>
    Share,

    /// <summary>Seconds.</summary>
    Seconds,
}

/// <summary>A formula.</summary>
/// <param name="Name">Its name; with the version it never changes its meaning.</param>
/// <param name="Version">Raised with every change of meaning.</param>
/// <param name="Unit">What its figures are in.</param>
/// <param name="Title">The usual Chinese name.</param>
/// <param name="Meaning">The formula in words.</param>
/// <param name="OfSeats">It counts the time of seats, not calls: there is none for a skill group, and its rows are spells.</param>
public sealed record FormulaView(string Name, int Version, FigureUnit Unit, string Title, string Meaning, bool OfSeats);

/// <summary>A figure.</summary>
/// <param name="Name">The formula.</param>
/// <param name="Version">Its version.</param>
/// <param name="Unit">What it is in.</param>
/// <param name="Value">The figure; null where there is nothing to divide by.</param>
/// <param name="Part">The numerator: a count, seconds for <see cref="FigureUnit.Seconds"/>, milliseconds for a share of time.</param>
/// <param name="Whole">The denominator, a share's in the unit of its numerator; null for a figure that has none.</param>
public sealed record FigureView(string Name, int Version, FigureUnit Unit, double? Value, double Part, double? Whole);

/// <summary>The figures of a stretch of time.</summary>
/// <param name="From">Calls that arrived from then, UTC …</param>
/// <param name="To">… and before then.</param>
/// <param name="Group">Only of this skill group; null for all.</param>
/// <param name="AgentId">Only of this agent; null for all.</param>
/// <param name="Figures">Every figure; those of seats not for a group.</param>
public sealed record FiguresView(DateTimeOffset From, DateTimeOffset To, string? Group, string? AgentId, IReadOnlyList<FigureView> Figures);

/// <summary>The figures of a quarter of an hour.</summary>
/// <param name="Start">Its start, UTC.</param>
/// <param name="ComputedAt">When what is stored was counted; null where it was counted from the rows just now.</param>
/// <param name="Times">How often it was counted and stored; 0 for never.</param>
/// <param name="Figures">Every figure; those of seats not for a group.</param>
public sealed record QuarterFiguresView(DateTimeOffset Start, DateTimeOffset? ComputedAt, int Times, IReadOnlyList<FigureView> Figures);

/// <summary>The 24 hours with the lowest connect rate.</summary>
/// <param name="From">Their start, UTC.</param>
/// <param name="To">Their end.</param>
/// <param name="Figure">The connect rate.</param>
/// <param name="Required">What GB/T 33358-2016 asks for.</param>
public sealed record LowestDayView(DateTimeOffset From, DateTimeOffset To, FigureView Figure, double Required);

/// <summary>A call as the figures count it.</summary>
public sealed record CallRowView
{
    /// <summary>Its contact.</summary>
    public required Guid ContactId { get; init; }

    /// <summary>The call.</summary>
    public required string? CallId { get; init; }

    /// <summary>The citizen's number; empty where withheld.</summary>
    public required string Number { get; init; }

    /// <summary>Arrived, UTC.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>First stood in line, UTC.</summary>
    public required DateTimeOffset? QueuedAt { get; init; }

    /// <summary>Answered, UTC.</summary>
    public required DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Over, UTC.</summary>
    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended.</summary>
    public required ContactEnding? Ending { get; init; }

    /// <summary>The skill group of the line.</summary>
    public required string? Group { get; init; }

    /// <summary>What the number called is marked with.</summary>
    public required string? Tag { get; init; }

    /// <summary>The agent.</summary>
    public required string? AgentId { get; init; }

    /// <summary>We made the call.</summary>
    public required bool Outbound { get; init; }

    /// <summary>Hung up with the place in line kept.</summary>
    public required bool CallbackAsked { get; init; }

    /// <summary>The site whose agent answered; null where one of ours did, or nobody.</summary>
    public required string? OverflowedTo { get; init; }

    /// <summary>The site that sent the caller; null for one who rang us.</summary>
    public required string? OverflowedFrom { get; init; }

    /// <summary>Time in line.</summary>
    public required double WaitSeconds { get; init; }

    /// <summary>From the answer to the end.</summary>
    public required double TalkSeconds { get; init; }

    /// <summary>How well the caller said they were served, 1 to 5.</summary>
    public required int? Rating { get; init; }

    /// <summary>Resolved at first contact; null where that is not known.</summary>
    public required bool? Resolved { get; init; }

    /// <summary>The recording.</summary>
    public required Guid? RecordingId { get; init; }
}

/// <summary>A seat in one state.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="State">The state.</param>
/// <param name="Reason">Why not ready.</param>
/// <param name="From">From, UTC.</param>
/// <param name="Until">Until, UTC; where it goes on, now.</param>
/// <param name="Open">It goes on.</param>
/// <param name="Seconds">What of it lies in the time asked for.</param>
public sealed record SeatSpellView(string AgentId, SeatState State, string? Reason, DateTimeOffset From, DateTimeOffset Until, bool Open, double Seconds);

/// <summary>Quarters are counted anew.</summary>
/// <param name="Quarters">How many.</param>
public sealed record RecountView(int Quarters);

/// <summary>What the wallboard shows beside the board of the telephone node.</summary>
/// <param name="Today">Calls that arrived since midnight in China.</param>
/// <param name="LastDay">Calls that arrived in the last 24 hours.</param>
/// <param name="Groups">Today, for each skill group that had calls.</param>
public sealed record WallFigures(FiguresView Today, FiguresView LastDay, IReadOnlyList<FiguresView> Groups);
