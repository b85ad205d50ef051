using Hotline.Telephony.Sip;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Tests.Sip;

public sealed class SipGateTests
{
    [Theory]
    [InlineData("PUBLISH")]
    [InlineData("SUBSCRIBE")]
    [InlineData("NOTIFY")]
    [InlineData("MESSAGE")]
    [InlineData("invite")]
    [InlineData("ANYTHING")]
    public void Every_method_not_opened_is_405_with_Allow_inside_and_outside_dialogs(string method)
    {
        foreach (var tag in (string[])["", ";tag=x"])
        {
            Assert.Null(SipGate.Judge(Parsing.Messages.Of(method, toTag: tag), out var refusal));
            Assert.Equal((SipStatus.MethodNotAllowed, true), (refusal!.Status, refusal.Headers.Has(HeaderName.Allow)));
        }
    }

    [Fact]
    public void A_strangers_REFER_is_refused_and_one_inside_a_call_is_looked_at()
    {
        Assert.Null(SipGate.Judge(Parsing.Messages.Of("REFER"), out var refusal));
        Assert.Equal(SipStatus.MethodNotAllowed, refusal!.Status);
        Assert.Equal(Admission.InDialog, SipGate.Judge(Parsing.Messages.Of("REFER", toTag: ";tag=x"), out _));
    }

    [Fact]
    public void A_session_timer_shorter_than_90_s_is_422_with_the_shortest()
    {
        Assert.Null(SipGate.Judge(Parsing.Messages.Of("INVITE", "Contact: <sip:a@h>\nSupported: timer\nSession-Expires: 89"), out var refusal));
        Assert.Equal((SipStatus.SessionIntervalTooSmall, "90"), (refusal!.Status, refusal.Headers.Text(HeaderName.MinSe)));
        Assert.Equal(Admission.NewCall, SipGate.Judge(Parsing.Messages.Of("INVITE", "Contact: <sip:a@h>\nSupported: timer\nx: 90"), out _));
    }

    [Fact]
    public void Extensions_we_have_may_be_required() =>
        Assert.Equal(Admission.NewCall, SipGate.Judge(Parsing.Messages.Of("INVITE", "Contact: <sip:a@h>\nRequire: 100rel, timer, replaces"), out _));

    [Theory]
    [InlineData("INVITE", "Contact: <sip:a@h>\nMax-Forwards: 0", 483)]
    [InlineData("INVITE", "Contact: <sip:a@h>\nRequire: precondition, timer", 420)]
    [InlineData("INVITE", "Contact: <sip:a@h>\nContent-Encoding: gzip", 415)]
    [InlineData("INVITE", "Contact: sip:a@h?x=y", 400)]
    [InlineData("INVITE", "Contact: <mailto:a@h>", 400)]
    public void Refuses_an_invite_with(string method, string headers, int status)
    {
        var request = headers.Contains("Max-Forwards", StringComparison.Ordinal)
            ? Parsing.Messages.Request($"INVITE sip:1@h SIP/2.0\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\nFrom: <sip:a@h>;tag=1\nTo: <sip:b@h>\nCall-ID: c\nCSeq: 1 INVITE\n{headers}\n\n")
            : Parsing.Messages.Of(method, headers);

        Assert.Null(SipGate.Judge(request, out var refusal));
        Assert.Equal(status, refusal!.Status);
    }

    [Fact]
    public void Names_what_it_does_not_support()
    {
        Assert.Null(SipGate.Judge(Parsing.Messages.Of("INVITE", "Contact: <sip:a@h>\nRequire: precondition, timer, x"), out var refusal));
        Assert.Equal("precondition, x", refusal!.Headers.Text(HeaderName.Unsupported));
    }

    [Theory]
    [InlineData("INVITE", "sips:12345@h", 416)]
    [InlineData("INVITE", "http://h", 416)]
    [InlineData("OPTIONS", "tel:12345", 416)]
    [InlineData("INVITE", "tel:12345", 0)]
    public void Takes_only_schemes_it_can_serve(string method, string uri, int status)
    {
        SipGate.Judge(Parsing.Messages.Of(method, "Contact: <sip:a@h>", uri), out var refusal);

        Assert.Equal(status, refusal?.Status ?? 0);
    }
}
