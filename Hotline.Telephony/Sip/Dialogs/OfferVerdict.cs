using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>Whether an offer may be made now.</summary>
internal enum OfferStart
{
    /// <summary>It may.</summary>
    Begun,

    /// <summary>An offer of the peer's is not settled, or our 200 not acknowledged, or the dialog is over.</summary>
    TheirsIsOpen,

    /// <summary>An offer of ours is not settled: glare.</summary>
    OursIsOpen,
}

/// <summary>Our verdict on an offer inside a dialog.</summary>
/// <param name="Status">200, or a refusal such as 488; the session then goes on as it was (RFC 3261 §14.2).</param>
/// <param name="Sdp">The answer; empty with a refusal.</param>
internal sealed record OfferVerdict(int Status, ReadOnlyMemory<byte> Sdp)
{
    /// <summary>What is said beside a refusal; null for nothing.</summary>
    public SipWarning? Warning { get; init; }

    /// <summary>Where our verdict carries an offer: told of the answer in the ACK, empty where it has none. On the receive loop: quick.</summary>
    public Action<ReadOnlyMemory<byte>>? Answered { get; init; }
}
