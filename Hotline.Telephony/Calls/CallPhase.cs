namespace Hotline.Telephony.Calls;

/// <summary>How far a call has come.</summary>
internal enum CallPhase
{
    /// <summary>Admitted, not yet answered.</summary>
    Arriving,

    /// <summary>Answered; led by the flow, in announcements or in line, with or without an agent's phone ringing.</summary>
    Led,

    /// <summary>Caller and agent talk.</summary>
    Talking,

    /// <summary>Over; what comes now comes too late.</summary>
    Over,
}

/// <summary>What may happen to a call.</summary>
internal enum CallTurn
{
    /// <summary>We answered the caller.</summary>
    Accepted,

    /// <summary>An agent answered.</summary>
    Connected,

    /// <summary>The caller hung up or gave up.</summary>
    CallerGone,

    /// <summary>The agent hung up.</summary>
    AgentGone,

    /// <summary>The system or a supervisor ended it.</summary>
    Released,

    /// <summary>A phone was lost, the media stayed away, or something of ours broke.</summary>
    Broken,
}

/// <summary>The state table of a call.</summary>
internal static class CallPhases
{
    /// <summary>The phase after a turn, and the ending where the turn ends the call. Once over, every turn leaves it so.</summary>
    /// <exception cref="InvalidOperationException">The turn cannot happen in this phase: our own fault.</exception>
    public static (CallPhase Phase, CallEnding? Ending) Next(CallPhase phase, CallTurn turn) => (phase, turn) switch
    {
        (CallPhase.Over, _) => (CallPhase.Over, null),
        (CallPhase.Arriving, CallTurn.Accepted) => (CallPhase.Led, null),
        (CallPhase.Led, CallTurn.Connected) => (CallPhase.Talking, null),
        (CallPhase.Arriving or CallPhase.Led, CallTurn.CallerGone) => (CallPhase.Over, CallEnding.Abandoned),
        (CallPhase.Talking, CallTurn.CallerGone) => (CallPhase.Over, CallEnding.CallerHungUp),
        (CallPhase.Talking, CallTurn.AgentGone) => (CallPhase.Over, CallEnding.AgentHungUp),
        (_, CallTurn.Released) => (CallPhase.Over, CallEnding.Released),
        (_, CallTurn.Broken) => (CallPhase.Over, CallEnding.Failed),
        _ => throw new InvalidOperationException($"A call that is {phase} cannot be {turn}."),
    };
}
