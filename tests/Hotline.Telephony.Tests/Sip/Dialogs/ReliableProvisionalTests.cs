using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Registrar;
using Hotline.Telephony.Sip.Transactions;
using Hotline.Telephony.Tests.Sip.Transactions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Sip.Dialogs;

/// <summary>RFC 3262, both ways, against a bare socket, with a clock moved by hand.</summary>
public sealed class ReliableProvisionalTests : IAsyncDisposable
{
    private readonly Wire _wire = new();
    private readonly DialogLayer _layer;

    public ReliableProvisionalTests()
    {
        var authenticator = new DigestAuthenticator(new FixedAgents(), Doors.Open(), FixedAgents.Realm, [DigestAlgorithm.Md5], "Hotline", _wire.Time);
        _layer = new DialogLayer(_wire.Table, authenticator.Authenticate, "Hotline", NullLogger.Instance);
    }

    public async ValueTask DisposeAsync() => await _wire.DisposeAsync();

    [Theory]
    [InlineData("", true, "")]
    [InlineData("Supported: 100rel", true, "100rel")]
    [InlineData("Require: 100rel", true, "100rel")]
    [InlineData("Supported: 100rel", false, "")]
    public void Is_reliable_where_the_caller_knows_it_and_has_offered(string header, bool withOffer, string required)
    {
        using var invite = Receive(header, withOffer);
        invite.Progress(SipStatus.Ringing);

        var ringing = Sent().Single(response => response.Status == SipStatus.Ringing);
        Assert.Equal(required, string.Join(',', ringing.Headers.Tokens(HeaderName.Require)));
        Assert.Equal(required.Length > 0, ringing.Headers.Number(HeaderName.RSeq) is > 0);
    }

    [Fact]
    public void A_caller_who_wants_the_offer_from_us_and_nothing_unreliable_hears_nothing_before_the_answer()
    {
        using var invite = Receive("Require: 100rel", withOffer: false);
        invite.Progress(SipStatus.Ringing);

        Assert.DoesNotContain(Sent(), response => response.Status == SipStatus.Ringing);
    }

    [Fact]
    public void Is_repeated_ever_more_slowly_until_its_PRACK()
    {
        using var invite = Receive("Supported: 100rel");
        invite.Progress(SipStatus.Ringing);
        var ringing = Sent().Last();
        Assert.Equal(3, Repeats(8)); // after 0.5, 1.5 and 3.5 s

        Assert.Equal(SipStatus.CallDoesNotExist, Prack(ringing, 2, number: 1).Status);
        Assert.Equal(SipStatus.CallDoesNotExist, Prack(ringing, 3, inviteNumber: 2).Status);
        Assert.Equal(SipStatus.Ok, Prack(ringing, 4).Status);
        Assert.Equal(SipStatus.CallDoesNotExist, Prack(ringing, 5).Status);

        Assert.Equal(0, Repeats(70));
        Assert.True(invite.IsPending);
    }

    [Fact]
    public void Not_acknowledged_for_32_s_it_ends_the_call_with_504()
    {
        using var invite = Receive("Supported: 100rel");
        invite.Progress(SipStatus.Ringing);
        Sent();

        Assert.Equal(6, Repeats(63)); // 0.5, 1.5, 3.5, 7.5, 15.5, 31.5 s: doubled without an upper bound
        _wire.Time.Advance(SipTimers.T1);

        Assert.Equal(SipStatus.ServerTimeout, Sent().Last().Status);
        Assert.False(invite.IsPending);
    }

    [Fact]
    public void The_next_waits_for_the_PRACK_of_the_one_before_and_is_numbered_one_higher()
    {
        using var invite = Receive("Supported: 100rel");
        invite.Progress(SipStatus.Ringing);
        invite.Progress(SipStatus.SessionProgress);
        var ringing = Assert.Single(Sent(), response => response.Status > SipStatus.Trying);

        var answers = PrackAll(ringing, 2);

        Assert.Equal([SipStatus.SessionProgress, SipStatus.Ok], answers.Select(response => response.Status));
        Assert.Equal(ringing.Headers.Number(HeaderName.RSeq) + 1, answers[0].Headers.Number(HeaderName.RSeq));
    }

