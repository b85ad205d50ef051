using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Registrar;
using Hotline.Telephony.Sip.Transactions;
using Hotline.Telephony.Tests.Sip.Transactions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Sip.Dialogs;

/// <summary>Dialogs against a bare socket, with a clock moved by hand.</summary>
public sealed class DialogTests : IAsyncDisposable
{
    private readonly Wire _wire = new();
    private readonly DialogLayer _layer;

    public DialogTests()
    {
        var authenticator = new DigestAuthenticator(new FixedAgents(), Doors.Open(), FixedAgents.Realm, [DigestAlgorithm.Md5, DigestAlgorithm.Sha256], "Hotline", _wire.Time);
        _layer = new DialogLayer(_wire.Table, authenticator.Authenticate, "Hotline", NullLogger.Instance);
    }

    public async ValueTask DisposeAsync() => await _wire.DisposeAsync();

    [Fact]
    public async Task Our_200_is_repeated_until_the_ack()
    {
        var dialog = Accept(out var ok);
        var repeats = Repeats(8);
        Assert.Equal(3, repeats); // after 0.5, 1.5 and 3.5 s

        Acknowledge(dialog, ok);
        _wire.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(0, _wire.TakeArrived());
        await dialog.Acknowledged.InTime();
        Assert.False(dialog.Ended.IsCompleted);
    }

    [Fact]
    public async Task A_call_never_acknowledged_is_hung_up_after_32_s()
    {
        var dialog = Accept(out _);

        Assert.Equal(10, Repeats(63)); // 0.5, 1.5, 3.5, 7.5, then every 4 s (RFC 3261 §13.3.1.4)
        _wire.Time.Advance(SipTimers.T1);

        Assert.Equal(DialogEnding.NeverAcknowledged, await dialog.Ended.InTime());
        await Deadline.Until(() => _wire.TakeMessages().Any(message => message is SipRequest { Method: SipMethod.Bye }), "no BYE");
    }

    [Fact]
    public async Task A_bye_of_ours_waits_for_the_ack()
    {
        var dialog = Accept(out var ok);
        var bye = dialog.ByeAsync(Deadline.Token());
        Assert.Equal(DialogEnding.LocalBye, await dialog.Ended.InTime());
        Assert.Equal(0, _wire.TakeArrived());

        Acknowledge(dialog, ok);

        SipRequest? sent = null;
        await Deadline.Until(() => (sent ??= _wire.TakeMessages().OfType<SipRequest>().FirstOrDefault()) is not null, "no BYE");
        Assert.Equal(("BYE", 1u, "f1", dialog.Key.LocalTag), (sent!.Method, sent.CSeq.Number, sent.To.Tag, sent.From.Tag));
        _wire.Receive(SipResponse.For(sent, SipStatus.Ok));
        await bye.InTime();
        Assert.Equal(0, _layer.Table.Count);
    }

    [Fact]
    public void A_request_out_of_order_gets_500()
    {
        var dialog = Accept(out var ok, sequence: 5);
        Acknowledge(dialog, ok);

        Assert.Equal(SipStatus.ServerInternalError, InDialog(dialog, "OPTIONS", 4).Status);
        Assert.Equal(SipStatus.Ok, InDialog(dialog, "OPTIONS", 6).Status);
        Assert.Equal(SipStatus.ServerInternalError, InDialog(dialog, "BYE", 5).Status);
        Assert.False(dialog.Ended.IsCompleted);
    }

    [Fact]
    public async Task A_reinvite_is_answered_by_the_user_and_refused_without_one()
    {
        var dialog = Accept(out var ok);
        Acknowledge(dialog, ok);
        Receive(dialog, Reinvite(dialog, 2));
        Assert.Equal([100, 488], await StatusesAsync(2));
        _wire.Receive(_wire.FromPeer("ACK", "z9hG4bK-r2", 2, ";tag=" + dialog.Key.LocalTag));

        dialog.OnOffer = (offer, _) => ValueTask.FromResult(new OfferVerdict(SipStatus.Ok, TestSdp.Answer(offer)));
        Receive(dialog, Reinvite(dialog, 3));

        Assert.Equal([100, 200], await StatusesAsync(2));
        Assert.False(dialog.Ended.IsCompleted);
    }

