using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;
using Hotline.Telephony.Sip.Transactions;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>One call we make, from INVITE to its outcome (RFC 3261 §13.2, §9.1).</summary>
internal sealed class Inviting(DialogLayer layer, OutgoingInvite call, SipFlow flow) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<InviteOutcome> _outcome = new(); // what follows runs where the answer was read, outside locks: another thread woken costs more
    private readonly Dictionary<string, byte[]> _acks = new(StringComparer.Ordinal);
    private readonly EarlyDialogs _early = new(layer, flow);
    private readonly string _localTag = SipToken.NewTag();
    private ClientTransaction? _transaction;
    private ITimer? _cancelPatience;
    private uint _sequence;
    private bool _rings;
    private bool _isCancelled;
    private bool _cancelSent;
    private bool _isAuthenticated;
    private SessionExpires _sessionExpires = SessionExpires.Usual;
    private string? _minSe;
    private (string Name, string Value)? _credentials;

    public async Task<InviteOutcome> RunAsync(CancellationToken cancellationToken)
    {
        Send(credentials: null);
        await using var silence = call.Patience is { } patience ? layer.Time.CreateTimer(_ => GiveUpSilent(), null, patience, Timeout.InfiniteTimeSpan) : null;
        await using var registration = cancellationToken.Register(Cancel);
        return await _outcome.Task;
    }

    public void Dispose() => _cancelPatience?.Dispose();

    private void Send((string Name, string Value)? credentials)
    {
        var headers = new SipHeaders();
        headers.Add(HeaderName.Via, flow.NewVia());
        headers.Add(HeaderName.MaxForwards, call.MaxForwards.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var own = DialogLayer.ContactOn(flow, call.FromUser);
        headers.Add(HeaderName.From, new NameAddress
        {
            DisplayName = call.FromDisplayName,
            Uri = SipUri.Of(call.FromUser, own.Uri.HostPort),
            Parameters = SipParameters.None.With("tag", _localTag),
        }.ToString());
        headers.Add(HeaderName.To, new NameAddress { Uri = call.Target with { Headers = null, Parameters = SipParameters.None } }.ToString());
        headers.Add(HeaderName.CallId, call.CallId);
        headers.Add(HeaderName.CSeq, new CSeq(++_sequence, SipMethod.Invite).ToString());
        headers.Add(HeaderName.Contact, own.ToString());
        headers.Add(HeaderName.Allow, DialogLayer.Allow);
        headers.Add(HeaderName.Supported, "timer, 100rel");
        headers.Add(HeaderName.SessionExpires, _sessionExpires.ToString());
        if (_minSe is not null)
        {
            headers.Add(HeaderName.MinSe, _minSe);
        }

        if (call.Identity is { } identity)
        {
            headers.Add(HeaderName.PAssertedIdentity, new NameAddress { Uri = SipUri.Of(identity, own.Uri.HostPort) }.ToString());
        }

        if (call.AnswersItself)
        {
            headers.Add(HeaderName.AnswerMode, "Auto");
        }

        foreach (var (name, value) in call.Headers)
        {
            headers.Add(name, value);
        }

        headers.Add(HeaderName.UserAgent, layer.Product);
        if (credentials is { } given)
        {
            headers.Add(given.Name, given.Value);
        }

        headers.Add(HeaderName.ContentType, "application/sdp");
        var uri = RouteSet.AddTo(headers, call.Routes, call.Target with { Headers = null });
        var request = new SipRequest(SipMethod.Invite, uri, headers, call.Offer);
        var transaction = layer.Transactions.Prepare(request, flow, OnResponse);
        lock (_lock)
        {
            _rings = false;
            _transaction = transaction;
        }

        transaction.Start();
    }

    private void OnResponse(SipResponse response)
    {
        if (response.IsProvisional)
        {
            OnProvisional(response);
        }
        else if (response.IsSuccess)
        {
            OnSuccess(response);
        }
        else if (!TryAnswerChallenge(response) && !TryLongerSession(response))
        {
            Settle(new InviteOutcome(_isCancelled && response.Status == SipStatus.RequestTimeout ? SipStatus.RequestTerminated : response.Status, null, default)
            {
                IsWayBroken = response is { Status: SipStatus.ServiceUnavailable, To.Tag: null },
            });
        }
    }

    private void OnProvisional(SipResponse response)
    {
        bool cancel;
        lock (_lock)
        {
            _rings = true;
            cancel = _isCancelled && !_cancelSent;
            _cancelSent |= cancel;
        }

        if (cancel)
        {
            SendCancel();
        }

        if (response.Status > SipStatus.Trying && _early.TryTake(_transaction!.Request, response) && !cancel)
        {
            call.OnProvisional?.Invoke(response);
        }
    }

    // Repeats of a 2xx are acknowledged again; one from another branch of a forked call is hung up (RFC 3261 §13.2.2.4)
    private void OnSuccess(SipResponse response)
    {
        var tag = response.To.Tag ?? "";
        byte[]? ack;
        Dialog? dialog = null;
        ReadOnlyMemory<byte> answer = default;
        bool unwanted;
        lock (_lock)
        {
            if (!_acks.TryGetValue(tag, out ack))
            {
                var facts = DialogFacts.OfAnswered(_transaction!.Request, response, flow);
                (dialog, answer) = _early.Confirm(tag, facts) ?? (new Dialog(layer, facts), default);
                dialog.AcknowledgedByUs();
                dialog.Session.Described(call.Offer);
                dialog.Session.Refreshed(response);
                ack = SipWriter.Write(dialog.NewRequest(SipMethod.Ack, _transaction.Request.CSeq.Number));
                _acks.Add(tag, ack);
            }

            unwanted = _isCancelled || _acks.Count > 1;
        }

        layer.Transport.TrySend(ack, flow);
        if (dialog is null)
        {
            return;
        }

        if (unwanted)
        {
            layer.Tasks.Start(() => dialog.ByeAsync(CancellationToken.None));
            Settle(new InviteOutcome(SipStatus.RequestTerminated, null, default));
        }
        else
        {
            Settle(new InviteOutcome(response.Status, dialog, response.Sdp.IsEmpty ? answer : response.Sdp));
        }
    }

    private bool TryAnswerChallenge(SipResponse response)
    {
        if (response.Status is not (SipStatus.Unauthorized or SipStatus.ProxyAuthenticationRequired) || _isAuthenticated || _isCancelled
            || call.Credentials?.Answer(response, SipMethod.Invite, call.Target with { Headers = null }) is not { } answer)
        {
            return false;
        }

        _isAuthenticated = true;
        _credentials = answer;
        Send(answer);
        return true;
    }

    // RFC 4028 §7.3: once more, with the interval the peer asks for
    private bool TryLongerSession(SipResponse response)
    {
        if (response.Status != SipStatus.SessionIntervalTooSmall || _minSe is not null || _isCancelled || response.Headers.Number(HeaderName.MinSe) is not { } shortest)
        {
            return false;
        }

        _minSe = shortest.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _sessionExpires = new SessionExpires(TimeSpan.FromSeconds(Math.Max(shortest, _sessionExpires.Interval.TotalSeconds)), null);
        Send(_credentials);
        return true;
    }

    private void Cancel()
    {
        bool cancel;
        lock (_lock)
        {
            _isCancelled = true;
            cancel = _rings && !_cancelSent; // before the first provisional answer CANCEL may not go out (RFC 3261 §9.1)
            _cancelSent |= cancel;
        }

        if (cancel)
        {
            SendCancel();
        }
    }

    // The peer is taken for dead. A call that it takes up after all is cancelled or hung up.
    private void GiveUpSilent()
    {
        lock (_lock)
        {
            if (_rings)
            {
                return;
            }

            _isCancelled = true;
        }

        Settle(new InviteOutcome(SipStatus.RequestTimeout, null, default));
    }

    private void SendCancel()
    {
        var invite = _transaction!.Request;
        var headers = new SipHeaders();
        headers.Add(HeaderName.Via, invite.Via.ToString());
        headers.Add(HeaderName.MaxForwards, "70");
        invite.Headers.CopyTo(headers, HeaderName.Route);
        invite.Headers.CopyTo(headers, HeaderName.From);
        invite.Headers.CopyTo(headers, HeaderName.To);
        invite.Headers.CopyTo(headers, HeaderName.CallId);
        headers.Add(HeaderName.CSeq, new CSeq(invite.CSeq.Number, SipMethod.Cancel).ToString());
        layer.Transactions.Send(new SipRequest(SipMethod.Cancel, invite.Uri, headers, default), _transaction.Flow, static _ => { });

        // A peer that never answers the INVITE after its CANCEL is waited for no longer than 64·T1 (RFC 3261 §9.1)
        _cancelPatience = layer.Time.CreateTimer(
            static state => ((ClientTransaction)state!).Abandon(), _transaction, SipTimers.Timeout, Timeout.InfiniteTimeSpan);
    }

    private void Settle(InviteOutcome outcome)
    {
        _early.Forget();
        _outcome.TrySetResult(outcome);
    }
}
