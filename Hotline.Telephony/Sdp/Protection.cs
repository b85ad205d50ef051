using System.Globalization;
using System.Net;

namespace Hotline.Telephony.Sdp;

/// <summary>What one side says of how its sound is protected. Null in place of it is sound in the clear.</summary>
internal abstract record Protection
{
    /// <summary>The protocols under which a DTLS handshake gives the keys (RFC 5764 §8); the first is what browsers say.</summary>
    private static readonly string[] Handshaken = [BrowserProtocol, "UDP/TLS/RTP/SAVP"];

    /// <summary>What browsers call their sound.</summary>
    public const string BrowserProtocol = "UDP/TLS/RTP/SAVPF";

    /// <summary>Sound in the clear, and sound that may be protected (RFC 8643).</summary>
    public const string PlainProtocol = "RTP/AVP";

    /// <summary>The protocol of a medium we offer with it.</summary>
    public abstract string Protocol { get; }

    /// <summary>What stands in the medium for it.</summary>
    public abstract IEnumerable<SdpAttribute> Attributes { get; }

    /// <summary>Reads what a medium says; false where it is of a kind we cannot use at all.</summary>
    public static bool TryRead(SessionDescription session, MediaDescription medium, out Protection? protection)
    {
        protection = null;
        if (medium.Protocol == PlainProtocol)
        {
            protection = KeyedProtection.Read(medium, isRequired: false);
            return true;
        }

        protection = medium.Protocol is "RTP/SAVP" or "RTP/SAVPF" ? KeyedProtection.Read(medium, isRequired: true)
            : Handshaken.Contains(medium.Protocol, StringComparer.Ordinal) ? BrowserProtection.Read(session, medium)
            : null;
        return protection is not null;
    }
}

/// <summary>Keys that stand in the description itself, <c>a=crypto</c> (RFC 4568): as secret as the signalling is.</summary>
/// <param name="Lines">The values of the lines, the preferred first. Never logged.</param>
/// <param name="IsRequired">False where sound in the clear would do as well: <c>RTP/AVP</c> with keys (RFC 8643).</param>
internal sealed record KeyedProtection(IReadOnlyList<string> Lines, bool IsRequired) : Protection
{
    public override string Protocol => IsRequired ? "RTP/SAVP" : PlainProtocol;

    public override IEnumerable<SdpAttribute> Attributes => Lines.Select(line => new SdpAttribute("crypto", line));

    public bool Equals(KeyedProtection? other) => other is not null && IsRequired == other.IsRequired && Lines.SequenceEqual(other.Lines, StringComparer.Ordinal);

    public override int GetHashCode() => Lines.Count;

    /// <summary>Without the keys.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Lines.Count} keys");

    /// <summary>Null where the medium holds no key.</summary>
    public static KeyedProtection? Read(MediaDescription medium, bool isRequired)
    {
        var lines = medium.Attributes.Where(attribute => attribute is { Name: "crypto", Value: not null }).Select(attribute => attribute.Value!).ToList();
        return lines.Count == 0 ? null : new KeyedProtection(lines, isRequired);
    }
}

/// <summary>Who begins the DTLS handshake (RFC 4145 §4, RFC 8842 §5).</summary>
internal enum HandshakeRole
{
    /// <summary>An offerer leaves it to the answerer.</summary>
    Either,

    /// <summary>The one who says it.</summary>
    Active,

    /// <summary>The other.</summary>
    Passive,
}

/// <summary>A browser's way (RFC 8827): ICE finds it (RFC 8839), a DTLS handshake gives the keys (RFC 5763), RTCP shares the port (RFC 5761).</summary>
internal sealed record BrowserProtection : Protection
{
    private const string Hash = "sha-256";

    // RFC 8445 §5.1.2: type preference 126 for a host, component 1.
    private const long HostPriority = (126L << 24) + 255;

    /// <summary>The user name fragment.</summary>
    public required string Fragment { get; init; }

    /// <summary>Signs checks. Never logged.</summary>
    public required string Password { get; init; }

    /// <summary>SHA-256 of the certificate, upper-case hex with colons (RFC 8122 §5).</summary>
    public required string Fingerprint { get; init; }

    public required HandshakeRole Role { get; init; }

    /// <summary>Our addresses, the preferred first; of the far end's none is kept, for it comes to us (ICE-lite, RFC 8445 §2.5).</summary>
    public IReadOnlyList<IPEndPoint> Candidates { get; init; } = [];

    public override string Protocol => BrowserProtocol;

    public override IEnumerable<SdpAttribute> Attributes =>
    [
        new SdpAttribute("ice-ufrag", Fragment),
        new SdpAttribute("ice-pwd", Password),
        new SdpAttribute("fingerprint", $"{Hash} {Fingerprint}"),
        new SdpAttribute("setup", Role switch { HandshakeRole.Either => "actpass", HandshakeRole.Active => "active", HandshakeRole.Passive => "passive" }),
        new SdpAttribute("rtcp-mux"),
        .. Candidates.Select((address, index) => new SdpAttribute("candidate", CandidateOf(address, index))),
        new SdpAttribute("end-of-candidates"),
    ];

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{Role} {Fingerprint}";

    /// <summary>Null where something is missing without which no browser can be heard.</summary>
    public static BrowserProtection? Read(SessionDescription session, MediaDescription medium)
    {
        var fingerprint = medium.Attributes.Concat(session.Attributes)
            .Where(attribute => attribute.Name == "fingerprint")
            .Select(attribute => attribute.Value?.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(words => words is [var hash, _] && hash.Equals(Hash, StringComparison.OrdinalIgnoreCase))?[1];
        if (Either("ice-ufrag") is not { } fragment || Either("ice-pwd") is not { } password || fingerprint is null
            || medium.Attributes.All(attribute => attribute.Name != "rtcp-mux"))
        {
            return null;
        }

        return new BrowserProtection
        {
            Fragment = fragment,
            Password = password,
            Fingerprint = fingerprint,
            Role = Either("setup") switch { "active" => HandshakeRole.Active, "passive" => HandshakeRole.Passive, _ => HandshakeRole.Either },
        };

        string? Either(string name) => medium.Attribute(name) ?? session.Attribute(name);
    }

    private static string CandidateOf(IPEndPoint address, int index) => string.Create(
        CultureInfo.InvariantCulture, $"{index + 1} 1 udp {HostPriority + ((65535L - index) << 8)} {address.Address} {address.Port} typ host");
}