    [Fact]
    public void One_after_the_PRACK_of_the_one_before_is_numbered_one_higher()
    {
        using var invite = Receive("Supported: 100rel");
        invite.Progress(SipStatus.Ringing);
        var ringing = Sent().Last();
        Assert.Equal(SipStatus.Ok, Prack(ringing, 2).Status);

        invite.Progress(SipStatus.SessionProgress);

        var progress = Sent().Last();
        Assert.Equal((SipStatus.SessionProgress, ringing.Headers.Number(HeaderName.RSeq) + 1), (progress.Status, progress.Headers.Number(HeaderName.RSeq)));
        Assert.Equal(SipStatus.CallDoesNotExist, Prack(ringing, 3).Status);
        Assert.Equal(SipStatus.Ok, Prack(progress, 4).Status);
    }

    [Fact]
    public void A_final_answer_does_not_wait_for_the_PRACK_of_a_bare_provisional_and_takes_it_later()
    {
        using var invite = Receive("Supported: 100rel");
        invite.Progress(SipStatus.Ringing);
        var ringing = Sent().Last();

        Assert.True(invite.TryAccept(TestSdp.Answer(invite.Offer), out var dialog));

        Assert.Equal(SipStatus.Ok, Sent().Single().Status);
        Receive(dialog, Pracking(ringing, 2));
        Assert.Equal((SipStatus.Ok, "PRACK"), (Sent().Single() is var answer ? answer.Status : 0, answer.CSeq.Method));
    }

    [Fact]
    public void A_200_waits_for_the_PRACK_of_a_provisional_with_a_description()
    {
        using var invite = Receive("Supported: 100rel");
        invite.Progress(SipStatus.SessionProgress, TestSdp.Answer(invite.Offer));
        var progress = Sent().Last();

        Assert.True(invite.TryAccept(TestSdp.Answer(invite.Offer), out var dialog));
        Assert.Empty(Sent());
        Receive(dialog, Pracking(progress, 2));

        Assert.Equal([("INVITE", SipStatus.Ok), ("PRACK", SipStatus.Ok)], Sent().Select(response => (response.CSeq.Method, response.Status)));
        Assert.Equal(1, Repeats(2)); // the 200 waits for its ACK as any other
    }

    [Fact]
    public async Task A_200_that_waits_for_a_PRACK_in_vain_is_not_sent_and_the_call_is_over()
    {
        using var invite = Receive("Supported: 100rel");
        invite.Progress(SipStatus.SessionProgress, TestSdp.Answer(invite.Offer));
        Assert.True(invite.TryAccept(TestSdp.Answer(invite.Offer), out var dialog));

        _wire.Time.Advance(TimeSpan.FromSeconds(32));

        Assert.Equal(DialogEnding.NeverAcknowledged, await dialog.Ended.InTime());
        Assert.DoesNotContain(Sent(), response => response.IsSuccess);
    }

    [Fact]
    public async Task We_acknowledge_each_reliable_answer_of_a_phone_once_in_its_early_dialog_and_go_on_in_it()
    {
        using var inviting = Call(out var running, out var invite, out var told);
        Assert.Contains("100rel", invite.Headers.Tokens(HeaderName.Supported));

        Ring(invite, 7, "a", "Record-Route: <sip:p1;lr>");
        var prack = Requests().Single();
        Assert.Equal(("PRACK", "7 1 INVITE", 2u, "a"), (prack.Method, prack.Headers.Text(HeaderName.RAck), prack.CSeq.Number, prack.To.Tag));
        Assert.Equal("<sip:p1;lr>", prack.Headers.Text(HeaderName.Route));
        _wire.Receive(SipResponse.For(prack, SipStatus.Ok));

        Ring(invite, 7, "a"); // again
        Ring(invite, 9, "a"); // 8 was lost, and comes again
        Assert.Empty(Requests());
        Ring(invite, 8, "a", sdp: TestSdp.Offer);
        Assert.Equal("8 1 INVITE", Requests().Single().Headers.Text(HeaderName.RAck));
        Assert.Equal(2, told.Count);

        var ok = SipResponse.For(invite, SipStatus.Ok, "a");
        ok.Headers.Add(HeaderName.Contact, $"<sip:moved@{_wire.Peer}>");
        _wire.Receive(ok);
        var outcome = await running.InTime();

        Assert.Equal(TestSdp.Offer.ToArray(), outcome.Answer.ToArray()); // the 200 needs not repeat what was acknowledged
        Assert.Equal("ACK", Requests().Single().Method);
        _ = outcome.Dialog!.ByeAsync(CancellationToken.None);
        var bye = Requests().Single();
        Assert.Equal((4u, "moved", false), (bye.CSeq.Number, bye.Uri.User, bye.Headers.Has(HeaderName.Route)));
    }

