using System.Net;
using System.Net.WebSockets;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Registrar;
using Hotline.Telephony.Sip.Transactions;
using Hotline.Telephony.Sip.Transport;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Sip;

/// <summary>The signalling of one node: UDP and TCP on an address of each IP family, transactions, dialogs and the registrar behind them. Thread-safe.</summary>
internal sealed class SipEndpoint : ITransactionUser, IAsyncDisposable
{
    // How long the peers of standing calls have to answer our last BYE
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly SipSettings _settings;
    private readonly ISipUser _user;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Doorkeeper _door;
    private readonly TransactionTable _transactions;
    private readonly DialogLayer _dialogs;
    private readonly RegistrarDesk _registrar;
    private readonly CancellationTokenSource _stopping = new();
    private SipTransport? _transport;
    private bool _isDisposed;

    public SipEndpoint(SipSettings settings, IAgentDirectory agents, ISipUser user, TimeProvider time, ILoggerFactory loggers, Doorkeeper? door = null)
    {
        (_settings, _user, _time) = (settings, user, time);
        _logger = loggers.CreateLogger("Hotline.Telephony.Sip");
        _door = door ?? new Doorkeeper(settings.DoorLimits, settings.Edges, time, _logger);
        var authenticator = new DigestAuthenticator(agents, _door, settings.Realm, settings.Challenges, settings.Product, time);
        _transactions = new TransactionTable(this, time, _logger);
        _dialogs = new DialogLayer(_transactions, authenticator.Authenticate, settings.Product, _logger);
        Bindings = new Bindings(time, _logger);
        _registrar = new RegistrarDesk(Bindings, agents, authenticator, settings.RegistrarLimits, settings.Product, time);
    }

    /// <summary>The addresses listened on, for UDP and TCP alike; known after the start.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => Transport.EndPoints;

    public bool IsStarted => _transport is not null;

    /// <summary>The addresses TLS is listened on; none without it.</summary>
    public IReadOnlyList<IPEndPoint> TlsEndPoints => Transport.TlsEndPoints;

    /// <summary>Sees what comes and goes; null for nobody. Set before the start.</summary>
    public ISipTap? Tap { get; init; }

    public Bindings Bindings { get; }

    /// <summary>Speaks SIP on a WebSocket somebody accepted, until it ends (RFC 7118). False where too many are open.</summary>
    public Task<bool> ServeAsync(WebSocket socket, IPEndPoint remote, bool isSecure, CancellationToken cancellationToken) =>
        Transport.ServeAsync(socket, remote, isSecure, cancellationToken);

    /// <summary>Dialogs that stand now.</summary>
    public int DialogCount => _dialogs.Table.Count;

    /// <summary>The dialog a call is to take the place of; null where it is none of ours.</summary>
    public Dialog? Find(Replaces replaces) => _dialogs.Table.Find(replaces);

    /// <summary>Requests of others we still remember.</summary>
    public int TransactionCount => _transactions.Servers;

    /// <summary>Requests of ours whose answer is not sure yet.</summary>
    public int OwnTransactionCount => _transactions.Clients;

    /// <summary>Calls offered to us and not answered yet.</summary>
    public int EarlyCount => _dialogs.Table.Early.Count;

    private SipTransport Transport => _transport ?? throw new InvalidOperationException("The SIP endpoint is not started.");

    /// <summary>Listens. A port in use or an address that is not ours is one <see cref="IOException"/> that says which.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var listen in _settings.Listen.Where(listen => listen.Address.Equals(IPAddress.Any) || listen.Address.Equals(IPAddress.IPv6Any)))
        {
            if (_settings.Advertised.All(address => address.AddressFamily != listen.AddressFamily))
            {
                throw new IOException($"SIP listens on every address ({listen}): the address to tell phones has to be given too.");
            }
        }

        _transport = SipTransport.Bind(
            _settings.Listen, _settings.Advertised, _transactions, _door, _settings.MessageLimits, _settings.TransportLimits, _time, _logger, _settings.Tls);
        _transactions.Transport = _transport;
        _transport.Tap = Tap;
        _transport.Start();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Makes a call and waits for its final answer. Cancelling sends CANCEL as soon as the rules allow (RFC 3261 §9.1) and still
    /// returns the outcome, normally 487; a 200 that crossed the CANCEL is acknowledged and hung up. A phone that is silent keeps
    /// the task until 64·T1 are over: do not wait for it where the next phone should ring at once.
    /// </summary>
    public async Task<InviteOutcome> InviteAsync(OutgoingInvite invite, CancellationToken cancellationToken)
    {
        if ((invite.Flow ?? await Transport.FindWayAsync(invite.Target, cancellationToken)) is not { } flow)
        {
            return new InviteOutcome(SipStatus.ServiceUnavailable, null, default);
        }

        using var inviting = new Inviting(_dialogs, invite, flow);
        return await inviting.RunAsync(cancellationToken);
    }

    /// <summary>The ways to an address, the best first; empty where there is none.</summary>
    public ValueTask<IReadOnlyList<SipFlow>> FindWaysAsync(SipUri uri, CancellationToken cancellationToken) => Transport.FindWaysAsync(uri, cancellationToken);

    /// <summary>Our own address for a user, as told to a registrar that is reached by a flow.</summary>
    public static SipUri ContactOf(string user, SipFlow flow) => SipUri.Of(user, HostPort.Of(flow.Local));

    /// <summary>Runs work of the endpoint's user, which is awaited when the endpoint stops.</summary>
    public void Start(Func<Task> work) => _dialogs.Tasks.Start(work);

    /// <summary>The same for work that soon waits for something: it begins on the caller's thread.</summary>
    public void Begin(Func<Task> work) => _dialogs.Tasks.Begin(work);

