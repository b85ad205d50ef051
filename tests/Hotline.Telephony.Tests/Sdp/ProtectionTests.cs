using System.Net;
using System.Text;
using Hotline.Telephony.Sdp;

namespace Hotline.Telephony.Tests.Sdp;

public sealed class ProtectionTests
{
    // As Chromium 156 and JsSIP send it, but for codecs of more than one clock and the certificate.
    private const string Offered = """
        v=0
        o=- 5310 2 IN IP4 127.0.0.1
        s=-
        t=0 0
        a=group:BUNDLE 0
        a=extmap-allow-mixed
        a=msid-semantic: WMS stream
        m=audio 48211 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126
        c=IN IP4 192.0.2.9
        a=rtcp:9 IN IP4 0.0.0.0
        a=candidate:3057 1 udp 2122260223 192.0.2.9 48211 typ host generation 0 network-id 1
        a=candidate:1731 1 tcp 1518280447 192.0.2.9 9 typ host tcptype active generation 0 network-id 1
        a=ice-ufrag:k6Fy
        a=ice-pwd:u7lrQm0mJ5dYcQ0yKfXbH0kF
        a=ice-options:trickle
        a=fingerprint:sha-256 6B:8B:F0:65:5F:78:E2:51:3B:AC:6F:F3:3F:46:1B:35:DC:B8:5F:64:1A:24:C2:43:F0:A1:58:D0:A1:2C:19:08
        a=setup:actpass
        a=mid:0
        a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
        a=sendrecv
        a=msid:stream track
        a=rtcp-mux
        a=rtcp-rsize
        a=rtpmap:111 opus/48000/2
        a=rtcp-fb:111 transport-cc
        a=fmtp:111 minptime=10;useinbandfec=1
        a=rtpmap:63 red/48000/2
        a=rtpmap:9 G722/8000
        a=rtpmap:0 PCMU/8000
        a=rtpmap:8 PCMA/8000
        a=rtpmap:13 CN/8000
        a=rtpmap:110 telephone-event/48000
        a=rtpmap:126 telephone-event/8000
        a=ssrc:1 cname:x
        """;

    private static readonly BrowserProtection Own = new()
    {
        Fragment = "ours",
        Password = "0123456789abcdef0123456789abcdef",
        Fingerprint = "AA:BB",
        Role = HandshakeRole.Passive,
        Candidates = [new IPEndPoint(IPAddress.Parse("192.0.2.1"), 20_000), new IPEndPoint(IPAddress.Loopback, 20_000)],
    };

