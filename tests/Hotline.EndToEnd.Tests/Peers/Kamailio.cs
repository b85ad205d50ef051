using System.Net;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests.Peers;

/// <summary>Kamailio with the configuration we ship, in front of the product.</summary>
internal sealed class Kamailio : IAsyncDisposable
{
    public const string Absent = "Kamailio is absent: sudo apt-get install kamailio kamailio-outbound-modules";

    public static bool IsInstalled { get; } = PeerProcess.Exists("kamailio")
        && Directory.GetDirectories("/usr/lib", "*-linux-gnu").Any(folder => File.Exists(Path.Combine(folder, "kamailio", "modules", "outbound.so")));

    private readonly TemporaryFolder folder = new();
    private readonly PeerProcess process;

    public Kamailio(IPEndPoint product)
    {
        Address = new IPEndPoint(IPAddress.Loopback, Sipp.FreePort());
        var shipped = File.ReadAllText(Repository.Path("build", "kamailio.cfg"));
        File.WriteAllText(
            folder.File("kamailio.cfg"),
            shipped
                .Replace("sip:hotline:5060", $"sip:{product}", StringComparison.Ordinal)
                .Replace("!NODE_HOST!hotline!", "!NODE_HOST!127.0.0.1!", StringComparison.Ordinal)
                .Replace("0.0.0.0:5080", Address.ToString(), StringComparison.Ordinal));
        process = PeerProcess.Start("kamailio", ["-DD", "-E", "-m", "64", "-M", "8", "-Y", folder.Path, "-P", folder.File("kamailio.pid"), "-w", folder.Path, "-f", folder.File("kamailio.cfg")]);
    }

    /// <summary>Where it takes calls and registrations, over UDP and TCP.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Takes its life without warning: whoever speaks to it gets no answer.</summary>
    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        process.Terminate();
        await process.DisposeAsync();
        folder.Dispose();
    }
}
