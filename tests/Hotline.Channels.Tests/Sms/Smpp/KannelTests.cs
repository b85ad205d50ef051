using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hotline.Testing;

namespace Hotline.Channels.Tests.Sms.Smpp;

/// <summary>Against Kannel's load-driving message centre (<c>drive_smpp</c>), which knows transmitters and receivers only.</summary>
public sealed class KannelTests
{
    private const string Program = "/usr/lib/kannel/test/drive_smpp";
    private const int Messages = 500;

    [Fact]
    public async Task A_centre_under_load_delivers_and_takes_every_message_once()
    {
        Assert.SkipUnless(File.Exists(Program), "drive_smpp is absent; to run: sudo apt-get install kannel-extras");
        using var folder = new TemporaryFolder();
        var port = FreePort();
        await using var centre = PeerProcess.Start(Program, ["-v", "0", "-p", port.ToString(CultureInfo.InvariantCulture), "-m", Messages.ToString(CultureInfo.InvariantCulture)], folder.Path);
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(port) with { Bind = SmppBind.Pair, Window = 100, MessagesPerSecond = 0, SystemType = "VMA" });
        await sms.WaitUpAsync();

        await sms.Sink.WaitAsync(() => sms.Sink.Messages.Count >= Messages);
        Assert.Equal(Messages, sms.Sink.Messages.Select(message => message.ExternalId).Distinct(StringComparer.Ordinal).Count());

        // It counts what it is given, and says so at the last.
        var outcomes = await Task.WhenAll(sms.Sink.Messages.Select((message, i) => sms.SendAsync($"k{i}", message.Text, to: "13800000001").AsTask()));
        Assert.All(outcomes, outcome => Assert.Equal(SendVerdict.Accepted, outcome.Verdict));
        await centre.WaitForLineAsync(line => line.Contains("ESME has submitted all messages to SMSC", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
