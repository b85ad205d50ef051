namespace Hotline.Telephony.Acd;

/// <summary>One caller held out to one agent. Either side has at most one.</summary>
/// <param name="Id">Unique within the process; tells a late answer to an old offer from an answer to this one.</param>
/// <param name="CallId">The caller.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="Since">When ringing began.</param>
internal sealed record Offer(long Id, CallId CallId, string AgentId, Moment Since);

/// <summary>Why an offer was taken back.</summary>
internal enum WithdrawalCause
{
    /// <summary>The agent did not answer in time.</summary>
    NoAnswer,

    /// <summary>The agent's phone refused the call.</summary>
    Rejected,

    /// <summary>The agent's phone could not be reached.</summary>
    Unreachable,

    /// <summary>The agent's phone is no longer registered.</summary>
    PhoneLost,

    /// <summary>The agent became not ready while it rang.</summary>
    AgentNotReady,

    /// <summary>The caller left the line.</summary>
    CallerLeft,
}

/// <summary>What the distributor decided, in order.</summary>
internal abstract record AcdOutcome;

/// <summary>Ring this agent for this caller.</summary>
internal sealed record OfferMade(Offer Offer) : AcdOutcome;

/// <summary>Stop ringing.</summary>
internal sealed record OfferWithdrawn(Offer Offer, WithdrawalCause Cause) : AcdOutcome;

/// <summary>An agent is in another state, or in the same for another reason.</summary>
internal sealed record AgentMoved(string AgentId, AgentState State, string? Reason, Moment At) : AcdOutcome;
