using System.Net;
using Hotline.Telephony.Sdp;

namespace Hotline.Telephony.Tests.Sip;

internal static class TestSdp
{
    public static LocalAudio Audio { get; } = new() { Rtp = new IPEndPoint(IPAddress.Loopback, 30_000), SessionId = 4711 };

    public static ReadOnlyMemory<byte> Offer { get; } = SdpWriter.Write(OfferAnswer.Offer(Audio));

    /// <summary>The answer to an offer; fails the test where there is none.</summary>
    public static ReadOnlyMemory<byte> Answer(ReadOnlyMemory<byte> offer)
    {
        Assert.True(SdpReader.TryRead(offer.Span, out var description, out var rejection), rejection?.Reason);
        return SdpWriter.Write(OfferAnswer.Answer(description, Audio)!.Answer);
    }
}
