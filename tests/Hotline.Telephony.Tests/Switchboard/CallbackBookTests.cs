using Hotline.Testing;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>What is owed to callers whom nobody answered, seen from outside.</summary>
public sealed class CallbackBookTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Who_gave_up_is_in_the_ledger_also_after_a_restart_until_an_agent_talks_to_them()
    {
        await using (var node = await RunningNode.StartAsync(folder))
        {
            await using var citizen = await node.PhoneAsync("13800138000");
            var call = await citizen.CallAsync();
            await node.Events.WaitForAsync<CallQueued>();
            await call.HangUpAsync();
            await node.Events.WaitForAsync<CallEnded>();
            var owed = Assert.Single(node.Callbacks.Entries);
            Assert.Equal(("13800138000", CallbackKind.Missed, CallbackState.Open), (owed.Number, owed.Kind, owed.State));
        }

        await using (var node = await RunningNode.StartAsync(folder))
        {
            Assert.Equal(CallbackState.Open, Assert.Single(node.Callbacks.Entries).State);
            await using var agent = await node.ReadyPhoneAsync("8001");
            await using var citizen = await node.PhoneAsync("13800138000");
            var call = await citizen.CallAsync();
            Assert.True((await agent.RingsAsync()).Answer());
            await node.Events.WaitForAsync<CallAnswered>();
            await call.HangUpAsync();
            await node.Events.WaitForAsync<CallEnded>();

            var settled = Assert.Single(node.Callbacks.Entries);
            Assert.Equal((CallbackState.RangAgain, "agent-8001"), (settled.State, settled.ClosedBy));
        }
    }

    [Fact]
    public async Task Who_was_answered_is_owed_nothing()
    {
        await using var node = await RunningNode.StartAsync(folder);
        await using var agent = await node.ReadyPhoneAsync("8001");
        await using var citizen = await node.PhoneAsync("13800138000");
        var call = await citizen.CallAsync();
        Assert.True((await agent.RingsAsync()).Answer());
        await node.Events.WaitForAsync<CallAnswered>();
        await call.HangUpAsync();
        await node.Events.WaitForAsync<CallEnded>();

        Assert.Empty(node.Callbacks.Entries);
    }
}
