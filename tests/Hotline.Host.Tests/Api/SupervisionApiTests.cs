using System.Net;

namespace Hotline.Host.Tests.Api;

/// <summary>Urging and supervising over HTTP.</summary>
public sealed class SupervisionApiTests(TestProduct product) : IClassFixture<TestProduct>
{
    private const string BurstPipe = "010202";

    [Fact]
    public async Task A_unit_is_urged_and_what_is_not_allowed_says_what_would_be()
    {
        using var agent = await product.SignInAsync("agent1");
        using var leader = await product.SignInAsync("leader");
        using var handler = await product.SignInAsync("unit2");
        using var supervisor = await product.SignInAsync("supervisor");
        var seen = await agent.PostAsync(
            "/api/cases",
            new { requestType = "complaint", categoryCode = BurstPipe, place = "六一路", text = "水管爆裂", requesterPhone = "13800000055", supervisionCauses = new[] { "taken-by-leader" } },
            HttpStatusCode.Created);
        var number = seen.Text("number");
        Assert.False(seen.GetProperty("supervised").GetBoolean()); // hanjiang-2016 names no causes
        await agent.PostAsync($"/api/cases/{number}/dispatch", new { version = seen.Version(), unitId = "water-co" });

        var file = await agent.PostAsync($"/api/cases/{number}/supervision/urge", new { text = "请尽快" });
        Assert.Equal(("urge", "请尽快", "hanjiang-2016/12b"), (file.List("records")[0].Text("kind"), file.List("records")[0].Text("text"), file.List("records")[0].Text("clause")));
        await agent.PostAsync($"/api/cases/{number}/supervision/supervise", new { }, HttpStatusCode.Forbidden);
        foreach (var (who, status, code) in new[] { (leader, HttpStatusCode.Forbidden, "no-right"), (supervisor, HttpStatusCode.Conflict, "not-allowed") })
        {
            var refused = await who.PostAsync($"/api/cases/{number}/supervision/supervise", new { }, status);
            Assert.Equal((code, "hanjiang-2016/13"), (refused.Text("code"), refused.Text("clause")));
            Assert.Equal(["urge", "instruct"], refused.List("acts").Select(act => act.Text("act")));
        }

        Assert.Equal(number, Assert.Single((await handler.GetAsync("/api/supervision?kind=urge")).List("items")).Text("caseNumber"));
        await handler.GetAsync("/api/supervision?kind=shout", HttpStatusCode.BadRequest);
        Assert.Empty((await supervisor.GetAsync("/api/cases?supervised=true")).List("items"));
        await supervisor.GetAsync("/api/cases/20000101000001/supervision", HttpStatusCode.NotFound);
    }
}
