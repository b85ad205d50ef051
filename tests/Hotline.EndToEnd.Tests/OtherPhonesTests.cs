using System.Text.Json.Nodes;
using Hotline.EndToEnd.Tests.Peers;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests;

/// <summary>Phones and tools of other makers.</summary>
public sealed class OtherPhonesTests
{
    private const int CitizenTone = 1000;
    private const int AgentTone = 600;

    // Announcements of some 13 s, and then the talk.
    private static readonly TimeSpan Call = TimeSpan.FromSeconds(17);

    [Fact]
    public async Task An_agent_on_linphone_hears_the_citizen_and_is_heard()
    {
        Assert.SkipUnless(Linphone.IsInstalled, Linphone.Absent);
        Assert.SkipUnless(Sipp.IsInstalled, Sipp.Absent);
        Assert.SkipUnless(Sound.IsInstalled, Sound.Absent);
        using var folder = new TemporaryFolder();
        await Sound.MakeRawToneAsync(folder.File("tone.al"), CitizenTone, TimeSpan.FromSeconds(60));
        await Sound.MakeWavToneAsync(folder.File("agent.wav"), AgentTone, TimeSpan.FromSeconds(60));
        await using var product = await RunningProduct.StartAsync();
        using var admin = await product.SignInAsync("admin");
        using var agent = await product.SignInAsync("agent1");
        using var supervisor = await product.SignInAsync("supervisor");

        await using var phone = new Linphone(folder.File("agent.wav"));
        phone.Register(product.Sip, "8001", "hotline-sample");
        await RegisteredAsync(admin, "8001");
        await agent.PostAsync("/api/switchboard/ready", new { });
        await using var citizen = Sipp.StartCitizens(folder, product.Sip, Sipp.FreePort(), Call);
        Assert.Equal(0, await citizen.WaitForExitAsync(TimeSpan.FromSeconds(60)));

        await phone.WaitForEndAsync();
        Assert.True(await Sound.ToneShareAsync(await phone.WaitForHeardAsync(), channel: 1, CitizenTone) > 0.9, "the agent heard the citizen's tone");
        var file = await supervisor.PlayOnlyRecordingAsync(folder);
        Assert.True(await Sound.ToneShareAsync(file, channel: 2, AgentTone) > 0.9, "the agent's tone stands on the right");
    }

    [Fact]
    public async Task Sipsak_finds_the_node_alive_and_registers_with_the_right_password_only()
    {
        Assert.SkipUnless(Sipsak.IsInstalled, Sipsak.Absent);
        await using var product = await RunningProduct.StartAsync();
        using var admin = await product.SignInAsync("admin");

        Assert.Equal(0, await Sipsak.AskAsync(product.Sip));
        Assert.NotEqual(0, await Sipsak.RegisterAsync(product.Sip, "8002", "wrong"));
        Assert.Equal(0, await Sipsak.RegisterAsync(product.Sip, "8002", "hotline-sample"));
        await RegisteredAsync(admin, "8002");
    }

    private static Task<JsonNode> RegisteredAsync(DeskClient admin, string user) => admin.GetUntilAsync(
        "/api/sip-accounts",
        accounts => accounts.AsArray().Any(account => account!["userName"]!.GetValue<string>() == user && account["registered"]!.GetValue<bool>()),
        TimeSpan.FromSeconds(20));
}