    [Fact]
    public async Task A_second_offer_before_the_first_is_settled_gets_500_with_a_time_to_wait()
    {
        var dialog = Accept(out var ok);
        Acknowledge(dialog, ok);
        var verdict = new TaskCompletionSource<OfferVerdict>();
        dialog.OnOffer = (_, _) => new ValueTask<OfferVerdict>(verdict.Task);
        Receive(dialog, Reinvite(dialog, 2));
        Assert.Equal([100], await StatusesAsync(1));

        Receive(dialog, Reinvite(dialog, 3));

        var busy = Assert.IsType<SipResponse>(Assert.Single(_wire.TakeMessages()));
        Assert.Equal(SipStatus.ServerInternalError, busy.Status);
        Assert.InRange(busy.Headers.Number(HeaderName.RetryAfter)!.Value, 0u, 10u);
        verdict.SetResult(new OfferVerdict(SipStatus.NotAcceptableHere, default));
        Assert.Equal([488], await StatusesAsync(1));
    }

    [Fact]
    public async Task A_peer_that_should_refresh_and_does_not_is_hung_up()
    {
        var dialog = Accept(out var ok, headers: "Supported: timer\nSession-Expires: 300;refresher=uac");
        Acknowledge(dialog, ok);
        Assert.Equal(("300;refresher=uac", "timer"), (ok.Headers.Text(HeaderName.SessionExpires), ok.Headers.Text(HeaderName.Require)));

        _wire.Time.Advance(TimeSpan.FromSeconds(200));
        var update = InDialog(dialog, "UPDATE", 2, "Supported: timer\nSession-Expires: 300;refresher=uac\n\n");
        Assert.Equal((SipStatus.Ok, "300;refresher=uac"), (update.Status, update.Headers.Text(HeaderName.SessionExpires)));
        _wire.Time.Advance(TimeSpan.FromSeconds(267));
        Assert.False(dialog.Ended.IsCompleted);

        _wire.Time.Advance(TimeSpan.FromSeconds(2)); // 300 s less the smaller of 32 s and a third (RFC 4028 §10)
        Assert.Equal(DialogEnding.PeerLost, await dialog.Ended.InTime());
        await Deadline.Until(() => _wire.TakeMessages().Any(message => message is SipRequest { Method: SipMethod.Bye }), "no BYE");
    }

    [Theory]
    [InlineData("INVITE, UPDATE", SipMethod.Update)]
    [InlineData("INVITE", SipMethod.Invite)]
    public async Task Where_we_refresh_it_is_at_half_the_interval(string allow, string method)
    {
        var dialog = Accept(out var ok, headers: $"Supported: timer\nAllow: {allow}\nSession-Expires: 300;refresher=uas");
        Acknowledge(dialog, ok);
        Assert.Equal("300;refresher=uas", ok.Headers.Text(HeaderName.SessionExpires));

        _wire.Time.Advance(TimeSpan.FromSeconds(149));
        Assert.Empty(_wire.TakeMessages());
        _wire.Time.Advance(TimeSpan.FromSeconds(1));
        SipRequest? refresh = null;
        await Deadline.Until(() => (refresh ??= _wire.TakeMessages().OfType<SipRequest>().FirstOrDefault()) is not null, "no refresh");
        Assert.Equal((method, "300;refresher=uac"), (refresh!.Method, refresh.Headers.Text(HeaderName.SessionExpires)));
        Assert.Equal(method == SipMethod.Invite, !refresh.Sdp.IsEmpty);

        _wire.Receive(SipResponse.For(refresh, SipStatus.CallDoesNotExist));
        Assert.Equal(DialogEnding.PeerLost, await dialog.Ended.InTime());
    }

