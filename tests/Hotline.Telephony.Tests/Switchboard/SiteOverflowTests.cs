using System.Net;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Tests.Sip;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>Two hotlines with a trunk between them: a citizen in line at one is served by an agent of the other.</summary>
public sealed class SiteOverflowTests : NodeTests
{
    private static readonly IPAddress WestAddress = IPAddress.Parse("127.0.0.2");

    [Fact]
    public async Task A_citizen_in_line_here_is_served_there_hears_the_music_on_until_then_and_both_sides_say_so()
    {
        var (east, west) = await SitesAsync();
        var agent = Keep(await west.ReadyPhoneAsync("8001"));
        var citizen = await (Keep(await east.PhoneAsync("13800138000"))).CallAsync();
        citizen.Speak(400);

        var ringing = await agent.RingsAsync();
        Assert.Equal("13800138000", ringing.Shown);
        await citizen.Ear.HearsAsync(1300);
        Assert.Equal(["13800138000"], east.Switchboard.View.Waiting.Select(caller => caller.Caller));
        Assert.Equal("13800138000", Assert.Single(west.Events.All<CallArrived>()).Caller);
        Assert.True(ringing.Answer());
        ringing.Speak(700);
        await citizen.Ear.HearsAsync(700);
        await ringing.Ear.HearsAsync(400);

        // One talk: nobody waits any more, and nobody is greeted a second time.
        Assert.Empty(east.Switchboard.View.Waiting);
        Assert.Equal("west", Assert.Single(east.Switchboard.View.Calls).Party);
        Assert.Equal("east", Assert.Single(west.Switchboard.View.Calls).OverflowedFrom);
        await ringing.HangUpAsync();
        await citizen.Ended.InTime();
        var sent = await east.Events.WaitForAsync<CallEnded>();
        var taken = await west.Events.WaitForAsync<CallEnded>();
        Assert.Equal(("west", null, "general"), (sent.OverflowedTo, sent.OverflowedFrom, sent.Line!.Group));
        Assert.Equal((null, new SiteOrigin("east", sent.CallId, taken.OverflowedFrom!.Waited), "agent-8001"), (taken.OverflowedTo, taken.OverflowedFrom, taken.AgentId));
        Assert.Equal(CallEnding.AgentHungUp, taken.Ending);

        // Both record both sides; the first site's recording names the other as who talked.
        Assert.Equal(["citizen", "west"], sent.Recording!.Legs.Select(leg => leg.Party));
        Assert.Equal(["agent-8001", "citizen"], taken.Recording!.Legs.Select(leg => leg.Party).Order(StringComparer.Ordinal));
        Assert.Equal((0, 0, 1), Figures(east));
        Assert.Equal((1, 0, 0), Figures(west));
        Assert.Empty(east.Callbacks.Entries);
        await AllFreedAsync(east, west);
        await east.StopAsync();
        Assert.Contains(east.Legs(), leg => leg is { Purpose: "Site", Trunk: "west", Status: 200 });
    }

    [Fact]
    public async Task An_agent_here_who_is_first_has_the_citizen_and_the_other_site_loses_nothing()
    {
        var (east, west) = await SitesAsync();
        var there = Keep(await west.ReadyPhoneAsync("8001"));
        var here = Keep(await east.PhoneAsync("8001"));
        await here.RegisterAsync(RunningNode.Password);
        var citizen = await Keep(await east.PhoneAsync("13800138000")).CallAsync();
        var ringingThere = await there.RingsAsync();

        await east.Switchboard.SetReadyAsync("agent-8001", CancellationToken.None);
        var ringing = await here.RingsAsync();
        Assert.True(ringing.Answer());

        await ringingThere.CancelledAsync();
        await Deadline.Until(() => west.StateOf("agent-8001") == AgentState.Ready, "the agent there was not free again");
        var taken = await west.Events.WaitForAsync<CallEnded>();
        Assert.Equal((CallEnding.TakenBack, null, null), (taken.Ending, taken.AnsweredAt, taken.Recording));
        Assert.Equal((0, 0, 0), Figures(west));
        Assert.Empty(west.Callbacks.Entries);
        await citizen.HangUpAsync();
        await AllFreedAsync(east, west);
        Assert.Equal((1, 0, 0), Figures(east));
    }

    [Fact]
    public async Task A_citizen_who_hangs_up_leaves_both_lines()
    {
        var (east, west) = await SitesAsync();
        var there = Keep(await west.ReadyPhoneAsync("8001"));
        var citizen = await Keep(await east.PhoneAsync("13800138000")).CallAsync();
        var ringing = await there.RingsAsync();

        await citizen.HangUpAsync();

        await ringing.CancelledAsync();
        await AllFreedAsync(east, west);
        Assert.Equal((0, 1, 0), Figures(east));
        Assert.Equal((0, 0, 0), Figures(west));
    }

    [Fact]
    public async Task Where_nobody_is_at_work_there_or_it_is_full_the_citizen_keeps_the_place_and_the_music_here()
    {
        var (east, west) = await SitesAsync(options => options with { MaxCalls = 1 });
        var citizen = await Keep(await east.PhoneAsync("13800138000")).CallAsync();
        await east.Events.WaitForAsync<CallControlled>(act => act is { Act: CallAct.PartyGone, Party: "west" });
        await citizen.Ear.HearsAsync(1300);

        // Somebody else has the only place there.
        var agent = Keep(await west.ReadyPhoneAsync("8001"));
        var other = await Keep(await west.PhoneAsync("13900139000")).CallAsync();
        Assert.True((await agent.RingsAsync()).Answer());
        await east.Events.WaitForAsync<CallControlled>(act => act is { Act: CallAct.PartyGone, Party: "west" }, occurrence: 2);
        await citizen.Ear.HearsAsync(1300);
        Assert.Single(east.Switchboard.View.Waiting);
        Assert.True(Assert.Single(east.Trunks.Trunks).IsUp);

        await other.HangUpAsync();
        await citizen.HangUpAsync();
        await AllFreedAsync(east, west);
    }

