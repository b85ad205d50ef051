using System.Net;
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
        SkipWithoutPeers();
        using var folder = new TemporaryFolder();
        await using var product = await RunningProduct.StartAsync();
        await using var edge = new Kamailio(product.Sip);
        using var agent = await product.SignInAsync("agent2");

        await using var phone = await PhoneAsync(folder, edge.Address, agentsTransport, keepsFlow ? [edge.Address] : null);
        await phone.WaitUntilRegisteredAsync();
        await agent.PostAsync("/api/switchboard/ready", new { });

        await TalkAsync(folder, product, edge.Address, phone);
    }

    [Theory]
    [InlineData(true, 408)] // nobody answers there any more
    [InlineData(false, 430)] // it answers that the phone's connection is gone
    public async Task An_agent_behind_two_edges_is_rung_by_the_one_that_is_left(bool edgeDies, int status)
    {
        SkipWithoutPeers();
        using var folder = new TemporaryFolder();
        await using var product = await RunningProduct.StartAsync();
        await using var first = new Kamailio(product.Sip);
        await using var second = new Kamailio(product.Sip);
        await using var toFirst = TcpRelay.Start(first.Address);
        await using var toSecond = TcpRelay.Start(second.Address);
        using var agent = await product.SignInAsync("agent2");

        await using var phone = await PhoneAsync(folder, product.Sip, "tcp", [toFirst.Address, toSecond.Address]);
        var (edge, cable) = await phone.WaitUntilRegisteredTwiceAsync() == 0 ? (first, toFirst) : (second, toSecond); // the latest is tried first
        await agent.PostAsync("/api/switchboard/ready", new { });
        if (edgeDies)
        {
            edge.Kill();
        }
        else
        {
            await cable.DisposeAsync();
        }

        await TalkAsync(folder, product, product.Sip, phone);
        Assert.Equal([status, 200], product.Legs("Offer"));
    }

    private static void SkipWithoutPeers()
    {
        Assert.SkipUnless(Sipp.IsInstalled, Sipp.Absent);
        Assert.SkipUnless(Baresip.IsInstalled, Baresip.Absent);
        Assert.SkipUnless(Kamailio.IsInstalled, Kamailio.Absent);
        Assert.SkipUnless(Sound.IsInstalled, Sound.Absent);
    }

    private static async Task<Baresip> PhoneAsync(TemporaryFolder folder, IPEndPoint registrar, string transport, IReadOnlyList<IPEndPoint>? edges)
    {
        await Sound.MakeWavToneAsync(folder.File("agent.wav"), AgentTone, TimeSpan.FromSeconds(60));
        return new Baresip(registrar, "8002", "hotline-sample", folder.File("agent.wav"), transport, edges: edges);
    }

    private static async Task TalkAsync(TemporaryFolder folder, RunningProduct product, IPEndPoint called, Baresip phone)
    {
        await Sound.MakeRawToneAsync(folder.File("tone.al"), CitizenTone, TimeSpan.FromSeconds(60));
        using var supervisor = await product.SignInAsync("supervisor");
        await using var citizen = Sipp.StartCitizens(folder, called, Sipp.FreePort(), Call);

        Assert.Equal(0, await citizen.WaitForExitAsync(TimeSpan.FromSeconds(60)));
        var heard = await phone.WaitForHeardAsync();
        Assert.True(await Sound.ToneShareAsync(heard, channel: 1, CitizenTone) > 0.9, "the agent heard the citizen's tone");
        var recording = await supervisor.PlayOnlyRecordingAsync(folder);
        Assert.True(await Sound.ToneShareAsync(recording, channel: 2, AgentTone) > 0.9, "the citizen heard the agent's tone");
    }
}
