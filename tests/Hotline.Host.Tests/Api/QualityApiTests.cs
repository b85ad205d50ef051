using System.Net;
using System.Text.Json;

namespace Hotline.Host.Tests.Api;

public sealed class QualityApiTests(TestProduct product) : IClassFixture<TestProduct>
{
    private static readonly DateTimeOffset Noon = new(2025, 3, 4, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_call_is_drawn_scored_given_out_appealed_and_decided()
    {
        var call = new Calls(Noon);
        await product.ReportAsync(call.Ended);
        using var leader = await product.SignInAsync("leader");
        using var supervisor = await product.SignInAsync("supervisor");
        using var agent = await product.SignInAsync("agent1");
        using var other = await product.SignInAsync("agent2");
        var sheet = (await leader.GetAsync("/api/quality/sheets")).EnumerateArray().Single(one => one.Text("id") == "service");

        var plan = await leader.PostAsync("/api/quality/plans", new { name = "三月", sheet = "service", agentId = "8001", count = 5 });
        var draw = await leader.PostAsync($"/api/quality/plans/{plan.Text("id")}/draws", new { from = Noon, to = Noon.AddHours(1), seed = 12345 });
        Assert.Equal((1, 1, 12345), (draw.GetProperty("population").GetInt32(), draw.GetProperty("drawn").GetInt32(), draw.GetProperty("seed").GetInt32()));
        Assert.True((await supervisor.GetAsync($"/api/quality/draws/{draw.Text("id")}")).GetProperty("same").GetBoolean());
        var row = Assert.Single((await leader.GetAsync($"/api/quality/samples?plan={plan.Text("id")}&toScore=true&state=open")).List("items"));
        Assert.Equal(call.RecordingId.ToString(), row.Text("recordingId"));
        var sample = $"/api/quality/samples/{row.Text("id")}";

        await leader.PostAsync($"{sample}/scores", new { items = new object?[] { null } }, HttpStatusCode.BadRequest);
        await leader.PostAsync($"{sample}/scores", Scores(sheet, greeting: 0));
        await leader.PostAsync($"{sample}/scores", Scores(sheet, greeting: 0), HttpStatusCode.Conflict);
        Assert.Empty((await agent.GetAsync("/api/quality/own")).List("items"));
        Assert.Equal("given-out", (await leader.PostAsync($"{sample}/give-out", new { })).GetProperty("sample").Text("state"));

        var own = Assert.Single((await agent.GetAsync("/api/quality/own")).List("items"));
        Assert.Equal(90, own.GetProperty("total").GetDouble());
        Assert.Empty((await other.GetAsync("/api/quality/own")).List("items"));
        Assert.Equal("quality", Assert.Single((await agent.GetAsync($"/api/recordings/{call.RecordingId}")).List("marks")).Text("kind"));
        await other.PostAsync($"/api/quality/own/{own.Text("id")}/appeal", new { reason = "不是我的" }, HttpStatusCode.NotFound);
        Assert.Equal("appealed", (await agent.PostAsync($"/api/quality/own/{own.Text("id")}/appeal", new { reason = "已问候" })).Text("state"));
        await leader.PostAsync($"{sample}/decision", new { reason = "自己评的" }, HttpStatusCode.Conflict);
        await supervisor.PostAsync($"{sample}/decision", Scores(sheet, greeting: 10, reason: "属实"));

        Assert.Equal(100, Assert.Single((await agent.GetAsync("/api/quality/own")).List("items")).GetProperty("total").GetDouble());
        Assert.Equal(
            ["quality.decide", "quality.appeal", "quality.give-out", "quality.score"],
            (await supervisor.GetAsync($"/api/audit?subject={row.Text("id")}")).List("items").Select(entry => entry.Text("act")));
        Assert.Equal(0, (await leader.GetAsync($"/api/quality/agreement?sheet=service&from={Noon:yyyy-MM-dd}T00:00:00Z&to=2026-03-01T00:00:00Z")).GetProperty("total").GetProperty("pairs").GetInt32());
    }

    [Fact]
    public async Task Reviews_are_for_leaders_and_supervisors()
    {
        using var agent = await product.SignInAsync("agent2");
        using var handler = await product.SignInAsync("unit1");
        using var leader = await product.SignInAsync("leader");

        await agent.GetAsync("/api/quality/samples", HttpStatusCode.Forbidden);
        await agent.PostAsync("/api/quality/plans", new { name = "x", sheet = "service", count = 1 }, HttpStatusCode.Forbidden);
        await handler.GetAsync("/api/quality/own", HttpStatusCode.Forbidden);
        await leader.GetAsync("/api/quality/samples?state=nowhere", HttpStatusCode.BadRequest);
        await leader.GetAsync("/api/quality/agreement?sheet=none&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z", HttpStatusCode.NotFound);
        await leader.PostAsync("/api/quality/plans", new { name = "x", sheet = "none", count = 0 }, HttpStatusCode.BadRequest);
    }

    private static object Scores(JsonElement sheet, int greeting, string? reason = null) => new
    {
        items = sheet.List("items").Select(item => new { item = item.Text("id"), points = item.Text("id") == "greeting" ? greeting : item.GetProperty("points").GetInt32() }),
        marks = new[] { new { item = "greeting", fromSeconds = 1.5, toSeconds = 4, text = "开头" } },
        reason,
    };
}
