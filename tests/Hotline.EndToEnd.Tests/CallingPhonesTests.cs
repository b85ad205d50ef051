using System.Net;
using System.Net.Sockets;
using Hotline.EndToEnd.Tests.Peers;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests;

/// <summary>Phones of other makers that place the call, by IPv4 and IPv6; what they hear is what they recorded themselves.</summary>
public sealed class CallingPhonesTests
{
    private const int CitizenTone = 1000;
    private const int AgentTone = 600;

    // The last second is all talk, whatever came before it.
    private const double Talk = 1;

    [Fact]
    public async Task Baresip_by_IPv6_registers_and_calls_an_agent_by_IPv4()
    {
        Assert.SkipUnless(HasSix(), "this machine has no IPv6 loopback: run where ::1 is an address");
        Assert.SkipUnless(Baresip.IsInstalled, Baresip.Absent);
        Assert.SkipUnless(Sound.IsInstalled, Sound.Absent);
        using var folder = await SpeakersAsync();
        await using var product = await RunningProduct.StartAsync("--sip", "127.0.0.1:0,[::1]:0", "--Telephony:CallFlow", folder.File("flow.yaml"));
        using var agent = await product.SignInAsync("agent1");
        using var supervisor = await product.SignInAsync("supervisor");
        await using var agentPhone = new Baresip(product.Sip, "8001", "hotline-sample", folder.File("agent.wav"));
        await agentPhone.WaitUntilRegisteredAsync();
        await agent.PostAsync("/api/switchboard/ready", new { });

        await using var citizen = new Baresip(product.SipOther!, "8002", "hotline-sample", folder.File("citizen.wav"), calls: "12345");
        await citizen.WaitUntilRegisteredAsync();
        await TalkThenReleaseAsync(supervisor);

        Assert.True(await Sound.ToneShareAsync(await citizen.WaitForHeardAsync(), channel: 1, AgentTone, Talk) > 0.9, "the citizen heard the agent's tone");
        Assert.True(await Sound.ToneShareAsync(await agentPhone.WaitForHeardAsync(), channel: 1, CitizenTone) > 0.9, "the agent heard the citizen's tone");
        await BothRecordedAsync(supervisor, folder);
    }

    // Tones, and a flow without announcements: the line at once.
    private static async Task<TemporaryFolder> SpeakersAsync()
    {
        var folder = new TemporaryFolder();
        await Sound.MakeWavToneAsync(folder.File("citizen.wav"), CitizenTone, TimeSpan.FromSeconds(60));
        await Sound.MakeWavToneAsync(folder.File("agent.wav"), AgentTone, TimeSpan.FromSeconds(60));
        await File.WriteAllTextAsync(folder.File("flow.yaml"), "name: short\nstart: line\nsteps:\n  line:\n    queue:\n      music: music\n");
        return folder;
    }

    private static async Task TalkThenReleaseAsync(DeskClient supervisor)
    {
        var board = await supervisor.GetUntilAsync("/api/switchboard", board => board["calls"]!.AsArray().Any(call => call!["answeredAt"] is not null), TimeSpan.FromSeconds(30));
        var call = board["calls"]![0]!;
        var answered = DateTimeOffset.Parse(call["answeredAt"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
        await supervisor.GetUntilAsync(
            "/api/city", city => DateTimeOffset.Parse(city["now"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture) - answered > TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(30));
        await supervisor.PostAsync($"/api/switchboard/calls/{call["callId"]}/release", new { });
    }

    private static async Task BothRecordedAsync(DeskClient supervisor, TemporaryFolder folder)
    {
        var file = await supervisor.PlayOnlyRecordingAsync(folder);
        Assert.True(await Sound.ToneShareAsync(file, channel: 1, CitizenTone) > 0.9, "the caller's tone stands on the left");
        Assert.True(await Sound.ToneShareAsync(file, channel: 2, AgentTone) > 0.9, "the agent's tone stands on the right");
    }

    private static bool HasSix()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
