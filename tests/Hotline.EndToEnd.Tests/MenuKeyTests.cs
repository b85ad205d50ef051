using System.Net.Sockets;
using Hotline.EndToEnd.Tests.Peers;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests;

/// <summary>A caller presses keys with SIPp's own recordings of them (RFC 4733), and comes where the menus lead.</summary>
public sealed class MenuKeyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Every_key_that_SIPp_plays_leads_to_the_next_menu_and_a_wrong_one_out()
    {
        Assert.SkipUnless(Sipp.IsInstalled, Sipp.Absent);
        Assert.SkipUnless(Sipp.HasKeys, Sipp.KeysAbsent);
        Assert.SkipUnless(MayForgeSources(), "SIPp plays packets through a raw socket: run as root, or with CAP_NET_RAW");
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("flow.yaml"), MenuForEach("123456789*#"));
        await using var product = await RunningProduct.StartAsync("--Telephony:CallFlow", folder.File("flow.yaml"));
        using var supervisor = await product.SignInAsync("supervisor");

        await using var caller = Sipp.StartPresser(folder, product.Sip);
        var board = await supervisor.GetUntilAsync("/api/switchboard", board => board["waiting"]!.AsArray().Count == 1, Patience);
        Assert.Equal("consumer", board["waiting"]![0]!["group"]!.GetValue<string>());
        await supervisor.PostAsync($"/api/switchboard/calls/{board["waiting"]![0]!["callId"]}/release", new { });

        Assert.Equal(0, await caller.WaitForExitAsync(Patience));
    }

    // A menu behind each key, its own and no other; behind the last 0 is a person, as in every menu. Any other key hangs up.
    private static string MenuForEach(string keys) =>
        "name: keys\nstart: m0\nsteps:\n"
        + string.Concat(keys.Select((key, n) => $"  m{n}:\n    menu:\n      say: [menu]\n      keys: {{'{key}': {(n + 1 < keys.Length ? $"m{n + 1}" : "last")}}}\n      tries: 1\n      otherwise: wrong\n"))
        + "  last:\n    menu:\n      say: [menu]\n      keys: {'1': wrong, '0': line}\n      tries: 1\n      otherwise: wrong\n"
        + "  wrong:\n    hang-up: [goodbye]\n  line:\n    queue:\n      group: consumer\n      music: music\n";

    private static bool MayForgeSources()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Udp);
            return true;
        }
        catch (SocketException fault) when (fault.SocketErrorCode is SocketError.AccessDenied)
        {
            return false;
        }
    }
}
