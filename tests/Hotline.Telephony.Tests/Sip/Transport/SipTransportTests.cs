using System.Net;
using System.Net.Sockets;
using System.Text;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;
using Hotline.Telephony.Sip.Transport;
using Hotline.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Sip.Transport;

public sealed class SipTransportTests : ITransportUser, IAsyncDisposable
{
    private readonly List<(SipMessage Message, SipFlow Flow)> _received = [];
    private readonly List<SipFlow> _lost = [];
    private readonly ManualTimeProvider _time = new();
    private readonly SipTransport _transport;

    public SipTransportTests()
    {
        _transport = SipTransport.Bind(
            [new IPEndPoint(IPAddress.Loopback, 0)], [], this, Doors.Open(), SipLimits.Default, TransportLimits.Default with { MaxConnections = 3 }, _time, NullLogger.Instance);
        _transport.Start();
    }

    void ITransportUser.OnMessage(SipMessage message, SipFlow flow)
    {
        lock (_received)
        {
            _received.Add((message, flow));
        }

        if (message is SipRequest { Method: "BOOM" })
        {
            throw new InvalidOperationException("on purpose");
        }
    }

    void ITransportUser.OnFlowLost(SipFlow flow)
    {
        lock (_lost)
        {
            _lost.Add(flow);
        }
    }

    public ValueTask DisposeAsync() => _transport.DisposeAsync();

    [Fact]
    public async Task Survives_every_packet_of_the_corpora_over_UDP_and_hears_the_next()
    {
        using var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        peer.Connect(_transport.EndPoints[0]);
        foreach (var folder in (string[])["rfc4475", "rfc5118"])
        {
            foreach (var name in Corpus.Names(folder, "*.dat"))
            {
                peer.Send(Corpus.Read(folder, name));
            }
        }

        foreach (var bytes in (byte[][])[[0], [], [.. "\r\n\r\n"u8], new byte[60_000], Parsing.Messages.Bytes("BOOM sip:h SIP/2.0\n\n"), SipWriter.Write(Parsing.Messages.Of("BOOM"))])
        {
            peer.Send(bytes);
        }

        peer.Send(SipWriter.Write(Parsing.Messages.Of("OPTIONS", branch: "z9hG4bK-last")));

        await HeardAsync("z9hG4bK-last");
    }

    [Fact]
    public async Task A_phone_asks_by_STUN_where_it_is_seen_and_registers_by_the_same_port()
    {
        using var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        peer.Connect(_transport.EndPoints[0]);
        peer.Send(Convert.FromHexString("000100002112A442B7E7A701BC34D686FA87DFAE"));
        peer.Send(SipWriter.Write(Parsing.Messages.Of("OPTIONS", branch: "z9hG4bK-after")));

        var answer = (await peer.ReceiveAsync(Deadline.Token())).Buffer;

        var port = ((IPEndPoint)peer.Client.LocalEndPoint!).Port ^ 0x2112;
        Assert.Equal($"0101000C2112A442B7E7A701BC34D686FA87DFAE00200008{0x0001:X4}{port:X4}{0x7F000001 ^ 0x2112A442:X8}", Convert.ToHexString(answer));
        await HeardAsync("z9hG4bK-after");
    }

