using System.Diagnostics.CodeAnalysis;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transactions;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>A call offered to us and not yet answered. Thread-safe; of several final answers the first counts.</summary>
internal sealed class IncomingInvite : IDisposable
{
    private readonly DialogLayer _layer;
    private readonly ServerTransaction _transaction;
    private readonly DialogKey _key;
    private readonly CancellationTokenSource _aborted = new();
    private readonly ReliableProvisionals _provisionals;
    private Dialog? _accepted;
    private int _isSettled;

    public IncomingInvite(DialogLayer layer, ServerTransaction transaction)
    {
        (_layer, _transaction, Request) = (layer, transaction, transaction.Request);
        Aborted = _aborted.Token;
        _key = new DialogKey(Request.CallId, SipToken.NewTag(), Request.From.Tag ?? "");
        transaction.OnCancelled = () => Abort(SipStatus.RequestTerminated);
        transaction.OnFailed = () => Abort(SipStatus.RequestTerminated);
        _provisionals = new ReliableProvisionals(transaction, NeverAcknowledged, layer.Time);
        layer.Table.Add(_key, this);
        transaction.Respond(SipResponse.For(Request, SipStatus.Trying));
    }

    public SipRequest Request { get; }

    /// <summary>Where it came from. The only thing about the caller that is not merely claimed.</summary>
    public SipFlow Flow => _transaction.Flow;

    /// <summary>The SDP offered; empty where the peer wants the offer from us.</summary>
    public ReadOnlyMemory<byte> Offer => Request.Sdp;

    /// <summary>The user of the Request-URI: the number dialled.</summary>
    public string CalledUser => Request.Uri.User;

    /// <summary>The user of From: a claim, empty where anonymous (RFC 3261 §8.1.1.3).</summary>
    public string CallerUser => Request.From.Uri is { IsSip: true } or { Scheme: SipUri.Tel } && Request.From.Uri.User is var user
        && !user.Equals("anonymous", StringComparison.OrdinalIgnoreCase) ? user : "";

    /// <summary>The user of P-Asserted-Identity (RFC 3325): a claim too, unless <see cref="Flow"/> is a trusted trunk; null where absent.</summary>
    public string? AssertedUser => Request.Headers.TryGetAddresses(HeaderName.PAssertedIdentity, out var identities)
        && identities is [var identity, ..] ? identity.Uri.User : null;

    /// <summary>The caller does not want to be shown (RFC 3323 §4.2 <c>user</c>, <c>header</c>; RFC 3325 §9.3 <c>id</c>).</summary>
    public bool WantsPrivacy => Request.Headers.Text(HeaderName.Privacy) is { } privacy
        && privacy.Split([';', ','], StringSplitOptions.TrimEntries).Any(wish => wish.ToLowerInvariant() is "id" or "user" or "header");

    /// <summary>The hops the call may still take when it is passed on (RFC 7332 §4).</summary>
    public int MaxForwards => (int)(Request.Headers.Number(HeaderName.MaxForwards) ?? 70);

    /// <summary>Fires on CANCEL, on loss of the connection and when the endpoint stops: nobody waits for an answer any more.</summary>
    public CancellationToken Aborted { get; }

    /// <summary>False once a final answer was given.</summary>
    public bool IsPending => Volatile.Read(ref _isSettled) == 0;

    /// <summary>
    /// Sends 180, 183 …, with early media where <paramref name="sdp"/> is given: reliably (RFC 3262) where the peer knows that. Nothing is sent after a final answer; nor to a
    /// peer that wants it reliably and the offer from us, for the first reliable answer would have to carry that.
    /// </summary>
    public void Progress(int status, ReadOnlyMemory<byte> sdp = default)
    {
        if (!IsPending || (Offer.IsEmpty && ReliableProvisionals.AreRequiredBy(Request)))
        {
            return;
        }

        var response = _layer.Respond(Request, status, _key.LocalTag, sdp: sdp);
        DialogLayer.AddDialogHeaders(response, Request, Flow);
        if (!Offer.IsEmpty && ReliableProvisionals.AreKnownTo(Request))
        {
            _provisionals.Send(response);
        }
        else
        {
            _transaction.Respond(response);
        }
    }

