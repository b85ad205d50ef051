using Hotline.Telephony.Acd;
using Hotline.Telephony.Calls;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Switchboard;

/// <summary>
/// A caller another site sends. Their call only rings here, and they hear that site's music, until an agent of ours has picked up: so the other site may have
/// them back at any moment, and they are greeted once. Used by the call's own task only.
/// </summary>
internal sealed class SentCall(CallSession session, IncomingInvite invite, byte[] sdp, SentCaller sent) : IDisposable
{
    /// <summary>Proxies on the way give up a call that says nothing for three minutes; RFC 3261 §13.3.1.1 asks for a sign each minute.</summary>
    private static readonly TimeSpan SignOfLife = TimeSpan.FromMinutes(1);

    private ITimer? signs;
    private CancellationTokenRegistration aborted;

    /// <summary>Rings, and stands in line since they came into the first site's.</summary>
    public void Begin()
    {
        var (call, exchange) = (session.Call, session.Exchange);
        invite.Progress(SipStatus.Ringing);
        signs = exchange.Time.CreateTimer(_ => invite.Progress(SipStatus.Ringing), null, SignOfLife, SignOfLife);
        aborted = invite.Aborted.Register(() => session.Post(new Turned(CallTurn.TakenBack)));
        var profile = session.Leading!.Profile;
        session.Leading.Language = sent.Language;
        var place = exchange.Distribution.Decide((acd, now) =>
        {
            var since = new Moment(now.Utc - sent.Waited, now.Elapsed - sent.Waited);
            var lastAgent = exchange.Distribution.LastAgentOf(call.Facts.Caller, now);
            var first = acd.Enter(
                new CallerRequest(call.Id, sent.Group ?? profile.Group, sent.Priority ?? profile.Priority, lastAgent, since) { Passed = sent.Path }, now);
            call.Line = new LineEntry(since.Utc, acd.FindCaller(call.Id)!.Home.Settings.Name);
            return first;
        });
        exchange.Events.Report(new CallQueued { At = exchange.Time.GetUtcNow(), CallId = call.Id, Position = place.Position });
    }

    /// <summary>An agent has picked up: so do we. False where the other site has the caller back.</summary>
    public bool TryPickUp()
    {
        Dispose();
        return session.TryAccept(invite, sdp, CallTurn.TakenBack);
    }

    /// <summary>The call is over here; the caller, where we did not pick up, is the other site's as before.</summary>
    public void End()
    {
        Dispose();
        invite.Reject(SipStatus.TemporarilyUnavailable);
    }

    public void Dispose()
    {
        signs?.Dispose();
        aborted.Unregister();
    }
}