    [Fact]
    public async Task A_call_refused_for_its_session_timer_is_made_again_with_the_peers()
    {
        using var inviting = new Inviting(_layer, new OutgoingInvite { Target = SipUri.Of("8001", HostPort.Of(_wire.Peer)), FromUser = "12345", Offer = TestSdp.Offer }, _wire.Flow);
        var running = inviting.RunAsync(CancellationToken.None);
        var first = _wire.TakeMessages().OfType<SipRequest>().Single();
        Assert.Equal("1800", first.Headers.Text(HeaderName.SessionExpires));
        var tooSmall = SipResponse.For(first, SipStatus.SessionIntervalTooSmall, "a");
        tooSmall.Headers.Add(HeaderName.MinSe, "3600");
        _wire.Receive(tooSmall);

        var second = _wire.TakeMessages().OfType<SipRequest>().Last(request => request.Method == SipMethod.Invite);
        Assert.Equal(("3600", "3600"), (second.Headers.Text(HeaderName.SessionExpires), second.Headers.Text(HeaderName.MinSe)));
        _wire.Receive(SipResponse.For(second, SipStatus.BusyHere, "a"));
        Assert.Equal(SipStatus.BusyHere, (await running.InTime()).Status);
    }

    [Fact]
    public async Task An_UPDATE_with_an_offer_is_answered_by_the_user()
    {
        var dialog = Accept(out var ok);
        Acknowledge(dialog, ok);
        dialog.OnOffer = (offer, _) => ValueTask.FromResult(new OfferVerdict(SipStatus.Ok, TestSdp.Answer(offer)));
        var plain = _wire.FromPeer("UPDATE", "z9hG4bK-u", 2, ";tag=" + dialog.Key.LocalTag);
        plain.Headers.Add(HeaderName.ContentType, "application/sdp");

        Receive(dialog, new SipRequest(plain.Method, plain.Uri, plain.Headers, TestSdp.Offer));

        SipResponse? answer = null;
        await Deadline.Until(() => (answer ??= _wire.TakeMessages().OfType<SipResponse>().FirstOrDefault()) is not null, "no answer");
        Assert.Equal((SipStatus.Ok, false), (answer!.Status, answer.Sdp.IsEmpty));
    }

    [Theory]
    [InlineData(true, "SIP/2.0 200 OK")]
    [InlineData(false, "SIP/2.0 603 Decline")]
    public async Task A_REFER_is_handed_up_and_told_how_it_came_out(bool begins, string fragment)
    {
        var dialog = Accept(out var ok);
        Acknowledge(dialog, ok);
        SipUri? asked = null;
        dialog.OnRefer = referral =>
        {
            asked = referral.Target;
            return Task.FromResult(begins);
        };

        // The first NOTIFY may follow on the heels of the answer.
        Send(dialog, "REFER", 2, "Refer-To: <sip:8002@hotline>\nContact: <sip:8001@h>\n\n");

        var answers = new List<SipResponse>();
        var notices = new List<SipRequest>();
        await Deadline.Until(
            () =>
            {
                foreach (var message in _wire.TakeMessages())
                {
                    if (message is SipRequest notice)
                    {
                        notices.Add(notice);
                        _wire.Receive(SipResponse.For(notice, SipStatus.Ok));
                    }
                    else
                    {
                        answers.Add((SipResponse)message);
                    }
                }

                return notices.Count >= (begins ? 3 : 2);
            },
            "too few requests");
        Assert.Equal(SipStatus.Accepted, Assert.Single(answers).Status);
        Assert.Equal("8002", asked!.User);
        Assert.All(notices.Take(2), notice => Assert.Equal((SipMethod.Notify, "refer;id=2"), (notice.Method, notice.Headers.Text(HeaderName.Event))));
        Assert.Equal(fragment + "\r\n", System.Text.Encoding.ASCII.GetString(notices[1].Body.Span));
        Assert.Equal(begins, dialog.Ended.IsCompleted);
        Assert.Equal(begins, notices is [_, _, { Method: SipMethod.Bye }]);
    }

    [Theory]
    [InlineData("Refer-To: <sip:8002@h?Replaces=abc%3Bto-tag%3D1%3Bfrom-tag%3D2>", 603)]
    [InlineData("Refer-To: <sip:8002@h?Replaces=abc>", 603)]
    [InlineData("Refer-To: <sip:8002@h?Subject=x>", 603)]
    [InlineData("Refer-To: <http://h>", 603)]
    [InlineData("Refer-To: <sip:8002@h;method=BYE>", 603)]
    [InlineData("Subject: none", 400)]
    [InlineData("Refer-To: <sip:1@h>, <sip:2@h>", 400)]
    public void A_REFER_to_what_is_no_call_of_ours_is_refused(string header, int status)
    {
        var dialog = Accept(out var ok);
        Acknowledge(dialog, ok);
        dialog.OnRefer = _ => throw new InvalidOperationException("handed up");

        Assert.Equal(status, InDialog(dialog, "REFER", 2, header + "\n\n").Status);
    }

