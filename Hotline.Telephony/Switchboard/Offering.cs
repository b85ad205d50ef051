using Hotline.Telephony.Acd;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Switchboard;

/// <summary>Rings the agent whom the distributor chose, and tells it what came of it.</summary>
internal static class Offering
{
    public static void Ring(CallSession session, Offer offer)
    {
        var exchange = session.Exchange;
        exchange.Events.Report(new CallOffered
        {
            At = offer.Since.Utc,
            CallId = session.Call.Id,
            AgentId = offer.AgentId,
            Caller = session.Call.Facts.Citizen,
        });
        if (exchange.Routes.ToAgent(offer.AgentId, session.Call.Facts.Citizen) is not { } route
            || !session.Outcalls.TryRing(route, OutcallPurpose.Offer, session.MaxForwards, offer.Id))
        {
            exchange.Distribution.Decide((acd, now) => acd.Decline(offer.Id, WithdrawalCause.Unreachable, now));
        }
    }

    /// <summary>The agent's phone gave its final answer: the two talk, or the distributor looks further.</summary>
    public static async Task EndedAsync(CallSession session, Outcall outcall, int status)
    {
        var exchange = session.Exchange;
        var ringing = outcall.Ringing;
        if (status == SipStatus.Ok && exchange.Distribution.Answer(outcall.OfferId, session.Call.Id, ringing.AgentId!))
        {
            await session.StopFlowAsync();
            session.Establish(ringing.Leg, ringing.Leg.Dialog!);
            if (session.TryPickUp())
            {
                session.Connect(ringing.Party);
            }
            else
            {
                session.Outcalls.Drop(ringing.Leg);
            }

            return;
        }

        exchange.Distribution.Decide((acd, now) => acd.Decline(outcall.OfferId, CauseOf(status), now));
        session.Outcalls.Drop(ringing.Leg);
    }

    private static WithdrawalCause CauseOf(int status) => status switch
    {
        SipStatus.BusyHere or 600 or SipStatus.Decline => WithdrawalCause.Rejected,
        _ => WithdrawalCause.Unreachable,
    };
}
