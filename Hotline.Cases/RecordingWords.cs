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

/// <summary>How well the sound of one phone of a call arrived.</summary>
/// <param name="Party"><c>citizen</c> or the agent's telephone identity.</param>
/// <param name="LossPercent">Of its packets, those that never came: 0 to 100.</param>
/// <param name="JitterMs">How unevenly they came, at the end, in milliseconds (RFC 3550 A.8).</param>
/// <param name="LostByPhonePercent">Of ours to it, those that it said never came; null where it did not say.</param>
/// <param name="RoundTripMs">There and back, in milliseconds; null where it was not measured.</param>
/// <param name="Opinion">What whoever heard it would say on average, estimated: 1 (bad) to 4.41 (as good as it can be).</param>
public sealed record PhoneSound(string Party, double LossPercent, double JitterMs, double? LostByPhonePercent, double? RoundTripMs, double Opinion);

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