    [Fact]
    public async Task An_offer_that_meets_ours_gets_491_and_ours_goes_on()
    {
        var dialog = Accept(out var ok);
        Acknowledge(dialog, ok);
        var reoffering = dialog.ReofferAsync(TestSdp.Offer, Deadline.Token());
        var ours = Assert.IsType<SipRequest>(Assert.Single(_wire.TakeMessages()));
        Assert.Equal((SipMethod.Invite, dialog.Key.LocalTag, "f1"), (ours.Method, ours.From.Tag, ours.To.Tag));

        Receive(dialog, Reinvite(dialog, 2));
        Assert.Equal([SipStatus.RequestPending], await StatusesAsync(1));

        _wire.Receive(SipResponse.For(ours, SipStatus.Ok));
        Assert.Equal(SipStatus.Ok, (await reoffering.InTime()).Status);
        var ack = Assert.IsType<SipRequest>(Assert.Single(_wire.TakeMessages()));
        Assert.Equal((SipMethod.Ack, ours.CSeq.Number), (ack.Method, ack.CSeq.Number));
        _wire.Receive(SipResponse.For(ours, SipStatus.Ok));
        Assert.Equal(SipMethod.Ack, Assert.IsType<SipRequest>(Assert.Single(_wire.TakeMessages())).Method);
    }

    [Fact]
    public async Task An_offer_of_ours_that_gets_491_is_made_again_within_2_s()
    {
        var dialog = Accept(out var ok);
        Acknowledge(dialog, ok);
        var reoffering = dialog.ReofferAsync(TestSdp.Offer, Deadline.Token());
        var first = Assert.IsType<SipRequest>(Assert.Single(_wire.TakeMessages()));
        _wire.Receive(SipResponse.For(first, SipStatus.RequestPending));

        SipRequest? again = null;
        await Deadline.Until(
            () =>
            {
                _wire.Time.Advance(TimeSpan.FromSeconds(2)); // the Call-ID is not ours: 0 to 2 s (RFC 3261 §14.1)
                return (again ??= _wire.TakeMessages().OfType<SipRequest>().FirstOrDefault(request => request.Method == SipMethod.Invite)) is not null;
            },
            "the offer was not made again");
        Assert.True(again!.CSeq.Number > first.CSeq.Number);
        _wire.Receive(SipResponse.For(again, SipStatus.NotAcceptableHere));
        Assert.Equal(SipStatus.NotAcceptableHere, (await reoffering.InTime()).Status);
        Assert.False(dialog.Ended.IsCompleted);
    }

    [Fact]
    public async Task A_peer_that_knows_the_call_no_more_ends_it()
    {
        var dialog = Accept(out var ok);
        Acknowledge(dialog, ok);
        var reoffering = dialog.ReofferAsync(TestSdp.Offer, Deadline.Token());
        _wire.Receive(SipResponse.For((SipRequest)_wire.TakeMessages().Single(), SipStatus.CallDoesNotExist));

        await reoffering.InTime();
        Assert.Equal(DialogEnding.PeerLost, await dialog.Ended.InTime());
    }

    [Theory]
    [InlineData("application/dtmf-relay", "Signal=5\nDuration=160", '5')]
    [InlineData("application/dtmf-relay", "Duration=160\nSignal= *", '*')]
    [InlineData("application/dtmf", "11", '#')]
    public void A_key_by_INFO_is_reported(string type, string body, char key)
    {
        var dialog = Accept(out var ok);
        Acknowledge(dialog, ok);
        var keys = new List<char>();
        dialog.OnDigit = keys.Add;

        var status = InDialog(dialog, "INFO", 2, $"Content-Type: {type}\nContent-Length: {body.Length + body.Count(c => c == '\n')}\n\n{body}").Status;

        Assert.Equal((SipStatus.Ok, key), (status, Assert.Single(keys)));
    }

