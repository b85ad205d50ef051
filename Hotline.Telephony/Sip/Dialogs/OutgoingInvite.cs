using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>A call we make.</summary>
internal sealed record OutgoingInvite
{
    /// <summary>The Request-URI: the address a phone registered, or one to dial.</summary>
    public required SipUri Target { get; init; }

    /// <summary>The way there, as for a registered phone; null to go by the address itself (RFC 3263 without DNS records).</summary>
    public SipFlow? Flow { get; init; }

    /// <summary>The user part of From: the number shown to the called.</summary>
    public required string FromUser { get; init; }

    /// <summary>The name shown to the called; empty for none.</summary>
    public string FromDisplayName { get; init; } = "";

    /// <summary>The Call-ID of every INVITE sent for it.</summary>
    public string CallId { get; init; } = SipToken.NewCallId();

    /// <summary>The SDP offer.</summary>
    public required ReadOnlyMemory<byte> Offer { get; init; }

    /// <summary>70 at first (RFC 3261 §8.1.1.6); one less than the incoming call's where this call is made on its behalf (RFC 7332 §4).</summary>
    public int MaxForwards { get; init; } = 70;

    /// <summary>The number we vouch for (P-Asserted-Identity, RFC 3325), only towards a trusted trunk; null for none.</summary>
    public string? Identity { get; init; }

    /// <summary>The hops to pass: the Path a phone registered by (RFC 3327).</summary>
    public IReadOnlyList<NameAddress> Routes { get; init; } = [];

    /// <summary>Headers of our own, only towards a peer that knows them.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>User name and password with which to answer a challenge; null to take 401 and 407 as final.</summary>
    public SipCredentials? Credentials { get; init; }

    /// <summary>Asks the phone to pick up by itself (RFC 5373): somebody talks on it already, as far as they know.</summary>
    public bool AnswersItself { get; init; }

    /// <summary>How long to wait for the first answer of any kind; 408 then, and whatever still comes is taken back. Null for 64·T1.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>Told of each 101 to 199 answer, in order, outside locks; with early media in <see cref="SipMessage.Sdp"/>.</summary>
    public Action<SipResponse>? OnProvisional { get; init; }
}

/// <summary>How a call we made came out.</summary>
/// <param name="Status">The final status; 487 where we gave up, 408 where nobody answered at all, 503 where the way was broken.</param>
/// <param name="Dialog">The leg where the status is 2xx; null otherwise.</param>
/// <param name="Answer">The SDP of the 2xx; empty otherwise.</param>
internal sealed record InviteOutcome(int Status, Dialog? Dialog, ReadOnlyMemory<byte> Answer)
{
    /// <summary>The connection was gone: the status is our own word, not the peer's.</summary>
    public bool IsWayBroken { get; init; }

    /// <summary>What was called may never have heard of it, and is worth another way (RFC 5626 §7).</summary>
    public bool IsFlowFailed => IsWayBroken || Status is SipStatus.FlowFailed or SipStatus.RequestTimeout;
}
