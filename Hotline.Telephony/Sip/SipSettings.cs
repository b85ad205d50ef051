using System.Net;

namespace Hotline.Telephony.Sip;

/// <summary>What the signalling needs to know.</summary>
internal sealed record SipSettings
{
    /// <summary>Where UDP and TCP listen; port 0 lets the system choose one that is free for both.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>The realm of digest authentication.</summary>
    public string Realm { get; init; } = "hotline";

    /// <summary>The name in Server and User-Agent headers.</summary>
    public string Product { get; init; } = "Hotline";
}
