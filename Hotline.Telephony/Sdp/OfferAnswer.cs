using System.Net;

namespace Hotline.Telephony.Sdp;

/// <summary>What we bring to an audio session.</summary>
internal sealed record LocalAudio
{
    /// <summary>Where we receive RTP.</summary>
    public required IPEndPoint Rtp { get; init; }

    /// <summary>Codecs we take, the preferred first.</summary>
    public IReadOnlyList<AudioCodec> Codecs { get; init; } = [AudioCodec.Pcma, AudioCodec.Pcmu];

    /// <summary>What we want to do; the peer's direction narrows it.</summary>
    public MediaDirection Direction { get; init; } = MediaDirection.SendReceive;

    /// <summary>Identity of our session, the same in all descriptions of one dialog (RFC 3264 §8).</summary>
    public required long SessionId { get; init; }

    /// <summary>Grows by one with each description in which something changed.</summary>
    public long Version { get; init; } = 1;
}

/// <summary>What both sides agreed on.</summary>
internal sealed record AgreedAudio
{
    public required AudioCodec Codec { get; init; }

    /// <summary>The payload number to send speech with; what comes in carries <see cref="ReceivedPayloadType"/>.</summary>
    public required byte PayloadType { get; init; }

    public required byte ReceivedPayloadType { get; init; }

    /// <summary>The payload number to send telephone-events with (RFC 4733); null where the peer takes none.</summary>
    public byte? TelephoneEvent { get; init; }

    /// <summary>The payload number telephone-events come in with; null where none were agreed.</summary>
    public byte? ReceivedTelephoneEvent { get; init; }

    /// <summary>Where we send RTP. The any-address means: hold, by the old way (RFC 3264 §8.4).</summary>
    public required IPEndPoint Remote { get; init; }

    /// <summary>Where we send RTCP (RFC 3605, else one above RTP).</summary>
    public required IPEndPoint RemoteRtcp { get; init; }

    /// <summary>What we do: with <see cref="MediaDirection.ReceiveOnly"/> or <see cref="MediaDirection.Inactive"/> we send nothing.</summary>
    public required MediaDirection Direction { get; init; }

    /// <summary>Length of one packet the peer wishes to receive; 20 ms where it names none.</summary>
    public required TimeSpan PacketTime { get; init; }
}

/// <summary>The answer we give, and what it fixes.</summary>
internal sealed record Answered(SessionDescription Answer, AgreedAudio Audio);

/// <summary>Offer and answer (RFC 3264) for one G.711 audio stream with telephone-events: pure.</summary>
internal static class OfferAnswer
{
    /// <summary>Our offer.</summary>
    public static SessionDescription Offer(LocalAudio local) => throw new NotSupportedException();

    /// <summary>Our answer; null where no medium and codec is common to both (488). Media other than the first usable audio are refused with port 0.</summary>
    public static Answered? Answer(SessionDescription offer, LocalAudio local) => throw new NotSupportedException();

    /// <summary>What the peer's answer to our offer fixed; null where it took nothing of it.</summary>
    public static AgreedAudio? Conclude(SessionDescription offer, SessionDescription answer) => throw new NotSupportedException();
}
