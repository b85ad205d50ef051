namespace Hotline.Telephony;

/// <summary>Why nothing of what is said may be recorded for a while.</summary>
public enum PauseReason
{
    /// <summary>The citizen says card or account numbers.</summary>
    Payment,

    /// <summary>The citizen proves who they are.</summary>
    Identity,
}

/// <summary>A stretch of a recording that is silence because somebody with the right to it ordered so. The recording stays as long as the talk.</summary>
public sealed record RecordingPause
{
    /// <summary>Where it begins, from the start of the recording.</summary>
    public required TimeSpan From { get; init; }

    /// <summary>Where it ends; null while it goes on.</summary>
    public TimeSpan? To { get; init; }

    /// <summary>Why.</summary>
    public required PauseReason Reason { get; init; }

    /// <summary>The agent who ordered it; empty where the system did.</summary>
    public required string By { get; init; }
}

/// <summary>How much of the sound of one leg a recording holds. A supervisor's leg is none of them: who only listens says nothing.</summary>
public sealed record RecordedLeg
{
    /// <summary>The name of the citizen's leg.</summary>
    public const string Citizen = "citizen";

    /// <summary><see cref="Citizen"/>, an agent's id, or the number of another party.</summary>
    public required string Party { get; init; }

    /// <summary>Sound that arrived from the leg while it took part in the talk.</summary>
    public required TimeSpan Talked { get; init; }

    /// <summary>
    /// Of that, what is stored: without what arrived too late for its place and what the disk did not take. A pause that was ordered counts as stored.
    /// Completeness of the leg is this over <see cref="Talked"/>.
    /// </summary>
    public required TimeSpan Stored { get; init; }
}

/// <summary>Sound of a conversation that goes on is not reaching its recording.</summary>
public sealed record RecordingFellShort : CallEvent
{
    /// <summary>More than this missing is told: what a crash may cost, too.</summary>
    public static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(2);

    /// <summary>The call.</summary>
    public required CallId CallId { get; init; }

    /// <summary>Its recording.</summary>
    public required Guid RecordingId { get; init; }

    /// <summary>The agent who talks; null where none does.</summary>
    public string? AgentId { get; init; }

    /// <summary>Whose sound is missing, as in <see cref="RecordedLeg.Party"/>.</summary>
    public required string Party { get; init; }

    /// <summary>How much is missing so far.</summary>
    public required TimeSpan Missing { get; init; }
}
