using System.Net;
using System.Text.Json;
using Hotline.Telephony;

namespace Hotline.Host.Tests.Api;

public sealed class FigureApiTests(TestProduct product) : IClassFixture<TestProduct>
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_figure_leads_to_the_very_calls_it_was_counted_from()
    {
        var (quick, slow, gone) = (new Calls(Noon.AddMinutes(1)), new Calls(Noon.AddMinutes(2), "13800000002"), new Calls(Noon.AddMinutes(3), "13800000003"));
        await product.ReportAsync(quick.Ended with { Line = new LineEntry(Noon.AddMinutes(1).AddSeconds(1), "general") });
        await product.ReportAsync(slow.Ended with { AnsweredAt = Noon.AddMinutes(2).AddSeconds(30), Line = new LineEntry(Noon.AddMinutes(2), "general") });
        await product.ReportAsync(gone.Abandoned with { Line = new LineEntry(Noon.AddMinutes(3).AddSeconds(1), "consumer") });
        using var leader = await product.SignInAsync("leader");
        var stretch = "from=2026-03-02T04:00:00Z&to=2026-03-02T04:15:00Z";

        var figures = await leader.GetAsync($"/api/figures?{stretch}");
        var level = Figure(figures, "service-level-15");
        Assert.Equal((1, 1.0, 3.0), (level.GetProperty("version").GetInt32(), level.GetProperty("part").GetDouble(), level.GetProperty("whole").GetDouble()));
        Assert.Equal(1 / 3.0, level.GetProperty("value").GetDouble());
        Assert.Equal(2 / 3.0, Figure(figures, "connect-rate").GetProperty("value").GetDouble());
        Assert.Equal([quick.Id.ToString()], (await leader.GetAsync($"/api/figures/service-level-15/calls?{stretch}")).List("items").Select(row => row.Text("callId")));
        var whole = await leader.GetAsync($"/api/figures/service-level-15/calls?{stretch}&of=whole");
        Assert.Equal(
            [(quick.Id.ToString(), 4.0), (slow.Id.ToString(), 30.0), (gone.Id.ToString(), 29.0)],
            whole.List("items").Select(row => (row.Text("callId"), row.GetProperty("waitSeconds").GetDouble())));
        Assert.Equal(1, Figure(await leader.GetAsync($"/api/figures?{stretch}&group=consumer"), "abandoned").GetProperty("value").GetDouble());
        Assert.Single((await leader.GetAsync($"/api/figures/quarters?{stretch}")).EnumerateArray());
        Assert.Equal(2 / 3.0, (await leader.GetAsync("/api/figures/lowest-day?from=2026-03-02T00:00:00Z&to=2026-03-04T00:00:00Z")).GetProperty("figure").GetProperty("value").GetDouble());
        Assert.Contains((await leader.GetAsync("/api/figures/formulas")).EnumerateArray(), formula => formula.Text("title") == "接通率");
    }

    [Fact]
    public async Task Figures_are_for_leaders_and_of_ones_own_for_agents()
    {
        using var agent = await product.SignInAsync("agent1");
        using var handler = await product.SignInAsync("unit1");
        using var supervisor = await product.SignInAsync("supervisor");
        var stretch = "from=2026-03-03T04:00:00Z&to=2026-03-03T05:00:00Z";

        Assert.Equal("8001", (await agent.GetAsync($"/api/figures?{stretch}")).Text("agentId"));
        await agent.GetAsync($"/api/figures?{stretch}&agent=8002", HttpStatusCode.Forbidden);
        await handler.GetAsync($"/api/figures?{stretch}", HttpStatusCode.Forbidden);
        await agent.PostAsync("/api/figures/recount", new { from = Noon, to = Noon.AddHours(1), reason = "核对" }, HttpStatusCode.Forbidden);
        await supervisor.PostAsync("/api/figures/recount", new { from = Noon, to = Noon.AddHours(1), reason = "核对" });
        await supervisor.GetAsync("/api/figures", HttpStatusCode.BadRequest);
        await supervisor.GetAsync($"/api/figures/occupancy/calls?{stretch}", HttpStatusCode.NotFound);
        await supervisor.GetAsync($"/api/figures/connect-rate/calls?{stretch}&of=both", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_seats_were_in_comes_from_the_telephone_node()
    {
        foreach (var (state, minute) in new[] { (AgentState.Ready, 0), (AgentState.Talking, 2), (AgentState.WrapUp, 5), (AgentState.Offline, 6) })
        {
            await product.ReportAsync(new AgentStateChanged { At = Noon.AddDays(1).AddMinutes(minute), AgentId = "8002", State = state });
        }

        using var leader = await product.SignInAsync("leader");
        var stretch = "from=2026-03-03T04:00:00Z&to=2026-03-03T05:00:00Z&agent=8002";

        Assert.Equal(4 / 6.0, Figure(await leader.GetAsync($"/api/figures?{stretch}"), "occupancy").GetProperty("value").GetDouble());
        Assert.Equal(
            [("talking", 180.0), ("wrap-up", 60.0)],
            (await leader.GetAsync($"/api/figures/occupancy/spells?{stretch}")).List("items").Select(spell => (spell.Text("state"), spell.GetProperty("seconds").GetDouble())));
    }

    private static JsonElement Figure(JsonElement figures, string name) => figures.List("figures").Single(figure => figure.Text("name") == name);
}
