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
    private readonly Lock _lock = new();
    private readonly TransactionTable _table;
    private readonly Action<SipResponse> _onResponse;
    private readonly TransactionTimers _timers;
    private readonly byte[] _bytes;
    private TransactionState _state;

    public ClientTransaction(TransactionTable table, SipRequest request, SipFlow flow, Action<SipResponse> onResponse)
    {
        (_table, Request, Flow, _onResponse) = (table, request, flow, onResponse);
        _bytes = SipWriter.Write(request);
        _timers = new TransactionTimers(table.Time, input => Take(input, null));
        Key = new TransactionKey(request.Via.Branch!, "", request.Method);
    }

    public TransactionKey Key { get; }

    public SipRequest Request { get; }

    public SipFlow Flow { get; }

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

    public void Start() => Take(TransactionInput.Start, null);

    public void Receive(SipResponse response) => Take(
        response.IsProvisional ? TransactionInput.Provisional : response.IsSuccess ? TransactionInput.Success : TransactionInput.Failure,
        response);

    public void OnFlowLost() => Take(TransactionInput.TransportError, null);

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
        bool sent;
        lock (_lock)
        {
            step = IsInvite ? InviteClientMachine.Next(_state, input) : NonInviteClientMachine.Next(_state, input);
            _state = step.State;
            sent = Send(step.Actions, response);
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
            Take(TransactionInput.TransportError, null);
        }

        if (State is TransactionState.Terminated)
        {
            End();
        }
    }

    private bool Send(TransactionActions actions, SipResponse? response) =>
        (actions & (TransactionActions.Send | TransactionActions.Resend)) != TransactionActions.None ? _table.Transport.TrySend(_bytes, Flow)
        : !actions.HasFlag(TransactionActions.SendAck) || _table.Transport.TrySend(RefusalAck.For(Request, response!), Flow);

    private void End()
    {
        _timers.Dispose();
        _table.Remove(this);
    }
}
