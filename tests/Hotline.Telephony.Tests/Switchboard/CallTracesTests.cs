using System.Net;
using System.Text;
using Hotline.Telephony.Sip.Transport;
using Hotline.Telephony.Switchboard;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Switchboard;

public sealed class CallTracesTests
{
    private static readonly SipFlow Flow = new()
    {
        Protocol = SipProtocol.Udp,
        Local = new IPEndPoint(IPAddress.Loopback, 5060),
        Remote = new IPEndPoint(IPAddress.Loopback, 5062),
    };

    private readonly ManualTimeProvider time = new();
    private readonly CallTraces traces;

    public CallTracesTests() => traces = new CallTraces(time) { AskForLegs = _ => true };

    [Fact]
    public void Nothing_is_listened_to_while_nobody_wants_a_trace()
    {
        Assert.False(traces.IsListening);
        traces.TraceNext(1);
        Assert.True(traces.IsListening);
        traces.TraceNext(0);
        Assert.False(traces.IsListening);

        traces.Follow(NewCall(), "a", "citizen");
        Assert.Empty(traces.Traces);
    }

    [Fact]
    public void The_next_calls_are_traced_from_their_first_message_and_the_one_after_is_not()
    {
        traces.TraceNext(2);
        var calls = new[] { NewCall(), NewCall(), NewCall() };
        for (var i = 0; i < calls.Length; i++)
        {
            Take($"leg{i}", "INVITE sip:12345@h SIP/2.0", isOurs: false);
            Take($"leg{i}", "SIP/2.0 100 Trying");
            traces.Arrived(calls[i]);
            traces.Follow(calls[i], $"leg{i}", "citizen");
            Take($"leg{i}", "SIP/2.0 200 OK");
        }

        Assert.Equal(0, traces.Waiting);
        Assert.Equal([calls[1], calls[0]], traces.Traces.Select(trace => trace.CallId));
        Assert.Null(traces.Find(calls[2]));
        Assert.Equal(
            [("citizen", false, "INVITE"), ("citizen", true, "100 Trying"), ("citizen", true, "200 OK")],
            traces.Find(calls[0])!.Messages.Select(message => (message.Party, message.IsOurs, message.Summary)));
    }

    [Fact]
    public void A_call_is_followed_32_s_after_its_end_and_then_nothing_is_listened_to()
    {
        var call = Begin("leg");
        traces.Ended(call);
        time.Advance(TimeSpan.FromSeconds(32));
        Take("leg", "SIP/2.0 200 OK");
        Assert.Single(traces.Find(call)!.Messages);

        time.Advance(TimeSpan.FromSeconds(1));
        Take("leg", "SIP/2.0 200 OK");

        Assert.Single(traces.Find(call)!.Messages);
        Assert.True(traces.Find(call)!.IsOver);
        Assert.False(traces.IsListening);
    }

    [Fact]
    public void A_trace_keeps_so_many_messages_and_counts_the_rest()
    {
        var call = Begin("leg");
        for (var i = 0; i < CallTrace.MaxMessages + 3; i++)
        {
            Take("leg", "OPTIONS sip:h SIP/2.0");
        }

        var trace = traces.Find(call)!;
        Assert.Equal((CallTrace.MaxMessages, 3), (trace.Messages.Count, trace.NotKept));
    }

    [Fact]
    public void The_oldest_trace_goes_first()
    {
        var first = Begin("first");
        for (var i = 0; i < ICallTraceDesk.MaxTraces; i++)
        {
            Begin($"leg{i}");
        }

        Assert.Equal(ICallTraceDesk.MaxTraces, traces.Traces.Count);
        Assert.Null(traces.Find(first));
        Take("first", "BYE sip:h SIP/2.0"); // followed no more
    }

    [Fact]
    public void Calls_kept_aside_are_few()
    {
        traces.TraceNext(1);
        for (var i = 0; i < 65; i++)
        {
            Take($"stranger{i}", "INVITE sip:12345@h SIP/2.0", isOurs: false);
        }

        var call = NewCall();
        traces.Arrived(call);
        traces.Follow(call, "stranger0", "citizen");
        traces.Follow(call, "stranger64", "citizen");

        Assert.Single(traces.Find(call)!.Messages);
    }

    [Fact]
    public void A_call_that_is_over_cannot_be_traced()
    {
        traces.AskForLegs = _ => false;

        Assert.False(traces.Begin(NewCall()));
        Assert.Empty(traces.Traces);
        Assert.False(traces.IsListening);
    }

    [Fact]
    public void What_is_forgotten_is_gone()
    {
        var call = Begin("leg");

        Assert.True(traces.Forget(call));
        Assert.False(traces.Forget(call));
        Assert.Null(traces.Find(call));
        Assert.False(traces.IsListening);
    }

    private CallId Begin(string leg)
    {
        var call = NewCall();
        Assert.True(traces.Begin(call));
        traces.Follow(call, leg, "citizen");
        return call;
    }

    private CallId NewCall() => CallId.At(time.GetUtcNow());

    private void Take(string leg, string line, bool isOurs = true) => traces.Take(leg, Encoding.ASCII.GetBytes(line + "\r\n\r\n"), Flow, isOurs);
}
