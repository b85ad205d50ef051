using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>
/// The figures of the line and of its seats (docs/figures.md). Shift leaders and supervisors see all; an agent those of their own calls and seat, where
/// <see cref="FigureQuery.AgentId"/> is theirs or left out. Thread-safe.
/// </summary>
public interface IFigureDesk
{
    /// <summary>Every formula with its version.</summary>
    IReadOnlyList<FormulaView> Formulas { get; }

    /// <summary>The figures of a stretch of at most 400 days: of calls that arrived in it, and of what seats were in during it.</summary>
    ValueTask<ActResult<FiguresView>> ReadAsync(Actor actor, FigureQuery query, CancellationToken cancellationToken);

    /// <summary>The same for each quarter of an hour that lies wholly in a stretch of at most 31 days, in order.</summary>
    ValueTask<ActResult<IReadOnlyList<QuarterFiguresView>>> ReadHistoryAsync(Actor actor, FigureQuery query, CancellationToken cancellationToken);

    /// <summary>The window of 24 hours with the lowest connect rate, of all that begin on a quarter of an hour in a stretch; not found where nobody called.</summary>
    ValueTask<ActResult<LowestDayView>> FindLowestAsync(Actor actor, FigureQuery query, CancellationToken cancellationToken);

    /// <summary>The calls that a figure was counted from, the oldest first; at most 31 days.</summary>
    ValueTask<ActResult<PageOf<CallRowView>>> ListCallsAsync(Actor actor, FigureQuery query, FigureRows rows, CancellationToken cancellationToken);

    /// <summary>What seats were in that a figure was counted from, the oldest first; at most 31 days.</summary>
    ValueTask<ActResult<PageOf<SeatSpellView>>> ListSpellsAsync(Actor actor, FigureQuery query, FigureRows rows, CancellationToken cancellationToken);

    /// <summary>Has the quarters of at most 400 days counted anew, for a reason (supervisors); in the audit trail. Until they are, they are read from the rows.</summary>
    ValueTask<ActResult<RecountView>> RecountAsync(Actor actor, DateTimeOffset? from, DateTimeOffset? to, string? reason, CancellationToken cancellationToken);

    /// <summary>What the wallboard shows now.</summary>
    ValueTask<WallFigures> ReadWallAsync(CancellationToken cancellationToken);
}

/// <summary>Keeps the history of the figures: for whoever beats the time. Thread-safe.</summary>
public interface IFigureKeeper
{
    /// <summary>Notes how far seats have come, and counts quarters that are over and not counted, some at a time, the newest first.</summary>
    /// <returns>How many were counted.</returns>
    ValueTask<int> SweepAsync(CancellationToken cancellationToken);
}

/// <summary>Which figures.</summary>
public sealed record FigureQuery
{
    /// <summary>From, inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>To, exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only of this skill group.</summary>
    public string? Group { get; init; }

    /// <summary>Only of this agent.</summary>
    public string? AgentId { get; init; }
}

/// <summary>Which rows of a figure.</summary>
/// <param name="Figure">The formula's name.</param>
/// <param name="Whole">Those of the denominator instead of the numerator.</param>
/// <param name="Page">The page, from 1.</param>
/// <param name="Size">Rows on a page, 1 to 200.</param>
public sealed record FigureRows(string Figure, bool Whole, int Page = 1, int Size = 20);
