using System.Globalization;
using System.Net;

namespace Hotline.Host.Tests.Api;

public sealed class ShiftApiTests(TestProduct product) : IClassFixture<TestProduct>
{
    [Fact]
    public async Task A_group_is_planned_changed_led_and_handed_over()
    {
        using var leader = await product.SignInAsync("leader");
        using var supervisor = await product.SignInAsync("supervisor");
        using var agent = await product.SignInAsync("agent1");
        using var other = await product.SignInAsync("agent2");
        var rules = await agent.GetAsync("/api/shifts/rules");
        Assert.Equal(("Asia/Shanghai", "22:00", "06:00"), (
            rules.Text("timeZone"), rules.List("shifts").Single(shift => shift.Text("id") == "night").Text("from"), rules.List("shifts").Single(shift => shift.Text("id") == "night").Text("to")));

        await leader.PostAsync("/api/shifts/groups", new { name = "一班", leader = "unit1" }, HttpStatusCode.BadRequest);
        var groups = new[] { "agent1", "agent2" };
        foreach (var (name, index) in groups.Select((name, index) => (name, index)))
        {
            var group = await leader.PostAsync("/api/shifts/groups", new { name, leader = name, members = Array.Empty<string>(), rotation = "four-crews", crew = index + 1 });
            Assert.Equal(name, group.GetProperty("leader").Text("userName"));
        }

        // Ahead of the machine's clock, whatever it says: the product under test has the real one.
        var first = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(10);
        var (from, to) = (Day(first), Day(first.AddDays(7)));
        var days = $"from={from}&to={to}";
        Assert.Equal(12, (await leader.PostAsync("/api/shifts/plans", new { from, to, dryRun = true })).GetProperty("duties").GetInt32());
        await leader.PostAsync("/api/shifts/plans", new { from, to });
        await leader.PostAsync("/api/shifts/plans", new { from, to }, HttpStatusCode.Conflict);
        var duties = (await agent.GetAsync($"/api/shifts/duties?{days}&size=200")).List("items");
        Assert.Equal(12, duties.Length);
        Assert.Contains((await leader.GetAsync($"/api/shifts/faults?{days}&size=200")).GetProperty("faults").List("items"), fault => fault.Text("fault") == "hole");
        await agent.GetAsync($"/api/shifts/faults?{days}", HttpStatusCode.Forbidden);
        var begins = Uri.EscapeDataString(duties[0].Text("from")!);
        Assert.Contains((await other.GetAsync($"/api/shifts/on-duty?at={begins}")).EnumerateArray(), duty => duty.Text("id") == duties[0].Text("id"));

        var mine = duties.First(duty => duty.GetProperty("person").Text("userName") == "agent1");
        var change = await agent.PostAsync("/api/shifts/changes", new { kind = "replacement", dutyId = mine.Text("id"), person = "agent2", reason = "看病" });
        Assert.Equal(("asked", "agent2"), (change.Text("state"), Assert.Single(change.List("wanted")).Text("userName")));
        Assert.Equal("refused", (await other.PostAsync($"/api/shifts/changes/{change.Text("id")}/answer", new { agree = false, reason = "我也不在" })).Text("state"));
        await other.PostAsync($"/api/shifts/changes/{change.Text("id")}/answer", new { agree = true }, HttpStatusCode.Conflict);
        await leader.GetAsync("/api/shifts/changes?state=nowhere", HttpStatusCode.BadRequest);

        using var file = await agent.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/api/shifts/duties/csv?{days}&person=agent1"));
        var lines = (await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal(("text/csv", 8, "day,dayKind,shift,shiftName,userName,name,agentId,from,to"), (file.Content.Headers.ContentType!.MediaType, lines.Length, lines[0]));
        Assert.Empty((await agent.GetAsync($"/api/shifts/adherence?{days}")).List("items"));
        await agent.GetAsync("/api/shifts/adherence/csv?from=2026-01-01&to=2026-12-31", HttpStatusCode.BadRequest);

        await agent.PostAsync("/api/shifts/handovers", new { note = "x" }, HttpStatusCode.Forbidden);
        var handed = await leader.PostAsync("/api/shifts/handovers", new { note = "无事" });
        await leader.PostAsync($"/api/shifts/handovers/{handed.Text("id")}/acknowledgement", new { }, HttpStatusCode.Conflict);
        Assert.Single((await leader.GetAsync("/api/shifts/list")).List("handovers"));
        Assert.Equal("方卫东", (await supervisor.PostAsync($"/api/shifts/handovers/{handed.Text("id")}/acknowledgement", new { remark = "已知" })).Text("acknowledgedBy"));
        Assert.Single((await supervisor.GetAsync("/api/shifts/handovers")).List("items"));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