    private static readonly LocalAudio Local = new() { Rtp = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 20_000), SessionId = 7 };

    [Fact]
    public void A_browser_is_answered_in_its_own_way()
    {
        var answered = OfferAnswer.Answer(Read(Offered), Local with { Protect = _ => Own })!;

        Assert.Equal(
            """
            v=0
            o=- 7 1 IN IP4 192.0.2.1
            s=-
            c=IN IP4 192.0.2.1
            t=0 0
            a=ice-lite
            a=group:BUNDLE 0
            m=audio 20000 UDP/TLS/RTP/SAVPF 8 126
            a=rtpmap:8 PCMA/8000
            a=rtpmap:126 telephone-event/8000
            a=fmtp:126 0-15
            a=ptime:20
            a=sendrecv
            a=mid:0
            a=ice-ufrag:ours
            a=ice-pwd:0123456789abcdef0123456789abcdef
            a=fingerprint:sha-256 AA:BB
            a=setup:passive
            a=rtcp-mux
            a=candidate:1 1 udp 2130706431 192.0.2.1 20000 typ host
            a=candidate:2 1 udp 2130706175 127.0.0.1 20000 typ host
            a=end-of-candidates

            """.ReplaceLineEndings("\r\n"),
            Encoding.UTF8.GetString(SdpWriter.Write(answered.Answer)));
        Assert.True(answered.Audio.FindsPeer);
        var theirs = Assert.IsType<BrowserProtection>(answered.Audio.Theirs);
        Assert.Equal(("k6Fy", "u7lrQm0mJ5dYcQ0yKfXbH0kF", HandshakeRole.Either), (theirs.Fragment, theirs.Password, theirs.Role));
        Assert.StartsWith("6B:8B:", theirs.Fingerprint, StringComparison.Ordinal);
        Assert.DoesNotContain("u7lr", theirs.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a=rtcp-mux", "a=x")]
    [InlineData("a=fingerprint:sha-256", "a=fingerprint:sha-1")]
    [InlineData("a=ice-ufrag:k6Fy", "a=x")]
    [InlineData("a=ice-pwd:", "a=x:")]
    [InlineData("UDP/TLS/RTP/SAVPF", "TCP/TLS/RTP/SAVPF")]
    public void What_no_browser_would_leave_out_is_missed(string line, string instead) =>
        Assert.Null(OfferAnswer.Answer(Read(Offered.Replace(line, instead, StringComparison.Ordinal)), Local with { Protect = _ => Own }));

    [Fact]
    public void A_browser_that_hides_its_addresses_is_answered()
    {
        var hidden = Offered.Replace("c=IN IP4 192.0.2.9", "c=IN IP4 0.0.0.0", StringComparison.Ordinal);
        Assert.Equal(MediaDirection.SendReceive, OfferAnswer.Answer(Read(hidden), Local with { Protect = _ => Own })!.Audio.Direction);
        var named = Offered.Replace("c=IN IP4 192.0.2.9", "c=IN IP4 3c0f.local", StringComparison.Ordinal);
        Assert.NotNull(OfferAnswer.Answer(Read(named), Local with { Protect = _ => Own }));
    }

    [Fact]
    public void Nothing_is_protected_by_one_who_cannot() => Assert.Null(OfferAnswer.Answer(Read(Offered), Local));

    [Fact]
    public void Our_offer_to_a_browser_is_concluded_by_its_answer()
    {
        var offer = OfferAnswer.Offer(Local with { Protection = Own with { Role = HandshakeRole.Either } });
        var written = Encoding.UTF8.GetString(SdpWriter.Write(offer));
        Assert.Contains("m=audio 20000 UDP/TLS/RTP/SAVPF 8 0 101\r\n", written, StringComparison.Ordinal);
        Assert.Contains("a=setup:actpass\r\n", written, StringComparison.Ordinal);
        Assert.Contains("a=group:BUNDLE 0\r\n", written, StringComparison.Ordinal);

        var answer = Offered.Replace("a=setup:actpass", "a=setup:active", StringComparison.Ordinal).Replace(" 111 63 9 0 8 13 110 126", " 8 101", StringComparison.Ordinal);
        var agreed = OfferAnswer.Conclude(offer, Read(answer))!;
        Assert.Equal((AudioCodec.Pcma, HandshakeRole.Active, true), (agreed.Codec, ((BrowserProtection)agreed.Theirs!).Role, agreed.FindsPeer));
        Assert.Null(OfferAnswer.Conclude(offer, Read(answer.Replace("UDP/TLS/RTP/SAVPF", "RTP/AVP", StringComparison.Ordinal))));
    }

    [Fact]
    public void Keys_are_answered_under_the_protocol_they_were_offered_under()
    {
        var own = new KeyedProtection(["1 AES_CM_128_HMAC_SHA1_80 inline:b3Vycw=="], IsRequired: true);
        var offer = Keyed("RTP/SAVP", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:dGhlaXJz");
        var answered = OfferAnswer.Answer(offer, Local with { Protect = _ => own })!;

        Assert.Equal(("RTP/SAVP", own.Lines[0]), (answered.Answer.Media[0].Protocol, answered.Answer.Media[0].Attribute("crypto")));
        Assert.Equal(own, answered.Audio.Ours);
        Assert.DoesNotContain("b3Vy", own.ToString(), StringComparison.Ordinal);
        Assert.Null(OfferAnswer.Answer(offer, Local with { Protect = _ => null }));
        Assert.Null(OfferAnswer.Answer(Keyed("RTP/SAVP", "a=x"), Local with { Protect = _ => own }));
    }

    [Fact]
    public void Keys_that_may_be_left_out_are_left_out_by_one_who_has_none()
    {
        var answered = OfferAnswer.Answer(Keyed("RTP/AVP", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:dGhlaXJz"), Local)!;

        Assert.Equal((null, null), (answered.Audio.Ours, answered.Audio.Theirs));
        Assert.Null(answered.Answer.Media[0].Attribute("crypto"));

        var offer = OfferAnswer.Offer(Local with { Protection = new KeyedProtection(["1 X inline:eA=="], IsRequired: false) });
        Assert.Equal("RTP/AVP", offer.Media[0].Protocol);
        Assert.Null(OfferAnswer.Conclude(offer, Keyed("RTP/AVP", "a=x"))!.Ours);
        Assert.NotNull(OfferAnswer.Conclude(offer, Keyed("RTP/AVP", "a=crypto:1 X inline:eQ=="))!.Ours);

        // Nobody may answer with keys that were not asked for.
        Assert.Null(OfferAnswer.Conclude(OfferAnswer.Offer(Local), Keyed("RTP/AVP", "a=crypto:1 X inline:eQ==")));
    }

    private static SessionDescription Keyed(string protocol, string line) =>
        Read($"v=0\no=- 1 1 IN IP4 192.0.2.9\ns=-\nc=IN IP4 192.0.2.9\nt=0 0\nm=audio 30000 {protocol} 8\n{line}");

    private static SessionDescription Read(string text)
    {
        Assert.True(SdpReader.TryRead(Encoding.UTF8.GetBytes(text), out var description, out var rejection), rejection?.Reason);
        return description;
    }
}
