using System.Net;
using Hotline.Telephony.Sip;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Registrar;
using Hotline.Telephony.Sip.Transactions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Sip;

/// <summary>An endpoint on a loopback port of its own, doing with calls what the test says. Serves as the hotline and as a phone.</summary>
internal sealed class RunningEndpoint : ISipUser, IAsyncDisposable
{
    private readonly SipEndpoint _endpoint;

    private RunningEndpoint(IAgentDirectory agents, TimeProvider time, SipSettings settings) =>
        _endpoint = new SipEndpoint(settings, agents, this, time, NullLoggerFactory.Instance);

    /// <summary>What to do with a call; refused with 480 while unset.</summary>
    public Func<IncomingInvite, CancellationToken, Task>? OnCall { get; set; }

    public SipEndpoint Endpoint => _endpoint;

    public IPEndPoint Address => _endpoint.EndPoints[0];

    public static async Task<RunningEndpoint> StartAsync(params (string UserName, string Password)[] accounts)
    {
        return await StartAsync(settings => settings, accounts);
    }

    public static async Task<RunningEndpoint> StartAsync(Func<SipSettings, SipSettings> decide, params (string UserName, string Password)[] accounts)
    {
        var settings = decide(new SipSettings { Listen = [new IPEndPoint(IPAddress.Loopback, 0)], Realm = FixedAgents.Realm, Edges = Doors.Loopback });
        var running = new RunningEndpoint(new FixedAgents(accounts), TimeProvider.System, settings);
        await running._endpoint.StartAsync(CancellationToken.None);
        return running;
    }

    public Task OnInviteAsync(IncomingInvite invite, CancellationToken stopping)
    {
        if (OnCall is { } onCall)
        {
            return onCall(invite, stopping);
        }

        invite.Reject(SipStatus.TemporarilyUnavailable);
        return Task.CompletedTask;
    }

    public SipUri UriOf(string user, bool tcp = false)
    {
        var uri = SipUri.Of(user, HostPort.Of(Address));
        return tcp ? uri with { Parameters = SipParameters.None.With("transport", "tcp") } : uri;
    }

    /// <summary>Registers this endpoint as a phone of an account.</summary>
    public Task<SipResponse> RegisterAsync(RunningEndpoint registrar, string user, string password, bool tcp = false, int expires = 300, string? contact = null, string callId = "registration", uint sequence = 1) =>
        _endpoint.RequestAsync(
            new OutgoingRequest
            {
                Method = SipMethod.Register,
                Target = registrar.UriOf("", tcp) with { UserInfo = "" },
                From = new NameAddress { Uri = registrar.UriOf(user) },
                To = new NameAddress { Uri = registrar.UriOf(user) },
                Headers = [(HeaderName.Contact, contact ?? new NameAddress { Uri = UriOf(user, tcp) }.ToString()), (HeaderName.Expires, expires.ToString(System.Globalization.CultureInfo.InvariantCulture))],
                Credentials = new SipCredentials(user, password, FixedAgents.Realm),
                CallId = callId,
                Sequence = sequence,
            },
            Deadline.Token());

    public Task<InviteOutcome> CallAsync(RunningEndpoint callee, string user, bool tcp = false, Action<SipResponse>? onProvisional = null, CancellationToken cancellationToken = default) =>
        _endpoint.InviteAsync(
            new OutgoingInvite { Target = callee.UriOf(user, tcp), FromUser = "13800000000", Offer = TestSdp.Offer, OnProvisional = onProvisional }, cancellationToken);

    public Task<InviteOutcome> CallAsync(Binding binding, Action<SipResponse>? onProvisional = null, CancellationToken cancellationToken = default) =>
        _endpoint.InviteAsync(
            new OutgoingInvite { Target = binding.Contact, Flow = binding.Flow, FromUser = "12345", Offer = TestSdp.Offer, OnProvisional = onProvisional }, cancellationToken);

    public ValueTask DisposeAsync() => _endpoint.DisposeAsync();
}
