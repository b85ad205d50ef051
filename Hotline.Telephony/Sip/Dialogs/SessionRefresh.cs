using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>What the two sides of a dialog agreed on about keeping the session alive (RFC 4028), and what a refresh of ours carries.</summary>
internal sealed class SessionRefresh(Dialog dialog) : IDisposable
{
    private SessionTimer? _timer;
    private (TimeSpan Interval, bool WeRefresh)? _agreed;

    /// <summary>The peer takes UPDATE (RFC 3311).</summary>
    public bool PeerTakesUpdate { get; private set; }

    /// <summary>The session description we gave last, as offer or answer.</summary>
    public ReadOnlyMemory<byte> LastDescription { get; private set; }

    /// <summary>What a refresh of ours carries (RFC 4028 §7.4).</summary>
    public IEnumerable<(string Name, string Value)> Headers => _agreed is { } agreed
        ? [(HeaderName.Supported, "timer"), (HeaderName.SessionExpires, new SessionExpires(agreed.Interval, agreed.WeRefresh ? "uac" : "uas").ToString())]
        : [(HeaderName.Supported, "timer")];

    /// <summary>Notes what we told the peer of our media.</summary>
    public void Described(ReadOnlyMemory<byte> sdp) => LastDescription = sdp.IsEmpty ? LastDescription : sdp;

    /// <summary>Begins or refreshes the session timer by a request we answer 2xx, and says so in the answer (RFC 4028 §9).</summary>
    public void Refreshed(SipRequest request, SipResponse response)
    {
        PeerTakesUpdate |= TakesUpdate(request);
        var known = SessionExpires.IsKnownTo(request);
        if (SessionExpires.Of(request) is { } asked)
        {
            // Where the peer does not know timers, a proxy has asked: then we refresh.
            var theirs = known && asked.Refresher != "uas";
            var agreed = new SessionExpires(asked.Interval < SessionExpires.Shortest ? SessionExpires.Shortest : asked.Interval, theirs ? "uac" : "uas");
            response.Headers.Add(HeaderName.SessionExpires, agreed.ToString());
            if (known)
            {
                response.Headers.Add(HeaderName.Require, "timer");
            }

            Watch(agreed.Interval, weRefresh: !theirs);
        }
    }

    /// <summary>Begins or refreshes the session timer by the peer's 2xx to a request of ours (RFC 4028 §7.2).</summary>
    public void Refreshed(SipResponse response)
    {
        PeerTakesUpdate |= TakesUpdate(response);
        if (SessionExpires.Of(response) is { } agreed)
        {
            Watch(agreed.Interval, weRefresh: agreed.Refresher != "uas");
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void Watch(TimeSpan interval, bool weRefresh)
    {
        _agreed = (interval, weRefresh);
        (_timer ??= new SessionTimer(dialog)).Start(interval, weRefresh);
    }

    private static bool TakesUpdate(SipMessage message) => message.Headers.Tokens(HeaderName.Allow).Contains(SipMethod.Update, StringComparer.Ordinal);
}
