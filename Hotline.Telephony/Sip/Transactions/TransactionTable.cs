using System.Collections.Concurrent;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transport;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Sip.Transactions;

/// <summary>
/// All transactions under way. Requests beyond <c>maxServerTransactions</c> are answered 503 and not kept (RFC 3261 §21.5.4): a flood costs
/// one answer each and no memory. Responses to none of ours are dropped (RFC 3261 §18.1.2).
/// </summary>
internal sealed partial class TransactionTable(ITransactionUser user, TimeProvider time, ILogger logger, int maxServerTransactions = TransactionTable.DefaultMaximum)
    : ITransportUser
{
    /// <summary>64·T1 at 2,000 requests a second: 400 calls, each with an INVITE and a BYE of the peers', and as many registrations again. Some 4 KiB each.</summary>
    public const int DefaultMaximum = 64_000;

    private readonly ConcurrentDictionary<TransactionKey, ClientTransaction> _clients = new();
    private readonly ConcurrentDictionary<TransactionKey, ServerTransaction> _servers = new();
    private readonly LoopGuard _loops = new();
    private int _serverCount;
    private int _isFull;

    public TimeProvider Time { get; } = time;

    /// <summary>Set once, before anything is received.</summary>
    public SipTransport Transport { get; set; } = null!;

    public int Servers => Volatile.Read(ref _serverCount);

    public int Clients => _clients.Count;

    /// <summary>A request ready to be started; its topmost Via must carry a branch of our own making.</summary>
    public ClientTransaction Prepare(SipRequest request, SipFlow flow, Action<SipResponse> onResponse)
    {
        var transaction = new ClientTransaction(this, request, flow, onResponse);
        _clients[transaction.Key] = transaction;
        return transaction;
    }

    /// <summary>Sends a request. The user may be told of its failure before this returns.</summary>
    public void Send(SipRequest request, SipFlow flow, Action<SipResponse> onResponse) => Prepare(request, flow, onResponse).Start();

    /// <summary>The INVITE a CANCEL is about; null where there is none.</summary>
    public ServerTransaction? FindCancelled(SipRequest cancel) => _servers.GetValueOrDefault(TransactionKey.OfCancelled(cancel));

    public void OnMessage(SipMessage message, SipFlow flow)
    {
        switch (message)
        {
            case SipResponse response:
                if (_clients.TryGetValue(TransactionKey.OfResponse(response), out var client))
                {
                    client.Receive(response);
                }

                break;
            case SipRequest { Method: SipMethod.Ack } ack:
                if (!_servers.TryGetValue(TransactionKey.OfRequest(ack), out var invite) || invite.ReceiveAck())
                {
                    user.OnAck(ack, flow);
                }

                break;
            case SipRequest request:
                OnRequest(request, flow);
                break;
        }
    }

    public void OnFlowLost(SipFlow flow)
    {
        foreach (var client in _clients.Values.Where(client => client.Flow == flow))
        {
            client.OnFlowLost(flow);
        }

        foreach (var server in _servers.Values.Where(server => server.ReplyFlow == flow))
        {
            server.OnFlowLost();
        }

        user.OnFlowLost(flow);
    }

    public void Remove(ClientTransaction transaction) => _clients.TryRemove(new(transaction.Key, transaction));

    public void Remove(ServerTransaction transaction)
    {
        if (_servers.TryRemove(new(transaction.Key, transaction)))
        {
            _loops.Leave(transaction);
            if (Interlocked.Decrement(ref _serverCount) < maxServerTransactions / 2)
            {
                Volatile.Write(ref _isFull, 0);
            }
        }
    }

    /// <summary>Ends everything; whoever waits for a response is told there is none.</summary>
    public void Clear()
    {
        foreach (var client in _clients.Values)
        {
            client.Abandon();
        }

        foreach (var server in _servers.Values)
        {
            server.Dispose();
        }
    }

    private void OnRequest(SipRequest request, SipFlow flow)
    {
        var key = TransactionKey.OfRequest(request);
        if (_servers.TryGetValue(key, out var known))
        {
            known.ReceiveAgain();
            return;
        }

        if (Interlocked.Increment(ref _serverCount) > maxServerTransactions)
        {
            Interlocked.Decrement(ref _serverCount);
            if (Interlocked.Exchange(ref _isFull, 1) == 0)
            {
                LogFull(maxServerTransactions); // once, until half of them are gone: a flood must not fill the log
            }

            var busy = SipResponse.For(request, SipStatus.ServiceUnavailable);
            busy.Headers.Add(HeaderName.RetryAfter, "10");
            Transport.TrySend(busy, SipTransport.ReplyFlow(request, flow));
            return;
        }

        var transaction = new ServerTransaction(this, key, request, flow);
        if (!_servers.TryAdd(key, transaction))
        {
            Interlocked.Decrement(ref _serverCount);
            _servers.GetValueOrDefault(key)?.ReceiveAgain();
            return;
        }

        transaction.Start();
        if (_loops.TryEnter(transaction, _clients))
        {
            user.OnRequest(transaction);
        }
        else
        {
            transaction.Respond(SipResponse.For(request, SipStatus.LoopDetected, SipToken.NewTag()));
            transaction.Dispose(); // kept no more than any other refusal of what has changed nothing
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Limit} SIP transactions are under way; further requests are answered 503")]
    private partial void LogFull(int limit);
}
