using System.Net;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Tests.Sip;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>A phone that keeps several ways open to us (RFC 5626): a call goes by the next one where the first has failed.</summary>
public sealed class PhoneFlowTests : NodeTests
{
    [Theory]
    [InlineData(430)] // the edge no longer has the phone's connection
    [InlineData(408)] // the edge heard nothing of the phone
    public async Task A_call_that_an_edge_cannot_deliver_goes_by_the_phones_next_flow(int status)
    {
        var node = await NodeAsync();
        var phone = await PhoneAsync(node, flow: 1);
        var edge = await PhoneAsync(node, flow: 2); // the latest is tried first
        edge.Refusal = status;
        await ReadyAsync(node);

        var call = await Keep(await node.PhoneAsync("1")).CallAsync();
        Assert.True((await phone.RingsAsync()).Answer());

        Assert.Equal("agent-8001", (await node.Events.WaitForAsync<CallAnswered>()).AgentId);
        Assert.Single(node.Events.All<CallOffered>());
        await call.HangUpAsync();
        await node.AllFreedAsync();
        await Deadline.Until(() => Attempts(node).Order().SequenceEqual([200, status]), () => $"the legs are {string.Join(", ", Attempts(node))}");
    }

    [Fact]
    public async Task An_edge_that_is_gone_without_a_word_makes_way_for_the_next_flow()
    {
        var node = await NodeAsync();
        var phone = await PhoneAsync(node, flow: 1);
        await using (var edge = await node.PhoneAsync("8001"))
        {
            await edge.RegisterAsync(RunningNode.Password, flow: 2);
        }

        await ReadyAsync(node);
        var call = await Keep(await node.PhoneAsync("1")).CallAsync();
        Assert.True((await phone.RingsAsync()).Answer());

        Assert.Equal("agent-8001", (await node.Events.WaitForAsync<CallAnswered>()).AgentId);
        Assert.Single(node.Events.All<CallOffered>());
        await call.HangUpAsync();
        await Deadline.Until(() => Attempts(node).Order().SequenceEqual([200, SipStatus.RequestTimeout]), () => $"the legs are {string.Join(", ", Attempts(node))}");
    }

    [Fact]
    public async Task A_connection_that_breaks_while_it_rings_makes_way_for_the_next_flow()
    {
        var node = await NodeAsync();
        await using var cable = TcpRelay.Start(node.Address);
        var phone = await PhoneAsync(node, flow: 1, overTcp: node.Address);
        var cut = await PhoneAsync(node, flow: 2, overTcp: cable.Address);
        await ReadyAsync(node);

        var call = await Keep(await node.PhoneAsync("1")).CallAsync();
        await cut.RingsAsync();
        cable.Cut();

        Assert.True((await phone.RingsAsync()).Answer());
        Assert.Equal("agent-8001", (await node.Events.WaitForAsync<CallAnswered>()).AgentId);
        await call.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Theory]
    [InlineData(486, 200, "rejected")] // the phone's own word, which holds for all its flows
    [InlineData(503, 200, "unreachable")]
    [InlineData(430, 430, "unreachable")] // nothing is left to try
    public async Task Where_no_flow_may_help_the_next_agent_rings(int latest, int other, string reason)
    {
        var node = await NodeAsync();
        var first = await PhoneAsync(node, flow: 1);
        first.Refusal = other == 200 ? 0 : other;
        (await PhoneAsync(node, flow: 2)).Refusal = latest;
        await ReadyAsync(node);
        var second = Keep(await node.ReadyPhoneAsync("8002"));

        var call = await Keep(await node.PhoneAsync("1")).CallAsync();
        Assert.True((await second.RingsAsync()).Answer());

        await node.Events.WaitForAsync<AgentStateChanged>(change => change is { AgentId: "agent-8001", State: AgentState.NotReady } && change.Reason == reason);
        Assert.False(first.HasRung);
        await call.HangUpAsync();
        await node.AllFreedAsync();
    }

    private static IEnumerable<int> Attempts(RunningNode node) => node.Legs().Where(leg => leg.Purpose == "Offer").Select(leg => leg.Status);

    private static async Task ReadyAsync(RunningNode node)
    {
        await Deadline.Until(() => node.StateOf("agent-8001") == AgentState.NotReady, "the agent did not sign in");
        Assert.Equal(SwitchboardAnswer.Done, await node.Switchboard.SetReadyAsync("agent-8001", CancellationToken.None));
    }

    private async Task<TestPhone> PhoneAsync(RunningNode node, int flow, IPEndPoint? overTcp = null)
    {
        var phone = Keep(await node.PhoneAsync("8001"));
        await phone.RegisterAsync(RunningNode.Password, overTcp: overTcp, flow: flow);
        return phone;
    }
}
