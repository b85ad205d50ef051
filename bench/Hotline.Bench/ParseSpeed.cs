using System.Text;
using Hotline.Telephony.Sip.Parsing;

namespace Hotline.Bench;

/// <summary>How long it takes to read a typical INVITE of a desk phone behind a proxy (15 headers, 9 lines of SDP), and what it allocates.</summary>
internal static class ParseSpeed
{
    private const int Batch = 20_000;
    private const int Batches = 15;

    private static readonly byte[] Invite = Encoding.ASCII.GetBytes(
        """
        INVITE sip:12345@192.0.2.10;user=phone SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK4b43c2ff8.1
        Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bK-524287-1---1b7d7c2e5d36aa5c;rport=5060;received=198.51.100.7
        Record-Route: <sip:192.0.2.1;lr;ftag=9fxced76sl>
        Max-Forwards: 69
        From: "Li Wei" <sip:13900000001@192.0.2.1>;tag=9fxced76sl
        To: <sip:12345@192.0.2.10;user=phone>
        Call-ID: 3848276298220188511@198.51.100.7
        CSeq: 1 INVITE
        Contact: <sip:13900000001@198.51.100.7:5060;transport=udp>
        Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK, REFER, NOTIFY
        Supported: timer, replaces, 100rel
        User-Agent: Yealink SIP-T46S 66.86.0.15
        Content-Type: application/sdp
        Content-Length: 227

        v=0
        o=- 20518 20518 IN IP4 198.51.100.7
        s=SDP data
        c=IN IP4 198.51.100.7
        t=0 0
        m=audio 11796 RTP/AVP 8 0 101
        a=rtpmap:8 PCMA/8000
        a=rtpmap:0 PCMU/8000
        a=rtpmap:101 telephone-event/8000
        a=fmtp:101 0-15
        a=ptime:20
        a=sendrecv

        """.ReplaceLineEndings("\r\n"));

    /// <summary>The fastest of many batches: the machine's own pauses are no part of it.</summary>
    internal static (double Microseconds, double Octets) Measure()
    {
        var best = double.MaxValue;
        var octets = 0.0;
        for (var batch = 0; batch < Batches; batch++)
        {
            var (begun, allocated) = (TimeProvider.System.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            for (var i = 0; i < Batch; i++)
            {
                if (!SipParser.TryParse(Invite, SipLimits.Default, out _, out var rejection))
                {
                    throw new BenchException($"the INVITE is refused: {rejection.Reason}");
                }
            }

            octets = (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)Batch;
            best = Math.Min(best, TimeProvider.System.GetElapsedTime(begun).TotalMicroseconds / Batch);
        }

        return (best, octets);
    }
}
