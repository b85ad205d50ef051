namespace Hotline.Telephony;

/// <summary>Identifies one citizen's call through all its legs. Unique over all nodes and restarts.</summary>
/// <param name="Value">A version 7 UUID: sorts by time of arrival.</param>
public readonly record struct CallId(Guid Value)
{
    /// <summary>A fresh identifier for a call that arrived at <paramref name="at"/>.</summary>
    public static CallId At(DateTimeOffset at) => new(Guid.CreateVersion7(at));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("N");
}

/// <summary>A fact about a call or an agent, in the past tense. Holds ids and facts, never live objects.</summary>
public abstract record CallEvent
{
    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A call reached us and was admitted.</summary>
public sealed record CallArrived : CallEvent
{
    /// <summary>The call.</summary>
    public required CallId CallId { get; init; }

    /// <summary>The caller's number as signalled; empty where withheld.</summary>
    public required string Caller { get; init; }

    /// <summary>The number that was called.</summary>
    public required string Called { get; init; }
}

/// <summary>The caller waits for an agent.</summary>
public sealed record CallQueued : CallEvent
{
    /// <summary>The call.</summary>
    public required CallId CallId { get; init; }

    /// <summary>Place in the line, 1 being next.</summary>
    public required int Position { get; init; }
}

/// <summary>An agent's phone began to ring for the call.</summary>
public sealed record CallOffered : CallEvent
{
    /// <summary>The call.</summary>
    public required CallId CallId { get; init; }

    /// <summary>The agent whose phone rings.</summary>
    public required string AgentId { get; init; }

    /// <summary>The caller's number; empty where withheld.</summary>
    public required string Caller { get; init; }
}

/// <summary>An agent answered: caller and agent are talking.</summary>
public sealed record CallAnswered : CallEvent
{
    /// <summary>The call.</summary>
    public required CallId CallId { get; init; }

    /// <summary>The agent who answered.</summary>
    public required string AgentId { get; init; }

    /// <summary>The caller's number; empty where withheld.</summary>
    public required string Caller { get; init; }

    /// <summary>The number that was called.</summary>
    public required string Called { get; init; }

    /// <summary>When the call arrived.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>The recording that began with the conversation.</summary>
    public required Guid RecordingId { get; init; }

    /// <summary>What calls of the number called are marked with; null for nothing.</summary>
    public string? Tag { get; init; }

    /// <summary>When the caller first stood in line, and for which skill group; null for a call that never did.</summary>
    public LineEntry? Line { get; init; }

    /// <summary>They called from the public page: <see cref="Caller"/> is empty.</summary>
    public bool ByWeb { get; init; }

    /// <summary>The number a web caller left to be called back at; nobody verified that it is theirs. Null for none.</summary>
    public string? LeftNumber { get; init; }

    /// <summary>We made the call: <see cref="Called"/> is the citizen, <see cref="Caller"/> the number shown to them.</summary>
    public bool Outbound { get; init; }

    /// <summary>The site whose agent answered; null where one of ours did.</summary>
    public string? OverflowedTo { get; init; }

    /// <summary>The site that sent the caller; null for one who rang us.</summary>
    public SiteOrigin? OverflowedFrom { get; init; }
}

/// <summary>Where a caller comes from whom another site sent.</summary>
/// <param name="Site">The site they rang.</param>
/// <param name="CallId">Their call there.</param>
/// <param name="Waited">How long they had stood in line when they were sent, rounded down to seconds; at most 4 h.</param>
public sealed record SiteOrigin(string Site, CallId CallId, TimeSpan Waited);

/// <summary>A caller came into the line.</summary>
/// <param name="At">When, UTC; for one whom another site sent, when they came into the line there.</param>
/// <param name="Group">The skill group they wait for.</param>
public sealed record LineEntry(DateTimeOffset At, string Group);

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

/// <summary>What was done with a call while it went on.</summary>
public enum CallAct
{
    /// <summary>The citizen was put on hold.</summary>
    Held,

    /// <summary>Citizen and agent talk again.</summary>
    Resumed,

    /// <summary>Somebody is rung: for a consultation, an emergency, a transfer.</summary>
    Rung,

    /// <summary>They answered.</summary>
    PartyAnswered,

    /// <summary>They did not answer, or have gone.</summary>
    PartyGone,

    /// <summary>All three talk.</summary>
    Joined,

    /// <summary>The citizen is with them alone now; the agent has left.</summary>
    Transferred,

    /// <summary>A transfer reached nobody: the citizen is back in line.</summary>
    BackInLine,

    /// <summary>The agent's phone vanished: the citizen hears music until it is back.</summary>
    Parked,

    /// <summary>The agent is back, and talks on with the citizen.</summary>
    Returned,

    /// <summary>A supervisor takes part; <see cref="CallControlled.Supervision"/> says how.</summary>
    Supervised,

