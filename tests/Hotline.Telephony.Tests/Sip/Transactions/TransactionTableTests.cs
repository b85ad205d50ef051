using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transactions;

namespace Hotline.Telephony.Tests.Sip.Transactions;

public sealed class TransactionTableTests
{
    [Fact]
    public async Task An_unanswered_invite_is_repeated_ever_more_slowly_and_times_out_after_32_s()
    {
        await using var wire = new Wire();
        var responses = new List<int>();
        wire.Table.Send(wire.FromUs("INVITE"), wire.Flow, response => responses.Add(response.Status));
        Assert.Equal(1, wire.TakeArrived());

        var sent = new List<double>();
        for (var elapsed = 0.5; elapsed <= 31.5; elapsed += 0.5)
        {
            wire.Time.Advance(SipTimers.T1);
            if (wire.TakeArrived() == 1)
            {
                sent.Add(elapsed);
            }
        }

        Assert.Equal([0.5, 1.5, 3.5, 7.5, 15.5, 31.5], sent); // RFC 3261 §17.1.1.2: 0, T1, 3·T1, 7·T1 …
        Assert.Empty(responses);
        wire.Time.Advance(SipTimers.T1);
        Assert.Equal([SipStatus.RequestTimeout], responses);
        Assert.Equal((0, 0), (wire.Table.Clients, wire.Time.PendingTimers));
    }

    [Fact]
    public async Task Another_request_is_repeated_every_T2_at_most()
    {
        await using var wire = new Wire();
        wire.Table.Send(wire.FromUs("OPTIONS"), wire.Flow, _ => { });
        wire.TakeArrived();

        var count = 0;
        for (var i = 0; i < 64; i++)
        {
            wire.Time.Advance(SipTimers.T1);
            count += wire.TakeArrived();
        }

        Assert.Equal(10, count); // 0.5, 1.5, 3.5, 7.5, then every 4 s: RFC 3261 §17.1.2.2 counts 11 with the first
        Assert.Equal(0, wire.Table.Clients);
    }

    [Fact]
    public async Task A_refusal_is_acknowledged_each_time_and_told_once()
    {
        await using var wire = new Wire();
        var responses = new List<int>();
        var invite = wire.FromUs("INVITE");
        wire.Table.Send(invite, wire.Flow, response => responses.Add(response.Status));
        wire.TakeArrived();

        for (var i = 0; i < 3; i++)
        {
            wire.Receive(SipResponse.For(invite, SipStatus.BusyHere, "t1"));
        }

        var acks = wire.TakeMessages().Cast<SipRequest>().ToList();
        Assert.Equal(3, acks.Count);
        Assert.All(acks, ack => Assert.Equal(("ACK", invite.Via.Branch, "t1", 1u), (ack.Method, ack.Via.Branch, ack.To.Tag, ack.CSeq.Number)));
        Assert.Equal([SipStatus.BusyHere], responses);
        wire.Time.Advance(SipTimers.D);
        Assert.Equal((0, 0), (wire.Table.Clients, wire.Time.PendingTimers));
    }

    [Fact]
    public async Task A_repeated_request_gets_the_same_answer_and_does_not_reach_the_user_again()
    {
        await using var wire = new Wire();
        wire.Receive(wire.FromPeer("OPTIONS"));
        wire.Requests[0].Respond(SipResponse.For(wire.Requests[0].Request, SipStatus.Ok, "t1"));
        wire.Receive(wire.FromPeer("OPTIONS"));
        wire.Receive(wire.FromPeer("OPTIONS", branch: "z9hG4bK-p2", sequence: 2));

        Assert.Equal((2, 2), (wire.Requests.Count, wire.TakeArrived()));
        wire.Time.Advance(SipTimers.Timeout);
        Assert.Equal(1, wire.Table.Servers);
    }

    [Fact]
    public async Task A_refused_invite_is_refused_again_until_the_ack()
    {
        await using var wire = new Wire();
        wire.Receive(wire.FromPeer("INVITE"));
        wire.Requests[0].Respond(SipResponse.For(wire.Requests[0].Request, SipStatus.BusyHere, "t1"));
        wire.Time.Advance(SipTimers.T1);
        Assert.Equal(2, wire.TakeArrived());

        wire.Receive(wire.FromPeer("ACK", toTag: ";tag=t1"));
        wire.Time.Advance(SipTimers.T4);

        Assert.Equal((0, 0, 0), (wire.TakeArrived(), wire.Table.Servers, wire.Acks.Count));
    }

    [Fact]
    public async Task A_refusal_never_acknowledged_is_reported()
    {
        await using var wire = new Wire();
        var failed = 0;
        wire.Receive(wire.FromPeer("INVITE"));
        wire.Requests[0].OnFailed = () => failed++;
        wire.Requests[0].Respond(SipResponse.For(wire.Requests[0].Request, SipStatus.BusyHere, "t1"));

        wire.Time.Advance(SipTimers.Timeout);

        Assert.Equal((1, 0, 0), (failed, wire.Table.Servers, wire.Time.PendingTimers));
    }

    [Fact]
    public async Task After_a_success_the_invite_is_swallowed_and_the_ack_passed_on()
    {
        await using var wire = new Wire();
        wire.Receive(wire.FromPeer("INVITE"));
        wire.Requests[0].Respond(SipResponse.For(wire.Requests[0].Request, SipStatus.Ok, "t1"));
        wire.TakeArrived();

        wire.Receive(wire.FromPeer("INVITE"));
        wire.Receive(wire.FromPeer("ACK", branch: "z9hG4bK-other", toTag: ";tag=t1"));

        Assert.Equal((1, 0, 1), (wire.Requests.Count, wire.TakeArrived(), wire.Acks.Count));
        wire.Time.Advance(SipTimers.Timeout);
        Assert.Equal(0, wire.Table.Servers);
    }

    [Fact]
    public async Task Requests_beyond_the_limit_get_503_and_leave_nothing()
    {
        await using var wire = new Wire(maxServerTransactions: 2);
        for (var i = 0; i < 5; i++)
        {
            wire.Receive(wire.FromPeer("OPTIONS", branch: $"z9hG4bK-{i}", sequence: (uint)i));
        }

        var answers = wire.TakeMessages().Cast<SipResponse>().ToList();
        Assert.Equal((2, 2), (wire.Requests.Count, wire.Table.Servers));
        Assert.All(answers, answer => Assert.Equal(SipStatus.ServiceUnavailable, answer.Status));
        Assert.Equal(3, answers.Count);
    }

    [Fact]
    public async Task Peers_older_than_RFC_3261_are_told_apart_by_all_they_say()
    {
        await using var wire = new Wire();
        wire.Receive(wire.FromPeer("OPTIONS", branch: "1"));
        wire.Receive(wire.FromPeer("OPTIONS", branch: "1"));
        wire.Receive(wire.FromPeer("OPTIONS", branch: "1", sequence: 2));

        Assert.Equal(2, wire.Requests.Count);
    }

    [Fact]
    public async Task A_response_to_none_of_our_requests_is_dropped()
    {
        await using var wire = new Wire();

        wire.Receive(SipResponse.For(wire.FromUs("INVITE"), SipStatus.Ok, "t1"));

        Assert.Equal((0, 0), (wire.Requests.Count, wire.TakeArrived()));
    }
}
