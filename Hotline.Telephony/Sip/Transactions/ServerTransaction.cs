using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Sip.Transactions;

/// <summary>A request we received, until our answer has surely arrived. Repeats are answered here and never reach the user.</summary>
internal sealed class ServerTransaction : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TransactionTable _table;
    private readonly TransactionTimers _timers;
    private SipRequest? _request;
    private byte[] _sent = [];
    private TransactionState _state;

    public ServerTransaction(TransactionTable table, TransactionKey key, SipRequest request, SipFlow flow)
    {
        (_table, Key, _request) = (table, key, request);
        Flow = flow;
        ReplyFlow = SipTransport.ReplyFlow(request, flow);
        _timers = new TransactionTimers(table.Time, input => Take(input, default));
    }

    public TransactionKey Key { get; }

    /// <summary>What was asked, until <see cref="ForgetRequest"/>.</summary>
    public SipRequest Request => _request ?? throw new InvalidOperationException("The request was answered, and is kept no more.");

    /// <summary>What copies of the request that go other ways have in common with it; null for one that goes one way only.</summary>
    public RequestOrigin? Origin { get; set; }

    /// <summary>The way the request came.</summary>
    public SipFlow Flow { get; }

    /// <summary>The way its answers go.</summary>
    public SipFlow ReplyFlow { get; }

    /// <summary>Told once, outside locks, when the peer cannot be reached or never acknowledged a refusal. Set before the first answer.</summary>
    public Action? OnFailed { get; set; }

    /// <summary>Told, outside locks, of a CANCEL for this INVITE, which has been answered already.</summary>
    public Action? OnCancelled { get; set; }

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

    private bool IsInvite => Key.Method == SipMethod.Invite;

    /// <summary>Takes the request for the first time.</summary>
    public void Start() => Take(TransactionInput.Request, default);

    public void ReceiveAgain() => Take(TransactionInput.Request, default);

    /// <summary>True where the ACK belongs to a 2xx, and so to the dialog.</summary>
    public bool ReceiveAck() => Take(TransactionInput.Ack, default).Actions.HasFlag(TransactionActions.PassUp);

    public void OnFlowLost() => Take(TransactionInput.TransportError, default);

    /// <summary>Answers; false where a final answer was given before, so that this one was not sent.</summary>
    public bool Respond(SipResponse response) => Take(
        response.IsProvisional ? TransactionInput.Provisional : response.IsSuccess ? TransactionInput.Success : TransactionInput.Failure,
        SipWriter.Write(response)).Actions.HasFlag(TransactionActions.Send);

    /// <summary>Nobody looks at what was asked any more: for 32 s its answer is remembered alone, at a third of the memory.</summary>
    public void ForgetRequest() => _request = null;

    /// <summary>Ends without telling the user.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _state = TransactionState.Terminated;
        }

        End();
    }

    private TransactionStep Take(TransactionInput input, byte[]? message)
    {
        TransactionStep step;
        var sent = true;
        lock (_lock)
        {
            step = IsInvite ? InviteServerMachine.Next(_state, input) : NonInviteServerMachine.Next(_state, input);
            _state = step.State;
            if (step.Actions.HasFlag(TransactionActions.Send))
            {
                _sent = message!;
                sent = _table.Transport.TrySend(_sent, ReplyFlow);
            }
            else if (step.Actions.HasFlag(TransactionActions.Resend) && _sent.Length > 0)
            {
                sent = _table.Transport.TrySend(_sent, ReplyFlow);
            }

            if (_timers.Arm(step.Actions, ReplyFlow.IsReliable, capAtT2: true))
            {
                _state = TransactionState.Terminated;
            }
        }

        if ((step.Actions & (TransactionActions.ReportTimeout | TransactionActions.ReportTransportError)) != TransactionActions.None)
        {
            OnFailed?.Invoke();
        }

        if (!sent)
        {
            Take(TransactionInput.TransportError, null);
        }

        if (State is TransactionState.Terminated)
        {
            End();
        }

        return step;
    }

    private void End()
    {
        _timers.Dispose();
        _table.Remove(this);
    }
}
