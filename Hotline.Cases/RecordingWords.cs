namespace Hotline.Cases;

/// <summary>Where a copy of a recording stands on its way out.</summary>
public enum ExportState
{
    /// <summary>Asked for; somebody else decides.</summary>
    Asked,

    /// <summary>May be fetched by whoever asked, until it expires.</summary>
    Approved,

    /// <summary>Refused.</summary>
    Refused,

    /// <summary>Approved, and its time is over.</summary>
    Expired,
}

/// <summary>What a mark on the timeline of a recording is.</summary>
public enum RecordingMarkKind
{
    /// <summary>Not recorded, by order.</summary>
    Pause,

    /// <summary>A score of the call points at it.</summary>
    Quality,
}

/// <summary>One leg of a sealed recording.</summary>
/// <param name="Party"><c>citizen</c>, an agent's telephone identity, or a number.</param>
/// <param name="Talked">Sound that came from it.</param>
/// <param name="Stored">Of that, what is stored.</param>
public sealed record SealedLeg(string Party, TimeSpan Talked, TimeSpan Stored);

/// <summary>A stretch of a sealed recording that was not to be recorded.</summary>
/// <param name="From">From the start of the recording.</param>
/// <param name="To">To.</param>
/// <param name="Reason"><c>payment</c> or <c>identity</c>.</param>
/// <param name="By">The agent's telephone identity; empty for the system.</param>
public sealed record SealedPause(TimeSpan From, TimeSpan To, string Reason, string By);

/// <summary>Sound of a call is missing in its recording.</summary>
public sealed record MissingSound
{
    /// <summary>More than this missing is an alarm: what a crash may cost, too.</summary>
    public static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(2);

    /// <summary>The call.</summary>
    public required string CallId { get; init; }

    /// <summary>Its recording; null where there is none.</summary>
    public Guid? RecordingId { get; init; }

    /// <summary>The agent who talked.</summary>
    public string? AgentId { get; init; }

    /// <summary>Whose sound: <c>citizen</c>, an agent's telephone identity, a number; <c>all</c> where everything is missing.</summary>
    public required string Party { get; init; }

    /// <summary>How much; null where there is no recording at all.</summary>
    public TimeSpan? Missing { get; init; }
}
