namespace Hotline.Cases.Assessment;

/// <summary>What is on record about a unit's work on a case.</summary>
internal enum AccountFactKind
{
    /// <summary>The handling limit passed without a reply, and nobody had asked for more time.</summary>
    TimedOut,

    /// <summary>A return was judged groundless.</summary>
    GroundlessReturn,

    /// <summary>The case came back to the unit that had replied.</summary>
    Rework,

    /// <summary>The unit replied.</summary>
    Reply,

    /// <summary>The handling limit ended, kept or not.</summary>
    Due,
}

/// <summary>One such fact.</summary>
/// <param name="Kind">Of which kind.</param>
/// <param name="UnitId">The unit that had the case then.</param>
/// <param name="CaseId">The case.</param>
/// <param name="CaseNumber">Its number.</param>
/// <param name="At">When, UTC.</param>
internal sealed record AccountFact(AccountFactKind Kind, string UnitId, Guid CaseId, string CaseNumber, DateTimeOffset At)
{
    /// <summary>When the case was closed; null where it is not, or went on after all.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The limit was kept.</summary>
    public bool InTime { get; init; }
}

/// <summary>A case that a measure looks at.</summary>
/// <param name="Fact">What was seen of it.</param>
/// <param name="Against">It counts against the unit: of a share the others are what it is a share of.</param>
internal sealed record AccountedCase(AccountFact Fact, bool Against);
