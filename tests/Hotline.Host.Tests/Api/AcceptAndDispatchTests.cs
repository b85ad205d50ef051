using System.Net;
using System.Text.Json;

namespace Hotline.Host.Tests.Api;

/// <summary>Grounds, answers on the spot, suggestions explained, co-handlers and designation, over HTTP.</summary>
public sealed class AcceptAndDispatchTests
{
    [Fact]
    public async Task Under_a_list_of_grounds_a_matter_is_declined_accepted_and_answered()
    {
        await using var product = Under("gaoling-2020");
        await product.InitializeAsync();
        using var agent = await product.SignInAsync("agent1");
        var grounds = await agent.GetAsync("/api/grounds");
        Assert.Equal((8, 11), (grounds.List("accept").Length, grounds.List("refuse").Length));
        Assert.Equal("gaoling-2020/6-refuse", grounds.List("refuse")[1].Text("clause"));

        var calls = new Calls(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
        await product.ReportAsync(calls.Answered);
        var contact = (await agent.GetAsync("/api/contacts")).List("items").Single().Text("id");
        await agent.PostAsync($"/api/contacts/{contact}/refusal", new { ground = 99 }, HttpStatusCode.BadRequest);
        var declined = await agent.PostAsync($"/api/contacts/{contact}/refusal", new { ground = 2, text = "有人落水" });
        Assert.True(declined.GetProperty("ground").GetProperty("emergency").GetBoolean());
        Assert.Single((await agent.GetAsync($"/api/contacts/{contact}")).List("refusals"));

        var seen = await agent.PostAsync("/api/cases", Form("consultation", contact) with { AcceptGround = 1 }, HttpStatusCode.Created);
        Assert.StartsWith("（一）", seen.Text("acceptGround"), StringComparison.Ordinal);
        seen = await ActAsync(agent, seen, "answer", new { version = seen.Version(), text = "到便民中心办理。", citations = new[] { new { articleId = "kb-17", version = 3, title = "指南" } } });
        Assert.Equal("kb-17", seen.GetProperty("reply").List("citations").Single().Text("articleId"));
        seen = await agent.PostAsync("/api/cases", Form("complaint", null), HttpStatusCode.Created);
        seen = await ActAsync(agent, seen, "refuse", new { version = seen.Version(), ground = 8, text = (string?)null });
        Assert.Equal("archived", seen.Text("state"));
    }

    [Fact]
    public async Task A_suggestion_is_explained_co_handlers_reply_and_the_efficiency_office_designates()
    {
        await using var product = Under("hanjiang-2016");
        await product.InitializeAsync();
        using var dispatcher = await product.SignInAsync("dispatcher");
        using var urban = await product.SignInAsync("unit1");
        using var water = await product.SignInAsync("unit2");
        using var office = await product.SignInAsync("efficiency");
        var suggestion = await dispatcher.GetAsync("/api/cases/suggestion?category=other&place=%E5%BB%B6%E5%AE%81%E8%B7%AF&hazard=true&fine=100&longitude=119.1&latitude=25.4&type=help");
        Assert.Equal(["responsible-unit", "responsible-unit", "lead-unit-when-unclear", "designation"], suggestion.List("steps").Select(step => step.Text("by")));

        var seen = await dispatcher.PostAsync("/api/cases", Form("complaint", null), HttpStatusCode.Created);
        seen = await ActAsync(dispatcher, seen, "dispatch", new { version = seen.Version(), unitId = "eff-office", coHandlers = new[] { new { unitId = "water-co", task = "查管线" } } });
        Assert.Equal("hanjiang-2016/3", seen.List("history")[^1].Text("clause"));
        seen = await ActAsync(office, seen, "designate", new { version = seen.Version(), unitId = "urban-mgmt", note = "属市容" });
        Assert.Equal("urban-mgmt", seen.GetProperty("unit").Text("id"));
        var back = await urban.PostAsync($"/api/cases/{seen.Text("number")}/return", new { version = seen.Version(), reason = "不是" }, HttpStatusCode.Conflict);
        Assert.Equal("hanjiang-2016/1b", back.Text("clause"));
        seen = await ActAsync(water, seen, "co-reply", new { version = seen.Version(), text = "管线完好。" });
        Assert.Equal("管线完好。", seen.List("coHandlers").Single().Text("reply"));
        seen = await ActAsync(urban, seen, "sign", new { version = seen.Version() });
        Assert.Equal("replied", (await ActAsync(urban, seen, "reply", new { version = seen.Version(), text = "已处理。", outcome = "solved" })).Text("state"));
    }

    private static TestProduct Under(string policy) =>
        new() { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Policy"] = policy } };

    private static Task<JsonElement> ActAsync(Seat who, JsonElement seen, string act, object body) => who.PostAsync($"/api/cases/{seen.Text("number")}/{act}", body);

    private static Brought Form(string type, string? contact) => new(contact, type, "other", "延宁路12号", "反映的事项", contact is null ? "13800000061" : null, null);

    private sealed record Brought(string? ContactId, string RequestType, string CategoryCode, string Place, string Text, string? RequesterPhone, int? AcceptGround);
}
