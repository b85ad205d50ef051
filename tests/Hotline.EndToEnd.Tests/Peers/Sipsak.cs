using System.Net;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests.Peers;

/// <summary>sipsak, the operator's tool: asks whether a node lives, and registers.</summary>
internal static class Sipsak
{
    public const string Absent = "sipsak is absent: sudo apt-get install sipsak";

    public static bool IsInstalled { get; } = PeerProcess.Exists("sipsak");

    /// <summary>OPTIONS; the exit code.</summary>
    public static Task<int> AskAsync(IPEndPoint product) => RunAsync("-s", $"sip:12345@{product}");

    /// <summary>REGISTER with digest; the exit code.</summary>
    public static Task<int> RegisterAsync(IPEndPoint product, string user, string password) =>
        RunAsync("-U", "-C", $"sip:{user}@127.0.0.1:{Sipp.FreePort()}", "-u", user, "-a", password, "-x", "60", "-s", $"sip:{user}@{product}");

    private static async Task<int> RunAsync(params string[] arguments)
    {
        await using var process = PeerProcess.Start("sipsak", arguments);
        return await process.WaitForExitAsync(TimeSpan.FromSeconds(30));
    }
}
