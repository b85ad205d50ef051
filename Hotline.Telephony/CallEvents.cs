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
