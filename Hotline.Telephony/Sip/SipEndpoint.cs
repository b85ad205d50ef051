using System.Net;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Registrar;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Sip;

/// <summary>The signalling of one node: UDP and TCP on one address, transactions, dialogs and the registrar behind them. Thread-safe.</summary>
internal sealed class SipEndpoint(SipSettings settings, IAgentDirectory agents, ISipUser user, TimeProvider time, ILoggerFactory loggers) : IAsyncDisposable
{
    /// <summary>The address listened on, for UDP and TCP alike; known after the start.</summary>
    public IPEndPoint LocalEndPoint => throw new NotSupportedException();

    public Bindings Bindings => throw new NotSupportedException();

    /// <summary>Listens. A port in use or an address that is not ours is one <see cref="IOException"/> that says which.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = (settings, agents, user, time, loggers);
        throw new NotSupportedException();
    }

    /// <summary>
    /// Makes a call and waits for its final answer. Cancelling sends CANCEL as soon as the rules allow (RFC 3261 §9.1) and still
    /// returns the outcome, normally 487; a 200 that crossed the CANCEL is acknowledged and hung up.
    /// </summary>
    public Task<InviteOutcome> InviteAsync(OutgoingInvite invite, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Sends a request outside any dialog, such as REGISTER or OPTIONS, and returns its final response (408 where none came).</summary>
    public Task<SipResponse> RequestAsync(SipRequest request, IPEndPoint target, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Stops listening, ends what is under way and awaits every task it started.</summary>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
