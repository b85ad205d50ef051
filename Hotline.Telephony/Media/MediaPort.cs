using System.Net;

namespace Hotline.Telephony.Media;

/// <summary>How playing ended.</summary>
internal enum PlayEnding
{
    /// <summary>The last prompt was sent whole.</summary>
    Finished,

    /// <summary>Stopped by <see cref="MediaPort.Stop"/>, another play, or a bridge.</summary>
    Stopped,

    /// <summary>The port was closed.</summary>
    Closed,
}

/// <summary>One leg's sound: a pair of sockets, one continuous stream out (one SSRC), one negotiated source in. Thread-safe.</summary>
internal sealed class MediaPort : IDisposable
{
    /// <summary>Our RTP address, for SDP; RTCP is on the next port.</summary>
    public IPEndPoint Local { get; } = new(IPAddress.Loopback, 0);

    /// <summary>
    /// Called once per key the far end presses (RFC 4733: 0–9, *, #, A–D), in order, never on the media loop. Set it before <see cref="Connect"/>.
    /// An exception from it is logged and swallowed.
    /// </summary>
    public Action<char>? KeyPressed { get; set; }

    /// <summary>What was sent and received so far.</summary>
    public MediaStatistics Statistics => throw new NotSupportedException("not built yet");

    /// <summary>Pins the far end as negotiated. Called again on re-INVITE: then only the new source counts.</summary>
    public void Connect(MediaRemote remote) => throw new NotSupportedException("not built yet");

    /// <summary>
    /// Plays prompts one after the other, from memory, one packet every 20 ms. Ends a bridge or an earlier play.
    /// </summary>
    /// <param name="prompts">At least one.</param>
    /// <param name="loop">Starts over until stopped.</param>
    /// <returns>Completes (off the media loop) when playing ended, and how.</returns>
    public Task<PlayEnding> PlayAsync(IReadOnlyList<Prompt> prompts, bool loop) => throw new NotSupportedException("not built yet");

    /// <summary>Falls silent: ends playing and bridging.</summary>
    public void Stop() => throw new NotSupportedException("not built yet");

    /// <summary>Hands what arrives here to a tap, as <see cref="TapSide.First"/>, until it is replaced, null is given, or the port is closed.</summary>
    public void Listen(IAudioTap? tap) => throw new NotSupportedException("not built yet");

    /// <summary>Closes the sockets and gives the ports back. A bridge or play in progress ends.</summary>
    public void Dispose()
    {
    }
}
