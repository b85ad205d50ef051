using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Transactions;

/// <summary>The ACK for 300 to 699, a part of the INVITE's transaction (RFC 3261 §17.1.1.3).</summary>
internal static class RefusalAck
{
    public static SipRequest For(SipRequest invite, SipResponse refusal)
    {
        var headers = new SipHeaders();
        headers.Add(HeaderName.Via, invite.Via.ToString());
        headers.Add(HeaderName.MaxForwards, "70");
        invite.Headers.CopyTo(headers, HeaderName.Route);
        invite.Headers.CopyTo(headers, HeaderName.From);
        refusal.Headers.CopyTo(headers, HeaderName.To);
        invite.Headers.CopyTo(headers, HeaderName.CallId);
        headers.Add(HeaderName.CSeq, new CSeq(invite.CSeq.Number, SipMethod.Ack).ToString());
        return new SipRequest(SipMethod.Ack, invite.Uri, headers, default);
    }
}