    [Fact]
    public async Task Early_dialogs_are_over_when_the_phone_refuses()
    {
        using var inviting = Call(out var running, out var invite, out _);
        Ring(invite, 7, "a");
        Assert.Equal(1, _layer.Table.Count);

        _wire.Receive(SipResponse.For(invite, SipStatus.BusyHere, "a"));

        Assert.Equal(SipStatus.BusyHere, (await running.InTime()).Status);
        Assert.Equal(0, _layer.Table.Count);
    }

    private Inviting Call(out Task<InviteOutcome> running, out SipRequest invite, out List<int> told)
    {
        var statuses = told = [];
        var inviting = new Inviting(
            _layer,
            new OutgoingInvite { Target = SipUri.Of("8001", HostPort.Of(_wire.Peer)), FromUser = "12345", Offer = TestSdp.Offer, OnProvisional = response => statuses.Add(response.Status) },
            _wire.Flow);
        running = inviting.RunAsync(CancellationToken.None);
        invite = Requests().Single();
        return inviting;
    }

    private void Ring(SipRequest invite, uint number, string tag, string headers = "", ReadOnlyMemory<byte> sdp = default)
    {
        var ringing = SipResponse.For(invite, SipStatus.Ringing, tag, sdp: sdp);
        ringing.Headers.Add(HeaderName.Require, "100rel");
        ringing.Headers.Add(HeaderName.RSeq, number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        ringing.Headers.Add(HeaderName.Contact, $"<sip:8001@{_wire.Peer}>");
        if (headers.Length > 0)
        {
            ringing.Headers.Add(HeaderName.RecordRoute, headers["Record-Route: ".Length..]);
        }

        _wire.Receive(ringing);
    }

    private IncomingInvite Receive(string header, bool withOffer = true)
    {
        var plain = _wire.FromPeer("INVITE");
        if (header.Length > 0)
        {
            plain.Headers.Add(header[..header.IndexOf(':', StringComparison.Ordinal)], "100rel");
        }

        if (withOffer)
        {
            plain.Headers.Add(HeaderName.ContentType, "application/sdp");
        }

        _wire.Receive(new SipRequest(plain.Method, plain.Uri, plain.Headers, withOffer ? TestSdp.Offer : default));
        return new IncomingInvite(_layer, _wire.Requests[^1]);
    }

    private SipRequest Pracking(SipResponse provisional, uint sequence, uint? number = null, uint? inviteNumber = null)
    {
        var prack = _wire.FromPeer("PRACK", "z9hG4bK-prack" + sequence, sequence, ";tag=" + provisional.To.Tag);
        prack.Headers.Add(HeaderName.RAck, $"{number ?? provisional.Headers.Number(HeaderName.RSeq)} {inviteNumber ?? 1} INVITE");
        return prack;
    }

    private SipResponse Prack(SipResponse provisional, uint sequence, uint? number = null, uint? inviteNumber = null) =>
        Assert.Single(PrackAll(provisional, sequence, number, inviteNumber));

    private List<SipResponse> PrackAll(SipResponse provisional, uint sequence, uint? number = null, uint? inviteNumber = null)
    {
        _wire.Receive(Pracking(provisional, sequence, number, inviteNumber));
        var prack = _wire.Requests[^1];
        _layer.Table.FindEarly(prack.Request)!.ReceivePrack(prack);
        return Sent();
    }

    private void Receive(Dialog dialog, SipRequest request)
    {
        _wire.Receive(request);
        dialog.Receive(_wire.Requests[^1]);
    }

    private List<SipResponse> Sent() => [.. _wire.TakeMessages().OfType<SipResponse>()];

    private List<SipRequest> Requests() => [.. _wire.TakeMessages().OfType<SipRequest>()];

    private int Repeats(int halfSeconds)
    {
        var count = 0;
        for (var i = 0; i < halfSeconds; i++)
        {
            _wire.Time.Advance(SipTimers.T1);
            count += _wire.TakeArrived();
        }

        return count;
    }
}
