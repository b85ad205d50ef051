namespace Hotline.Cases.Views;

/// <summary>What a unit answers for.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Figures">One for each threshold of the policy, in its order.</param>
public sealed record UnitAccountView(UnitRef Unit, IReadOnlyList<AccountFigureView> Figures);

/// <summary>A unit's figure beside a threshold.</summary>
public sealed record AccountFigureView
{
    /// <summary>What is counted, such as <c>timed-out-cases</c>.</summary>
    public required string Measure { get; init; }

    /// <summary>Over what: <c>case</c>, <c>month</c>, <c>quarter</c> or <c>year</c>.</summary>
    public required string Over { get; init; }

    /// <summary>The period, such as <c>2026-03</c>, <c>2026-Q1</c>, <c>2026</c>.</summary>
    public required string Window { get; init; }

    /// <summary>A count, or a percentage with two places; null where there is nothing to take a share of.</summary>
    public required decimal? Figure { get; init; }

    /// <summary>How many cases count against the unit.</summary>
    public required int Against { get; init; }

    /// <summary>The threshold in short, such as <c>&lt;90×3</c>: below 90 in three months of the year.</summary>
    public required string Threshold { get; init; }

    /// <summary>What it calls for, such as 通报.</summary>
    public required string Notice { get; init; }

    /// <summary>Who is told besides the unit, such as <c>discipline-inspection</c>.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>The clause.</summary>
    public required string Clause { get; init; }

    /// <summary>When it was found to be met, UTC; null: it was not.</summary>
    public required DateTimeOffset? MetAt { get; init; }

    /// <summary>False where the product's records do not have the figure: it is judged by people.</summary>
    public required bool Counted { get; init; }
}

/// <summary>A case that a figure was counted from.</summary>
/// <param name="CaseNumber">The case.</param>
/// <param name="At">When what is counted happened, UTC.</param>
/// <param name="Against">It counts against the unit; of a share the others are what it is a share of.</param>
public sealed record AccountedCaseView(string CaseNumber, DateTimeOffset At, bool Against);