    [Fact]
    public async Task A_header_is_believed_from_the_sites_own_trunk_only_and_no_caller_goes_in_circles()
    {
        var (_, west) = await SitesAsync();
        var agent = Keep(await west.PhoneAsync("8001"));
        await agent.RegisterAsync(RunningNode.Password);
        await west.Switchboard.SetNotReadyAsync("agent-8001", "break", CancellationToken.None);
        await using var stranger = await RunningEndpoint.StartAsync(settings => settings with { Listen = [new IPEndPoint(IPAddress.Parse("127.0.0.3"), 0)] });
        await using var site = await RunningEndpoint.StartAsync();

        // From the trunk: not understood, of another site, in a circle, sent on too often, nobody at work.
        Assert.Equal(400, await StatusAsync(site, west, "nonsense"));
        Assert.Equal(400, await StatusAsync(site, west, Header("north")));
        Assert.Equal(482, await StatusAsync(site, west, Header("west", "east")));
        Assert.Equal(483, await StatusAsync(site, west, Header("a", "b", "c", "east")));
        Assert.Equal(480, await StatusAsync(site, west, Header("east")));

        // From anybody else it is as if it were not there: greeted as everybody is, and waiting from now on.
        Assert.Equal(200, await StatusAsync(stranger, west, Header("east")));
        Assert.Null((await west.Events.WaitForAsync<CallEnded>()).OverflowedFrom);
        await west.AllFreedAsync();
    }

    [Fact]
    public async Task A_trunk_to_a_site_is_no_way_to_the_public()
    {
        var (east, _) = await SitesAsync();
        var phone = Keep(await east.PhoneAsync("8001"));
        await phone.RegisterAsync(RunningNode.Password);
        await Deadline.Until(() => east.StateOf("agent-8001") == AgentState.NotReady, "the agent did not sign in");

        Assert.Equal(SwitchboardAnswer.Refused, (await east.Switchboard.CallAsync("agent-8001", "13800138000", CancellationToken.None)).Answer);
    }

    private async Task<(RunningNode East, RunningNode West)> SitesAsync(Func<TelephonyOptions, TelephonyOptions>? there = null)
    {
        var westFolder = Keep(new Lodging()).Folder;
        await File.WriteAllTextAsync(westFolder.File("queues.yaml"), "groups: {general: {}}\nsite: west\nsites: {east: {trunk: east}}\n");
        await File.WriteAllTextAsync(
            Folder.File("queues.yaml"), "groups:\n  general: {overflow: [{site: west}]}\nsite: east\nsites: {west: {trunk: west, again: 5s}}\n");
        var west = Keep(await RunningNode.StartAsync(westFolder, decide: options => (there ?? (same => same))(options with
        {
            Sip = [new IPEndPoint(WestAddress, 0)],
            QueueFile = westFolder.File("queues.yaml"),
            Callers = CallerAdmission.Anyone,
            Trunks = [new TrunkOptions { Name = "east", Host = "127.0.0.1", HealthInterval = TimeSpan.Zero }],
        })));
        var east = Keep(await RunningNode.StartAsync(Folder, decide: options => options with
        {
            QueueFile = Folder.File("queues.yaml"),
            Callers = CallerAdmission.Anyone,
            Trunks = [new TrunkOptions { Name = "west", Host = west.Address.ToString(), HealthInterval = TimeSpan.Zero }],
        }));
        return (east, west);
    }

    private static string Header(params string[] path) =>
        $"v1;call=019aa6c27a107d559b3a0123456789ab;waited=60;group=general;path={string.Join('+', path)}";

    // The status of a call with this header; hung up at once where it was taken.
    private static async Task<int> StatusAsync(RunningEndpoint from, RunningNode to, string header)
    {
        var outcome = await from.Endpoint.InviteAsync(
            new Hotline.Telephony.Sip.Dialogs.OutgoingInvite
            {
                Target = SipUri.Of("12345", HostPort.Of(to.Address)),
                FromUser = "13800138000",
                Offer = TestSdp.Offer,
                Headers = [(Hotline.Telephony.Switchboard.SentCaller.Header, header)],
            },
            CancellationToken.None).InTime();
        if (outcome.Dialog is { } dialog)
        {
            await dialog.ByeAsync(CancellationToken.None);
        }

        return outcome.Status;
    }

    private static (int Answered, int Abandoned, int Overflowed) Figures(RunningNode node)
    {
        var figures = node.Switchboard.View.Figures;
        return (figures.Answered, figures.Abandoned, figures.Overflowed);
    }

    private static async Task AllFreedAsync(params RunningNode[] nodes)
    {
        foreach (var node in nodes)
        {
            await node.AllFreedAsync();
        }
    }

    private sealed class Lodging : IAsyncDisposable
    {
        public TemporaryFolder Folder { get; } = new();

        public ValueTask DisposeAsync()
        {
            Folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
