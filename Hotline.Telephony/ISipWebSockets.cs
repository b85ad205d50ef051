using System.Net;
using System.Net.WebSockets;

namespace Hotline.Telephony;

/// <summary>Takes WebSocket connections of browser phones that the process has accepted (RFC 7118). Thread-safe.</summary>
public interface ISipWebSockets
{
    /// <summary>The subprotocol to agree on before (RFC 7118 §4).</summary>
    const string Subprotocol = "sip";

    /// <summary>
    /// Speaks SIP until the connection ends, the node stops, or the token fires. Never throws for what the peer does. False at once where the node does not
    /// run or as many connections are open as it takes (2,000).
    /// </summary>
    /// <param name="socket">Accepted; the caller disposes it.</param>
    /// <param name="remote">The peer, as the connection shows it.</param>
    /// <param name="isSecure">Over TLS.</param>
    /// <param name="cancellationToken">Ends the connection.</param>
    Task<bool> ServeAsync(WebSocket socket, IPEndPoint remote, bool isSecure, CancellationToken cancellationToken);
}
