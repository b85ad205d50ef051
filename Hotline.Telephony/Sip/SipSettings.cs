using System.Net;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;
using Hotline.Telephony.Sip.Registrar;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Sip;

/// <summary>What the signalling needs to know.</summary>
internal sealed record SipSettings
{
    /// <summary>Where UDP and TCP listen, at most one address of each IP family, the preferred first; port 0 lets the system choose one that is free for both.</summary>
    public required IReadOnlyList<IPEndPoint> Listen { get; init; }

    /// <summary>The addresses told to peers in Via and Contact, at most one of each family; where none is, that of <see cref="Listen"/>, which then may not be the any-address.</summary>
    public IReadOnlyList<IPAddress> Advertised { get; init; } = [];

    /// <summary>TLS beside them; null for none.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>The realm of digest authentication.</summary>
    public string Realm { get; init; } = "hotline";

    /// <summary>
    /// Algorithms offered, the first first: a phone takes the first it knows (RFC 8760 §2.4). Put MD5 before SHA-256: phones that read one
    /// challenge only, SIPp and sipsak among them, give up where the first is SHA-256. Where every phone knows it, name SHA-256 alone.
    /// </summary>
    public IReadOnlyList<DigestAlgorithm> Challenges { get; init; } = [DigestAlgorithm.Md5, DigestAlgorithm.Sha256];

    /// <summary>The name in Server and User-Agent headers.</summary>
    public string Product { get; init; } = "Hotline";

    public SipLimits MessageLimits { get; init; } = SipLimits.Default;

    public TransportLimits TransportLimits { get; init; } = TransportLimits.Default;

    public DoorLimits DoorLimits { get; init; } = DoorLimits.Default;

    /// <summary>Our own proxies, which are never limited or banned; those behind them are, by the address they noted.</summary>
    public IReadOnlyList<IPNetwork> Edges { get; init; } = [];

    public RegistrarLimits RegistrarLimits { get; init; } = RegistrarLimits.Default;

    public static SipSettings From(TelephonyOptions options) => new()
    {
        Listen = options.Sip,
        Advertised = options.AdvertisedAddresses,
        Tls = options is { SipTls: { Count: > 0 } listen, TlsCertificate: { } certificate }
            ? new TlsSettings { Listen = listen, Certificate = certificate, Trusted = options.TlsTrusted }
            : null,
        Realm = options.Realm,
        TransportLimits = TransportLimits.Default with { NameServer = options.NameServer },
        Challenges =
        [
            options.PhoneDigest switch
            {
                PhoneDigest.Md5 => DigestAlgorithm.Md5,
                PhoneDigest.Sha256 => DigestAlgorithm.Sha256,
            },
        ],
    };
}
