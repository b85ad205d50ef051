using System.Net;

namespace Hotline.Host.Tests.Api;

public sealed class StaffingApiTests(TestProduct product) : IClassFixture<TestProduct>
{
    [Fact]
    public async Task A_day_is_planned_as_table_file_and_chart()
    {
        // Days of the past that the machine's clock does not move: a Wednesday and the next, both worked.
        for (var i = 0; i < 4; i++)
        {
            await product.ReportAsync(new Calls(new DateTimeOffset(2025, 3, 5, 1, i, 0, TimeSpan.Zero)).Ended);
        }

        using var leader = await product.SignInAsync("leader");
        const string day = "/api/staffing/days/2025-03-12";

        var plan = await leader.GetAsync($"{day}?atLeast=2&shrinkage=0.5");
        var nine = plan.List("halfHours").Single(row => row.Text("start") == "09:00");
        Assert.Equal(("2025-03-05", "workday", 4.0, 60.0), (
            Assert.Single(plan.List("basedOn")).GetString(), plan.Text("dayKind"), nine.GetProperty("calls").GetDouble(), nine.GetProperty("handlingSeconds").GetDouble()));
        Assert.Equal((2, 4), (nine.GetProperty("agents").GetInt32(), nine.GetProperty("scheduled").GetInt32()));
        var chart = await leader.GetAsync($"{day}/chart");
        Assert.Equal((48, 48), (chart.List("labels").Length, chart.List("series")[0].List("values").Length));
        using var file = await leader.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"{day}/csv?atLeast=2&shrinkage=0.5"));
        Assert.Equal("text/csv", file.Content.Headers.ContentType!.MediaType);
        var lines = (await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n");
        Assert.StartsWith("09:00,4,60,0.133,2,4,", lines[19], StringComparison.Ordinal);
        Assert.Equal(50, lines.Length);
        await leader.GetAsync("/api/staffing/days/2001-01-01", HttpStatusCode.NotFound);
        await leader.GetAsync($"{day}?serviceLevel=2", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Agents_for_a_load_are_for_leaders()
    {
        using var leader = await product.SignInAsync("leader");
        using var agent = await product.SignInAsync("agent1");
        const string load = "/api/staffing/agents?callsPerHour=200&handlingSeconds=180&serviceLevel=0.8&withinSeconds=20";

        Assert.Equal(14, (await leader.GetAsync(load)).GetProperty("agents").GetInt32());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await leader.GetAsync(load + "&agents=9")).GetProperty("meanWaitSeconds").ValueKind);
        await agent.GetAsync(load, HttpStatusCode.Forbidden);
    }
}
