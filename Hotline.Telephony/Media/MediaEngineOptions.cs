using System.Net;

namespace Hotline.Telephony.Media;

/// <summary>How the media engine is set up.</summary>
internal sealed record MediaEngineOptions
{
    /// <summary>The addresses sockets are bound to, at most one of each IP family, the usual first.</summary>
    public required IReadOnlyList<IPAddress> Addresses { get; init; }

    /// <summary>The addresses that go into SDP, at most one of each family; where none is, that of <see cref="Addresses"/>.</summary>
    public IReadOnlyList<IPAddress> Advertised { get; init; } = [];

    /// <summary>First RTP port, even. 0 (with <see cref="LastPort"/> 0): the operating system chooses each pair.</summary>
    public int FirstPort { get; init; }

    /// <summary>Last port of the range, inclusive.</summary>
    public int LastPort { get; init; }

    /// <summary>Media loops, a thread each. Default: one per core.</summary>
    public int Loops { get; init; } = Environment.ProcessorCount;

    /// <summary>True to use managed sockets also where epoll is there.</summary>
    public bool ManagedSockets { get; init; }

    /// <summary>The engine's part of the operator's options.</summary>
    public static MediaEngineOptions From(TelephonyOptions options) => new()
    {
        Addresses = [.. options.Sip.Select(listen => listen.Address)],
        Advertised = options.AdvertisedAddresses,
        FirstPort = options.FirstRtpPort,
        LastPort = options.LastRtpPort,
    };
}
