using System.Net;
using System.Text;
using Hotline.Telephony.Sdp;

namespace Hotline.Telephony.Tests.Sdp;

public sealed class OfferAnswerTests
{
    private static readonly LocalAudio Local = new() { Rtp = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 20_000), SessionId = 7 };

    [Fact]
    public void Our_offer_names_both_laws_and_keys()
    {
        Assert.Equal(
            """
            v=0
            o=- 7 1 IN IP4 192.0.2.1
            s=-
            c=IN IP4 192.0.2.1
            t=0 0
            m=audio 20000 RTP/AVP 8 0 101
            a=rtpmap:8 PCMA/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            a=ptime:20
            a=sendrecv

            """.ReplaceLineEndings("\r\n"),
            Encoding.UTF8.GetString(SdpWriter.Write(OfferAnswer.Offer(Local))));
    }

    [Fact]
    public void The_codec_we_prefer_and_their_number_for_keys_are_taken()
    {
        var answered = Answer("m=audio 30000 RTP/AVP 0 8 96\na=rtpmap:96 telephone-event/8000\na=ptime:30")!;

        Assert.Equal((AudioCodec.Pcma, 8, 8), (answered.Audio.Codec, answered.Audio.PayloadType, answered.Audio.ReceivedPayloadType));
        Assert.Equal(((byte?)96, (byte?)96), (answered.Audio.TelephoneEvent, answered.Audio.ReceivedTelephoneEvent));
        Assert.Equal((new IPEndPoint(IPAddress.Parse("192.0.2.9"), 30_000), 30_001), (answered.Audio.Remote, answered.Audio.RemoteRtcp.Port));
        Assert.Equal((TimeSpan.FromMilliseconds(30), MediaDirection.SendReceive), (answered.Audio.PacketTime, answered.Audio.Direction));
        Assert.Equal(["8", "96"], answered.Answer.Media[0].Formats);
    }

    [Fact]
    public void A_law_under_a_number_of_their_own_is_found()
    {
        var audio = Answer("m=audio 30000 RTP/AVP 107\na=rtpmap:107 pcma/8000/1")!.Audio;

        Assert.Equal((AudioCodec.Pcma, 107), (audio.Codec, audio.PayloadType));
    }

    [Theory]
    [InlineData("m=audio 30000 RTP/AVP 18\na=rtpmap:18 G729/8000")]
    [InlineData("m=audio 30000 RTP/AVP 101\na=rtpmap:101 telephone-event/8000")]
    [InlineData("m=audio 0 RTP/AVP 8")]
    [InlineData("m=video 30000 RTP/AVP 31")]
    [InlineData("m=audio 30000 RTP/SAVP 8")]
    [InlineData("m=audio 30000 RTP/AVP 8\nc=IN IP4 phone.example")]
    [InlineData("m=audio 30000 RTP/AVP 8\na=rtpmap:8 opus/48000/2")]
    public void Nothing_in_common_is_no_answer(string media) => Assert.Null(Answer(media));

    [Fact]
    public void Other_media_are_refused_in_their_place()
    {
        var answer = Answer("m=video 40000 RTP/AVP 31\nm=audio 30000 RTP/AVP 8\nm=audio 30010 RTP/AVP 8")!.Answer;

        Assert.Equal([("video", 0), ("audio", 20_000), ("audio", 0)], answer.Media.Select(media => (media.Kind, media.Port)));
    }

    [Fact]
    public void The_mediums_own_address_counts_before_the_sessions()
    {
        Assert.Equal("198.51.100.4", Answer("m=audio 30000 RTP/AVP 8\nc=IN IP4 198.51.100.4")!.Audio.Remote.Address.ToString());
        Assert.Equal("2001:db8::4", Answer("m=audio 30000 RTP/AVP 8\nc=IN IP6 2001:db8::4")!.Audio.Remote.Address.ToString());
    }

    [Fact]
    public void An_offer_by_IPv6_is_answered_by_IPv6()
    {
        var six = new LocalAudio { Rtp = IPEndPoint.Parse("[2001:db8::1]:20000"), SessionId = 7 };
        var answer = Encoding.UTF8.GetString(SdpWriter.Write(OfferAnswer.Answer(Read("m=audio 30000 RTP/AVP 8\nc=IN IP6 2001:db8::4"), six)!.Answer));

        Assert.Contains("o=- 7 1 IN IP6 2001:db8::1\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("c=IN IP6 2001:db8::1\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_ways_to_hear_the_one_that_can_be_reached_is_taken()
    {
        var four = Local with { Reaches = address => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork };
        const string Both = "m=audio 30000 RTP/AVP 8\nc=IN IP6 2001:db8::4\nm=audio 30010 RTP/AVP 8\nc=IN IP4 198.51.100.4";

        Assert.Equal([0, 20_000], OfferAnswer.Answer(Read(Both), four)!.Answer.Media.Select(medium => medium.Port));
        Assert.False(OfferAnswer.IsOutOfReach(Read(Both), four.Reaches!));
        Assert.Null(OfferAnswer.Answer(Read("m=audio 30000 RTP/AVP 8\nc=IN IP6 2001:db8::4"), four));
        Assert.True(OfferAnswer.IsOutOfReach(Read("m=audio 30000 RTP/AVP 8\nc=IN IP6 2001:db8::4"), four.Reaches!));
        Assert.False(OfferAnswer.IsOutOfReach(Read("m=audio 30000 RTP/AVP 18"), four.Reaches!));
        Assert.True(OfferAnswer.Answer(Read("m=audio 30000 RTP/AVP 8\nc=IN IP6 ::"), four)!.Audio.IsHeldByAddress);
    }

    [Theory]
    [InlineData("a=sendonly", nameof(MediaDirection.ReceiveOnly), "recvonly")]
    [InlineData("a=recvonly", nameof(MediaDirection.SendOnly), "sendonly")]
    [InlineData("a=inactive", nameof(MediaDirection.Inactive), "inactive")]
    [InlineData("a=sendrecv", nameof(MediaDirection.SendReceive), "sendrecv")]
    public void Hold_is_answered_by_its_counterpart(string line, string ours, string said)
    {
        var answered = Answer("m=audio 30000 RTP/AVP 8\n" + line)!;

        Assert.Equal(ours, answered.Audio.Direction.ToString());
        Assert.Contains(new SdpAttribute(said), answered.Answer.Media[0].Attributes);
    }

    [Fact]
    public void Hold_by_the_old_way_sends_nothing() =>
        Assert.Equal(MediaDirection.ReceiveOnly, Answer("m=audio 30000 RTP/AVP 8\nc=IN IP4 0.0.0.0")!.Audio.Direction);

    [Fact]
    public void An_rtcp_address_of_its_own_is_used() =>
        Assert.Equal(new IPEndPoint(IPAddress.Parse("198.51.100.9"), 53_020), Answer("m=audio 30000 RTP/AVP 8\na=rtcp:53020 IN IP4 198.51.100.9")!.Audio.RemoteRtcp);

    [Fact]
    public void Their_answer_fixes_what_we_offered()
    {
        var offer = OfferAnswer.Offer(Local);
        var agreed = OfferAnswer.Conclude(offer, Read("m=audio 30000 RTP/AVP 0 97\na=rtpmap:97 telephone-event/8000\na=sendonly"))!;

        Assert.Equal((AudioCodec.Pcmu, 0), (agreed.Codec, agreed.PayloadType));
        Assert.Equal(((byte?)97, (byte?)101), (agreed.TelephoneEvent, agreed.ReceivedTelephoneEvent));
        Assert.Equal(MediaDirection.ReceiveOnly, agreed.Direction);
    }

    [Theory]
    [InlineData("m=audio 0 RTP/AVP 8")]
    [InlineData("m=audio 30000 RTP/AVP 18")]
    [InlineData("a=x")]
    public void An_answer_that_takes_nothing_of_it_is_none(string media) => Assert.Null(OfferAnswer.Conclude(OfferAnswer.Offer(Local), Read(media)));

    [Fact]
    public void Two_of_us_agree()
    {
        var offer = OfferAnswer.Offer(Local);
        var answered = OfferAnswer.Answer(offer, Local with { Rtp = new IPEndPoint(IPAddress.Parse("192.0.2.2"), 22_000), Codecs = [AudioCodec.Pcmu] })!;

        var agreed = OfferAnswer.Conclude(offer, answered.Answer)!;

        Assert.Equal((AudioCodec.Pcmu, AudioCodec.Pcmu), (agreed.Codec, answered.Audio.Codec));
        Assert.Equal((Local.Rtp, 22_000), (answered.Audio.Remote, agreed.Remote.Port));
    }

    private static Answered? Answer(string media) => OfferAnswer.Answer(Read(media), Local);

    private static SessionDescription Read(string media)
    {
        Assert.True(SdpReader.TryRead(Encoding.UTF8.GetBytes($"v=0\no=- 1 1 IN IP4 192.0.2.9\ns=-\nc=IN IP4 192.0.2.9\nt=0 0\n{media}\n"), out var description, out var rejection), rejection?.Reason);
        return description;
    }
}
