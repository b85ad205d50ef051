namespace Hotline.Telephony;

/// <summary>
/// A call is over and all of it is freed. Kept in the spool on disk until the sink has taken it, so it is delivered at least once,
/// also after a crash; recognise a repeat by <see cref="CallId"/>.
/// </summary>
public sealed record CallEnded : CallEvent
{
    /// <summary>The call.</summary>
    public required CallId CallId { get; init; }

    /// <summary>The caller's number; empty where withheld.</summary>
    public required string Caller { get; init; }

    /// <summary>The number that was called.</summary>
    public required string Called { get; init; }

    /// <summary>When the call arrived.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>When an agent answered; null for a call nobody answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The agent who answered, if any.</summary>
    public string? AgentId { get; init; }

    /// <summary>They called from the public page: <see cref="Caller"/> is empty.</summary>
    public bool ByWeb { get; init; }

    /// <summary>The number a web caller left to be called back at; nobody verified that it is theirs. Null for none.</summary>
    public string? LeftNumber { get; init; }

    /// <summary>We made the call: <see cref="Called"/> is the citizen, <see cref="Caller"/> the number shown to them.</summary>
    public bool Outbound { get; init; }

    /// <summary>How it ended.</summary>
    public required CallEnding Ending { get; init; }

    /// <summary>What calls of the number called are marked with; null for nothing.</summary>
    public string? Tag { get; init; }

    /// <summary>When the caller first stood in line, and for which skill group; null for a call that never did.</summary>
    public LineEntry? Line { get; init; }

    /// <summary>The caller hung up with their place kept in line: they are called back at their turn.</summary>
    public bool CallbackAsked { get; init; }

    /// <summary>The site whose agent answered; null where one of ours did, or nobody.</summary>
    public string? OverflowedTo { get; init; }

    /// <summary>The site that sent the caller; null for one who rang us.</summary>
    public SiteOrigin? OverflowedFrom { get; init; }

    /// <summary>How well the caller said, by a key, that they were served: 1 (worst) to 5; null where they were not asked or did not say.</summary>
    public int? Rating { get; init; }

    /// <summary>Keys the caller pressed, in order (RFC 4733 events 0–9, *, #, A–D).</summary>
    public string Digits { get; init; } = "";

    /// <summary>The sealed recording of the talk, or of the message the caller left; null where there was neither.</summary>
    public RecordingFacts? Recording { get; init; }

    /// <summary>How well the citizen was heard and heard us, also where we called them; null where the telephone node crashed during the call.</summary>
    public LegQuality? CallerQuality { get; init; }

    /// <summary>The same of whoever answered; null where nobody did, too.</summary>
    public LegQuality? AgentQuality { get; init; }
}

/// <summary>How a call ended.</summary>
public enum CallEnding
{
    /// <summary>The caller hung up after talking.</summary>
    CallerHungUp,

    /// <summary>The agent hung up after talking.</summary>
    AgentHungUp,

    /// <summary>The caller gave up before an agent answered (呼损).</summary>
    Abandoned,

    /// <summary>A supervisor or the system ended it.</summary>
    Released,

    /// <summary>Something broke: no media, a lost phone, a crash before the end.</summary>
    Failed,

    /// <summary>A call we made was not answered, or the agent gave it up before.</summary>
    Unanswered,

    /// <summary>No agent answered; the caller left a message, which is the recording.</summary>
    LeftMessage,

    /// <summary>The site that had sent the caller has them back; nobody here had answered, and what becomes of them is that site's to say.</summary>
    TakenBack,
}

/// <summary>What one leg of a call sent and received over its whole life (RFC 3550 §6.4).</summary>
public sealed record LegQuality
{
    /// <summary>RTP packets that arrived from the phone.</summary>
    public required long Received { get; init; }

    /// <summary>Packets of the phone that never came, by their sequence numbers, less those that came twice (RFC 3550 A.3); never negative.</summary>
    public required long Lost { get; init; }

    /// <summary>Interarrival jitter of what came, smoothed, at the end (RFC 3550 A.8).</summary>
    public required TimeSpan Jitter { get; init; }

    /// <summary>RTP packets sent to the phone.</summary>
    public required long Sent { get; init; }

    /// <summary>Packets of ours that the phone reported lost in its last RTCP report; null where it sent none, so that this was not measured.</summary>
    public required long? LostByPhone { get; init; }

    /// <summary>Round trip by RTCP (RFC 3550 §6.4.1); null where the phone answered no report of ours, so that this was not measured.</summary>
    public required TimeSpan? RoundTrip { get; init; }

    /// <summary>
    /// What whoever heard the phone would say of it on average, 1 to 4.41 (mean opinion score, estimated by ITU-T G.107 from the packets that never came and, where it was measured, half the round trip);
    /// null where nothing came.
    /// </summary>
    public double? Opinion { get; init; }
}

/// <summary>What is known of a finished recording.</summary>
public sealed record RecordingFacts
{
    /// <summary>The recording.</summary>
    public required Guid RecordingId { get; init; }

    /// <summary>The call it belongs to.</summary>
    public required CallId CallId { get; init; }

    /// <summary>Path below the recordings folder, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>When its first sample was taken, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Length of the stored sound.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How long the two were connected; completeness is <see cref="Duration"/> over this.</summary>
    public required TimeSpan TalkTime { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 over the whole file, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Silence in the place of sound that the disk did not take.</summary>
    public TimeSpan Gap { get; init; }

    /// <summary>What is stored of each leg; none where a crash cut the call off.</summary>
    public IReadOnlyList<RecordedLeg> Legs { get; init; } = [];

    /// <summary>Stretches that were not to be recorded, in order.</summary>
    public IReadOnlyList<RecordingPause> Pauses { get; init; } = [];
}
