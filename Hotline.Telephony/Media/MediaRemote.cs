using System.Net;
using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Media;

/// <summary>The far end of a leg as negotiated in SDP.</summary>
internal sealed record MediaRemote
{
    /// <summary>Where its RTP comes from and goes to. Packets from anywhere else are dropped and counted.</summary>
    public required IPEndPoint Rtp { get; init; }

    /// <summary>Where its RTCP comes from and goes to: <c>a=rtcp</c> (RFC 3605), else the next port; null for none.</summary>
    public IPEndPoint? Rtcp { get; init; }

    /// <summary>The law of its sound.</summary>
    public required G711Law Law { get; init; }

    /// <summary>The RTP payload type negotiated for that sound, 0–127; PCMU is 0 and PCMA is 8 unless it was mapped otherwise.</summary>
    public required byte PayloadType { get; init; }

    /// <summary>The payload type of <c>telephone-event/8000</c> (RFC 4733), or null where it was not offered.</summary>
    public byte? TelephoneEventPayloadType { get; init; }

    /// <summary>False while the far end does not want to hear us (<c>sendonly</c>, <c>inactive</c>): nothing is sent to it.</summary>
    public bool Listens { get; init; } = true;

    /// <summary>True where RTCP comes and goes on the RTP ports (<c>a=rtcp-mux</c>, RFC 5761); <see cref="Rtcp"/> then counts for nothing.</summary>
    public bool SharesPort { get; init; }

    /// <summary>
    /// Finds and protects the far end's sound; null for plain RTP. The leg owns it: it is disposed when another takes its place or the leg is closed. The same one
    /// may be given again.
    /// </summary>
    public IMediaGuard? Guard { get; init; }
}
