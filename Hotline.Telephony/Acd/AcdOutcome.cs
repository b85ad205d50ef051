using System.Text.Json.Serialization;

namespace Hotline.Telephony.Acd;

/// <summary>One caller held out to one agent. An agent has at most one; a caller too, but for groups that ring several.</summary>
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

    /// <summary>Another agent, rung at the same time, answered first.</summary>
    AnsweredElsewhere,
}

/// <summary>What the distributor decided, in order.</summary>
[JsonDerivedType(typeof(CallerQueued), "queued")]
[JsonDerivedType(typeof(CallerOverflowed), "overflowed")]
[JsonDerivedType(typeof(CallerParked), "parked")]
[JsonDerivedType(typeof(CallerUnparked), "unparked")]
[JsonDerivedType(typeof(CallerUnqueued), "unqueued")]
[JsonDerivedType(typeof(OfferMade), "offered")]
[JsonDerivedType(typeof(OfferWithdrawn), "withdrawn")]
[JsonDerivedType(typeof(OfferAnswered), "answered")]
[JsonDerivedType(typeof(SiteAsked), "site-asked")]
[JsonDerivedType(typeof(SiteTakenBack), "site-taken-back")]
[JsonDerivedType(typeof(CallerTakenElsewhere), "taken-elsewhere")]
[JsonDerivedType(typeof(AgentMoved), "agent")]
internal abstract record AcdOutcome;

/// <summary>A caller stands in line.</summary>
/// <param name="CallId">The caller.</param>
/// <param name="Group">The group.</param>
/// <param name="HeadStart">What their priority is worth.</param>
/// <param name="Since">Since when they wait.</param>
internal sealed record CallerQueued(CallId CallId, string Group, TimeSpan HeadStart, Moment Since) : AcdOutcome;

/// <summary>A caller may now be taken by another group too.</summary>
internal sealed record CallerOverflowed(CallId CallId, string Group) : AcdOutcome;

/// <summary>A caller keeps the place, and is not served for now.</summary>
internal sealed record CallerParked(CallId CallId) : AcdOutcome;

/// <summary>A caller who kept the place is served when their turn comes.</summary>
internal sealed record CallerUnparked(CallId CallId) : AcdOutcome;

/// <summary>A caller left the line without an agent.</summary>
/// <param name="CallId">The caller.</param>
/// <param name="IsTakenBack">The site that sent them has them again: what became of them is counted there.</param>
internal sealed record CallerUnqueued(CallId CallId, bool IsTakenBack = false) : AcdOutcome;

/// <summary>Ring another site for this caller, who goes on standing in line here.</summary>
internal sealed record SiteAsked(CallId CallId, string Site) : AcdOutcome;

/// <summary>Stop ringing there.</summary>
internal sealed record SiteTakenBack(CallId CallId, string Site) : AcdOutcome;

/// <summary>An agent of another site has the caller.</summary>
internal sealed record CallerTakenElsewhere(CallId CallId, string Site) : AcdOutcome;

/// <summary>Ring this agent for this caller.</summary>
internal sealed record OfferMade(Offer Offer) : AcdOutcome;

/// <summary>Stop ringing.</summary>
internal sealed record OfferWithdrawn(Offer Offer, WithdrawalCause Cause) : AcdOutcome;

/// <summary>Caller and agent are together.</summary>
internal sealed record OfferAnswered(Offer Offer) : AcdOutcome;

/// <summary>An agent is in another state, or in the same for another reason.</summary>
internal sealed record AgentMoved(string AgentId, AgentState State, string? Reason, Moment At) : AcdOutcome;
