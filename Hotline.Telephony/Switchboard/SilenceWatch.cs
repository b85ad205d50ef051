using Hotline.Telephony.Calls;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>Ends a call in which no leg has sent anything for <see cref="TelephonyOptions.MediaTimeout"/>. Used by the call's own task only.</summary>
internal sealed partial class SilenceWatch(CallSession session, ILogger logger) : IDisposable
{
    private IDisposable? timer;
    private long packetsBefore;
    private int silentChecks;

    /// <summary>Looks from now on.</summary>
    public void Begin() => timer ??= session.Exchange.WatchMedia(() => session.Post(MediaDue.Now));

    public void Look()
    {
        var call = session.Call;
        var packets = call.PacketsReceived;
        silentChecks = packets == packetsBefore && call.Conversation is not { IsHeld: true } ? silentChecks + 1 : 0;
        packetsBefore = packets;
        if (silentChecks == Exchange.MediaChecks)
        {
            MediaStayedAway(call.Id);
            call.Take(CallTurn.Broken);
        }
    }

    public void Dispose() => timer?.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {CallId} is ended: no media from any side")]
    private partial void MediaStayedAway(CallId callId);
}
