namespace Hotline.Telephony.Sip.Transport;

/// <summary>Sees the messages that come and go. Called on the receive loops and wherever something is sent: quick, and never waits.</summary>
internal interface ISipTap
{
    /// <summary>Nobody is asked for more than this while nothing is traced.</summary>
    bool IsListening { get; }

    void Take(string callId, ReadOnlySpan<byte> message, SipFlow flow, bool isOurs);
}
