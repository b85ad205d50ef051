using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Transport;

/// <summary>Takes what the transport brings. Called on the receive loops: quick, and never waits.</summary>
internal interface ITransportUser
{
    /// <summary>A well-formed message, its topmost Via noted with the source.</summary>
    void OnMessage(SipMessage message, SipFlow flow);

    /// <summary>A TCP connection closed or could not be opened; what was sent on it last may not have arrived.</summary>
    void OnFlowLost(SipFlow flow);
}
