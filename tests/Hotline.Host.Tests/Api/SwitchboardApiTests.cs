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

        Assert.Equal(["ready 8002", "not-ready 8002 小休"], product.Switchboard.Asked.Where(asked => asked.Contains("ready 8002", StringComparison.Ordinal)));
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
    public async Task A_pause_of_the_recording_has_a_reason()
    {
        using var agent = await product.SignInAsync("agent1");
        using var leader = await product.SignInAsync("leader");
        var call = Guid.NewGuid().ToString("N");

        await agent.PostAsync($"/api/switchboard/calls/{call}/pause-recording", new { reason = "payment" }, HttpStatusCode.NoContent);
        await agent.PostAsync($"/api/switchboard/calls/{call}/pause-recording", new { reason = (string?)null }, HttpStatusCode.BadRequest);
        await leader.PostAsync($"/api/switchboard/calls/{call}/pause-recording", new { reason = "payment" }, HttpStatusCode.Forbidden);

        Assert.Contains($"{call} PauseRecording {{ By = 8001, Reason = Payment }}", product.Switchboard.Asked, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("hold", null, "HoldCall { By = 8001 }")]
    [InlineData("resume", null, "ResumeCall { By = 8001 }")]
    [InlineData("consult", "8002", "ConsultOn { By = 8001, To = 8002 }")]
    [InlineData("transfer", "02788888888", "TransferCall { By = 8001, To = 02788888888 }")]
    [InlineData("emergency", "119", "CallEmergency { By = 8001, To = 119 }")]
    [InlineData("join", null, "JoinCall { By = 8001 }")]
    [InlineData("complete", null, "CompleteTransfer { By = 8001 }")]
    [InlineData("return", null, "ReturnToCall { By = 8001 }")]
    [InlineData("resume-recording", null, "ResumeRecording { By = 8001 }")]
    public async Task An_agent_orders_for_the_call_they_are_on(string verb, string? to, string order)
    {
        using var agent = await product.SignInAsync("agent1");
        var call = Guid.NewGuid().ToString("N");

        await agent.PostAsync($"/api/switchboard/calls/{call}/{verb}", to is null ? null : new { to }, HttpStatusCode.NoContent);

        Assert.Contains($"{call} {order}", product.Switchboard.Asked, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Keys_are_keys()
    {
        using var agent = await product.SignInAsync("agent1");
        var call = Guid.NewGuid().ToString("N");

        await agent.PostAsync($"/api/switchboard/calls/{call}/keys", new { keys = "12#" }, HttpStatusCode.NoContent);
        await agent.PostAsync($"/api/switchboard/calls/{call}/keys", new { keys = "1;2" }, HttpStatusCode.BadRequest);
        await agent.PostAsync($"/api/switchboard/calls/{call}/consult", new { to = "" }, HttpStatusCode.BadRequest);

        Assert.Contains($"{call} SendKeys {{ By = 8001, Keys = 12# }}", product.Switchboard.Asked, StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_agent_calls_back()
    {
        using var agent = await product.SignInAsync("agent1");

        var made = await agent.PostAsync("/api/switchboard/calls", new { number = "13800138000" }, HttpStatusCode.Accepted);

        Assert.Equal(product.Switchboard.Made.ToString(), made.Text("callId"));
        Assert.Contains("call 8001 13800138000", product.Switchboard.Asked, StringComparer.Ordinal);
        Assert.Contains("119", (await agent.GetAsync("/api/switchboard/emergency-numbers")).EnumerateArray().Select(number => number.GetString()));
    }

    [Fact]
    public async Task A_shift_leader_takes_part_and_redirects_and_an_agent_may_not()
    {
        using var leader = await product.SignInAsync("leader");
        using var agent = await product.SignInAsync("agent1");
        var call = Guid.NewGuid().ToString("N");

        await leader.PostAsync($"/api/switchboard/calls/{call}/supervision", new { mode = "whisper" }, HttpStatusCode.NoContent);
        await leader.PostAsync($"/api/switchboard/calls/{call}/redirect", new { to = "8002" }, HttpStatusCode.NoContent);
        await agent.PostAsync($"/api/switchboard/calls/{call}/supervision", new { mode = "listen" }, HttpStatusCode.Forbidden);
        await agent.PostAsync($"/api/switchboard/calls/{call}/redirect", new { to = "8002" }, HttpStatusCode.Forbidden);
        await leader.PostAsync($"/api/switchboard/calls/{call}/hold", null, HttpStatusCode.Forbidden);

        Assert.Contains($"{call} Supervise {{ By = , AgentId = 7001, Mode = Whisper }}", product.Switchboard.Asked, StringComparer.Ordinal);
        Assert.Contains($"{call} TransferCall {{ By = , To = 8002 }}", product.Switchboard.Asked, StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_administrator_sees_who_has_a_telephone()
    {
        using var admin = await product.SignInAsync("admin");

        var accounts = (await admin.GetAsync("/api/sip-accounts")).EnumerateArray().ToArray();

        Assert.Equal(["7001", "8001", "8002"], accounts.Select(account => account.Text("agentId")));
        Assert.All(accounts, account => Assert.False(account.GetProperty("registered").GetBoolean()));
    }
}