    [Fact]
    public void An_INFO_of_another_kind_is_refused()
    {
        var dialog = Accept(out var ok);
        Acknowledge(dialog, ok);

        Assert.Equal(SipStatus.UnsupportedMediaType, InDialog(dialog, "INFO", 2, "Content-Type: text/plain\nContent-Length: 1\n\nx").Status);
        Assert.Equal(SipStatus.BadRequest, InDialog(dialog, "INFO", 3, "Content-Type: application/dtmf\nContent-Length: 1\n\nx").Status);
    }

    [Fact]
    public async Task A_peer_whose_connection_broke_has_32_s_to_come_back()
    {
        var dialog = Accept(out var ok);
        Acknowledge(dialog, ok);
        dialog.OnFlowLost(dialog.Flow);
        _wire.Time.Advance(TimeSpan.FromSeconds(31));
        InDialog(dialog, "OPTIONS", 2);
        _wire.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.False(dialog.Ended.IsCompleted);

        dialog.OnFlowLost(dialog.Flow);
        _wire.Time.Advance(SipTimers.Timeout);

        Assert.Equal(DialogEnding.PeerLost, await dialog.Ended.InTime());
    }

    [Fact]
    public void Requests_pass_the_routes_in_order()
    {
        var loose = Accept(out _, headers: "Record-Route: <sip:p1;lr>, <sip:p2;lr>\n").NewRequest(SipMethod.Bye);
        Assert.Equal($"sip:8001@{_wire.Peer}", loose.Uri.ToString());
        Assert.Equal(["<sip:p1;lr>", "<sip:p2;lr>"], Routes(loose));

        // RFC 3261 §12.2.1.1: a strict router is the Request-URI itself
        var strict = Accept(out _, headers: "Record-Route: <sip:p1>\nRecord-Route: <sip:p2;lr>\n", branch: "z9hG4bK-p9", sequence: 2).NewRequest(SipMethod.Bye);
        Assert.Equal("sip:p1", strict.Uri.ToString());
        Assert.Equal(["<sip:p2;lr>", $"<sip:8001@{_wire.Peer}>"], Routes(strict));
    }

    [Fact]
    public void A_bye_before_the_answer_ends_the_call()
    {
        _wire.Receive(_wire.FromPeer("INVITE"));
        using var invite = new IncomingInvite(_layer, _wire.Requests[^1]);
        invite.Progress(SipStatus.Ringing);
        var ringing = _wire.TakeMessages().OfType<SipResponse>().Last();
        _wire.Receive(_wire.FromPeer("BYE", "z9hG4bK-b", 2, ";tag=" + ringing.To.Tag));
        var bye = _wire.Requests[^1];

        _layer.Table.FindEarly(bye.Request)!.ReceiveBye(bye);

        Assert.Equal([200, 487], _wire.TakeMessages().OfType<SipResponse>().Select(response => response.Status));
        Assert.False(invite.IsPending);
    }

    [Fact]
    public async Task A_200_from_a_second_branch_is_acknowledged_and_hung_up()
    {
        using var inviting = new Inviting(_layer, new OutgoingInvite { Target = SipUri.Of("8001", HostPort.Of(_wire.Peer)), FromUser = "12345", Offer = TestSdp.Offer }, _wire.Flow);
        var running = inviting.RunAsync(CancellationToken.None);
        var invite = _wire.TakeMessages().OfType<SipRequest>().Single();
        _wire.Receive(SipResponse.For(invite, SipStatus.Ok, "a"));
        var outcome = await running.InTime();

        _wire.Receive(SipResponse.For(invite, SipStatus.Ok, "b"));
        _wire.Receive(SipResponse.For(invite, SipStatus.Ok, "a"));

        var sent = new List<(string, string?)>();
        await Deadline.Until(
            () =>
            {
                sent.AddRange(_wire.TakeMessages().OfType<SipRequest>().Select(request => (request.Method, request.To.Tag)));
                return sent.Count == 4;
            },
            "not four messages");
        Assert.Equal([("ACK", "a"), ("ACK", "a"), ("ACK", "b"), ("BYE", "b")], sent.Order());
        Assert.Equal("a", outcome.Dialog!.Key.RemoteTag);
    }

