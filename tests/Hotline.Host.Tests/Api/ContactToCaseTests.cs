using System.Net;

namespace Hotline.Host.Tests.Api;

/// <summary>From a call to one case, to several, to a case that was there already; over HTTP.</summary>
public sealed class ContactToCaseTests(TestProduct product) : IClassFixture<TestProduct>
{
    [Fact]
    public async Task Similar_cases_are_offered_one_is_merged_and_a_third_complaint_opens_a_rectification()
    {
        using var agent = await product.SignInAsync("agent1");
        using var dispatcher = await product.SignInAsync("dispatcher");
        var first = await agent.PostAsync("/api/cases", Form("13800000041"), HttpStatusCode.Created);
        var found = await agent.PostAsync("/api/cases/similar", new { requesterPhone = "13800000041", categoryCode = "020101", place = "六一路与延宁路口", text = "垃圾堆" });
        Assert.Equal(first.Text("number"), found.List("sameCaller").Single().Text("number"));
        var similar = found.List("similar").Single();
        Assert.InRange(similar.GetProperty("score").GetInt32(), 50, 100);
        Assert.Equal(["category", "place", "text", "time"], similar.List("parts").Select(part => part.Text("part")));

        var second = await agent.PostAsync("/api/cases", Form("13800000042"), HttpStatusCode.Created);
        second = await agent.PostAsync($"/api/cases/{second.Text("number")}/merge", new { version = second.GetProperty("version").GetInt32(), into = first.Text("number"), reason = "同一处" });
        Assert.Equal(first.Text("number"), second.GetProperty("merge").Text("lead"));
        var refused = await dispatcher.PostAsync(
            $"/api/cases/{second.Text("number")}/dispatch", new { version = second.GetProperty("version").GetInt32(), unitId = "sanitation" }, HttpStatusCode.Conflict);
        Assert.Equal("not-allowed", refused.Text("code"));
        Assert.Contains(refused.List("acts"), act => act.Text("act") == "unmerge");
        second = await agent.PostAsync($"/api/cases/{second.Text("number")}/supplement", new { version = second.GetProperty("version").GetInt32(), text = "又多了", urge = true });
        Assert.Equal(["supplement", "urge"], second.List("history").TakeLast(2).Select(entry => entry.Text("act")));
        await agent.PostAsync($"/api/cases/{second.Text("number")}/unmerge", new { version = second.GetProperty("version").GetInt32(), reason = "两处" });

        var third = await agent.PostAsync("/api/cases", Form("13800000043"), HttpStatusCode.Created);
        var number = third.Text("rectification");
        Assert.Equal(3, (await agent.GetAsync($"/api/rectifications/{number}")).List("cases").Length);
        Assert.Equal(number, (await dispatcher.GetAsync("/api/rectifications?open=true")).List("items").Single().Text("number"));
        var early = await dispatcher.PostAsync($"/api/rectifications/{number}/closing", new { conclusion = "已清" }, HttpStatusCode.Conflict);
        Assert.Equal("hanjiang-2016/11g", early.Text("clause"));
        var left = await dispatcher.PostAsync($"/api/rectifications/{number}/cases/{third.Text("number")}/removal", new { reason = "另一处" });
        Assert.Equal(2, left.List("cases").Length);
        Assert.Equal(3, (await dispatcher.PostAsync($"/api/rectifications/{number}/cases/{third.Text("number")}", null)).List("cases").Length);
        await dispatcher.GetAsync("/api/rectifications/ZG0", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Odd_text_is_kept_whole_and_too_much_of_it_refused_with_the_limit()
    {
        using var agent = await product.SignInAsync("agent1");
        const string odd = "井盖🕳️丢了\u202E مرحبا";
        var seen = await agent.PostAsync("/api/cases", Form("13800000051", odd, "010306"), HttpStatusCode.Created);
        Assert.Equal(odd, (await agent.GetAsync($"/api/cases/{seen.Text("number")}")).Text("text"));
        var long1 = await agent.PostAsync("/api/cases", Form("13800000052", new string('长', 4001)), HttpStatusCode.BadRequest);
        Assert.Contains("4000", long1.GetProperty("errors").List("text").Single().GetString(), StringComparison.Ordinal);
        var (status, problem) = await agent.AskAsync(HttpMethod.Post, "/api/cases", Form("13800000053", new string('x', 1 << 20)), "a-megabyte");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too-large"), (status, problem.Text("code")));
        Assert.Contains("262144", problem.Text("detail"), StringComparison.Ordinal);
    }

    private static object Form(string phone, string text = "垃圾堆了一个星期", string category = "020101") => new
    {
        requestType = "complaint",
        categoryCode = category,
        place = "六一路与延宁路口",
        text,
        requesterPhone = phone,
    };
}
