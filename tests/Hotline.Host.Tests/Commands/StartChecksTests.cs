using System.Net;
using System.Net.Sockets;
using Hotline.Host.Commands;
using Hotline.Testing;
using Microsoft.Extensions.Configuration;

namespace Hotline.Host.Tests.Commands;

public sealed class StartChecksTests
{
    [Fact]
    public void Ports_in_use_are_named_with_their_option()
    {
        using var folder = new TemporaryFolder();
        using var tcp = new TcpListener(IPAddress.Loopback, 0);
        tcp.Start();
        using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var (http, sip) = ((IPEndPoint)tcp.LocalEndpoint, (IPEndPoint)udp.Client.LocalEndPoint!);

        var refusal = Assert.Throws<StartRefusedException>(() => StartChecks.Run(Settings(folder.Path, http, sip)));

        Assert.Equal(
            [
                $"http {http} (TCP) is in use by another program; stop it, or choose another port with --http",
                $"sip {sip} (UDP) is in use by another program; stop it, or choose another port with --sip",
            ],
            refusal.Reasons.Where(reason => !reason.StartsWith($"sip {sip} (TCP)", StringComparison.Ordinal))); // another test may have that one by chance
    }

    [Fact]
    public void A_second_product_on_the_same_data_folder_is_refused()
    {
        using var folder = new TemporaryFolder();
        var settings = Settings(folder.Path);
        using (StartChecks.Run(settings))
        {
            var refusal = Assert.Throws<StartRefusedException>(() => StartChecks.Run(settings));
            Assert.Equal([$"another Hotline is running on the data folder {folder.Path}; stop it, or choose another folder with --data"], refusal.Reasons);
        }

        StartChecks.Run(settings).Dispose();
    }

    [Fact]
    public void A_data_folder_that_cannot_be_made_is_refused()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("file");
        File.WriteAllText(file, "");

        var refusal = Assert.Throws<StartRefusedException>(() => StartChecks.Run(Settings(Path.Combine(file, "data"))));

        Assert.StartsWith($"the data folder {file}", Assert.Single(refusal.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_of_another_machine_is_refused()
    {
        using var folder = new TemporaryFolder();

        var refusal = Assert.Throws<StartRefusedException>(() => StartChecks.Run(Settings(folder.Path, http: new IPEndPoint(IPAddress.Parse("192.0.2.1"), 8012))));

        Assert.Equal(["http 192.0.2.1:8012 (TCP) is no address of this machine; choose another with --http"], refusal.Reasons);
    }

    private static HotlineSettings Settings(string data, IPEndPoint? http = null, IPEndPoint? sip = null) => HotlineSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Data"] = data,
            ["Policies"] = data is [.., 'd', 'a', 't', 'a'] ? Path.GetTempPath() : data,
            ["Http"] = (http ?? new IPEndPoint(IPAddress.Loopback, 0)).ToString(),
            ["Sip"] = (sip ?? new IPEndPoint(IPAddress.Loopback, 0)).ToString(),
        }).Build());
}
