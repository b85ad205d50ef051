using Hotline.Telephony.Sip;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Registrar;

namespace Hotline.Telephony.Calls;

/// <summary>One agent's phone being rung for one caller.</summary>
/// <param name="OfferId">The distributor's offer.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="Leg">The agent's leg, up once the phone answered.</param>
internal sealed record Ringing(long OfferId, string AgentId, CallLeg Leg) : IDisposable
{
    private readonly CancellationTokenSource stop = new();

    /// <summary>Sends the INVITE and waits for the final answer.</summary>
    /// <param name="sip">The signalling.</param>
    /// <param name="phone">The agent's phone.</param>
    /// <param name="caller">The number shown.</param>
    /// <param name="maxForwards">Hops this call may take.</param>
    /// <returns>The status; where it is 200 the leg is up and its media connected. 488 where the phone took nothing of our offer.</returns>
    public async Task<int> RingAsync(SipEndpoint sip, Binding phone, string caller, int maxForwards)
    {
        var outcome = await sip.InviteAsync(
            new OutgoingInvite
            {
                Target = phone.Contact,
                Flow = phone.Flow,
                FromUser = caller.Length == 0 ? "anonymous" : caller,
                Offer = Leg.Offer,
                MaxForwards = maxForwards,
            },
            stop.Token);
        if (outcome.Dialog is not { } dialog)
        {
            return outcome.Status;
        }

        Leg.Establish(dialog);
        return Leg.Conclude(outcome.Answer) ? SipStatus.Ok : SipStatus.NotAcceptableHere;
    }

    /// <summary>Gives up: CANCEL, or BYE where the phone has just answered.</summary>
    public Task CancelAsync() => stop.CancelAsync();

    public void Dispose() => stop.Dispose();
}
