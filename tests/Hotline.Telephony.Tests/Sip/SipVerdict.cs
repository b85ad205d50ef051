using System.Net;
using Hotline.Telephony.Sip;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;
using Hotline.Telephony.Sip.Registrar;
using Hotline.Telephony.Sip.Transport;
using Hotline.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Sip;

/// <summary>What the stack makes of one message, without sockets: parser, gate and registrar in their order.</summary>
internal static class SipVerdict
{
    /// <summary>A status; "call" for an INVITE handed to the user; "inquiry"; "response" for one taken; "silence".</summary>
    public static string Of(byte[] message)
    {
        if (!SipParser.TryParse(message, SipLimits.Default, out var parsed, out var rejection))
        {
            return rejection.Answer() is { } answer ? Read(answer) : "silence";
        }

        var flow = new SipFlow { Protocol = SipProtocol.Udp, Local = new IPEndPoint(IPAddress.Loopback, 5060), Remote = new IPEndPoint(IPAddress.Loopback, 5070) };
        if (parsed is not SipRequest request)
        {
            return "response";
        }

        request.NoteSource(flow.Remote);
        var admission = SipGate.Judge(request, out var refusal);
        if (admission is null)
        {
            return Read(refusal!);
        }

        return admission.Value switch
        {
            Admission.NewCall => "call",
            Admission.InDialog => "in dialog",
            Admission.Cancellation => "cancellation",
            Admission.Inquiry => "inquiry",
            Admission.Registration => Read(Registrar().Answer(request, flow)),
        };
    }

    // What we answer must itself be a message, whatever it quotes
    private static string Read(SipResponse answer)
    {
        var bytes = SipWriter.Write(answer);
        Assert.True(bytes.AsSpan().StartsWith("SIP/2.0 "u8));
        return answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static RegistrarDesk Registrar()
    {
        var (time, nobody) = (new ManualTimeProvider(), new FixedAgents());
        return new RegistrarDesk(
            new Bindings(time, NullLogger.Instance), nobody, new DigestAuthenticator(nobody, Doors.Open(), FixedAgents.Realm, [DigestAlgorithm.Md5, DigestAlgorithm.Sha256], "Hotline", time), RegistrarLimits.Default, "Hotline", time);
    }
}
