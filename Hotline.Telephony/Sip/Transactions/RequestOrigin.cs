using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Transactions;

/// <summary>What all copies of a request have in common, whatever way they went (RFC 3261 §8.2.2.2).</summary>
/// <param name="CallId">The Call-ID.</param>
/// <param name="FromTag">The sender's tag.</param>
/// <param name="Sequence">The number of CSeq.</param>
/// <param name="Method">Its method.</param>
internal readonly record struct RequestOrigin(string CallId, string FromTag, uint Sequence, string Method)
{
    /// <summary>Null for one that goes one way only: inside a dialog, or a CANCEL, which goes the ways of its INVITE, each copy to its own.</summary>
    public static RequestOrigin? Of(SipRequest request) => request.To.Tag is null && request.From.Tag is { } tag && request.Method != SipMethod.Cancel
        ? new RequestOrigin(request.CallId, tag, request.CSeq.Number, request.Method)
        : null;
}
