using Hotline.Telephony.Calls;

namespace Hotline.Telephony.Switchboard;

/// <summary>What a phone is rung for.</summary>
internal enum OutcallPurpose
{
    /// <summary>The distributor offers the caller to an agent.</summary>
    Offer,

    /// <summary>The agent wants to consult somebody; the citizen is on hold.</summary>
    Consultation,

    /// <summary>An emergency centre is to join the talk.</summary>
    Emergency,

    /// <summary>The citizen is handed over; no agent is with them.</summary>
    Transfer,

    /// <summary>The agent whose phone vanished in the talk is back; the citizen hears music.</summary>
    Return,

    /// <summary>The flow hands the citizen over; where nobody answers the flow goes on.</summary>
    FlowTransfer,

    /// <summary>Another site is to have the caller, where one of its agents is free first.</summary>
    Site,

    /// <summary>A supervisor takes part.</summary>
    Supervision,

    /// <summary>The phone of the agent we make a call for.</summary>
    OwnPhone,

    /// <summary>The citizen we call.</summary>
    Citizen,
}

/// <summary>A phone being rung, and what for.</summary>
/// <param name="Ringing">The phone.</param>
/// <param name="Purpose">What for; a consultation becomes a transfer where the agent leaves while it rings.</param>
/// <param name="OfferId">The distributor's offer; 0 with any other purpose.</param>
internal sealed record Outcall(Ringing Ringing, OutcallPurpose Purpose, long OfferId = 0)
{
    public OutcallPurpose Purpose { get; set; } = Purpose;
}
