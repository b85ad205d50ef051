using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Transactions;

/// <summary>What makes messages belong to one transaction (RFC 3261 §17.1.3, §17.2.3).</summary>
/// <param name="Branch">The branch, or for peers older than RFC 3261 all that identified a request then.</param>
/// <param name="SentBy">The host that sent the request, lower case; empty at a client, whose branches are its own.</param>
/// <param name="Method">INVITE for its ACK too.</param>
internal readonly record struct TransactionKey(string Branch, string SentBy, string Method)
{
    public static TransactionKey OfRequest(SipRequest request)
    {
        var method = request.Method == SipMethod.Ack ? SipMethod.Invite : request.Method;
        return Of(request, method);
    }

    /// <summary>The INVITE that a CANCEL is about (RFC 3261 §9.2).</summary>
    public static TransactionKey OfCancelled(SipRequest cancel) => Of(cancel, SipMethod.Invite);

    public static TransactionKey OfResponse(SipResponse response) => new(response.Via.Branch ?? "", "", response.CSeq.Method);

    private static TransactionKey Of(SipRequest request, string method)
    {
        var via = request.Via;
        return via.HasUniqueBranch
            ? new(via.Branch!, via.SentBy.ToString().ToLowerInvariant(), method)
            : new(
                $"{request.Uri}|{request.From.Tag}|{request.CallId}|{request.CSeq.Number}|{via.SentBy}{via.Branch}",
                "before RFC 3261",
                method);
    }
}