    [Fact]
    public async Task Answers_what_is_malformed_at_once()
    {
        using var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        peer.Connect(_transport.EndPoints[0]);
        peer.Send(Parsing.Messages.Bytes($"OPTIONS sip:h SIP/2.0\nVia: SIP/2.0/UDP {peer.Client.LocalEndPoint};branch=z9hG4bK1\nCall-ID: c\n\n"));

        var answer = await peer.ReceiveAsync(Deadline.Token());

        Assert.StartsWith("SIP/2.0 400 Bad Request\r\nVia: ", Encoding.UTF8.GetString(answer.Buffer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notes_the_source_and_answers_to_it_where_rport_asks()
    {
        using var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        peer.Connect(_transport.EndPoints[0]);
        peer.Send(Parsing.Messages.Bytes("OPTIONS sip:h SIP/2.0\nVia: SIP/2.0/UDP 192.0.2.1:9;rport;branch=z9hG4bK1\nFrom: <sip:a@h>;tag=1\nTo: <sip:b@h>\nCall-ID: c\nCSeq: 1 OPTIONS\n\n"));
        var (message, flow) = await HeardAsync("z9hG4bK1");
        var port = ((IPEndPoint)peer.Client.LocalEndPoint!).Port;

        _transport.TrySend(SipResponse.For((SipRequest)message, SipStatus.Ok, "t"), SipTransport.ReplyFlow(message, flow));

        var answer = Encoding.UTF8.GetString((await peer.ReceiveAsync(Deadline.Token())).Buffer);
        Assert.Contains($"Via: SIP/2.0/UDP 192.0.2.1:9;branch=z9hG4bK1;received=127.0.0.1;rport={port}\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_rport_the_answer_goes_to_the_port_of_the_Via()
    {
        var request = Parsing.Messages.Of("OPTIONS");
        var flow = _transport.FlowTo(SipProtocol.Udp, new IPEndPoint(IPAddress.Loopback, 40_000));

        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 5062), SipTransport.ReplyFlow(request, flow).Remote);
        Assert.Equal(flow with { Protocol = SipProtocol.Tcp }, SipTransport.ReplyFlow(request, flow with { Protocol = SipProtocol.Tcp }));
    }

    [Fact]
    public async Task Answers_a_ping_and_reads_on_over_TCP()
    {
        using var peer = await ConnectAsync();
        await peer.GetStream().WriteAsync((byte[])[.. "\r\n\r\n"u8, .. SipWriter.Write(Parsing.Messages.Of("OPTIONS", branch: "z9hG4bK-t"))], Deadline.Token());

        var pong = new byte[2];
        await peer.GetStream().ReadExactlyAsync(pong, Deadline.Token());

        Assert.Equal("\r\n"u8.ToArray(), pong);
        Assert.True((await HeardAsync("z9hG4bK-t")).Flow.IsReliable);
    }

    [Fact]
    public async Task A_stream_that_cannot_be_read_on_is_closed_and_told_of()
    {
        using var peer = await ConnectAsync();
        await peer.GetStream().WriteAsync(Parsing.Messages.Bytes("OPTIONS sip:h SIP/2.0\nContent-Length: x\n\n"), Deadline.Token());

        Assert.True(await IsClosedAsync(peer));
        await Deadline.Until(
            () =>
            {
                lock (_lost)
                {
                    return _lost.Count == 1;
                }
            },
            "not told");
    }

    [Fact]
    public async Task A_drip_is_cut_off()
    {
        using var peer = await ConnectAsync();
        await peer.GetStream().WriteAsync("OPTIONS"u8.ToArray(), Deadline.Token());
        await Deadline.Until(() => _time.PendingTimers > 0, "nothing waits");

        // the bytes may be read after the first turn of the clock; patience then starts anew
        var closed = IsClosedAsync(peer);
        await Deadline.Until(
            () =>
            {
                _time.Advance(TransportLimits.Default.MessageTimeout);
                return closed.IsCompleted;
            },
            "still open");

        Assert.True(await closed);
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed()
    {
        using var first = await ConnectAsync();
        using var second = await ConnectAsync();
        using var third = await ConnectAsync();
        foreach (var (peer, branch) in ((TcpClient, string)[])[(first, "z9hG4bK-1"), (second, "z9hG4bK-2"), (third, "z9hG4bK-3")])
        {
            await peer.GetStream().WriteAsync(SipWriter.Write(Parsing.Messages.Of("OPTIONS", branch: branch)), Deadline.Token());
            await HeardAsync(branch);
        }

        using var fourth = await ConnectAsync();

        Assert.True(await IsClosedAsync(fourth));
    }

    // A close that leaves bytes unread shows as a reset
    private static async Task<bool> IsClosedAsync(TcpClient peer)
    {
        try
        {
            return await peer.GetStream().ReadAsync(new byte[16], Deadline.Token()) == 0;
        }
        catch (IOException fault) when (fault.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return true;
        }
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var peer = new TcpClient(AddressFamily.InterNetwork);
        await peer.ConnectAsync(_transport.EndPoints[0], Deadline.Token());
        return peer;
    }

    private async Task<(SipMessage Message, SipFlow Flow)> HeardAsync(string branch)
    {
        (SipMessage Message, SipFlow Flow) heard = default;
        await Deadline.Until(
            () =>
            {
                lock (_received)
                {
                    heard = _received.Find(entry => entry.Message.Via.Branch == branch);
                }

                return heard.Message is not null;
            },
            "not heard");
        return heard;
    }
}
