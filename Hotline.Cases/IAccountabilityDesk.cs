using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>
/// What units answer for (问责): the figures that the policy in force names, with their thresholds and clauses, counted from the cases on record. The hotline's people see
/// every unit; an office sees the thresholds of which the policy says that it is told; units themselves see none. Thread-safe.
/// </summary>
public interface IAccountabilityDesk
{
    /// <summary>The units in the order of the tree, each with all its figures of a month (and of the quarter and the year around it).</summary>
    ValueTask<PageOf<UnitAccountView>> ListAsync(Actor actor, AccountabilityQuery query, CancellationToken cancellationToken);

    /// <summary>The cases that a figure of a unit was counted from, in the order of time; empty where the policy has no such threshold for this person.</summary>
    ValueTask<PageOf<AccountedCaseView>> CasesAsync(Actor actor, AccountedCasesQuery query, CancellationToken cancellationToken);

    /// <summary>Judges the shares of each month that is over, once; a threshold met is recorded and told.</summary>
    /// <returns>How many were met.</returns>
    ValueTask<int> JudgeAsync(CancellationToken cancellationToken);
}

/// <summary>Which units, and of which month.</summary>
public sealed record AccountabilityQuery
{
    /// <summary>A day of the month, in China; null: today.</summary>
    public DateOnly? Month { get; init; }

    /// <summary>Only this unit; null for all.</summary>
    public string? UnitId { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Units on a page, 1 to 200.</summary>
    public int Size { get; init; } = 20;
}

/// <summary>Which figure's cases.</summary>
public sealed record AccountedCasesQuery
{
    /// <summary>A day of the month, in China; null: today.</summary>
    public DateOnly? Month { get; init; }

    /// <summary>The unit.</summary>
    public required string UnitId { get; init; }

    /// <summary>The measure, such as <c>timed-out-cases</c>.</summary>
    public required string Measure { get; init; }

    /// <summary>Over what it is counted, such as <c>month</c>.</summary>
    public required string Over { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Rows on a page, 1 to 200.</summary>
    public int Size { get; init; } = 20;
}
