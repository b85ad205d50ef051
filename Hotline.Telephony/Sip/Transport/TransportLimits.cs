using System.Net;

namespace Hotline.Telephony.Sip.Transport;

/// <summary>What peers may make us hold.</summary>
internal sealed record TransportLimits
{
    public static TransportLimits Default { get; } = new();

    /// <summary>The name server asked for SRV records; null for that of the system (<c>/etc/resolv.conf</c>).</summary>
    public IPEndPoint? NameServer { get; init; }

    /// <summary>TCP connections at once; the next one is closed at once. Stops a connection flood from taking every file handle.</summary>
    public int MaxConnections { get; init; } = 2_000;

    /// <summary>The same from one address: one machine cannot take the connections of all phones.</summary>
    public int MaxConnectionsPerAddress { get; init; } = 1_000;

    /// <summary>How long a TCP peer may leave a message unfinished, or say nothing at all at first. Stops slow drips from holding connections. 64·T1.</summary>
    public TimeSpan MessageTimeout { get; init; } = TimeSpan.FromSeconds(32);

    /// <summary>How long a TCP connection may be silent; phones re-register or ping well within it (RFC 5626 §4.4.1: 120 s at most).</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Messages waiting to be written to one TCP peer; a peer that reads no faster is cut off.</summary>
    public int MaxUnsent { get; init; } = 256;

    /// <summary>How long opening a connection may take. 64·T1: no transaction waits longer.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(32);
}
