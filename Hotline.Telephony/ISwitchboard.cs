namespace Hotline.Telephony;

/// <summary>Live control and live view of the telephone node. Thread-safe.</summary>
public interface ISwitchboard
{
    /// <summary>Everything on the board now: one consistent picture.</summary>
    SwitchboardView View { get; }

    /// <summary>Makes an agent available. Refused while they ring or talk, or have no phone registered.</summary>
    ValueTask<SwitchboardAnswer> SetReadyAsync(string agentId, CancellationToken cancellationToken);

    /// <summary>Takes an agent out of the distribution. A ringing call goes to the next agent; a conversation goes on.</summary>
    ValueTask<SwitchboardAnswer> SetNotReadyAsync(string agentId, string reason, CancellationToken cancellationToken);

    /// <summary>
    /// The agents' directory has changed: phones of accounts that are no longer in it, or have another password, are registered no more and ring no more; an agent
    /// left without a phone is offline. A conversation goes on to its end.
    /// </summary>
    ValueTask AccountsChangedAsync(CancellationToken cancellationToken);

    /// <summary>Ends a call, all legs.</summary>
    ValueTask<SwitchboardAnswer> ReleaseAsync(CallId callId, CancellationToken cancellationToken);

    /// <summary>
    /// Does something with a call that goes on. <see cref="SwitchboardAnswer.Done"/> means begun: phones may still ring, and how that comes out is seen in
    /// <see cref="View"/> and the events.
    /// </summary>
    ValueTask<SwitchboardAnswer> OrderAsync(CallId callId, CallOrder order, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a call for an agent (回访): their phone rings first, then the citizen's. Refused while they ring or talk or have no phone, where no trunk leads
    /// to the number, and where all places are taken.
    /// </summary>
    /// <param name="agentId">Who calls.</param>
    /// <param name="number">3 to 20 digits, with or without a leading +.</param>
    /// <param name="cancellationToken">Gives up asking; a call that has begun goes on.</param>
    /// <returns>The call where it has begun; null with the reason otherwise.</returns>
    ValueTask<(SwitchboardAnswer Answer, CallId? CallId)> CallAsync(string agentId, string number, CancellationToken cancellationToken);

    /// <summary>The same for somebody who may not know whom they call: their phone shows the hotline's own number from the first ring to the last.</summary>
    ValueTask<(SwitchboardAnswer Answer, CallId? CallId)> RelayAsync(string agentId, string number, CancellationToken cancellationToken);
}

/// <summary>The outcome of a request to the switchboard.</summary>
public enum SwitchboardAnswer
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>No such agent or call.</summary>
    Unknown,

    /// <summary>Not possible in the present state.</summary>
    Refused,
}

/// <summary>Agents, waiting callers and conversations at one moment.</summary>
public sealed record SwitchboardView
{
    /// <summary>Every agent with an account.</summary>
    public required IReadOnlyList<AgentView> Agents { get; init; }

    /// <summary>Callers in line, first first.</summary>
    public required IReadOnlyList<WaitingView> Waiting { get; init; }

    /// <summary>Conversations and calls in announcements.</summary>
    public required IReadOnlyList<CallView> Calls { get; init; }

    /// <summary>The line over the last 24 hours.</summary>
    public LineFigures Figures { get; init; } = LineFigures.None;
}

/// <summary>
/// The line's last 24 hours, to the minute, as counted by this node since it started; callers who hung up before they entered the line are not in it.
/// </summary>
public sealed record LineFigures
{
    /// <summary>The formulas below; raised whenever one of them changes its meaning.</summary>
    public const int FormulaVersion = 1;

    /// <summary>Of a line that nobody has left yet.</summary>
    public static LineFigures None { get; } = new() { Answered = 0, Abandoned = 0, AnsweredWithin15 = 0, AnsweredWithin20 = 0, MeanWait = null };

    /// <summary>Callers whom an agent answered.</summary>
    public required int Answered { get; init; }

    /// <summary>Callers who left the line without an agent (呼损).</summary>
    public required int Abandoned { get; init; }

