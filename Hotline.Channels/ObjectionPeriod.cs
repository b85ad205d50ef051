namespace Hotline.Channels;

/// <summary>Where a citizen's right to object to how their case ended stands.</summary>
public enum ObjectionState
{
    /// <summary>The case is not over.</summary>
    CaseOpen,

    /// <summary>They may object.</summary>
    Open,

    /// <summary>An objection is being looked at.</summary>
    Pending,

    /// <summary>Its time has passed.</summary>
    Over,
}

/// <summary>The time in which a citizen may object to how their case ended.</summary>
/// <param name="State">Whether they may now.</param>
/// <param name="Until">The end of the time, UTC; null where the case is not over, or none is set.</param>
/// <param name="Clause">The clause that sets it, with what it says in short; null where there is none.</param>
public sealed record ObjectionPeriod(ObjectionState State, DateTimeOffset? Until, string? Clause);

/// <summary>What became of what a citizen did about their case.</summary>
public enum CitizenDone
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>It cannot be done now.</summary>
    NotNow,

    /// <summary>It is no case of theirs, or what let them see it is over.</summary>
    NotFound,

    /// <summary>Nothing is written, or too much.</summary>
    Invalid,
}
