using System.Net;

namespace Hotline.Telephony.Sdp;

/// <summary>A session description (RFC 8866), as far as telephony looks at it; attributes it does not know are kept.</summary>
internal sealed record SessionDescription
{
    /// <summary>The <c>o=</c> line: who wrote it, and its identity and version.</summary>
    public required SessionOrigin Origin { get; init; }

    /// <summary>The <c>s=</c> line.</summary>
    public string Name { get; init; } = "-";

    /// <summary>The session-wide <c>c=</c> address; null where each medium has its own.</summary>
    public ConnectionAddress? Connection { get; init; }

    /// <summary>Session-wide attributes, in order.</summary>
    public IReadOnlyList<SdpAttribute> Attributes { get; init; } = [];

    public required IReadOnlyList<MediaDescription> Media { get; init; }

    /// <summary>The value of the first session-wide attribute of this name; null where there is none or it has no value.</summary>
    public string? Attribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name).Value;
}

/// <summary>The <c>o=</c> line (RFC 8866 §5.2). The version grows by one with each changed description of a session (RFC 3264 §8).</summary>
internal sealed record SessionOrigin(string UserName, string SessionId, string Version, ConnectionAddress Address);

/// <summary>Network address of a <c>c=</c> or <c>o=</c> line: <c>IN IP4</c> or <c>IN IP6</c>, and an address or a name.</summary>
internal sealed record ConnectionAddress(string NetworkType, string AddressType, string Host)
{
    /// <summary>The address where the host is one; null for a name.</summary>
    public IPAddress? Address => IPAddress.TryParse(Host.AsSpan(0, Host.AsSpan().IndexOf('/') is var slash && slash < 0 ? Host.Length : slash), out var address)
        ? address
        : null;

    public static ConnectionAddress Of(IPAddress address) =>
        new("IN", address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? "IP6" : "IP4", address.ToString());
}

/// <summary>An <c>a=</c> line: a name, and a value where there is one.</summary>
internal readonly record struct SdpAttribute(string Name, string? Value = null);

/// <summary>One <c>m=</c> section (RFC 8866 §5.14).</summary>
internal sealed record MediaDescription
{
    /// <summary><c>audio</c>, <c>video</c> …</summary>
    public required string Kind { get; init; }

    /// <summary>0 refuses the medium (RFC 3264 §6).</summary>
    public required int Port { get; init; }

    /// <summary>The number after the port's slash; 1 where there is none.</summary>
    public int PortCount { get; init; } = 1;

    /// <summary><c>RTP/AVP</c> …</summary>
    public required string Protocol { get; init; }

    /// <summary>Payload numbers for RTP, other words for other protocols, in order of preference.</summary>
    public required IReadOnlyList<string> Formats { get; init; }

    /// <summary>The medium's own <c>c=</c> address; null where the session's counts.</summary>
    public ConnectionAddress? Connection { get; init; }

    public IReadOnlyList<SdpAttribute> Attributes { get; init; } = [];

    /// <summary>The value of the first attribute of this name; null where there is none or it has no value.</summary>
    public string? Attribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name).Value;
}
