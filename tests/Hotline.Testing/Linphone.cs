using System.Net;
using System.Net.Sockets;

namespace Hotline.Testing;

/// <summary>linphonec: answers by itself, calls where it is told to, speaks a WAV file and keeps what it hears as another.</summary>
public sealed class Linphone : IAsyncDisposable
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
                $"sip_port={FreePort()}",
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

    /// <summary>Calls somebody.</summary>
    public void Call(IPEndPoint product, string number) => process.Write($"call sip:{number}@{product}\n");

    /// <summary>Hangs up.</summary>
    public void HangUp() => process.Write("terminate\n");

    /// <summary>Waits until it says that the call is over.</summary>
    public Task WaitForEndAsync() => process.WaitForLineAsync(line => line.Contains("ended (", StringComparison.Ordinal), TimeSpan.FromSeconds(30));

    /// <summary>Ends the program and gives the file with what it heard.</summary>
    public async Task<string> WaitForHeardAsync()
    {
        process.Write("quit\n");
        await process.WaitForExitAsync(TimeSpan.FromSeconds(30));
        return heard;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        folder.Dispose();
    }
}