    /// <summary>Callers whom an agent of another site answered; neither answered nor abandoned here.</summary>
    public int Overflowed { get; init; }

    /// <summary>Of the answered, those who had stood in line for 15 s at most.</summary>
    public required int AnsweredWithin15 { get; init; }

    /// <summary>Of the answered, those who had stood in line for 20 s at most.</summary>
    public required int AnsweredWithin20 { get; init; }

    /// <summary>Mean time in line of the answered; null where there are none.</summary>
    public required TimeSpan? MeanWait { get; init; }

    /// <summary>接通率: answered / (answered + abandoned); null where both are 0. GB/T 33358-2016 asks for 0.95 over any 24 hours.</summary>
    public double? ConnectRate => Share(Answered);

    /// <summary>15 秒接听率: answered within 15 s / (answered + abandoned); null where both are 0.</summary>
    public double? ServiceLevel15 => Share(AnsweredWithin15);

    /// <summary>20 秒接听率: answered within 20 s / (answered + abandoned); null where both are 0.</summary>
    public double? ServiceLevel20 => Share(AnsweredWithin20);

    private double? Share(int part) => Answered + Abandoned == 0 ? null : (double)part / (Answered + Abandoned);
}

/// <summary>An agent on the board.</summary>
public sealed record AgentView
{
    /// <summary>The agent.</summary>
    public required string AgentId { get; init; }

    /// <summary>The name shown.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The state they are in.</summary>
    public required AgentState State { get; init; }

    /// <summary>Why not ready; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>In this state since, UTC.</summary>
    public required DateTimeOffset Since { get; init; }
}

/// <summary>A caller in line.</summary>
public sealed record WaitingView
{
    /// <summary>The call.</summary>
    public required CallId CallId { get; init; }

    /// <summary>The caller's number; empty where withheld.</summary>
    public required string Caller { get; init; }

    /// <summary>In line since, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The skill group they wait for.</summary>
    public required string Group { get; init; }

    /// <summary>They have hung up, and are called back at their turn.</summary>
    public bool IsCallback { get; init; }

    /// <summary>The estimate told to the caller; null while there is nothing to estimate from.</summary>
    public TimeSpan? EstimatedWait { get; init; }
}

/// <summary>A call on the board.</summary>
public sealed record CallView
{
    /// <summary>The call.</summary>
    public required CallId CallId { get; init; }

    /// <summary>The caller's number; empty where withheld.</summary>
    public required string Caller { get; init; }

    /// <summary>They called from the public page: <see cref="Caller"/> is empty.</summary>
    public bool ByWeb { get; init; }

    /// <summary>The number a web caller left to be called back at; nobody verified that it is theirs. Null for none.</summary>
    public string? LeftNumber { get; init; }

    /// <summary>The agent talking to them, if any.</summary>
    public string? AgentId { get; init; }

    /// <summary>Arrived, UTC.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>Answered by the agent, UTC.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>We made the call: <see cref="Caller"/> is the citizen who was called.</summary>
    public bool Outbound { get; init; }

    /// <summary>The site that sent the caller; null for one who rang us.</summary>
    public string? OverflowedFrom { get; init; }

    /// <summary>The citizen is on hold.</summary>
    public bool OnHold { get; init; }

    /// <summary>What is said is not recorded for now, by order.</summary>
    public bool RecordingPaused { get; init; }

    /// <summary>Whom the agent consults, has brought in or transfers to: an agent's id or a number; null for nobody.</summary>
    public string? Party { get; init; }

    /// <summary>How far that has come.</summary>
    public PartyState PartyState { get; init; }

    /// <summary>The supervisor taking part, an agent's id; null for none.</summary>
    public string? Supervisor { get; init; }

    /// <summary>How they take part.</summary>
    public SupervisionMode? Supervision { get; init; }
}

/// <summary>How far it has come with a third on a call.</summary>
public enum PartyState
{
    /// <summary>There is no third.</summary>
    None,

    /// <summary>Their phone rings.</summary>
    Ringing,

    /// <summary>They talk to the agent; the citizen does not hear it.</summary>
    Consulted,

    /// <summary>All three talk.</summary>
    Joined,
}