    /// <summary>Answers 200. False where the call was given up or refused before, or names no address at which to reach the caller (400 is then sent).</summary>
    /// <param name="sdp">The answer, or the offer where the INVITE had none.</param>
    /// <param name="dialog">The leg; it is up although the ACK is still to come.</param>
    public bool TryAccept(ReadOnlyMemory<byte> sdp, [NotNullWhen(true)] out Dialog? dialog)
    {
        dialog = null;
        if (DialogFacts.OfAccepted(Request, _key.LocalTag, _transaction.ReplyFlow) is not { } facts)
        {
            Reject(SipStatus.BadRequest);
            return false;
        }

        if (!TrySettle())
        {
            return false;
        }

        var leg = dialog = new Dialog(_layer, facts);
        var response = _layer.Respond(Request, SipStatus.Ok, _key.LocalTag, sdp: sdp);
        DialogLayer.AddDialogHeaders(response, Request, Flow);
        leg.Session.Refreshed(Request, response);
        leg.Session.Described(sdp);
        _accepted = leg;
        leg.OnPrack = _provisionals.TryAcknowledge;
        if (!_provisionals.Holds(Send))
        {
            Send();
        }

        return true;

        void Send()
        {
            var isUp = leg.Await(new UnacknowledgedAnswer(
                Request.CSeq.Number,
                resend: () => _transaction.Respond(response),
                givenUp: () => _layer.Tasks.Start(() => Ending.HangUpAsync(leg, DialogEnding.NeverAcknowledged, CancellationToken.None)),
                _layer.Time));
            _transaction.Respond(isUp ? response : _layer.Respond(Request, SipStatus.RequestTerminated, _key.LocalTag));
            _transaction.ForgetRequest();
        }
    }

    /// <summary>Refuses with a final status of 300 to 699.</summary>
    public void Reject(int status, string? reason = null, SipWarning? warning = null)
    {
        if (TrySettle())
        {
            _provisionals.Dispose();
            var response = _layer.Respond(Request, status, _key.LocalTag, reason);
            DialogLayer.AddWarning(response, Flow, warning);
            _transaction.Respond(response);
        }
    }

    /// <summary>
    /// Asks for credentials. With good ones of an account: that account. Otherwise the refusal or challenge (403, 401) has been
    /// sent and the result is null.
    /// </summary>
    public SipAccount? AuthenticateOrChallenge()
    {
        var account = _layer.Authentication(Request, Flow, _key.LocalTag, out var refusal);
        if (refusal is not null && TrySettle())
        {
            _transaction.Respond(refusal);
            _transaction.Dispose(); // a challenge keeps nothing: a repeated INVITE gets another
        }

        return account;
    }

    /// <summary>A BYE before the answer ends the call like a CANCEL (RFC 3261 §15).</summary>
    public void ReceiveBye(ServerTransaction bye)
    {
        bye.Respond(_layer.Respond(bye.Request, SipStatus.Ok, _key.LocalTag));
        Abort(SipStatus.RequestTerminated);
    }

    /// <summary>A PRACK for one of our provisional answers. An offer in it is refused, the session being settled by INVITE and answer (RFC 6337 §2).</summary>
    public void ReceivePrack(ServerTransaction prack)
    {
        var status = !_provisionals.TryAcknowledge(prack.Request) ? SipStatus.CallDoesNotExist
            : prack.Request.Body.IsEmpty ? SipStatus.Ok
            : SipStatus.NotAcceptableHere;
        prack.Respond(_layer.Respond(prack.Request, status, _key.LocalTag));
    }

    /// <summary>An UPDATE before our answer: later (RFC 3311 §5.2).</summary>
    public void ReceiveUpdate(ServerTransaction update)
    {
        var later = _layer.Respond(update.Request, SipStatus.ServerInternalError, _key.LocalTag);
        later.Headers.Add(HeaderName.RetryAfter, "2");
        update.Respond(later);
    }

    /// <summary>Nobody waits any more.</summary>
    public void Abort(int status)
    {
        if (TrySettle())
        {
            _provisionals.Dispose();
            _transaction.Respond(_layer.Respond(Request, status, _key.LocalTag));
            _layer.Tasks.Start(() => _aborted.CancelAsync());
        }
    }

    /// <summary>For the endpoint, when its user is done with the call.</summary>
    public void Dispose() => _aborted.Dispose();

    // RFC 3262 §3: the peer hears nothing of us, so the call ends; also where the 200 was waiting for the PRACK.
    private void NeverAcknowledged()
    {
        if (_accepted is { } leg)
        {
            _transaction.Respond(_layer.Respond(Request, SipStatus.ServerTimeout, _key.LocalTag));
            leg.TryEnd(DialogEnding.NeverAcknowledged);
        }
        else
        {
            Abort(SipStatus.ServerTimeout);
        }
    }

    private bool TrySettle()
    {
        if (Interlocked.Exchange(ref _isSettled, 1) != 0)
        {
            return false;
        }

        // The transaction goes on for 64·T1; the call behind it need not be kept so long.
        (_transaction.OnCancelled, _transaction.OnFailed) = (null, null);
        _layer.Table.Remove(_key, this);
        return true;
    }
}
