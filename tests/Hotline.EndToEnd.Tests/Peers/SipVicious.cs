using System.Net;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests.Peers;

/// <summary>SIPVicious, the usual attacker of telephone systems.</summary>
internal static class SipVicious
{
    public const string Absent = "SIPVicious is absent: sudo apt-get install sipvicious";

    public static bool IsInstalled { get; } = PeerProcess.Exists("svwar") && PeerProcess.Exists("svcrack");

    /// <summary>Looks for extensions; gives all it printed.</summary>
    public static async Task<string> FindExtensionsAsync(IPEndPoint product, string method, string range)
    {
        await using var process = Start("svwar", product, "--method", method, "--extensions", range);
        await process.WaitForExitAsync(TimeSpan.FromSeconds(60));
        return process.Output;
    }

    /// <summary>Guesses the password of an account from a list. Not answered any more, it goes on for half a minute.</summary>
    public static PeerProcess StartGuessing(IPEndPoint product, string user, string dictionary) =>
        Start("svcrack", product, "--username", user, "--dictionary", dictionary);

    private static PeerProcess Start(string program, IPEndPoint product, params string[] arguments) => PeerProcess.Start(
        program, [.. arguments, "--port", $"{product.Port}", "--externalip", "127.0.0.1", "--maximumtime", "1", $"{product.Address}"]);
}
