using System.Net;
using System.Net.Sockets;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;
using Hotline.Telephony.Sip.Transactions;
using Hotline.Telephony.Sip.Transport;
using Hotline.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Sip.Transactions;

/// <summary>A transaction table over a real UDP socket, with a clock moved by hand and a peer that is a bare socket.</summary>
internal sealed class Wire : ITransactionUser, IAsyncDisposable
{
    private readonly Socket _peer = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly SipTransport _transport;

    public Wire(int maxServerTransactions = TransactionTable.DefaultMaximum)
    {
        _peer.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Table = new TransactionTable(this, Time, NullLogger.Instance, maxServerTransactions);
        _transport = SipTransport.Bind(
            [new IPEndPoint(IPAddress.Loopback, 0)], [], Table, Doors.Open(), SipLimits.Default, TransportLimits.Default, Time, NullLogger.Instance);
        Table.Transport = _transport;
        _transport.Start();
    }

    public ManualTimeProvider Time { get; } = new();

    public TransactionTable Table { get; }

    public List<ServerTransaction> Requests { get; } = [];

    public List<SipRequest> Acks { get; } = [];

    public IPEndPoint Peer => (IPEndPoint)_peer.LocalEndPoint!;

    public SipFlow Flow => _transport.FlowTo(SipProtocol.Udp, Peer);

    public void OnRequest(ServerTransaction transaction) => Requests.Add(transaction);

    public void OnAck(SipRequest ack, SipFlow flow) => Acks.Add(ack);

    public void OnFlowLost(SipFlow flow)
    {
    }

    /// <summary>As if the peer had sent it, without the way through the socket.</summary>
    public void Receive(SipMessage message) => Table.OnMessage(message, Flow);

    /// <summary>A request whose answers reach the peer.</summary>
    public SipRequest FromPeer(string method, string branch = "z9hG4bK-p1", uint sequence = 1, string toTag = "") => Parsing.Messages.Request(
        $"{method} sip:12345@127.0.0.1 SIP/2.0\nVia: SIP/2.0/UDP {Peer};rport;branch={branch}\nMax-Forwards: 70\nFrom: <sip:8001@h>;tag=f1\nTo: <sip:12345@h>{toTag}\n"
        + $"Call-ID: c1\nCSeq: {sequence} {method}\nContact: <sip:8001@{Peer}>\n\n");

    /// <summary>A request of ours.</summary>
    public SipRequest FromUs(string method) => Parsing.Messages.Request(
        $"{method} sip:8001@{Peer} SIP/2.0\nVia: {Flow.NewVia()}\nMax-Forwards: 70\nFrom: <sip:12345@h>;tag=l1\nTo: <sip:8001@h>\nCall-ID: c2\nCSeq: 1 {method}\n\n");

    /// <summary>How many datagrams the peer finds waiting. A send on loopback has arrived when it returns.</summary>
    public int TakeArrived() => TakeMessages().Count;

    public List<SipMessage> TakeMessages()
    {
        var messages = new List<SipMessage>();
        var buffer = new byte[65_536];
        while (_peer.Poll(TimeSpan.FromMilliseconds(messages.Count == 0 ? 50 : 0), SelectMode.SelectRead))
        {
            messages.Add(Parsing.Messages.Parse(buffer.AsSpan(0, _peer.Receive(buffer)).ToArray()));
        }

        return messages;
    }

    public async ValueTask DisposeAsync()
    {
        Table.Clear();
        await _transport.DisposeAsync();
        _peer.Dispose();
    }
}