    [Fact]
    public async Task A_cancelled_call_waits_for_a_provisional_answer_before_CANCEL_and_64_T1_after()
    {
        using var inviting = new Inviting(_layer, new OutgoingInvite { Target = SipUri.Of("8001", HostPort.Of(_wire.Peer)), FromUser = "12345", Offer = TestSdp.Offer }, _wire.Flow);
        using var giveUp = new CancellationTokenSource();
        var running = inviting.RunAsync(giveUp.Token);
        var invite = _wire.TakeMessages().OfType<SipRequest>().Single();
        await giveUp.CancelAsync();
        Assert.Equal(0, _wire.TakeArrived());

        _wire.Receive(SipResponse.For(invite, SipStatus.Ringing, "a"));

        var cancel = _wire.TakeMessages().OfType<SipRequest>().Single();
        Assert.Equal(("CANCEL", invite.Via.Branch, null, invite.CSeq.Number), (cancel.Method, cancel.Via.Branch, cancel.To.Tag, cancel.CSeq.Number));
        _wire.Receive(SipResponse.For(cancel, SipStatus.Ok, "a"));
        _wire.Time.Advance(SipTimers.Timeout);
        Assert.Equal(SipStatus.RequestTerminated, (await running.InTime()).Status);
    }

    private static IEnumerable<string> Routes(SipRequest request) =>
        request.Headers.Lines.ToArray().Where(line => line.Name == HeaderName.Route).Select(line => line.Text);

    private Dialog Accept(out SipResponse ok, uint sequence = 1, string headers = "", string branch = "z9hG4bK-p1")
    {
        var invite = _wire.FromPeer("INVITE", branch, sequence);
        foreach (var line in headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            invite.Headers.Add(HeaderName.Of(System.Text.Encoding.ASCII.GetBytes(line[..colon])), line[(colon + 1)..].Trim());
        }

        _wire.Receive(invite);
        using var incoming = new IncomingInvite(_layer, _wire.Requests[^1]);
        Assert.True(incoming.TryAccept(TestSdp.Offer, out var dialog));
        ok = _wire.TakeMessages().OfType<SipResponse>().Last();
        Assert.Equal(SipStatus.Ok, ok.Status);
        return dialog;
    }

    private void Acknowledge(Dialog dialog, SipResponse ok)
    {
        _wire.Receive(_wire.FromPeer("ACK", "z9hG4bK-ack", ok.CSeq.Number, ";tag=" + dialog.Key.LocalTag));
        Assert.Same(dialog, _layer.Table.Find(_wire.Acks[^1]));
        dialog.ReceiveAck(_wire.Acks[^1]);
    }

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

    private SipRequest Reinvite(Dialog dialog, uint sequence)
    {
        var plain = _wire.FromPeer("INVITE", "z9hG4bK-r" + sequence, sequence, ";tag=" + dialog.Key.LocalTag);
        plain.Headers.Add(HeaderName.ContentType, "application/sdp");
        return new SipRequest(plain.Method, plain.Uri, plain.Headers, TestSdp.Offer);
    }

    private void Receive(Dialog dialog, SipRequest request)
    {
        _wire.Receive(request);
        dialog.Receive(_wire.Requests[^1]);
    }

    private SipResponse InDialog(Dialog dialog, string method, uint sequence, string content = "\n")
    {
        Send(dialog, method, sequence, content);
        return Assert.IsType<SipResponse>(Assert.Single(_wire.TakeMessages()));
    }

    private void Send(Dialog dialog, string method, uint sequence, string content) =>
        Receive(dialog, Parsing.Messages.Request(
            $"{method} sip:12345@127.0.0.1 SIP/2.0\nVia: SIP/2.0/UDP {_wire.Peer};rport;branch=z9hG4bK-{method}{sequence}\nFrom: <sip:8001@h>;tag=f1\nTo: <sip:12345@h>;tag={dialog.Key.LocalTag}\n"
            + $"Call-ID: c1\nCSeq: {sequence} {method}\n{content}"));

    private async Task<List<int>> StatusesAsync(int count)
    {
        var statuses = new List<int>();
        await Deadline.Until(
            () =>
            {
                statuses.AddRange(_wire.TakeMessages().OfType<SipResponse>().Select(response => response.Status));
                return statuses.Count >= count;
            },
            "too few answers");
        return statuses;
    }
}
