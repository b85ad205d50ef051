using System.Net;
using System.Net.Sockets;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transport;
using Hotline.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Sip.Transport;

/// <summary>Against dnsmasq, a real name server.</summary>
public sealed class ServerLocatorTests
{
    [Fact]
    public async Task Finds_servers_by_their_records_in_order_with_their_ports()
    {
        await using var server = await NameServer.StartAsync(
            "--srv-host=_sip._udp.carrier.test,second.carrier.test,5072,20,1",
            "--srv-host=_sip._udp.carrier.test,first.carrier.test,5071,10,1",
            "--host-record=first.carrier.test,192.0.2.1",
            "--host-record=second.carrier.test,192.0.2.2,2001:db8::2",
            "--host-record=plain.test,192.0.2.3");
        var locator = new ServerLocator(server.Address, TimeProvider.System, NullLogger.Instance);

        Assert.Equal([E("192.0.2.1:5071"), E("192.0.2.2:5072")], await FindAsync("carrier.test"));
        Assert.Equal([E("192.0.2.1:5080")], await FindAsync("first.carrier.test", 5080)); // a port: no SRV
        Assert.Equal([E("192.0.2.3:5060")], await FindAsync("plain.test")); // no SRV records
        Assert.Equal([E("[2001:db8::2]:5061")], await locator.FindAsync(new HostPort("second.carrier.test", 0), SipProtocol.Tls, [AddressFamily.InterNetworkV6], Deadline.Token()));
        Assert.Empty(await FindAsync("nobody.test"));

        ValueTask<IReadOnlyList<IPEndPoint>> FindAsync(string name, int port = 0) =>
            locator.FindAsync(new HostPort(name, port), SipProtocol.Udp, [AddressFamily.InterNetwork], Deadline.Token());
    }

    [Fact]
    public async Task Asks_again_over_TCP_where_an_answer_does_not_fit()
    {
        await using var server = await NameServer.StartAsync([.. Enumerable.Range(1, 40).SelectMany(n => (string[])
        [
            $"--srv-host=_sip._udp.large.test,server-with-a-long-name-{n}.large.test,5060,{n},1", $"--host-record=server-with-a-long-name-{n}.large.test,192.0.2.{n}",
        ])]);
        var locator = new ServerLocator(server.Address, TimeProvider.System, NullLogger.Instance);

        var found = await locator.FindAsync(new HostPort("large.test", 0), SipProtocol.Udp, [AddressFamily.InterNetwork], Deadline.Token());

        Assert.Equal(Enumerable.Range(1, 40).Select(n => E($"192.0.2.{n}:5060")), found);
    }

    [Fact]
    public async Task What_was_found_is_kept_while_the_name_server_is_away()
    {
        ServerLocator locator;
        var time = new ManualTimeProvider();
        await using (var server = await NameServer.StartAsync("--host-record=plain.test,192.0.2.3", "--local-ttl=60"))
        {
            locator = new ServerLocator(server.Address, time, NullLogger.Instance);
            Assert.Equal([E("192.0.2.3:5060")], await FindAsync());
        }

        Assert.Equal([E("192.0.2.3:5060")], await FindAsync());
        time.Advance(TimeSpan.FromMinutes(2)); // its time is over, and nobody is there to ask: a closed port refuses at once

        Assert.Equal([E("192.0.2.3:5060")], await FindAsync());

        ValueTask<IReadOnlyList<IPEndPoint>> FindAsync() => locator.FindAsync(new HostPort("plain.test", 0), SipProtocol.Udp, [AddressFamily.InterNetwork], Deadline.Token());
    }

    [Fact]
    public void Every_beginning_of_an_answer_is_refused_and_none_of_others_is_taken()
    {
        var question = DnsMessage.Ask(7, "_sip._udp.a.test", DnsType.Srv)!;
        byte[] answer = [0, 7, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, .. question[12..], 0xC0, 12, 0, 33, 0, 1, 0, 0, 0, 60, 0, 11, 0, 10, 0, 5, 0x13, 0xC4, 2, (byte)'b', (byte)'c', 0xC0, 22];

        var read = DnsMessage.Read(answer, question)!;
        Assert.Equal([new SrvTarget(10, 5, 5060, "bc.a.test")], read.Servers);
        Assert.Equal(TimeSpan.FromSeconds(60), read.TimeToLive);
        for (var length = 0; length < answer.Length; length++)
        {
            Assert.Null(DnsMessage.Read(answer.AsSpan(0, length), question));
        }

        Assert.Null(DnsMessage.Read(answer, DnsMessage.Ask(8, "_sip._udp.a.test", DnsType.Srv)));
        Assert.Null(DnsMessage.Read(answer, DnsMessage.Ask(7, "_sip._udp.b.test", DnsType.Srv)));
        answer[^1] = (byte)(answer.Length - 2); // a name that points at itself
        Assert.Null(DnsMessage.Read(answer, question));
    }

    [Fact]
    public void Any_bytes_are_an_answer_or_none()
    {
        var question = DnsMessage.Ask(7, "a.test", DnsType.A)!;
        var random = new Random(20261122);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(question.Length, question.Length + 60)];
            random.NextBytes(bytes);
            question.CopyTo(bytes, 0);
            bytes[2] = 0x81;
            bytes[7] = (byte)random.Next(4);
            if (DnsMessage.Read(bytes, question) is { } answer)
            {
                Assert.True(answer.Addresses.Count + answer.Servers.Count <= bytes.Length);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData("中国.test")]
    public void A_name_that_cannot_be_one_is_not_asked_for(string name) => Assert.Null(DnsMessage.Ask(1, name, DnsType.A));

    private static IPEndPoint E(string text) => IPEndPoint.Parse(text);
}
