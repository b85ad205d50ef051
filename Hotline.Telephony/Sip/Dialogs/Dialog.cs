using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transactions;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>A call leg that both sides agreed on (RFC 3261 §12). Thread-safe.</summary>
internal sealed class Dialog
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<DialogEnding> _ended = new();
    private readonly TaskCompletionSource<ReadOnlyMemory<byte>> _acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DialogFacts _facts;
    private SipUri _remoteTarget;
    private SipFlow _flow;
    private uint _localSequence;
    private uint? _remoteSequence;
    private UnacknowledgedAnswer? _unacknowledged;
    private ITimer? _peerPatience;
    private bool _isOver;
    private OfferSide? _offer;

    public Dialog(DialogLayer layer, DialogFacts facts)
    {
        (Layer, _facts) = (layer, facts);
        Session = new SessionRefresh(this);
        (_remoteTarget, _flow) = (facts.RemoteTarget, facts.Flow);
        (_localSequence, _remoteSequence) = (facts.LocalSequence, facts.RemoteSequence);
        layer.Table.Add(this);
    }

    /// <summary>The Call-ID of the leg; not the citizen's call, which has a <see cref="Telephony.CallId"/>.</summary>
    public string CallId => _facts.Key.CallId;

    public DialogKey Key => _facts.Key;

    public DialogLayer Layer { get; }

    /// <summary>We made the call, and chose its Call-ID.</summary>
    public bool IsCaller => _facts.IsCaller;

    /// <summary>The user part of our own address.</summary>
    public string LocalUser => _facts.LocalUser;

    /// <summary>The way the peer's requests come and ours go.</summary>
    public SipFlow Flow
    {
        get
        {
            lock (_lock)
            {
                return _flow;
            }
        }
    }

    /// <summary>Completes once when the dialog is over, for whatever reason. Never faults. What follows it runs at once, where the BYE was read: it puts into queues.</summary>
    public Task<DialogEnding> Ended => _ended.Task;

    /// <summary>
    /// For an accepted call: completes when the peer acknowledges, with the body of the ACK (the answer, where our 200 carried the offer).
    /// Cancelled when the dialog ends before. For a call we made: already complete.
    /// </summary>
    public Task<ReadOnlyMemory<byte>> Acknowledged => _acknowledged.Task;

    /// <summary>
    /// Answers a re-INVITE that carries an offer, or one without (empty offer: the verdict then carries ours). While unset, 488. The token
    /// fires when the dialog ends or the peer takes the re-INVITE back.
    /// </summary>
    public Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<OfferVerdict>>? OnOffer { get; set; }

    /// <summary>A key reported by INFO (<c>application/dtmf-relay</c>, <c>application/dtmf</c>): 0–9, *, #, A–D. On the receive loop: quick.</summary>
    public Action<char>? OnDigit { get; set; }

    /// <summary>
    /// The peer's transfer key (RFC 3515): what it asks for; the result says whether that has begun. While unset, 603.
    /// </summary>
    public Func<Referral, Task<bool>>? OnRefer { get; set; }

    /// <summary>Takes the peer's PRACK for a provisional answer that our 200 followed; false where it acknowledges none.</summary>
    public Func<SipRequest, bool>? OnPrack { get; set; }

    /// <summary>The peer's connection broke; called outside locks. The dialog stands for a while: see <see cref="IsWayLost"/>.</summary>
    public Action? OnWayLost { get; set; }

    /// <summary>The peer's connection broke, and it has not shown up by another way since.</summary>
    public bool IsWayLost
    {
        get
        {
            lock (_lock)
            {
                return _peerPatience is not null;
            }
        }
    }

    /// <summary>How the session is kept alive.</summary>
    public SessionRefresh Session { get; }

    /// <summary>Hangs up. Completes when the peer confirmed, refused or stayed silent; <see cref="Ended"/> completes at once. Repeats do nothing.</summary>
    public Task ByeAsync(CancellationToken cancellationToken) => Ending.HangUpAsync(this, DialogEnding.LocalBye, cancellationToken);

    /// <summary>A request of the peer inside this dialog, any but ACK and CANCEL.</summary>
    public void Receive(ServerTransaction transaction)
    {
        var request = transaction.Request;
        lock (_lock)
        {
            // RFC 3261 §12.2.2: out of order
            if (request.CSeq.Number < _remoteSequence)
            {
                transaction.Respond(Layer.Respond(request, SipStatus.ServerInternalError, Key.LocalTag));
                return;
            }

            _remoteSequence = request.CSeq.Number;
            _flow = transaction.ReplyFlow;
            _peerPatience?.Dispose();
            _peerPatience = null;
        }

        switch (request.Method)
        {
            case SipMethod.Bye:
                Ending.Accept(this, transaction);
                break;
            case SipMethod.Invite:
                Reinviting.Receive(this, transaction);
                break;
            case SipMethod.Update:
                Updating.Receive(this, transaction);
                break;
            case SipMethod.Refer:
                Referring.Receive(this, transaction);
                break;
            case SipMethod.Prack:
                transaction.Respond(Layer.Respond(request, OnPrack?.Invoke(request) == true ? SipStatus.Ok : SipStatus.CallDoesNotExist, Key.LocalTag));
                break;
            case SipMethod.Info:
                transaction.Respond(Layer.Respond(request, InfoDigits.Receive(this, request), Key.LocalTag));
                break;
            default:
                transaction.Respond(Layer.Respond(request, SipStatus.Ok, Key.LocalTag));
                break;
        }
    }

    public void ReceiveAck(SipRequest ack)
    {
        UnacknowledgedAnswer? answer;
        lock (_lock)
        {
            if (_unacknowledged is null || _unacknowledged.Sequence != ack.CSeq.Number)
            {
                return;
            }

            (answer, _unacknowledged) = (_unacknowledged, null);
        }

        answer.Dispose();
        answer.Acknowledged?.Invoke(ack.Sdp);
        _acknowledged.TrySetResult(ack.Sdp);
    }

    /// <summary>The peer's TCP connection broke: it has 64·T1 to show up by another way, for a network that blinks should not end a call.</summary>
    public void OnFlowLost(SipFlow flow)
    {
        lock (_lock)
        {
            if (_flow != flow || _isOver)
            {
                return;
            }

            _peerPatience?.Dispose();
            _peerPatience = Layer.Time.CreateTimer(
                static state => ((Dialog)state!).TryEnd(DialogEnding.PeerLost), this, SipTimers.Timeout, Timeout.InfiniteTimeSpan);
        }

        OnWayLost?.Invoke();
    }

    /// <summary>A request of ours inside this dialog (RFC 3261 §12.2.1.1), with the next sequence number unless one is given.</summary>
    public SipRequest NewRequest(string method, uint? sequence = null)
    {
        SipUri target;
        uint number;
        SipFlow flow;
        DialogFacts facts;
        lock (_lock)
        {
            (target, flow, facts) = (_remoteTarget, _flow, _facts);
            number = sequence ?? ++_localSequence;
        }

        var headers = new SipHeaders();
        headers.Add(HeaderName.Via, flow.NewVia());
        headers.Add(HeaderName.MaxForwards, "70");
        var uri = RouteSet.AddTo(headers, facts.Routes, target);
        headers.Add(HeaderName.From, facts.LocalAddress);
        headers.Add(HeaderName.To, facts.RemoteAddress);
        headers.Add(HeaderName.CallId, CallId);
        headers.Add(HeaderName.CSeq, new CSeq(number, method).ToString());
        headers.Add(HeaderName.UserAgent, Layer.Product);
        return new SipRequest(method, uri, headers, default);
    }

    /// <summary>The answer to our INVITE turned an early dialog into this: its hops are the answer's (RFC 3261 §13.2.2.4).</summary>
    public void Confirm(DialogFacts facts)
    {
        lock (_lock)
        {
            (_facts, _remoteTarget) = (facts, facts.RemoteTarget);
        }
    }

    /// <summary>The peer's new address after a re-INVITE or its answer (RFC 3261 §12.2).</summary>
    public void Retarget(SipUri target)
    {
        lock (_lock)
        {
            _remoteTarget = target;
        }
    }

    /// <summary>Repeats a 2xx until its ACK comes. False where the dialog is over.</summary>
    public bool Await(UnacknowledgedAnswer answer)
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return false;
            }

            _unacknowledged?.Dispose();
            _unacknowledged = answer;
        }

        answer.Start();
        return true;
    }

    /// <summary>The 2xx was not sent after all.</summary>
    public void AwaitNoMore(UnacknowledgedAnswer answer)
    {
        lock (_lock)
        {
            _unacknowledged = _unacknowledged == answer ? null : _unacknowledged;
        }

        answer.Dispose();
    }

    /// <summary>One offer at a time (RFC 3261 §14.1, §14.2). Where it begins, <see cref="EndOffer"/> is owed.</summary>
    public OfferStart TryBeginOffer(bool ours)
    {
        lock (_lock)
        {
            if (_offer is not null || _isOver || _unacknowledged is not null)
            {
                return _offer is OfferSide.Ours ? OfferStart.OursIsOpen : OfferStart.TheirsIsOpen;
            }

            _offer = ours ? OfferSide.Ours : OfferSide.Theirs;
            return OfferStart.Begun;
        }
    }

    public void EndOffer()
    {
        lock (_lock)
        {
            _offer = null;
        }
    }

    public void AcknowledgedByUs() => _acknowledged.TrySetResult(default);

    /// <summary>Completes when no 2xx of ours waits for its ACK.</summary>
    public Task PendingAcknowledgement
    {
        get
        {
            lock (_lock)
            {
                return _unacknowledged?.Settled ?? Task.CompletedTask;
            }
        }
    }

    /// <summary>Ends it for us; false where it was over already.</summary>
    /// <param name="ending">Why.</param>
    /// <param name="byeFollows">True: requests still reach it, and a 2xx goes on waiting for its ACK, until <see cref="Forget"/>.</param>
    public bool TryEnd(DialogEnding ending, bool byeFollows = false)
    {
        lock (_lock)
        {
            if (_isOver)
            {
                return false;
            }

            _isOver = true;
            _peerPatience?.Dispose();
            Session.Dispose();
        }

        if (!byeFollows)
        {
            Forget();
        }

        // Transactions remember the dialog for 64·T1 more; the call behind it need not be kept so long.
        (OnOffer, OnDigit, OnRefer, OnPrack, OnWayLost) = (null, null, null, null, null);
        _acknowledged.TrySetCanceled();
        _ended.TrySetResult(ending);
        return true;
    }

    /// <summary>Nothing more is expected from the peer.</summary>
    public void Forget()
    {
        UnacknowledgedAnswer? answer;
        lock (_lock)
        {
            (answer, _unacknowledged) = (_unacknowledged, null);
        }

        answer?.Dispose();
        Layer.Table.Remove(this);
    }

    private enum OfferSide
    {
        Ours,
        Theirs,
    }
}
