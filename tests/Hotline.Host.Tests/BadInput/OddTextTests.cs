using System.Net;
using System.Text.Json;

namespace Hotline.Host.Tests.BadInput;

/// <summary>Emoji, joined signs, right-to-left marks, rare characters: stored whole and read back the same, up to the very limit of a field.</summary>
public sealed class OddTextTests(TestProduct product) : IClassFixture<TestProduct>, IDisposable
{
    private const string Odd = "👨‍👩‍👧‍👦 🇨🇳 \u202eمرحبا\u202c \u200f𠮷𪚥 é\u0301\u0327 <b>'; DROP TABLE--%_\"\\\r\n\t\u3000末";

    private readonly Dictionary<string, Seat> seats = new(StringComparer.Ordinal);

    /// <summary>Acts on a case at a state, with the field that carries words: what is written there stands in the case.</summary>
    [Theory]
    [InlineData("registered", "leader", "dispatch", """{"unitId":"water-co"}""", "note")]
    [InlineData("registered", "leader", "supplement", "{}", "text")]
    [InlineData("signed", "unit2", "reply", """{"outcome":"solved"}""", "text")]
    [InlineData("signed", "unit2", "message", "{}", "text")]
    [InlineData("signed", "leader", "supervision/urge", "{}", "text")]
    [InlineData("replied", "leader", "close", """{"outcome":"solved"}""", "note")]
    [InlineData("replied", "leader", "rework", "{}", "reason")]
    [InlineData("closed", "leader", "object", "{}", "text")]
    public async Task What_is_written_in_an_act_stands_in_the_case(string state, string who, string act, string rest, string field)
    {
        var concerned = await CaseInAState.OpenAsync(SeatAsync, state, "13800000911");
        var body = JsonSerializer.Deserialize<Dictionary<string, object>>(rest)!;
        body[field] = Odd;

        await concerned.ActAsync(who, act, body);

        var seen = await concerned.SeenAsync();
        Assert.Contains(Strings(seen), text => text.Contains(Odd, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_registered_is_read_back_the_same_to_its_last_character()
    {
        var whole = string.Concat(Enumerable.Repeat("𠮷", 2000));
        var place = Odd[..^1] + "末";
        var leader = await SeatAsync("leader");

        var opened = await leader.PostAsync(
            "/api/cases",
            new { requestType = "complaint", categoryCode = "010202", place, text = whole, confidential = false, hazard = false, requesterName = "🙂王\u200f", requesterPhone = "13800000912" },
            HttpStatusCode.Created);

        var seen = await leader.GetAsync($"/api/cases/{opened.Text("number")}");
        Assert.Equal((whole, place), (seen.Text("text"), seen.Text("place")));
        Assert.Contains("🙂王\u200f", Strings(seen));
        Assert.Contains(opened.Text("number"), Strings(await leader.GetAsync($"/api/cases?q={Uri.EscapeDataString("𠮷𠮷")}")));
    }

    [Fact]
    public async Task One_character_beyond_the_limit_is_refused_with_the_limit()
    {
        var leader = await SeatAsync("leader");

        var problem = await leader.PostAsync("/api/cases", CaseInAState.Form(new string('水', 4001), "13800000913"), HttpStatusCode.BadRequest);

        Assert.Contains("4000", problem.GetProperty("errors").GetProperty("text")[0].GetString()!.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "\\u0000", "U+0000")]
    [InlineData("place", "\\u001b", "U+001B")]
    [InlineData("requesterName", "\\ufffe", "U+FFFE")]
    [InlineData("requesterName", "\\ud83d", "half a character")]
    [InlineData("categoryCode", "\\udc00", "half a character")]
    public async Task What_is_no_text_is_refused_and_named_when_registering(string field, string written, string named)
    {
        var leader = await SeatAsync("leader");

        var (status, problem) = await leader.AskAsync(HttpMethod.Post, "/api/cases", RawJson.Of($$"""{"{{field}}":"a{{written}}b"}"""), Guid.NewGuid().ToString());

        Assert.Equal((HttpStatusCode.BadRequest, "invalid"), (status, problem.Text("code")));
        Assert.Contains(named, problem.GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/cases?q=%00")]
    [InlineData("/api/cases?q=%F0%9F")]
    [InlineData("/api/cases?q=%22%27*%28")]
    [InlineData("/api/cases?q=%E2%80%AE%F0%9F%91%A8")]
    [InlineData("/api/cases?unit=%00")]
    [InlineData("/api/cases/%00")]
    [InlineData("/api/contacts?number=%00")]
    [InlineData("/api/notices?case=%00")]
    public async Task An_odd_search_never_breaks(string path)
    {
        var (status, _) = await (await SeatAsync("supervisor")).AskAsync(HttpMethod.Get, path);

        Assert.True((int)status < 500, $"{path}: {status}");
    }

    public void Dispose()
    {
        foreach (var seat in seats.Values)
        {
            seat.Dispose();
        }
    }

    /// <summary>Every text anywhere in an answer.</summary>
    private static IEnumerable<string> Strings(JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.String => [answer.GetString()!],
        JsonValueKind.Array => answer.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => answer.EnumerateObject().SelectMany(one => Strings(one.Value)),
        _ => [],
    };

    private async Task<Seat> SeatAsync(string who)
    {
        if (!seats.TryGetValue(who, out var seat))
        {
            seats[who] = seat = await product.SignInAsync(who);
        }

        return seat;
    }
}
