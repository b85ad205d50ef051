using System.Net;
using System.Net.Sockets;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests.Peers;

/// <summary>SIPp as a phone.</summary>
internal static class Sipp
{
    public const string Absent = "SIPp is absent: sudo apt-get install sip-tester";

    public const string KeysAbsent = "SIPp's recorded keys are absent from /usr/share/sip-tester: Debian's package sip-tester has them";

    public static bool IsInstalled { get; } = PeerProcess.Exists("sipp");

    /// <summary>Whether the recordings of keys are where <c>keys.xml</c> names them.</summary>
    public static bool HasKeys { get; } = File.Exists("/usr/share/sip-tester/dtmf_2833_pound.pcap");

    /// <summary>Registers a phone at <paramref name="localPort"/> and waits for the outcome.</summary>
    public static async Task<int> RegisterAsync(TemporaryFolder folder, IPEndPoint product, int localPort, string user, string password, string scenario = "register.xml", string transport = "u1")
    {
        await using var sipp = Start(folder, product, localPort, scenario, transport, ["-s", user, "-au", user, "-ap", password, "-m", "1"]);
        return await sipp.WaitForExitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>A registered agent's phone that answers one call with <c>tone.al</c>.</summary>
    public static PeerProcess StartAgent(TemporaryFolder folder, IPEndPoint product, int localPort, int calls = 1) =>
        Start(folder, product, localPort, "agent.xml", "u1", ["-m", $"{calls}"]);

    /// <summary>Citizens ring 12345, speak <c>tone.al</c> for <paramref name="talk"/> and hang up.</summary>
    public static PeerProcess StartCitizens(TemporaryFolder folder, IPEndPoint product, int localPort, TimeSpan talk, int calls = 1, double perSecond = 1, string transport = "u1")
    {
        // field0: the last five digits of each caller's number
        File.WriteAllLines(folder.File("callers.csv"), ["SEQUENTIAL", .. Enumerable.Range(10001, calls).Select(n => $"{n}")]);
        return Start(
            folder,
            product,
            localPort,
            "citizen.xml",
            transport,
            ["-s", "12345", "-inf", folder.File("callers.csv"), "-d", $"{(int)talk.TotalMilliseconds}", "-m", $"{calls}", "-r", FormattableString.Invariant($"{perSecond}"), "-l", $"{calls}"]);
    }

    /// <summary>A citizen rings 12345, presses every key once by <c>keys.xml</c>, and stays until hung up on.</summary>
    public static PeerProcess StartPresser(TemporaryFolder folder, IPEndPoint product) =>
        Start(folder, product, FreePort(), "keys.xml", "u1", ["-s", "12345", "-m", "1", "-mp", $"{FreePort()}"]);

    /// <summary>A carrier that takes one call, by its own scenario or by the one given.</summary>
    public static PeerProcess StartCarrier(TemporaryFolder folder, int localPort, string? scenario = null) => PeerProcess.Start(
        "sipp",
        [
            .. (string[])(scenario is null ? ["-sn", "uas"] : ["-sf", Repository.Path("tests", "Hotline.EndToEnd.Tests", "sipp", scenario)]),
            "-i", "127.0.0.1", "-p", $"{localPort}", "-m", "1", "-nostdin", "-timeout", "120",
        ],
        folder.Path);

    /// <summary>A port nobody uses now, for a peer that cannot be told "any".</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static PeerProcess Start(TemporaryFolder folder, IPEndPoint product, int localPort, string scenario, string transport, string[] more)
    {
        var file = Repository.Path("tests", "Hotline.EndToEnd.Tests", "sipp", scenario);
        return PeerProcess.Start(
            "sipp",
            [$"{product}", "-sf", file, "-i", "127.0.0.1", "-p", $"{localPort}", "-t", transport, "-nostdin", "-trace_err", "-error_file", folder.File($"{localPort}.errors"), "-timeout", "120", .. more],
            folder.Path);
    }
}
