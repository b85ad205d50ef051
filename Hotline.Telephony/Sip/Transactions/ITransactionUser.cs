using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Sip.Transactions;

/// <summary>Takes what no transaction settles by itself. Called on the receive loops, outside locks: quick, and never waits.</summary>
internal interface ITransactionUser
{
    /// <summary>A new request, any but ACK.</summary>
    void OnRequest(ServerTransaction transaction);

    /// <summary>An ACK for a 2xx.</summary>
    void OnAck(SipRequest ack, SipFlow flow);

    void OnFlowLost(SipFlow flow);
}
