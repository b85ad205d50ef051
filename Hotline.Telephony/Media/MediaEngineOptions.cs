using System.Net;

namespace Hotline.Telephony.Media;

/// <summary>How the media engine is set up.</summary>
internal sealed record MediaEngineOptions
{
    /// <summary>The address the sockets are bound to.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The address that goes into SDP; null for <see cref="Address"/>.</summary>
    public IPAddress? Advertised { get; init; }

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
        Address = options.Sip.Address,
        Advertised = options.AdvertisedAddress,
        FirstPort = options.FirstRtpPort,
        LastPort = options.LastRtpPort,
    };
}
