using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Tests.Sip.Transactions;

public sealed class LoopGuardTests
{
    [Theory]
    [InlineData("INVITE")]
    [InlineData("OPTIONS")]
    public async Task A_forked_request_that_comes_by_another_way_is_482_and_the_first_goes_on(string method)
    {
        await using var wire = new Wire();
        wire.Receive(wire.FromPeer(method));

        wire.Receive(wire.FromPeer(method, "z9hG4bK-other-way"));

        Assert.Equal(SipStatus.LoopDetected, Assert.IsType<SipResponse>(Assert.Single(wire.TakeMessages())).Status);
        Assert.Single(wire.Requests);
        Assert.Equal(1, wire.Table.Servers);
        wire.Requests[0].Respond(SipResponse.For(wire.Requests[0].Request, SipStatus.Ok, "t"));
        Assert.Equal(SipStatus.Ok, Assert.IsType<SipResponse>(Assert.Single(wire.TakeMessages())).Status);
    }

    [Fact]
    public async Task A_request_is_heard_again_once_the_first_is_forgotten()
    {
        await using var wire = new Wire();
        wire.Receive(wire.FromPeer("INVITE"));
        wire.Requests[0].Dispose(); // as after a challenge, to which a caller may answer with the same number

        wire.Receive(wire.FromPeer("INVITE", "z9hG4bK-again"));

        Assert.Equal(2, wire.Requests.Count);
    }

    [Fact]
    public async Task The_next_number_of_the_same_caller_and_requests_inside_dialogs_are_no_copies()
    {
        await using var wire = new Wire();
        wire.Receive(wire.FromPeer("INVITE"));
        wire.Receive(wire.FromPeer("INVITE", "z9hG4bK-p2", 2));
        wire.Receive(wire.FromPeer("INVITE", "z9hG4bK-p3", 3, ";tag=t"));
        wire.Receive(wire.FromPeer("INVITE", "z9hG4bK-p4", 3, ";tag=t"));

        Assert.Equal(4, wire.Requests.Count);
    }

    [Theory]
    [InlineData("Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK-proxy\nVia: {0}")]
    [InlineData("Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK-proxy, {0}")]
    public async Task A_request_of_ours_that_is_led_back_to_us_is_482(string vias)
    {
        await using var wire = new Wire();
        var ours = wire.FromUs("INVITE");
        wire.Table.Send(ours, wire.Flow, _ => { });
        wire.TakeArrived();

        wire.Receive(Parsing.Messages.Request(
            $"INVITE sip:8001@h SIP/2.0\n{string.Format(System.Globalization.CultureInfo.InvariantCulture, vias, ours.Via)}\nMax-Forwards: 69\nFrom: <sip:12345@h>;tag=l1\nTo: <sip:8001@h>\nCall-ID: c2\nCSeq: 1 INVITE\n\n"));

        Assert.Empty(wire.Requests);
        Assert.Equal(0, wire.Table.Servers);
    }

    [Fact]
    public async Task A_call_that_passed_proxies_of_others_is_heard()
    {
        await using var wire = new Wire();
        wire.Receive(Parsing.Messages.Request(
            "INVITE sip:8001@h SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK-1\nVia: SIP/2.0/UDP 192.0.2.8;branch=z9hG4bK-2\nMax-Forwards: 69\nFrom: <sip:1@h>;tag=a\nTo: <sip:2@h>\nCall-ID: c3\nCSeq: 1 INVITE\n\n"));

        Assert.Single(wire.Requests);
    }
}
