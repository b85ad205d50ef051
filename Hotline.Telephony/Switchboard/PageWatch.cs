using Hotline.Telephony.Calls;

namespace Hotline.Telephony.Switchboard;

/// <summary>
/// A call from the public page whose connection broke. Its ticket was for this call, so nobody comes back by it: once a second brings no sound either, the call is over, and the
/// agent need not wait for the dialog to time out. A page that is heard on keeps its call. Used by the call's own task only.
/// </summary>
internal sealed class PageWatch(CallSession session) : IDisposable
{
    private ITimer? timer;
    private long packets;

    /// <summary>The connection broke, or a second has passed since the last look.</summary>
    public void Look()
    {
        var caller = session.Call.Caller;
        var wasLooking = timer is not null;
        Dispose();
        if (caller.Dialog is not { IsWayLost: true })
        {
            return;
        }

        var received = caller.Port.Statistics.Received;
        if (wasLooking && received == packets)
        {
            session.Call.Take(CallTurn.Broken);
            return;
        }

        packets = received;
        timer = session.Exchange.Time.CreateTimer(_ => session.Post(PageDue.Now), null, Parking.Silence, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        timer?.Dispose();
        timer = null;
    }
}
