using System.Net;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Transport;

/// <summary>How messages travel (RFC 3261 §18).</summary>
internal enum SipProtocol
{
    Udp,
    Tcp,
    Tls,

    /// <summary>WebSocket (RFC 7118).</summary>
    Ws,

    /// <summary>WebSocket over TLS.</summary>
    Wss,
}

/// <summary>
/// The way to a peer: protocol and addresses, and for the others the connection it came by, so that answers and later requests go back
/// the same way (the idea of RFC 5626 §1). Two flows are the same where protocol and addresses are.
/// </summary>
internal sealed record SipFlow
{
    public required SipProtocol Protocol { get; init; }

    /// <summary>Our side.</summary>
    public required IPEndPoint Local { get; init; }

    /// <summary>The peer's side, as the packets show it.</summary>
    public required IPEndPoint Remote { get; init; }

    /// <summary>True where the transport retransmits by itself (RFC 3261 §17).</summary>
    public bool IsReliable => Protocol is not SipProtocol.Udp;

    /// <summary>The name used in Via.</summary>
    public string ViaName => Protocol switch
    {
        SipProtocol.Udp => "UDP",
        SipProtocol.Tcp => "TCP",
        SipProtocol.Tls => "TLS",
        SipProtocol.Ws => "WS",
        SipProtocol.Wss => "WSS",
    };

    /// <summary>The <c>transport</c> of our Contact on this flow (RFC 3261 §19.1.1, RFC 7118 §5.2.2); null for the usual one.</summary>
    public string? UriTransport => Protocol switch
    {
        SipProtocol.Udp => null,
        SipProtocol.Tcp => "tcp",
        SipProtocol.Tls => "tls",
        SipProtocol.Ws or SipProtocol.Wss => "ws",
    };

    /// <summary>A new topmost hop for a request of ours (RFC 3261 §18.1.1, RFC 3581 §3).</summary>
    public string NewVia() => $"SIP/2.0/{ViaName} {HostPort.Of(Local)};rport;branch={SipToken.NewBranch()}";
}
