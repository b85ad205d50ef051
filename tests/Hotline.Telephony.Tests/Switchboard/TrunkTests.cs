using System.Net;
using System.Net.Sockets;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Tests.Sip;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>Carriers, each on a port of its own: trying one after the other, their limits, their numbers, who calls.</summary>
public sealed class TrunkTests : NodeTests
{
    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(408)]
    public async Task A_carrier_that_cannot_leads_to_the_next_one(int status)
    {
        var (first, second) = (Keep(await TestPhone.StartTrunkAsync()), Keep(await TestPhone.StartTrunkAsync()));
        first.Refusal = status;
        var (node, phone) = await NodeAsync(Trunk("first", first), Trunk("second", second) with { Priority = 2 });

        var agent = await CallAsync(node, phone, "13800138000");
        var citizen = await second.RingsAsync();
        Assert.Equal(("13800138000", "12345"), (citizen.Dialled, citizen.Shown));
        Assert.True(citizen.Answer());
        await Deadline.Until(() => node.StateOf("agent-8001") == AgentState.Talking, "not connected");

        Assert.False(first.HasRung);
        Assert.Equal((status, 0), Of(node, "first"));
        await Deadline.Until(() => Of(node, "second") == (200, 1), "the second carrier did not take it");
        await agent.HangUpAsync();
        await node.AllFreedAsync();
        await Deadline.Until(() => Of(node, "second") == (200, 0), "the place was not given back");

        await node.StopAsync();
        var rows = node.Legs();
        Assert.Equal(
            [("OwnPhone", null, 200, "Peer"), ("Citizen", "first", status, "NotAnswered"), ("Citizen", "second", 200, "Us")],
            rows.OrderBy(row => row.Began).Select(row => (row.Purpose, row.Trunk, row.Status, row.EndedBy)));
        Assert.Single(rows.Select(row => row.CallId).Distinct(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Equal(row.Status == 200, row.Heard is not null)); // loss and jitter of every leg that was answered
    }

    [Fact]
    public async Task A_carrier_that_says_nothing_is_left_soon()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var second = Keep(await TestPhone.StartTrunkAsync());
        var (node, phone) = await NodeAsync(
            new TrunkOptions { Name = "silent", Host = silent.LocalEndPoint!.ToString()!, Patience = TimeSpan.FromSeconds(1), HealthInterval = TimeSpan.Zero },
            Trunk("second", second) with { Priority = 2 });

        var agent = await CallAsync(node, phone, "13800138000");

        Assert.True((await second.RingsAsync()).Answer());
        await agent.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Theory]
    [InlineData(404)]
    [InlineData(486)]
    [InlineData(603)]
    public async Task What_the_called_says_is_final(int status)
    {
        var (first, second) = (Keep(await TestPhone.StartTrunkAsync()), Keep(await TestPhone.StartTrunkAsync()));
        first.Refusal = status;
        var (node, phone) = await NodeAsync(Trunk("first", first), Trunk("second", second) with { Priority = 2 });

        var agent = await CallAsync(node, phone, "13800138000");

        await agent.Ended.InTime();
        await node.AllFreedAsync();
        Assert.False(second.HasRung);
    }

    [Fact]
    public async Task A_full_carrier_is_passed_over_and_a_full_one_calls_in_vain()
    {
        var (first, second) = (Keep(await TestPhone.StartTrunkAsync()), Keep(await TestPhone.StartTrunkAsync()));
        var (node, phone) = await NodeAsync(Trunk("first", first) with { MaxCalls = 1 }, Trunk("second", second) with { Priority = 2 });
        var caller = Keep(await node.PhoneAsync("13900139000"));
        var citizen = await caller.CallAsync(); // from 127.0.0.1, the first trunk's
        Assert.Equal(503, (await caller.TryCallAsync("12345")).Status);

        var agentCall = await phone.RingsAsync(); // the citizen is offered
        Assert.True(agentCall.Answer());
        await Deadline.Until(() => node.StateOf("agent-8001") == AgentState.Talking, "not connected");
        var other = Keep(await node.ReadyPhoneAsync("8002"));
        var made = await CallAsync(node, other, "13800138000", "agent-8002");
        Assert.True((await second.RingsAsync()).Answer());

        Assert.False(first.HasRung);
        await made.HangUpAsync();
        await citizen.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task Numbers_are_written_as_the_carrier_wants_them_and_some_do_not_go_out()
    {
        var carrier = Keep(await TestPhone.StartTrunkAsync());
        var (node, phone) = await NodeAsync(Trunk("carrier", carrier) with { NumbersOut = [new("+86", "0"), new("", "9")], Barred = ["00", "1"] });

        Assert.Equal((SwitchboardAnswer.Refused, null), await node.Switchboard.CallAsync("agent-8001", "0086900", Deadline.Token()));
        var agent = await CallAsync(node, phone, "+8613800138000");

        var citizen = await carrier.RingsAsync();
        Assert.Equal("013800138000", citizen.Dialled);
        citizen.Reject(486);
        await agent.Ended.InTime();
        await Deadline.Until(() => node.StateOf("agent-8001") == AgentState.Ready, "the agent is stuck");

        agent = await CallAsync(node, phone, "110"); // barred by its beginning, but an emergency number
        citizen = await carrier.RingsAsync();
        Assert.Equal("9110", citizen.Dialled);
        citizen.Reject(486);
        await agent.Ended.InTime();
        await node.AllFreedAsync();
    }

    [Theory]
    [InlineData("P-Asserted-Identity: <sip:+8613800138000@carrier>", "013800138000")]
    [InlineData("P-Asserted-Identity: <tel:+8613800138000>", "013800138000")]
    [InlineData("", "013900139000")]
    [InlineData("P-Asserted-Identity: <sip:+8613800138000@carrier>\nPrivacy: id", "")]
    [InlineData("Privacy: user;critical", "")]
    [InlineData("Privacy: none", "013900139000")]
    public async Task Who_calls_is_whom_the_trunk_names_and_whoever_asks_for_privacy_is_not_shown(string headers, string shown)
    {
        var carrier = Keep(await TestPhone.StartTrunkAsync());
        var (node, _) = await NodeAsync(Trunk("carrier", carrier) with { NumbersIn = [new("+86", "0"), new("02512345", "12345")] });
        using var trunk = new Stranger(node.Address, "127.0.0.1");

        trunk.Send("INVITE", "sip:02512345@h", headers, from: "+8613900139000");

        var arrived = await node.Events.WaitForAsync<CallArrived>();
        Assert.Equal((shown, "12345"), (arrived.Caller, arrived.Called));
        await node.Switchboard.ReleaseAsync(arrived.CallId, Deadline.Token());
    }

    [Fact]
    public async Task Where_there_are_trunks_a_stranger_is_asked_for_credentials_and_its_headers_are_not_believed()
    {
        var carrier = Keep(await TestPhone.StartTrunkAsync());
        var (node, _) = await NodeAsync(Trunk("carrier", carrier));
        using var stranger = new Stranger(node.Address);

        Assert.Equal(SipStatus.Unauthorized, await stranger.AskAsync("INVITE", "sip:12345@h", "P-Asserted-Identity: <sip:110@carrier>"));
        Assert.Empty(node.Switchboard.View.Calls);
    }

    [Fact]
    public async Task A_trunk_that_calls_from_anywhere_shows_its_credentials()
    {
        var node = await NodeAsync(options => options with
        {
            Trunks =
            [
                new TrunkOptions
                {
                    Name = "roaming", Host = "192.0.2.1", HealthInterval = TimeSpan.Zero, CallsWithUserName = "carrier", CallsWithPassword = RunningNode.Password,
                    NumbersIn = [new("02512345", "12345"), new("+86", "0")],
                },
            ],
        });
        var carrier = Keep(await node.PhoneAsync("carrier")); // shows its name, and is no agent

        Assert.Equal(SipStatus.Unauthorized, (await carrier.TryCallAsync("12345")).Status);
        var (status, call) = await carrier.TryCallAsync("12345", withCredentials: true);

        Assert.Equal(SipStatus.Ok, status);
        Assert.Equal(1, Of(node, "roaming").Calls);
        await call!.HangUpAsync();
        await node.AllFreedAsync();
        Assert.Equal(SipStatus.TemporarilyUnavailable, (await carrier.TryCallAsync("*81", withCredentials: true)).Status);
    }

    [Fact]
    public async Task An_agent_dials_no_more_numbers_than_allowed_but_an_emergency()
    {
        var carrier = Keep(await TestPhone.StartTrunkAsync());
        carrier.Refusal = 486;
        var node = await NodeAsync(options => options with { Trunks = [Trunk("carrier", carrier)], DialledPerAgentAndHour = 2 });
        var phone = Keep(await node.ReadyPhoneAsync("8001"));
        foreach (var number in (string[])["13800138000", "13800138001", "110"])
        {
            var call = await CallAsync(node, phone, number);
            await call.Ended.InTime();
            await node.AllFreedAsync();
            await Deadline.Until(() => node.StateOf("agent-8001") == AgentState.Ready, "the agent is stuck");
        }

        Assert.Equal((SwitchboardAnswer.Refused, null), await node.Switchboard.CallAsync("agent-8001", "13800138002", Deadline.Token()));
    }

    [Fact]
    public async Task Without_trunks_anybody_may_ring_but_not_say_who_he_is()
    {
        var node = await NodeAsync(decide: null);
        using var stranger = new Stranger(node.Address);

        stranger.Send("INVITE", "sip:12345@h", "P-Asserted-Identity: <sip:110@carrier>", from: "13900139000");

        Assert.Equal("13900139000", (await node.Events.WaitForAsync<CallArrived>()).Caller);
    }

    [Fact]
    public async Task We_register_at_a_carrier_with_digest_and_take_it_back()
    {
        await using var carrier = await RunningEndpoint.StartAsync(("02512345", "secret"));
        var node = await NodeAsync(options => options with
        {
            Trunks =
            [
                new TrunkOptions { Name = "carrier", Host = carrier.Address.ToString(), UserName = "02512345", Password = "secret", Realm = FixedAgents.Realm, Registers = true, HealthInterval = TimeSpan.Zero },
            ],
        });

        await Deadline.Until(() => Desk(node)[0].IsRegistered == true, "not registered");
        Assert.Equal($"sip:02512345@{node.Address}", Assert.Single(carrier.Endpoint.Bindings.For("02512345")).Contact.ToString());

        await node.StopAsync();
        Assert.Empty(carrier.Endpoint.Bindings.For("02512345"));
    }

    [Fact]
    public async Task A_carriers_wrong_realm_gets_no_hash()
    {
        await using var carrier = await RunningEndpoint.StartAsync(("02512345", "secret"));
        var node = await NodeAsync(options => options with
        {
            Trunks = [new TrunkOptions { Name = "carrier", Host = carrier.Address.ToString(), UserName = "02512345", Password = "secret", Realm = "another", Registers = true, HealthInterval = TimeSpan.Zero }],
        });

        await Deadline.Until(() => Desk(node)[0].LastStatus == SipStatus.Unauthorized, "not asked");
        Assert.False(Desk(node)[0].IsRegistered);
    }

    [Fact]
    public async Task A_carrier_that_dies_is_reported_down_and_up_again()
    {
        var port = new IPEndPoint(IPAddress.Loopback, 0);
        await using (var carrier = await RunningEndpoint.StartAsync())
        {
            port = carrier.Address;
        }

        // Nobody is there: a port that is closed refuses TCP at once.
        var node = await NodeAsync(options => options with
        {
            Trunks = [new TrunkOptions { Name = "carrier", Host = port.ToString(), Transport = TrunkTransport.Tcp, HealthInterval = TimeSpan.FromSeconds(1) }],
        });
        var down = await node.Events.WaitForAsync<TrunkChanged>();
        Assert.Equal(("carrier", false), (down.Trunk, down.IsUp));

        await using var back = await RunningEndpoint.StartAsync(settings => settings with { Listen = [port] });
        await Deadline.Until(() => Desk(node)[0].IsUp, "it did not come up");
    }

    private static IReadOnlyList<TrunkView> Desk(RunningNode node) => node.Trunks.Trunks;

    private static (int? LastStatus, int Calls) Of(RunningNode node, string trunk)
    {
        var view = Desk(node).Single(one => one.Name == trunk);
        return (view.LastStatus, view.Calls);
    }

    // Not asked whether they live: what a call heard is what is looked at.
    private static TrunkOptions Trunk(string name, TestPhone carrier) => new() { Name = name, Host = carrier.Address.ToString(), HealthInterval = TimeSpan.Zero };

    private async Task<(RunningNode Node, TestPhone Phone)> NodeAsync(params TrunkOptions[] trunks)
    {
        var node = await NodeAsync(options => options with { Trunks = trunks });
        return (node, Keep(await node.ReadyPhoneAsync("8001")));
    }

    // The agent's own phone rings first; it is picked up.
    private static async Task<PhoneCall> CallAsync(RunningNode node, TestPhone phone, string number, string agentId = "agent-8001")
    {
        Assert.Equal(SwitchboardAnswer.Done, (await node.Switchboard.CallAsync(agentId, number, Deadline.Token())).Answer);
        var call = await phone.RingsAsync();
        Assert.True(call.Answer());
        return call;
    }
}
