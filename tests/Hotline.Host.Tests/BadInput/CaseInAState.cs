using System.Net;
using System.Text.Json;
using Hotline.Host.Tests.Api;

namespace Hotline.Host.Tests.BadInput;

/// <summary>A case brought to where a test wants it, and what must not move when something on it is refused.</summary>
internal sealed class CaseInAState(Func<string, Task<Seat>> seats, string number)
{
    /// <summary>The states, in the order of a life.</summary>
    public static readonly string[] States = ["registered", "dispatched", "signed", "replied", "closed"];

    public string Number => number;

    public static object Form(string text, string phone) => new
    {
        requestType = "complaint",
        categoryCode = "other",
        place = "六一路与延宁路口",
        text,
        confidential = false,
        hazard = false,
        requesterName = "王女士",
        requesterPhone = phone,
    };

    public static async Task<CaseInAState> OpenAsync(Func<string, Task<Seat>> seats, string state, string phone)
    {
        var leader = await seats("leader");
        var opened = new CaseInAState(seats, (await leader.PostAsync("/api/cases", Form("自来水管漏水。", phone), HttpStatusCode.Created)).Text("number")!);
        (string Who, string Act, object Body)[] steps =
        [
            ("leader", "dispatch", new { unitId = "water-co" }),
            ("unit2", "sign", new { }),
            ("unit2", "reply", new { text = "已修复。", outcome = "solved" }),
            ("dispatcher", "close", new { outcome = "solved" }),
        ];
        foreach (var (who, act, body) in steps.Take(Array.IndexOf(States, state)))
        {
            await opened.ActAsync(who, act, body);
        }

        Assert.Equal(state, (await opened.SeenAsync()).Text("state"));
        return opened;
    }

    /// <summary>Does an act at the version that stands.</summary>
    public async Task<JsonElement> ActAsync(string who, string act, object body, HttpStatusCode expected = HttpStatusCode.OK) =>
        await (await seats(who)).PostAsync($"/api/cases/{number}/{act}", await WithVersionAsync(body), expected);

    public async Task<JsonElement> SeenAsync() => await (await seats("supervisor")).GetAsync($"/api/cases/{number}");

    /// <summary>All that an act may change: version, state, history, notices.</summary>
    public async Task<string> PrintAsync()
    {
        var seen = await SeenAsync();
        var notices = await (await seats("supervisor")).GetAsync($"/api/notices?case={number}");
        return $"version {seen.Version()}, {seen.Text("state")}, history {seen.List("history").Length}, notices {notices.GetArrayLength()}";
    }

    public async Task<Dictionary<string, object?>> WithVersionAsync(object body)
    {
        var fields = JsonSerializer.SerializeToElement(body).EnumerateObject().ToDictionary(field => field.Name, object? (field) => field.Value, StringComparer.Ordinal);
        fields["version"] = (await SeenAsync()).Version();
        return fields;
    }
}
