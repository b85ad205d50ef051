using System.Net.Sockets;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;
using Hotline.Telephony.Sip.Transactions;

namespace Hotline.Telephony.Tests.Sip.Transactions;

/// <summary>RFC 3261 §18.1.1: what is longer than 1,300 bytes goes by TCP.</summary>
public sealed class LongRequestTests
{
    [Theory]
    [InlineData(1300, false)]
    [InlineData(1301, true)]
    public async Task A_request_is_a_datagram_up_to_1300_bytes_and_goes_by_TCP_beyond(int length, bool byTcp)
    {
        var (opened, beside) = await ListenBesideAsync();
        await using var wire = opened;
        using var listener = beside;

        var transaction = wire.Table.Prepare(Padded(wire.FromUs("INVITE"), length), wire.Flow, _ => { });
        transaction.Start();

        Assert.Equal(byTcp ? 0 : 1, wire.TakeArrived());
        Assert.Equal(byTcp ? "TCP" : "UDP", transaction.Request.Via.Transport);
        if (byTcp)
        {
            using var connection = await listener.AcceptAsync(Deadline.Token());
            var text = await ReadAsync(connection, "\r\n\r\n");
            Assert.Contains($"Via: SIP/2.0/TCP {wire.Flow.Local};", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_answer_by_the_connection_is_the_answer()
    {
        var (opened, beside) = await ListenBesideAsync();
        await using var wire = opened;
        using var listener = beside;
        var answered = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var request = Padded(wire.FromUs("OPTIONS"), 2000);
        wire.Table.Send(request, wire.Flow, response => answered.TrySetResult(response.Status));
        using var connection = await listener.AcceptAsync(Deadline.Token());
        await ReadAsync(connection, "\r\n\r\n");

        await connection.SendAsync(SipWriter.Write(SipResponse.For(request, SipStatus.Ok, "t")), Deadline.Token());

        Assert.Equal(SipStatus.Ok, await answered.Task.InTime());
    }

    [Fact]
    public async Task A_peer_that_takes_no_TCP_gets_the_datagram_after_all()
    {
        await using var wire = new Wire();
        var responses = new List<int>();
        var transaction = wire.Table.Prepare(Padded(wire.FromUs("INVITE"), 1500), wire.Flow, response => responses.Add(response.Status));

        transaction.Start(); // nobody listens: the connection is refused

        SipMessage? arrived = null;
        await Deadline.Until(() => (arrived ??= wire.TakeMessages().FirstOrDefault()) is not null, "no datagram");
        Assert.Equal(("UDP", "UDP"), (arrived!.Via.Transport, transaction.Request.Via.Transport));
        Assert.Equal(TransactionState.Calling, transaction.State);
        wire.Receive(SipResponse.For(transaction.Request, SipStatus.Ok, "t"));
        Assert.Equal([SipStatus.Ok], responses);
    }

    [Fact]
    public async Task A_peer_that_leaves_the_connection_unanswered_gets_the_datagram_after_two_seconds()
    {
        var (opened, beside) = await ListenBesideAsync(); // connects, and nobody reads
        await using var wire = opened;
        using var listener = beside;
        wire.Table.Send(Padded(wire.FromUs("OPTIONS"), 1500), wire.Flow, _ => { });
        Assert.Equal(0, wire.TakeArrived());

        wire.Time.Advance(4 * SipTimers.T1);

        Assert.Equal(1, wire.TakeArrived());
    }

    /// <summary>A peer that has the same number for UDP and TCP: one that somebody else has for TCP is left for another.</summary>
    private static async Task<(Wire Wire, Socket Listener)> ListenBesideAsync()
    {
        while (true)
        {
            var wire = new Wire();
            var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                listener.Bind(wire.Peer);
                listener.Listen();
                return (wire, listener);
            }
            catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                listener.Dispose();
                await wire.DisposeAsync();
            }
        }
    }

    private static SipRequest Padded(SipRequest request, int length)
    {
        request.Headers.Add("Subject", "");
        request.Headers.Set("Subject", new string('x', length - SipWriter.Write(request).Length));
        Assert.Equal(length, SipWriter.Write(request).Length);
        return request;
    }

    private static async Task<string> ReadAsync(Socket connection, string until)
    {
        var text = "";
        var buffer = new byte[8192];
        while (!text.Contains(until, StringComparison.Ordinal))
        {
            var read = await connection.ReceiveAsync(buffer, Deadline.Token());
            Assert.NotEqual(0, read);
            text += System.Text.Encoding.ASCII.GetString(buffer, 0, read);
        }

        return text;
    }
}