    /// <summary>The supervisor has left.</summary>
    SupervisionEnded,

    /// <summary>Nothing is recorded for now; <see cref="CallControlled.Pause"/> says why.</summary>
    RecordingPaused,

    /// <summary>It is recorded again.</summary>
    RecordingResumed,

    /// <summary>The agent has hung up; the citizen stays and is asked how well they were served.</summary>
    AskedToRate,

    /// <summary>An agent of another site has the citizen; <see cref="CallControlled.Party"/> names the site.</summary>
    Overflowed,
}

/// <summary>Something was done with a call while it went on: for its history.</summary>
public sealed record CallControlled : CallEvent
{
    /// <summary>The call.</summary>
    public required CallId CallId { get; init; }

    /// <summary>What was done.</summary>
    public required CallAct Act { get; init; }

    /// <summary>The other party of it, an agent's id or a number; null where there is none.</summary>
    public string? Party { get; init; }

    /// <summary>How a supervisor takes part; null with other acts.</summary>
    public SupervisionMode? Supervision { get; init; }

    /// <summary>Why nothing is recorded; null with other acts.</summary>
    public PauseReason? Pause { get; init; }
}

/// <summary>Another agent has the citizen now.</summary>
public sealed record CallTransferred : CallEvent
{
    /// <summary>The call as it was when first answered, with the agent who has it now.</summary>
    public required CallAnswered Call { get; init; }
}

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

    /// <summary>How well the caller was heard and heard us; null where the telephone node crashed during the call.</summary>
    public LegQuality? CallerQuality { get; init; }

    /// <summary>The same of whoever answered; null where nobody did, too.</summary>
    public LegQuality? AgentQuality { get; init; }
}

/// <summary>What one leg of a call sent and received over its whole life (RFC 3550 §6.4).</summary>
public sealed record LegQuality
{
    /// <summary>RTP packets that arrived from the phone.</summary>
    public required long Received { get; init; }

    /// <summary>Packets of the phone that never came, by their sequence numbers; never negative.</summary>
    public required long Lost { get; init; }

    /// <summary>Interarrival jitter of what came, smoothed, at the end (RFC 3550 A.8).</summary>
    public required TimeSpan Jitter { get; init; }

    /// <summary>RTP packets sent to the phone.</summary>
    public required long Sent { get; init; }

    /// <summary>Packets of ours that the phone reported lost in its last RTCP report; 0 where it sends none.</summary>
    public required long LostByPhone { get; init; }

    /// <summary>Round trip by RTCP; zero where the phone sends none.</summary>
    public required TimeSpan RoundTrip { get; init; }
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

/// <summary>Whether an agent can be rung.</summary>
public enum AgentState
{
    /// <summary>No phone of theirs is registered.</summary>
    Offline,

    /// <summary>Registered, and not to be rung; the reason says why (示忙).</summary>
    NotReady,

    /// <summary>May be rung.</summary>
    Ready,

    /// <summary>Their phone rings.</summary>
    Ringing,

    /// <summary>Talking.</summary>
    Talking,

    /// <summary>After the call, writing it up (话后).</summary>
    WrapUp,
}

/// <summary>An agent's state changed.</summary>
public sealed record AgentStateChanged : CallEvent
{
    /// <summary>The agent.</summary>
    public required string AgentId { get; init; }

    /// <summary>The state they are in now.</summary>
    public required AgentState State { get; init; }

    /// <summary>Why not ready, in the agent's or the system's words (<c>no-answer</c>, <c>rejected</c>, <c>break</c> …); null otherwise.</summary>
    public string? Reason { get; init; }
}

/// <summary>A trunk went down or came up.</summary>
public sealed record TrunkChanged : CallEvent
{
    /// <summary>The trunk.</summary>
    public required string Trunk { get; init; }

    /// <summary>It answers again; false: it does not.</summary>
    public required bool IsUp { get; init; }
}

/// <summary>An address is not listened to for a time: it sent too many wrong credentials. For the audit trail.</summary>
public sealed record AddressBanned : CallEvent
{
    /// <summary>The address; of IPv6 the first of its /64.</summary>
    public required System.Net.IPAddress Address { get; init; }

    /// <summary>Listened to again from, UTC.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Wrong credentials it had sent.</summary>
    public required int Failures { get; init; }
}

/// <summary>
/// Takes what telephony reports. Called from one background reader in order of happening, never from the media or signalling path.
/// An exception means "not taken": a <see cref="CallEnded"/> stays in the spool and is offered again; live events are not repeated.
/// </summary>
public interface ICallEventSink
{
    /// <summary>Takes one event; returning means it is safely stored.</summary>
    ValueTask AcceptAsync(CallEvent callEvent, CancellationToken cancellationToken);
}
