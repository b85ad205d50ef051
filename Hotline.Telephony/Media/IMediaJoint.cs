using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Media;

/// <summary>What joins legs so that they hear each other. Every method runs on the loop of the legs.</summary>
internal interface IMediaJoint
{
    /// <summary>Sound of a leg; the bytes may be changed.</summary>
    void Forward(MediaLine from, Span<byte> datagram, in RtpPacket packet, long arrived);

    /// <summary>A telephone-event packet of a leg.</summary>
    void ForwardEvent(MediaLine from, Span<byte> datagram, in RtpPacket packet, long arrived);

    /// <summary>A key of a leg, once per press.</summary>
    void Press(MediaLine from, char key);

    /// <summary>A packet of a leg that is for nobody.</summary>
    void LeaveOut(MediaLine from, in RtpPacket packet);

    /// <summary>Its legs need a beat every 200 ms only, where nothing else goes on with them. Never changes.</summary>
    bool IsCalm { get; }

    /// <summary>Every 20 ms, or every 200 ms, from each leg.</summary>
    void Beat(MediaLine line, long now);

    /// <summary>A leg goes: it plays, is stopped, moved or closed.</summary>
    void Lose(MediaLine line, long now);
}
