using System.Net;

namespace Hotline.Telephony;

/// <summary>A line to the public network: another exchange that takes our calls and brings those of citizens.</summary>
public sealed record TrunkOptions
{
    /// <summary>Its name on boards and in call records; letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Its host, or host and port: <c>10.0.0.1:5060</c>, <c>[2001:db8::1]</c>, <c>sip.example.cn</c>. A name without a port is looked for by its SRV records
    /// first (RFC 3263 §4).
    /// </summary>
    public required string Host { get; init; }

    /// <summary>How we speak to it. Default UDP.</summary>
    public TrunkTransport Transport { get; init; }

    /// <summary>Networks its calls come from, beside the addresses of <see cref="Host"/>. What comes from there is the trunk's, whatever its headers say. Default none.</summary>
    public IReadOnlyList<IPNetwork> From { get; init; } = [];

    /// <summary>The user name it shows in its calls, where these come from anywhere; null where its addresses say who it is.</summary>
    public string? CallsWithUserName { get; init; }

    /// <summary>The password with that name.</summary>
    public string? CallsWithPassword { get; init; }

    /// <summary>The user name it knows us by; null where it knows us by our address.</summary>
    public string? UserName { get; init; }

    /// <summary>The password with that name.</summary>
    public string? Password { get; init; }

    /// <summary>The realm of its challenges; others are not answered, so that a stranger cannot collect hashes. Null for its host's name.</summary>
    public string? Realm { get; init; }

    /// <summary>We register there with <see cref="UserName"/>, so that it knows where we are. Default no.</summary>
    public bool Registers { get; init; }

    /// <summary>For how long we ask to be registered; refreshed well before. Default 10 min, 1 min to 1 day.</summary>
    public TimeSpan RegistrationTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Of several trunks those with the lowest number are tried first. Default 1.</summary>
    public int Priority { get; init; } = 1;

    /// <summary>Of those with the same priority, its share of the calls. Default 1, 1 to 1000.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Calls it carries at once, both ways: a further one from us takes the next trunk, a further one from it hears 503. Default 0: any number.</summary>
    public int MaxCalls { get; init; }

    /// <summary>How often it is asked whether it lives (OPTIONS). Twice in vain makes it down, twice well makes it up again. Default 30 s; zero never asks.</summary>
    public TimeSpan HealthInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>It must show life within this time of our INVITE, or the next trunk is tried. Default 4 s, 1 s to 32 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How its numbers become ours, for caller and called alike. Default none.</summary>
    public IReadOnlyList<NumberRule> NumbersIn { get; init; } = [];

    /// <summary>How our numbers become its own. Default none.</summary>
    public IReadOnlyList<NumberRule> NumbersOut { get; init; } = [];

    /// <summary>Beginnings of numbers that do not go out over it, as an agent dials them: <c>00</c>. Emergency numbers always go. Default none.</summary>
    public IReadOnlyList<string> Barred { get; init; } = [];

    /// <summary>Who calls is whom its P-Asserted-Identity names (RFC 3325). Default yes; no takes From, a claim of the caller's phone.</summary>
    public bool TrustsIdentity { get; init; } = true;
}

/// <summary>How SIP travels to a trunk.</summary>
public enum TrunkTransport
{
    /// <summary>UDP.</summary>
    Udp,

    /// <summary>TCP.</summary>
    Tcp,

    /// <summary>TLS; its certificate must be for its host's name.</summary>
    Tls,
}
