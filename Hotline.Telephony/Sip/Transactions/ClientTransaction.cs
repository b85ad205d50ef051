using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Sip.Transactions;

/// <summary>
/// A request we sent, until its answer is sure. The user is told of every response outside locks; silence comes as 408 and a broken way
/// as 503 (RFC 3261 §8.1.3.1), made up here, with no To tag.
/// </summary>
internal sealed class ClientTransaction : IDisposable
{
    /// <summary>Bytes. What is longer goes by TCP, since nobody knows what the path carries in one piece (RFC 3261 §18.1.1).</summary>
    public const int LongestDatagram = 1300;

    // A phone behind a translator cannot be reached by TCP, and says nothing: waited for so long, then the datagram goes after all. Both copies are one transaction.
    private static readonly TimeSpan ConnectPatience = 4 * SipTimers.T1;

    private readonly Lock _lock = new();
    private readonly TransactionTable _table;
    private readonly Action<SipResponse> _onResponse;
    private readonly TransactionTimers _timers;
    private byte[] _bytes;
    private (SipRequest Request, SipFlow Flow, byte[] Bytes)? _datagram;
    private ITimer? _connecting;
    private TransactionState _state;

    public ClientTransaction(TransactionTable table, SipRequest request, SipFlow flow, Action<SipResponse> onResponse)
    {
        (_table, Request, Flow, _onResponse) = (table, request, flow, onResponse);
        _bytes = SipWriter.Write(request);
        if (flow.Protocol is SipProtocol.Udp && _bytes.Length > LongestDatagram)
        {
            _datagram = (request, flow, _bytes);
            (Request, Flow) = (OverTcp(request), table.Transport.FlowTo(SipProtocol.Tcp, flow.Remote));
            _bytes = SipWriter.Write(Request);
        }

        _timers = new TransactionTimers(table.Time, input => Take(input, null));
        Key = new TransactionKey(request.Via.Branch!, "", request.Method);
    }

    public TransactionKey Key { get; }

    /// <summary>As it was sent: a long one's topmost Via names TCP.</summary>
    public SipRequest Request { get; private set; }

    /// <summary>The way it went.</summary>
    public SipFlow Flow { get; private set; }

    public TransactionState State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    private bool IsInvite => Request.Method == SipMethod.Invite;

    public void Start()
    {
        if (_datagram is not null)
        {
            _connecting = _table.Time.CreateTimer(_ => TryGoBack(), null, ConnectPatience, Timeout.InfiniteTimeSpan);
        }

        Take(TransactionInput.Start, null);
    }

    public void Receive(SipResponse response) => Take(
        response.IsProvisional ? TransactionInput.Provisional : response.IsSuccess ? TransactionInput.Success : TransactionInput.Failure,
        response);

    /// <summary>A way broke. It is told by whoever sends and by whoever listens, so that this may hear of one it has left already.</summary>
    public void OnFlowLost(SipFlow flow)
    {
        if (!TryGoBack() && Flow == flow)
        {
            Take(TransactionInput.TransportError, null);
        }
    }

    /// <summary>Gives up waiting for an answer that is not coming any more (RFC 3261 §9.1): to the user as a timeout.</summary>
    public void Abandon()
    {
        if (TryTerminate())
        {
            _onResponse(SipResponse.For(Request, SipStatus.RequestTimeout));
        }
    }

    /// <summary>Ends without telling the user.</summary>
    public void Dispose() => TryTerminate();

    private bool TryTerminate()
    {
        lock (_lock)
        {
            if (_state is TransactionState.Terminated)
            {
                return false;
            }

            _state = TransactionState.Terminated;
        }

        End();
        return true;
    }

    private void Take(TransactionInput input, SipResponse? response)
    {
        TransactionStep step;
        SipFlow way;
        bool sent;
        lock (_lock)
        {
            way = Flow;
            step = IsInvite ? InviteClientMachine.Next(_state, input) : NonInviteClientMachine.Next(_state, input);
            _state = step.State;
            sent = Send(step.Actions, response);
            if (_state is not (TransactionState.Initial or TransactionState.Calling or TransactionState.Trying or TransactionState.Proceeding))
            {
                (_bytes, _datagram) = ([], null); // sent no more
            }

            if (_timers.Arm(step.Actions, Flow.IsReliable, capAtT2: !IsInvite))
            {
                _state = TransactionState.Terminated;
            }
        }

        if (step.Actions.HasFlag(TransactionActions.PassUp))
        {
            _onResponse(response!);
        }
        else if (step.Actions.HasFlag(TransactionActions.ReportTimeout))
        {
            _onResponse(SipResponse.For(Request, SipStatus.RequestTimeout));
        }
        else if (step.Actions.HasFlag(TransactionActions.ReportTransportError))
        {
            _onResponse(SipResponse.For(Request, SipStatus.ServiceUnavailable));
        }

        if (!sent)
        {
            OnFlowLost(way);
        }

        if (State is TransactionState.Terminated)
        {
            End();
        }
    }

    // The peer takes no TCP: by UDP then, as long as it may be (RFC 3261 §18.1.1). False where there is nothing to go back to.
    private bool TryGoBack()
    {
        lock (_lock)
        {
            if (_datagram is not { } datagram || _state is not (TransactionState.Calling or TransactionState.Trying))
            {
                return false;
            }

            (Request, Flow, _bytes) = datagram;
            (_datagram, _state) = (null, TransactionState.Initial);
        }

        Take(TransactionInput.Start, null);
        return true;
    }

    private static SipRequest OverTcp(SipRequest request)
    {
        var headers = new SipHeaders(request.Headers.Count);
        foreach (var line in request.Headers.Lines)
        {
            headers.Add(line);
        }

        headers.Set(HeaderName.Via, (request.Via with { Transport = "TCP" }).ToString());
        return new SipRequest(request.Method, request.Uri, headers, request.Body);
    }

    private bool Send(TransactionActions actions, SipResponse? response) =>
        (actions & (TransactionActions.Send | TransactionActions.Resend)) != TransactionActions.None ? _table.Transport.TrySend(_bytes, Flow)
        : !actions.HasFlag(TransactionActions.SendAck) || _table.Transport.TrySend(RefusalAck.For(Request, response!), Flow);

    private void End()
    {
        _timers.Dispose();
        _connecting?.Dispose();
        _table.Remove(this);
    }
}
