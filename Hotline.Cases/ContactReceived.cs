namespace Hotline.Cases;

/// <summary>How a citizen approached us.</summary>
public enum Medium
{
    /// <summary>A telephone call.</summary>
    Phone,

    /// <summary>A short message.</summary>
    Sms,

    /// <summary>The city's WeChat official account (公众号).</summary>
    Wechat,

    /// <summary>E-mail.</summary>
    Email,

    /// <summary>The report form on our own web pages.</summary>
    Web,

    /// <summary>An application of others that speaks Open311 GeoReport v2.</summary>
    Open311,

    /// <summary>A visit to a counter (窗口).</summary>
    Counter,

    /// <summary>Found on patrol (巡查).</summary>
    Patrol,

    /// <summary>Taken over from another platform in bulk.</summary>
    Platform,

    /// <summary>The chat of a work group, through its robot: units are told there, citizens never.</summary>
    WorkGroup,

    /// <summary>A unit's office automation (OA): units are told there, citizens never.</summary>
    Oa,

    /// <summary>A call from the public page. A number left with it is what the caller says, no more.</summary>
    WebCall,
}

/// <summary>How a call ended.</summary>
public enum ContactEnding
{
    /// <summary>The caller hung up after talking.</summary>
    CallerHungUp,

    /// <summary>The agent hung up after talking.</summary>
    AgentHungUp,

    /// <summary>The caller gave up before an agent answered (呼损).</summary>
    Abandoned,

    /// <summary>A supervisor or the system ended it.</summary>
    Released,

    /// <summary>Something broke.</summary>
    Failed,

    /// <summary>No agent answered; the caller left a message, which is the recording.</summary>
    LeftMessage,
}

/// <summary>
/// A citizen approached us, or more became known of an approach already reported: a call is reported when it is answered and again
/// when it is over. What a later report leaves null does not take away what an earlier one said.
/// </summary>
public sealed record ContactReceived
{
    /// <summary>The door it came through.</summary>
    public required Medium Medium { get; init; }

    /// <summary>The door's own id, 1 to 100 characters; with <see cref="Medium"/> it names the contact. For a call: the call id.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The citizen's number; empty where withheld. What is longer than 64 characters is cut.</summary>
    public required string Number { get; init; }

    /// <summary>The number that was called or written to.</summary>
    public required string CalledNumber { get; init; }

    /// <summary>The call, where it is one.</summary>
    public string? CallId { get; init; }

    /// <summary>The agent who answered.</summary>
    public string? AgentId { get; init; }

    /// <summary>What was written, for a message.</summary>
    public string? Text { get; init; }

    /// <summary>When it reached us, UTC.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>When an agent answered; starts the hazard track's register clock (hanjiang-2016/11b).</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When the caller first stood in line for an agent, for a call; null where they never did.</summary>
    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>The skill group whose line that was; at most 64 characters.</summary>
    public string? SkillGroup { get; init; }

    /// <summary>We made the call.</summary>
    public bool Outbound { get; init; }

    /// <summary>The caller hung up with their place kept in line, to be called back.</summary>
    public bool CallbackAsked { get; init; }

    /// <summary>The other site whose agent answered; null where one of ours did, or nobody. At most 32 characters.</summary>
    public string? OverflowedTo { get; init; }

    /// <summary>The other site that sent the caller; null for one who rang us. At most 32 characters.</summary>
    public string? OverflowedFrom { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended.</summary>
    public ContactEnding? Ending { get; init; }

    /// <summary>What contacts through this number are marked with, such as the branch that was called; at most 32 characters. Null for nothing.</summary>
    public string? Tag { get; init; }

    /// <summary>How well the caller said, by a key after the talk, that they were served: 1 (worst) to 5.</summary>
    public int? Rating { get; init; }

    /// <summary>The recording that began with the conversation; known before <see cref="Recording"/> is.</summary>
    public Guid? RecordingId { get; init; }

    /// <summary>The sealed recording, once there is one.</summary>
    public SealedRecording? Recording { get; init; }
}

/// <summary>What is known of a finished recording.</summary>
public sealed record SealedRecording
{
    /// <summary>The recording.</summary>
    public required Guid RecordingId { get; init; }

    /// <summary>Path below the recordings folder, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>When its first sample was taken, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Length of the stored sound.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How long the two were connected.</summary>
    public required TimeSpan TalkTime { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 over the whole file, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What is stored of each leg; none where that is not known.</summary>
    public IReadOnlyList<SealedLeg> Legs { get; init; } = [];

    /// <summary>How well the sound of each phone arrived; none where nothing was measured.</summary>
    public IReadOnlyList<PhoneSound> Sounds { get; init; } = [];

    /// <summary>Stretches that were not to be recorded.</summary>
    public IReadOnlyList<SealedPause> Pauses { get; init; } = [];
}

/// <summary>Takes contacts in. Thread-safe.</summary>
public interface IContactIntake
{
    /// <summary>
    /// Stores a contact, or adds to the one already stored under the same medium and external id; returning means it is committed.
    /// Safe to repeat: the same report again changes nothing and gives the same id.
    /// </summary>
    ValueTask<Guid> AcceptAsync(ContactReceived received, CancellationToken cancellationToken);
}
