namespace Hotline.Telephony.Calls;

/// <summary>How far a call has come.</summary>
internal enum CallPhase
{
    /// <summary>Admitted, not yet answered; or made by us, and the phones ring.</summary>
    Arriving,

    /// <summary>Answered; led by the flow, in announcements or in line, with or without an agent's phone ringing.</summary>
    Led,

    /// <summary>Citizen and agent talk; on hold, in conference or in transfer too.</summary>
    Talking,

    /// <summary>The agent has hung up, and the citizen is asked how well they were served.</summary>
    Rating,

    /// <summary>Over; what comes now comes too late.</summary>
    Over,
}

/// <summary>What may happen to a call.</summary>
internal enum CallTurn
{
    /// <summary>We answered the caller.</summary>
    Accepted,

    /// <summary>An agent answered; in a call we made, the citizen.</summary>
    Connected,

    /// <summary>The citizen is in line again: a transfer reached nobody.</summary>
    BackInLine,

    /// <summary>The citizen hung up or gave up.</summary>
    CallerGone,

    /// <summary>The site that sent the caller has them back; nobody here had answered.</summary>
    TakenBack,

    /// <summary>The agent, or whoever has the call from them, hung up.</summary>
    AgentGone,

    /// <summary>The agent hung up, and the citizen stays to be asked.</summary>
    AskedToRate,

    /// <summary>In a call we made, the citizen did not answer.</summary>
    NotReached,

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
        (CallPhase.Arriving or CallPhase.Led, CallTurn.Connected) => (CallPhase.Talking, null),
        (CallPhase.Talking, CallTurn.AskedToRate) => (CallPhase.Rating, CallEnding.AgentHungUp),
        // How it ended is said already.
        (CallPhase.Rating, CallTurn.CallerGone) => (CallPhase.Over, null),
        (CallPhase.Talking, CallTurn.BackInLine) => (CallPhase.Led, null),
        (CallPhase.Arriving or CallPhase.Led, CallTurn.CallerGone) => (CallPhase.Over, CallEnding.Abandoned),
        (CallPhase.Arriving, CallTurn.TakenBack) => (CallPhase.Over, CallEnding.TakenBack),
        (CallPhase.Arriving, CallTurn.AgentGone or CallTurn.NotReached) => (CallPhase.Over, CallEnding.Unanswered),
        (CallPhase.Talking, CallTurn.CallerGone) => (CallPhase.Over, CallEnding.CallerHungUp),
        (CallPhase.Talking, CallTurn.AgentGone) => (CallPhase.Over, CallEnding.AgentHungUp),
        (_, CallTurn.Released) => (CallPhase.Over, CallEnding.Released),
        (_, CallTurn.Broken) => (CallPhase.Over, CallEnding.Failed),
        _ => throw new InvalidOperationException($"A call that is {phase} cannot be {turn}."),
    };
}
