using System.Net;
using System.Net.Sockets;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests.Peers;

/// <summary>baresip as an agent's phone: registers, answers by itself, speaks a WAV file, keeps what it heard as another.</summary>
internal sealed class Baresip : IAsyncDisposable
{
    public const string Absent = "baresip is absent: sudo apt-get install baresip-core";

    /// <summary>Debian keeps them below /usr/lib/baresip or the machine's own library folder.</summary>
    private static string Modules { get; } =
        new[] { "/usr/lib/baresip/modules", "/usr/lib/x86_64-linux-gnu/baresip/modules", "/usr/lib/aarch64-linux-gnu/baresip/modules", "/usr/local/lib/baresip/modules" }
            .FirstOrDefault(Directory.Exists) ?? "";

    public static bool IsInstalled { get; } = PeerProcess.Exists("baresip") && Modules.Length > 0;

    private readonly TemporaryFolder folder = new();
    private readonly PeerProcess process;

    /// <param name="product">Where it registers.</param>
    /// <param name="user">Its account.</param>
    /// <param name="password">Of the account.</param>
    /// <param name="spokenFile">What it says.</param>
    /// <param name="transport">How it speaks SIP.</param>
    /// <param name="encryption">How its sound is protected; null for in the clear.</param>
    /// <param name="edges">By whom it registers, one or two, with a flow that is to be kept by each (RFC 5626); null for straight at the product.</param>
    /// <param name="calls">Whom it calls as soon as it runs; null for nobody.</param>
    public Baresip(IPEndPoint product, string user, string password, string spokenFile, string transport = "udp", string? encryption = null, IReadOnlyList<IPEndPoint>? edges = null, string? calls = null)
    {
        var own = product.AddressFamily == AddressFamily.InterNetworkV6 ? "[::1]" : "127.0.0.1";
        Directory.CreateDirectory(folder.File("heard"));
        File.WriteAllText(folder.File("contacts"), "");
        File.WriteAllText(folder.File("accounts"), $"<sip:{user}@{product};transport={transport}>;auth_user={user};auth_pass={password};answermode=auto;regint=300;audio_codecs=PCMA/8000/1{(encryption is null ? "" : $";mediaenc={encryption}")}{(edges is null ? "" : ";sipnat=outbound" + string.Concat(edges.Select((edge, i) => $";outbound{i + 1}=\"sip:{edge};transport={transport}\"")))}\n");
        File.WriteAllLines(
            folder.File("config"),
            [
                $"sip_listen {own}:{Sipp.FreePort()}",
                $"net_interface {own.Trim('[', ']')}",
                $"module_path {Modules}",
                $"audio_source aufile,{spokenFile}",
                "audio_player aubridge,ear", // a player that leads nowhere: without one nothing is decoded
                "audio_alert aubridge,alert",
                $"snd_path {folder.File("heard")}",
                "sip_verify_server no", // the authority is the test's own; that we check names is tested elsewhere
                "module g711.so",
                "module aufile.so",
                "module aubridge.so",
                "module sndfile.so",
                "module srtp.so",
                "module_tmp uuid.so", // by which a flow's registrations are one phone's
                "module_tmp account.so",
                "module_app menu.so",
            ]);
        process = PeerProcess.Start("baresip", ["-f", folder.Path, .. (string[])(calls is null ? [] : ["-e", $"/dial sip:{calls}@{product};transport={transport}"])]);
    }

    public Task WaitUntilRegisteredAsync() =>
        process.WaitForLineAsync(line => line.Contains("200 OK", StringComparison.Ordinal) || line.Contains("registered successfully", StringComparison.Ordinal), TimeSpan.FromSeconds(20));

    /// <summary>Waits until it is registered by both of its edges, and tells which of them came last: 0 or 1.</summary>
    public async Task<int> WaitUntilRegisteredTwiceAsync()
    {
        var line = await process.WaitForLineAsync(line => line.Contains("200 OK", StringComparison.Ordinal) && line.Contains("[2 bindings]", StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        return line.Contains("{1/", StringComparison.Ordinal) ? 0 : line.Contains("{2/", StringComparison.Ordinal) ? 1 : throw new InvalidOperationException($"No way is named in: {line}");
    }

    /// <summary>Waits until it says that both directions of the sound are under keys.</summary>
    public Task WaitUntilProtectedAsync() =>
        process.WaitForLineAsync(line => line.Contains("SRTP is Enabled", StringComparison.Ordinal), TimeSpan.FromSeconds(20));

    /// <summary>Waits for the end of the call and gives the file with what the agent heard.</summary>
    public async Task<string> WaitForHeardAsync()
    {
        await process.WaitForLineAsync(line => line.Contains("terminated (duration", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        return Directory.GetFiles(folder.File("heard"), "*-dec.wav").Single();
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        folder.Dispose();
    }
}
