using System.Text.Json.Nodes;
using Hotline.EndToEnd.Tests.Peers;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests;

/// <summary>A closed case asks its requester by SMS; npm smpp is the message centre.</summary>
public sealed class SurveyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("1", "archived", "satisfied")]
    [InlineData("３", "follow-up", "dissatisfied")]
    public async Task The_answer_meets_its_question_and_moves_the_case(string answer, string state, string meaning)
    {
        Assert.SkipUnless(MessageCentre.IsInstalled, MessageCentre.Absent);
        await using var centre = await MessageCentre.StartAsync();
        await using var product = await RunningProduct.StartAsync(centre.Settings);
        using var dispatcher = await product.SignInAsync("dispatcher");
        var number = await CloseACaseAsync(product, dispatcher);

        var question = await centre.SubmittedAsync();
        Assert.Equal("13900000001", question["to"]!.GetValue<string>());
        Assert.Matches("^12345[0-9]{4,}$", question["from"]!.GetValue<string>());
        Assert.Contains(number, question["text"]!.GetValue<string>(), StringComparison.Ordinal);
        centre.Deliver(question);
        await dispatcher.GetUntilAsync($"/api/notices?case={number}", list => list[0]!["state"]!.GetValue<string>() == "delivered", Patience);

        await centre.AnswerAsync(question, answer);
        var archived = await dispatcher.GetUntilAsync($"/api/cases/{number}", view => view["state"]!.GetValue<string>() == state, Patience);
        Assert.Equal(meaning, archived["survey"]!["answer"]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_a_provider_the_question_is_held_in_sight_and_leaves_when_there_is_one()
    {
        Assert.SkipUnless(MessageCentre.IsInstalled, MessageCentre.Absent);
        using var data = new TemporaryFolder();
        string number;
        await using (var product = await RunningProduct.StartOnAsync(data))
        {
            using var dispatcher = await product.SignInAsync("dispatcher");
            number = await CloseACaseAsync(product, dispatcher);
            var held = await dispatcher.GetUntilAsync($"/api/notices?case={number}", list => list[0]!["state"]!.GetValue<string>() == "held", Patience);
            Assert.Equal("sms-not-configured", held[0]!["reason"]!.GetValue<string>());
            Assert.Equal("not-configured", (await dispatcher.GetAsync("/api/city"))["sms"]!["state"]!.GetValue<string>());
            Assert.Equal("held", (await dispatcher.GetAsync($"/api/cases/{number}"))["survey"]!["state"]!.GetValue<string>());
            Assert.Equal(0, await product.StopAsync());
        }

        await using var centre = await MessageCentre.StartAsync();
        await using var again = await RunningProduct.StartOnAsync(data, centre.Settings);
        Assert.Contains(number, (await centre.SubmittedAsync())["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    /// <summary>Registers, dispatches, signs, replies and closes a case of the sample handler's own unit; gives its number.</summary>
    private static async Task<string> CloseACaseAsync(RunningProduct product, DeskClient dispatcher)
    {
        using var agent = await product.SignInAsync("agent1");
        using var unit = await product.SignInAsync("unit1");
        var unitId = (await unit.GetAsync("/api/session"))["unit"]!["id"]!.GetValue<string>();
        var category = Leaves((await agent.GetAsync("/api/categories")).AsArray()).First(leaf => leaf["responsibleUnit"]?["id"]?.GetValue<string>() == unitId);
        var registered = await agent.PostAsync(
            "/api/cases",
            new
            {
                requestType = "complaint",
                categoryCode = category["code"]!.GetValue<string>(),
                place = "人民路18号",
                text = "门前堆放杂物多日无人清理。",
                confidential = false,
                hazard = false,
                requesterName = "王先生",
                requesterPhone = "13900000001",
            });
        var number = registered["number"]!.GetValue<string>();
        var step = await dispatcher.PostAsync($"/api/cases/{number}/dispatch", new { version = registered["version"]!.GetValue<int>(), unitId });
        step = await unit.PostAsync($"/api/cases/{number}/sign", new { version = step["version"]!.GetValue<int>() });
        step = await unit.PostAsync($"/api/cases/{number}/reply", new { version = step["version"]!.GetValue<int>(), text = "已清理。", outcome = "solved" });
        await dispatcher.PostAsync($"/api/cases/{number}/close", new { version = step["version"]!.GetValue<int>(), outcome = "solved" });
        return number;
    }

    private static IEnumerable<JsonNode> Leaves(JsonArray nodes) =>
        nodes.SelectMany(node => node!["children"]!.AsArray() is { Count: > 0 } children ? Leaves(children) : [node]);
}