    /// <summary>Sends a request outside any dialog, such as REGISTER or OPTIONS, and returns its final response: 408 where none came, 503 where there is no way.</summary>
    /// <exception cref="IOException">The target's host is not known.</exception>
    public async Task<SipResponse> RequestAsync(OutgoingRequest request, CancellationToken cancellationToken)
    {
        var flow = await Transport.FindWayAsync(request.Target, cancellationToken) ?? throw new IOException("There is no way to the host of the SIP address.");
        return await RequestAsync(request, flow, cancellationToken);
    }

    /// <summary>The same, by a way that was found before.</summary>
    public Task<SipResponse> RequestAsync(OutgoingRequest request, SipFlow flow, CancellationToken cancellationToken) =>
        Requesting.SendAsync(_transactions, request, flow, cancellationToken);

    /// <summary>Hangs up what stands, refuses what rings, stops listening and awaits every task it started.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _stopping.CancelAsync();
        if (_transport is not null)
        {
            foreach (var invite in _dialogs.Table.Early)
            {
                invite.Abort(SipStatus.ServiceUnavailable);
            }

            using var patience = new CancellationTokenSource(Farewell, _time);
            await Task.WhenAll(_dialogs.Table.All.Select(dialog => dialog.ByeAsync(patience.Token)))
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _transactions.Clear();
            foreach (var dialog in _dialogs.Table.All)
            {
                dialog.Forget();
            }

            await _transport.DisposeAsync();
        }

        await _dialogs.Tasks.WhenAllAsync();
        Bindings.Dispose();
        _stopping.Dispose();
    }

    void ITransactionUser.OnRequest(ServerTransaction transaction)
    {
        var request = transaction.Request;
        var admission = SipGate.Judge(request, out var refusal);
        switch (admission)
        {
            case null:
                AnswerAndForget(transaction, refusal!);
                break;
            case Admission.Registration:
                Register(transaction);
                break;
            case Admission.Inquiry:
                AnswerAndForget(transaction, Describe(request));
                break;
            case Admission.Cancellation:
                Cancel(transaction);
                break;
            case Admission.InDialog:
                ReceiveInDialog(transaction);
                break;
            case Admission.NewCall:
                ReceiveCall(transaction);
                break;
        }
    }

    void ITransactionUser.OnAck(SipRequest ack, SipFlow flow) => _dialogs.Table.Find(ack)?.ReceiveAck(ack);

    void ITransactionUser.OnFlowLost(SipFlow flow)
    {
        Bindings.OnFlowLost(flow);
        foreach (var dialog in _dialogs.Table.All)
        {
            dialog.OnFlowLost(flow);
        }
    }

    // What changes nothing is not kept for repeats: they get an answer of their own (RFC 3261 §8.2.7). So a flood of strangers' requests
    // leaves nothing behind and does not crowd out calls.
    private static void AnswerAndForget(ServerTransaction transaction, SipResponse response)
    {
        transaction.Respond(response);
        transaction.Dispose();
    }

    private void Register(ServerTransaction transaction)
    {
        var response = _registrar.Answer(transaction.Request, transaction.ReplyFlow);
        if (response.IsSuccess)
        {
            transaction.Respond(response);
            transaction.ForgetRequest();
        }
        else
        {
            AnswerAndForget(transaction, response);
        }
    }

    private void Cancel(ServerTransaction cancel)
    {
        var invite = _transactions.FindCancelled(cancel.Request);
        cancel.Respond(_dialogs.Respond(cancel.Request, invite is null ? SipStatus.CallDoesNotExist : SipStatus.Ok, SipToken.NewTag()));
        invite?.OnCancelled?.Invoke();
    }

    private void ReceiveInDialog(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (_dialogs.Table.Find(request) is { } dialog)
        {
            dialog.Receive(transaction);
        }
        else if (request.Method == SipMethod.Bye && _dialogs.Table.FindEarly(request) is { } early)
        {
            early.ReceiveBye(transaction);
        }
        else if (request.Method == SipMethod.Prack && _dialogs.Table.FindEarly(request) is { } ringing)
        {
            ringing.ReceivePrack(transaction);
        }
        else if (request.Method == SipMethod.Update && _dialogs.Table.FindEarly(request) is { } asked)
        {
            asked.ReceiveUpdate(transaction);
        }
        else
        {
            transaction.Respond(_dialogs.Respond(request, SipStatus.CallDoesNotExist, SipToken.NewTag()));
        }
    }

    private void ReceiveCall(ServerTransaction transaction)
    {
        if (_stopping.IsCancellationRequested)
        {
            transaction.Respond(_dialogs.Respond(transaction.Request, SipStatus.ServiceUnavailable, SipToken.NewTag()));
            return;
        }

        var invite = new IncomingInvite(_dialogs, transaction);
        var stopping = _stopping.Token;
        _dialogs.Tasks.Start(async () =>
        {
            using (invite)
            {
                try
                {
                    await _user.OnInviteAsync(invite, stopping);
                }
                finally
                {
                    invite.Reject(stopping.IsCancellationRequested ? SipStatus.ServiceUnavailable : SipStatus.ServerInternalError);
                }
            }
        });
    }

    private SipResponse Describe(SipRequest request)
    {
        var response = _dialogs.Respond(request, SipStatus.Ok, SipToken.NewTag());
        response.Headers.Add(HeaderName.Allow, DialogLayer.Allow);
        response.Headers.Add(HeaderName.Supported, DialogLayer.Supported);
        response.Headers.Add(HeaderName.Accept, "application/sdp, application/dtmf-relay, application/dtmf");
        return response;
    }
}
