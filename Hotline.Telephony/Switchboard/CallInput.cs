using Hotline.Telephony.Acd;
using Hotline.Telephony.Calls;
using Hotline.Telephony.Sip.Dialogs;

namespace Hotline.Telephony.Switchboard;

/// <summary>What is put into a call's mailbox.</summary>
internal abstract record CallInput;

/// <summary>Something ends the call.</summary>
internal sealed record Turned(CallTurn Turn) : CallInput;

/// <summary>A phone has gone.</summary>
internal sealed record LegGone(CallLeg Leg, DialogEnding Ending) : CallInput;

/// <summary>The distributor wants an agent rung.</summary>
internal sealed record Offered(Offer Offer) : CallInput;

/// <summary>The distributor took an offer back.</summary>
internal sealed record Withdrawn(long OfferId) : CallInput;

/// <summary>The distributor wants another site rung.</summary>
internal sealed record SiteWanted(string Site) : CallInput;

/// <summary>The distributor took that back.</summary>
internal sealed record SiteUnwanted : CallInput
{
    public static SiteUnwanted Now { get; } = new();
}

/// <summary>A phone that was rung gave its final answer.</summary>
internal sealed record RingingEnded(Outcall Outcall, int Status) : CallInput;

/// <summary>A phone has rung for long enough.</summary>
internal sealed record RingingTooLong(Outcall Outcall) : CallInput;

/// <summary>Somebody wants something done; the answer is awaited.</summary>
internal sealed record Ordered(CallOrder Order, TaskCompletionSource<SwitchboardAnswer> Answer) : CallInput;

/// <summary>A phone's transfer key was pressed (REFER); whether the transfer has begun is awaited.</summary>
/// <param name="Leg">The phone.</param>
/// <param name="To">Whom the citizen is to be transferred to.</param>
/// <param name="Replaced">The other line, on which the agent has talked to them; null where they have not.</param>
/// <param name="Answer">Our answer.</param>
internal sealed record Referred(CallLeg Leg, string To, Dialog? Replaced, TaskCompletionSource<SwitchboardAnswer> Answer) : CallInput;

/// <summary>The agent's phone calls somebody from a second line; the status for it is awaited.</summary>
internal sealed record SecondLineWanted(IncomingInvite Invite, CallLeg Leg, byte[] Sdp, string AgentId, string To, TaskCompletionSource<int> Verdict) : CallInput;

/// <summary>The agent goes on from another phone; the status for it is awaited.</summary>
internal sealed record LineMoved(IncomingInvite Invite, CallLeg Leg, byte[] Sdp, string AgentId, Dialog Replaced, TaskCompletionSource<int> Verdict) : CallInput;

/// <summary>A phone wants other media; the verdict is awaited.</summary>
internal sealed record Reoffered(CallLeg Leg, ReadOnlyMemory<byte> Offer, TaskCompletionSource<OfferVerdict> Verdict) : CallInput;

/// <summary>A phone answered the offer it had asked for, or one of ours; empty where it did not.</summary>
internal sealed record Reanswered(CallLeg Leg, ReadOnlyMemory<byte> Answer) : CallInput;

/// <summary>Something about a phone that vanished in a talk.</summary>
/// <param name="Turn">What.</param>
/// <param name="Leg">The phone; null where it is known.</param>
internal sealed record Vanished(ParkingTurn Turn, CallLeg? Leg = null) : CallInput;

/// <summary>The connection of the page that calls broke, or it is time to look again whether it is heard.</summary>
internal sealed record PageDue : CallInput
{
    public static PageDue Now { get; } = new();
}

/// <summary>The flow wants somebody rung for the caller; whether they are reached is awaited, and where they are the flow is stopped.</summary>
internal sealed record TransferWanted(string To, TaskCompletionSource<bool> Reached) : CallInput;

/// <summary>Somebody traces the call from now on.</summary>
internal sealed record TraceWanted : CallInput
{
    public static TraceWanted Now { get; } = new();
}

/// <summary>The caller pressed a key.</summary>
internal sealed record KeyPressed(char Key) : CallInput;

/// <summary>Time to look whether the sound reaches the recording.</summary>
internal sealed record RecordingDue : CallInput
{
    public static RecordingDue Now { get; } = new();
}

/// <summary>Time to look whether media still comes.</summary>
internal sealed record MediaDue : CallInput
{
    public static MediaDue Now { get; } = new();
}
