using System.Net;
using System.Net.Sockets;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Sip.Transport;

/// <summary>dnsmasq on a port of its own, knowing what its arguments say and nothing else.</summary>
internal sealed class NameServer(PeerProcess process, IPEndPoint address) : IAsyncDisposable
{
    public IPEndPoint Address => address;

    public static async Task<NameServer> StartAsync(params string[] records)
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/dnsmasq"), "dnsmasq is absent: sudo apt-get install dnsmasq-base");
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var address = (IPEndPoint)socket.LocalEndPoint!;
        socket.Dispose();
        var process = PeerProcess.Start(
            "/usr/sbin/dnsmasq",
            [
                "--keep-in-foreground", "--no-daemon", "--conf-file=/dev/null", "--no-resolv", "--no-hosts", "--no-ping", "--pid-file=", "--log-facility=-",
                $"--port={address.Port}", "--listen-address=127.0.0.1", "--bind-interfaces", "--user=root", "--edns-packet-max=512", .. records,
            ]);
        await process.WaitForLineAsync(line => line.Contains("started", StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        return new NameServer(process, address);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
