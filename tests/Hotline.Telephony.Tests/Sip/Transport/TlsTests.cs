using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transport;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Sip.Transport;

/// <summary>SIP over TLS between two endpoints on the loopback.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TestCertificates _certificates = new(TimeProvider.System);

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task A_phone_registers_is_called_and_hangs_up_over_TLS()
    {
        await using var hotline = await StartAsync(null, ("8001", "secret"));
        await using var phone = await StartAsync(null);
        phone.OnCall = (invite, _) =>
        {
            Assert.True(invite.TryAccept(TestSdp.Answer(invite.Offer), out var up));
            Assert.Equal(SipProtocol.Tls, up.Flow.Protocol);
            return Task.CompletedTask;
        };

        var registered = await phone.Endpoint.RequestAsync(
            new()
            {
                Method = SipMethod.Register,
                Target = TlsUri(hotline, ""),
                From = new NameAddress { Uri = TlsUri(hotline, "8001") },
                To = new NameAddress { Uri = TlsUri(hotline, "8001") },
                Headers = [(HeaderName.Contact, new NameAddress { Uri = TlsUri(phone, "8001") }.ToString()), (HeaderName.Expires, "300")],
                Credentials = new SipCredentials("8001", "secret", FixedAgents.Realm),
            },
            Deadline.Token());
        Assert.Equal(SipStatus.Ok, registered.Status);
        var binding = Assert.Single(hotline.Endpoint.Bindings.For("8001"));
        Assert.Equal(SipProtocol.Tls, binding.Flow.Protocol);

        var outcome = await hotline.CallAsync(binding).InTime();
        Assert.Equal(SipStatus.Ok, outcome.Status);
        Assert.Equal($"{hotline.Endpoint.TlsEndPoints[0]}", $"{outcome.Dialog!.Flow.Local}");
        await outcome.Dialog.ByeAsync(Deadline.Token());
        Assert.Equal(DialogEnding.LocalBye, await outcome.Dialog.Ended.InTime());
    }

    [Theory]
    [InlineData("another.example")]
    [InlineData("foreign authority")]
    public async Task Whoever_shows_no_certificate_for_the_name_we_dialled_is_not_talked_to(string fault)
    {
        using var foreign = new TestCertificates(TimeProvider.System);
        await using var hotline = await StartAsync(null);
        await using var impostor = await StartAsync(fault == "foreign authority" ? foreign.Issue() : _certificates.Issue(fault));

        var outcome = await hotline.Endpoint.InviteAsync(
            new OutgoingInvite { Target = TlsUri(impostor, "1"), FromUser = "12345", Offer = TestSdp.Offer }, CancellationToken.None).InTime();

        Assert.Equal(SipStatus.ServiceUnavailable, outcome.Status);
    }

    [Fact]
    public async Task A_peer_that_speaks_no_TLS_is_cut_off_and_others_go_on()
    {
        await using var hotline = await StartAsync(null, ("8001", "secret"));
        using (var plain = new TcpClient())
        {
            await plain.ConnectAsync(hotline.Endpoint.TlsEndPoints[0], Deadline.Token());
            await plain.GetStream().WriteAsync("OPTIONS sip:h SIP/2.0\r\n\r\n"u8.ToArray(), Deadline.Token());
            var rest = new byte[64];
            try
            {
                while (await plain.GetStream().ReadAsync(rest, Deadline.Token()) > 0)
                {
                    // An alert of TLS may come before the end.
                }
            }
            catch (IOException fault) when (fault.InnerException is SocketException)
            {
                // Reset: the end too.
            }
        }

        using var peer = new TcpClient();
        await peer.ConnectAsync(hotline.Endpoint.TlsEndPoints[0], Deadline.Token());
        await using var tls = new SslStream(peer.GetStream());
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_certificates.Authority);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "127.0.0.1", CertificateChainPolicy = policy }, Deadline.Token());
        await tls.WriteAsync("\r\n\r\n"u8.ToArray(), Deadline.Token());
        var pong = new byte[2];
        await tls.ReadExactlyAsync(pong, Deadline.Token());
        Assert.Equal("\r\n"u8.ToArray(), pong);
    }

    private static SipUri TlsUri(RunningEndpoint endpoint, string user)
    {
        var uri = SipUri.Of(user, HostPort.Of(endpoint.Endpoint.TlsEndPoints[0]));
        return uri with { Parameters = uri.Parameters.With("transport", "tls") };
    }

    private Task<RunningEndpoint> StartAsync(X509Certificate2? certificate, params (string UserName, string Password)[] accounts) => RunningEndpoint.StartAsync(
        settings => settings with
        {
            Tls = new TlsSettings
            {
                Listen = [new IPEndPoint(IPAddress.Loopback, 0)],
                Certificate = certificate ?? _certificates.Issue(),
                Trusted = [_certificates.Authority],
            },
        },
        accounts);
}
