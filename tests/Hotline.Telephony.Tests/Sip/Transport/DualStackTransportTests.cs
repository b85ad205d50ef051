using System.Net;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Tests.Sip.Transport;

public sealed class DualStackTransportTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_peer_is_told_our_address_of_its_own_family_and_reached_again_by_it(bool tcp)
    {
        Assert.SkipUnless(DualStack.IsHere, DualStack.Absent);
        await using var hotline = await RunningEndpoint.StartAsync(settings => settings with { Listen = DualStack.Any }, ("8001", "secret"), ("8002", "secret"));
        await using var four = await RunningEndpoint.StartAsync();
        await using var six = await RunningEndpoint.StartAsync(settings => settings with { Listen = [new IPEndPoint(IPAddress.IPv6Loopback, 0)] });

        foreach (var (phone, user, listens) in new[] { (four, "8001", hotline.Endpoint.EndPoints[0]), (six, "8002", hotline.Endpoint.EndPoints[1]) })
        {
            Assert.Equal(200, (await RegisterAsync(phone, user, listens, tcp)).Status);
            IncomingInvite? rung = null;
            phone.OnCall = (invite, _) =>
            {
                rung = invite;
                invite.TryAccept(TestSdp.Answer(invite.Offer), out Dialog? _);
                return Task.CompletedTask;
            };
            var outcome = await hotline.CallAsync(hotline.Endpoint.Bindings.For(user)[0]);

            Assert.Equal(200, outcome.Status);
            Assert.Equal(HostPort.Of(listens), rung!.Request.Via.SentBy);
            Assert.True(rung.Request.Headers.TryGetAddresses(HeaderName.Contact, out var contacts));
            Assert.Equal(HostPort.Of(listens), contacts[0].Uri.HostPort);
            await outcome.Dialog!.ByeAsync(Deadline.Token());
        }
    }

    [Fact]
    public async Task A_name_with_both_kinds_of_address_is_tried_by_our_first_family_first()
    {
        await using var server = await NameServer.StartAsync("--host-record=carrier.test,192.0.2.2,2001:db8::2");
        var locator = new ServerLocator(server.Address, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

        Assert.Equal(["192.0.2.2:5060", "[2001:db8::2]:5060"], await FindAsync(IPAddress.Any, IPAddress.IPv6Any));
        Assert.Equal(["[2001:db8::2]:5060", "192.0.2.2:5060"], await FindAsync(IPAddress.IPv6Any, IPAddress.Any));

        async Task<IEnumerable<string>> FindAsync(params IPAddress[] families) =>
            (await locator.FindAsync(new HostPort("carrier.test", 0), SipProtocol.Udp, [.. families.Select(address => address.AddressFamily)], Deadline.Token()))
            .Select(found => found.ToString());
    }

    [Fact]
    public async Task A_peer_of_a_family_we_do_not_serve_cannot_be_called()
    {
        await using var hotline = await RunningEndpoint.StartAsync();

        Assert.Empty(await hotline.Endpoint.FindWaysAsync(SipUri.Of("1", new HostPort("[2001:db8::1]", 5060)), Deadline.Token()));
    }

    private static Task<SipResponse> RegisterAsync(RunningEndpoint phone, string user, IPEndPoint at, bool tcp)
    {
        var target = new SipUri { Scheme = SipUri.Sip, HostPort = HostPort.Of(at) };
        var own = new NameAddress { Uri = SipUri.Of(user, HostPort.Of(at)) };
        return phone.Endpoint.RequestAsync(
            new()
            {
                Method = SipMethod.Register,
                Target = tcp ? target with { Parameters = SipParameters.None.With("transport", "tcp") } : target,
                From = own,
                To = own,
                Headers = [(HeaderName.Contact, new NameAddress { Uri = phone.UriOf(user, tcp) }.ToString()), (HeaderName.Expires, "300")],
                Credentials = new SipCredentials(user, "secret", FixedAgents.Realm),
            },
            Deadline.Token());
    }
}
