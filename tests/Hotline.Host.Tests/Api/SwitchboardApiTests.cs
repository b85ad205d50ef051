using System.Net;
using Hotline.Telephony;

namespace Hotline.Host.Tests.Api;

public sealed class SwitchboardApiTests(TestProduct product) : IClassFixture<TestProduct>
{
    [Fact]
    public async Task An_agent_speaks_for_their_own_telephone()
    {
        using var agent = await product.SignInAsync("agent2");

        await agent.PostAsync("/api/switchboard/ready", null, HttpStatusCode.NoContent);
        await agent.PostAsync("/api/switchboard/not-ready", new { reason = "小休" }, HttpStatusCode.NoContent);

        Assert.Equal(["ready 8002", "not-ready 8002 小休"], product.Switchboard.Asked.Where(asked => asked.Contains("8002", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_the_switchboard_refuses_is_a_conflict()
    {
        using var agent = await product.SignInAsync("agent1");
        product.Switchboard.Answer = SwitchboardAnswer.Refused;
        try
        {
            Assert.Equal("refused", (await agent.PostAsync("/api/switchboard/ready", null, HttpStatusCode.Conflict)).Text("code"));
        }
        finally
        {
            product.Switchboard.Answer = SwitchboardAnswer.Done;
        }
    }

    [Fact]
    public async Task A_shift_leader_ends_a_call()
    {
        using var leader = await product.SignInAsync("leader");
        var call = Guid.NewGuid().ToString("N");

        await leader.PostAsync($"/api/switchboard/calls/{call}/release", null, HttpStatusCode.NoContent);

        Assert.Contains($"release {call}", product.Switchboard.Asked, StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_administrator_sees_who_has_a_telephone()
    {
        using var admin = await product.SignInAsync("admin");

        var accounts = (await admin.GetAsync("/api/sip-accounts")).EnumerateArray().ToArray();

        Assert.Equal(["8001", "8002"], accounts.Select(account => account.Text("agentId")));
        Assert.All(accounts, account => Assert.False(account.GetProperty("registered").GetBoolean()));
    }
}
