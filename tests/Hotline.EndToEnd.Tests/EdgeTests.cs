using Hotline.EndToEnd.Tests.Peers;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests;

/// <summary>
/// Everything through Kamailio as we ship it: the agent's phone registers by Path (RFC 3327), or by a flow that it keeps open (RFC 5626), which without Kamailio's word would be
/// refused (439); the citizen's call comes in by Record-Route.
/// </summary>
public sealed class EdgeTests
{
    private const int CitizenTone = 1000;
    private const int AgentTone = 600;

    // The announcements before an agent is rung, and some seconds to talk.
    private static readonly TimeSpan Call = TimeSpan.FromSeconds(16);

    [Theory]
    [InlineData("udp", false)]
    [InlineData("tcp", true)]
    public async Task A_citizen_and_an_agent_behind_Kamailio_hear_each_other(string agentsTransport, bool keepsFlow)
    {
        Assert.SkipUnless(Sipp.IsInstalled, Sipp.Absent);
        Assert.SkipUnless(Baresip.IsInstalled, Baresip.Absent);
        Assert.SkipUnless(Kamailio.IsInstalled, Kamailio.Absent);
        Assert.SkipUnless(Sound.IsInstalled, Sound.Absent);
        using var folder = new TemporaryFolder();
        await Sound.MakeRawToneAsync(folder.File("tone.al"), CitizenTone, TimeSpan.FromSeconds(60));
        await Sound.MakeWavToneAsync(folder.File("agent.wav"), AgentTone, TimeSpan.FromSeconds(60));
        await using var product = await RunningProduct.StartAsync();
        await using var edge = new Kamailio(product.Sip);
        using var agent = await product.SignInAsync("agent2");
        using var supervisor = await product.SignInAsync("supervisor");

        await using var phone = new Baresip(edge.Address, "8002", "hotline-sample", folder.File("agent.wav"), agentsTransport, keepsFlow: keepsFlow);
        await phone.WaitUntilRegisteredAsync();
        await agent.PostAsync("/api/switchboard/ready", new { });
        await using var citizen = Sipp.StartCitizens(folder, edge.Address, Sipp.FreePort(), Call);

        Assert.Equal(0, await citizen.WaitForExitAsync(TimeSpan.FromSeconds(60)));
        var heard = await phone.WaitForHeardAsync();
        Assert.True(await Sound.ToneShareAsync(heard, channel: 1, CitizenTone) > 0.9, "the agent heard the citizen's tone");
        var recording = await supervisor.PlayOnlyRecordingAsync(folder);
        Assert.True(await Sound.ToneShareAsync(recording, channel: 2, AgentTone) > 0.9, "the citizen heard the agent's tone");
    }
}
