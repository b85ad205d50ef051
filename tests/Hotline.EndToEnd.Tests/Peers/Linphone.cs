using System.Net;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests.Peers;

/// <summary>linphonec as an agent's phone: answers by itself, speaks a WAV file and keeps what it hears as another.</summary>
internal sealed class Linphone : IAsyncDisposable
{
    public const string Absent = "linphonec is absent: sudo apt-get install linphone-cli";

    public static bool IsInstalled { get; } = PeerProcess.Exists("linphonec");

    private readonly TemporaryFolder folder = new();
    private readonly PeerProcess process;
    private readonly string heard;

    /// <param name="spokenFile">What it says.</param>
    public Linphone(string spokenFile)
    {
        heard = folder.File("heard.wav");
        Directory.CreateDirectory(folder.File(Path.Combine(".local", "share", "linphone")));
        File.WriteAllLines(
            folder.File("linphonerc"),
            [
                "[sip]",
                $"sip_port={Sipp.FreePort()}",
                "sip_tcp_port=0",
                "sip_tls_port=0",
                "use_ipv6=0",
                "register_only_when_network_is_up=0",
                "[rtp]",
                "audio_rtp_port=-1", // any that is free
                "[sound]",
                "echocancellation=0",
                "[video]",
                "enabled=0",
            ]);
        process = PeerProcess.Start(
            "linphonec",
            ["-c", folder.File("linphonerc"), "-d", "0", "-a"],
            folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = folder.Path });
        process.Write($"soundcard use files\nplay {spokenFile}\nrecord {heard}\n");
    }

    /// <summary>Registers; whether that went well the product knows.</summary>
    public void Register(IPEndPoint product, string user, string password) => process.Write($"register sip:{user}@{product} sip:{product} {password}\n");

    /// <summary>Waits until it says that the call is over.</summary>
    public Task WaitForEndAsync() => process.WaitForLineAsync(line => line.Contains("ended (", StringComparison.Ordinal), TimeSpan.FromSeconds(30));

    /// <summary>Ends the program and gives the file with what it heard.</summary>
    public async Task<string> WaitForHeardAsync()
    {
        process.Write("quit\n");
        await process.WaitForExitAsync(TimeSpan.FromSeconds(30));
        return heard;
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        folder.Dispose();
    }
}
