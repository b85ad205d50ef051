using System.Text;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;

namespace Hotline.Telephony.Tests.Sip.Parsing;

/// <summary>Messages for tests, written as on the wire.</summary>
internal static class Messages
{
    public const string Invite =
        """
        INVITE sip:12345@192.0.2.1 SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.7:5062;rport;branch=z9hG4bK-74bf9
        Max-Forwards: 70
        From: "Wang Fang" <sip:13800000000@192.0.2.7>;tag=9fxced76sl
        To: <sip:12345@192.0.2.1>
        Call-ID: 3848276298220188511@192.0.2.7
        CSeq: 1 INVITE
        Contact: <sip:13800000000@192.0.2.7:5062>
        Allow: INVITE, ACK, BYE, CANCEL, OPTIONS
        Supported: replaces
        User-Agent: Phone/1.0
        Content-Type: application/sdp
        Content-Length: 127

        v=0
        o=- 4711 1 IN IP4 192.0.2.7
        s=-
        c=IN IP4 192.0.2.7
        t=0 0
        m=audio 30000 RTP/AVP 8 0
        a=rtpmap:8 PCMA/8000
        a=ptime:20

        """;

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));

    public static SipMessage Parse(byte[] bytes)
    {
        Assert.True(SipParser.TryParse(bytes, SipLimits.Default, out var message, out var rejection), rejection?.Reason);
        return message;
    }

    public static SipRequest Request(string text) => Assert.IsType<SipRequest>(Parse(Bytes(text)));

    /// <summary>A request of this method with as little as the rules allow, and more header lines where given.</summary>
    public static SipRequest Of(string method, string headers = "", string uri = "sip:12345@192.0.2.1", string toTag = "", string branch = "z9hG4bK-1", uint sequence = 1) => Request(
        $"{method} {uri} SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.7:5062;branch={branch}\nMax-Forwards: 70\nFrom: <sip:8001@192.0.2.7>;tag=f1\nTo: <sip:8001@192.0.2.1>{toTag}\n"
        + $"Call-ID: c1\nCSeq: {sequence} {method}\n{headers}\n\n");
}
