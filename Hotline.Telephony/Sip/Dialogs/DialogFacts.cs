using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>What both sides fixed when a dialog was formed (RFC 3261 §12.1).</summary>
internal sealed record DialogFacts
{
    public required DialogKey Key { get; init; }

    /// <summary>Our address with our tag, as it stands in the From of our requests.</summary>
    public required string LocalAddress { get; init; }

    /// <summary>The peer's address with its tag, as it stands in the To of our requests.</summary>
    public required string RemoteAddress { get; init; }

    /// <summary>Where our requests are addressed to: the peer's Contact.</summary>
    public required SipUri RemoteTarget { get; init; }

    /// <summary>The hops our requests pass, in order.</summary>
    public required IReadOnlyList<NameAddress> Routes { get; init; }

    public required SipFlow Flow { get; init; }

    public required uint LocalSequence { get; init; }

    public uint? RemoteSequence { get; init; }

    /// <summary>We made the call.</summary>
    public bool IsCaller { get; init; }

    /// <summary>The user part of our own address.</summary>
    public required string LocalUser { get; init; }

    /// <summary>From an INVITE we accept (RFC 3261 §12.1.1). Null where Contact or Record-Route is malformed.</summary>
    public static DialogFacts? OfAccepted(SipRequest invite, string localTag, SipFlow flow)
    {
        if (CallerOf(invite) is not { } contact || !invite.Headers.TryGetAddresses(HeaderName.RecordRoute, out var routes))
        {
            return null;
        }

        return new DialogFacts
        {
            Key = new DialogKey(invite.CallId, localTag, invite.From.Tag ?? ""),
            LocalAddress = $"{invite.Headers.Text(HeaderName.To)};tag={localTag}",
            RemoteAddress = invite.Headers.Text(HeaderName.From)!,
            RemoteTarget = contact,
            Routes = routes,
            Flow = flow,
            LocalSequence = 0,
            RemoteSequence = invite.CSeq.Number,
            LocalUser = invite.To.Uri.IsSip ? invite.To.Uri.User : "",
        };
    }

    /// <summary>From a 2xx to our INVITE (RFC 3261 §12.1.2). A peer that gives no Contact is reached at the address we called.</summary>
    public static DialogFacts OfAnswered(SipRequest invite, SipResponse answer, SipFlow flow) => new()
    {
        Key = new DialogKey(invite.CallId, invite.From.Tag!, answer.To.Tag ?? ""),
        LocalAddress = invite.Headers.Text(HeaderName.From)!,
        RemoteAddress = answer.Headers.Text(HeaderName.To)!,
        RemoteTarget = ContactOf(answer) ?? invite.Uri,
        Routes = answer.Headers.TryGetAddresses(HeaderName.RecordRoute, out var routes) ? [.. routes.Reverse()] : [],
        Flow = flow,
        LocalSequence = invite.CSeq.Number,
        LocalUser = invite.From.Uri.User,
        IsCaller = true,
    };

    /// <summary>Where a caller is reached: its Contact, or its From where it is older than RFC 3261 and gives none. Null where that is malformed.</summary>
    public static SipUri? CallerOf(SipRequest invite) =>
        invite.Headers.Has(HeaderName.Contact) ? ContactOf(invite) : invite.From.Uri is { IsSip: true } from ? from : null;

    /// <summary>The one Contact of a message; null where it is absent or malformed.</summary>
    public static SipUri? ContactOf(SipMessage message) =>
        message.Headers.TryGetAddresses(HeaderName.Contact, out var contacts) && contacts is [var contact, ..] && contact.Uri.IsSip ? contact.Uri : null;
}
