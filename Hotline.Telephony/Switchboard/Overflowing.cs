using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Switchboard;

/// <summary>
/// A caller for whom an agent of another site is looked for, too: the other site rings, and they go on standing in line here and hearing what they heard.
/// <code>
/// 2:00 in line here → INVITE → 180 (in line there as well, 2:00 behind them) → an agent there picks up → 200 → they talk; out of line here
///                              ↳ an agent here picks up first, the caller hangs up → CANCEL
///                            ↳ refused, silent, down → as before; again later
/// </code>
/// </summary>
internal static class Overflowing
{
    public static void Ring(CallSession session, string site)
    {
        var exchange = session.Exchange;
        if (session.Outcalls.For(OutcallPurpose.Site) is not null || Sent(session) is not { } sent
            || exchange.Routes.ToSite(site, session.Call.Facts.Caller, sent) is not { } route
            || !session.Outcalls.TryRing(route, OutcallPurpose.Site, session.MaxForwards))
        {
            exchange.Distribution.Decide((acd, now) => acd.RefusedElsewhere(session.Call.Id, site, isFinal: false, now));
            return;
        }

        session.Report(CallAct.Rung, site);
    }

    /// <summary>The other site gave its final answer.</summary>
    public static async Task EndedAsync(CallSession session, Outcall outcall, int status)
    {
        var (exchange, ringing, call) = (session.Exchange, outcall.Ringing, session.Call);
        if (status == SipStatus.Ok && exchange.Distribution.TakenElsewhere(call.Id, ringing.Name))
        {
            await session.StopFlowAsync();
            session.Establish(ringing.Leg, ringing.Leg.Dialog!);
            if (session.TryPickUp())
            {
                call.OverflowedTo = ringing.Name;
                session.Connect(ringing.Party);
                session.Report(CallAct.Overflowed, ringing.Name);
                return;
            }
        }
        else if (status != SipStatus.Ok && !ringing.IsCancelled)
        {
            exchange.Distribution.Decide((acd, now) => acd.RefusedElsewhere(call.Id, ringing.Name, IsFinal(status), now));
            session.Report(CallAct.PartyGone, ringing.Name);
        }

        session.Outcalls.Drop(ringing.Leg);
    }

    // What it says of this call it will say again; a site that is full, unstaffed or in trouble may have room later.
    private static bool IsFinal(int status) => status is SipStatus.BadRequest or SipStatus.Forbidden or SipStatus.NotFound or SipStatus.LoopDetected
        or SipStatus.TooManyHops or SipStatus.NotAcceptableHere;

    private static SentCaller? Sent(CallSession session)
    {
        var (call, exchange) = (session.Call, session.Exchange);
        return exchange.Flows.Current.Queues.SiteName is not { } own ? null : exchange.Distribution.Decide((acd, now) => acd.FindCaller(call.Id) is not { } caller ? null : new SentCaller
        {
            CallId = call.Facts.Sent?.CallId ?? call.Id,
            Waited = now.Elapsed - caller.Since.Elapsed,
            Path = [.. caller.Request.Passed ?? [], own],
            Group = caller.Home.Settings.Name,
            Priority = caller.Request.Priority,
            Tag = call.Facts.Tag,
            Language = session.Leading?.Language,
        });
    }
}
