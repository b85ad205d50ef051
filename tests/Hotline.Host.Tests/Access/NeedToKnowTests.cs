using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hotline.Cases;
using Hotline.Host.Access;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Host.Tests.Access;

/// <summary>A masked requester against every route that the people of a unit reach: a new route is in the table by itself.</summary>
public sealed class NeedToKnowTests(TestProduct product) : IClassFixture<TestProduct>
{
    private const string Name = "欧阳慕华";
    private const string Phone = "13912345678";

    private static readonly JsonSerializerOptions Wide = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task No_route_that_a_unit_reaches_names_a_masked_requester()
    {
        using var agent = await product.SignInAsync("agent1");
        using var supervisor = await product.SignInAsync("supervisor");
        using var dispatcher = await product.SignInAsync("dispatcher");
        using var unit = await product.SignInAsync("unit1");
        using var leader = await product.SignInAsync("head1");
        await using var screen = await LiveScreen.OpenAsync(unit);
        var call = new Calls(TimeProvider.System.GetUtcNow(), caller: Phone);
        await product.ReportAsync(call.Answered);
        await product.ReportAsync(call.Ended);
        product.Archive.Sounds[call.RecordingId] = ([1, 2, 3], true);
        var contact = (await agent.GetAsync($"/api/contacts?number={Phone}")).List("items").Single().Text("id")!;

        var seen = await agent.PostAsync(
            "/api/cases",
            new
            {
                contactId = contact, requestType = "complaint", categoryCode = "other", place = $"人民路18号{Name}家", text = $"我叫{Name}，电话139-1234-5678，路灯不亮",
                requesterName = Name, confidential = true, hazard = false,
            },
            HttpStatusCode.Created);
        var number = seen.Text("number")!;
        seen = await ActAsync(dispatcher, "dispatch", new { version = Version(seen), unitId = "urban-mgmt", note = $"请联系{Name} {Phone}" });
        seen = await ActAsync(agent, "supplement", new { version = Version(seen), contactId = contact, text = $"{Name}来电补充，仍用{Phone}", urge = true });
        Assert.Contains(Name, Written(await supervisor.GetAsync($"/api/cases/{number}")), StringComparison.Ordinal);
        var known = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["number"] = number, ["caseNumber"] = number, ["id"] = contact, ["recordingId"] = call.RecordingId.ToString(), ["callId"] = call.Id.ToString(),
        };

        var ids = new List<string> { contact, call.RecordingId.ToString() };
        foreach (var kind in (await supervisor.GetAsync("/api/letters/kinds")).EnumerateArray())
        {
            var (issued, letter) = await supervisor.AskAsync(
                HttpMethod.Post, "/api/letters", new { kind = kind.Text("name"), caseNumber = number, body = $"请联系{Name}，电话{Phone}，并当面答复。" }, Guid.NewGuid().ToString());
            if (issued == HttpStatusCode.OK)
            {
                ids.Add(letter.Text("id")!);
            }
        }

        Assert.True(ids.Count > 2, "no letter was issued");
        using var photo = new ByteArrayContent([0xFF, 0xD8, 0xFF, 0xE0, 1]);
        photo.Headers.ContentType = new("image/jpeg");
        var (_, kept) = await unit.AskAsync(HttpMethod.Post, $"/api/cases/{number}/photos", photo);
        ids.Add(kept.Text("id")!);
        Assert.Contains(Name, Written(await supervisor.GetAsync($"/api/letters/{ids[2]}")), StringComparison.Ordinal);

        var answers = new List<(string Asked, string Text)>
        {
            ("sign with an old version", await TextAsync(unit, HttpMethod.Post, $"/api/cases/{number}/sign", new { version = 1 })),
            ("sign", await TextAsync(unit, HttpMethod.Post, $"/api/cases/{number}/sign", new { version = Version(seen) })),
        };
        foreach (var word in new[] { "路灯", Name, "慕华", Phone, "1234" })
        {
            var found = await unit.GetAsync($"/api/cases?q={Uri.EscapeDataString(word)}");
            Assert.Equal(word == "路灯" ? 1 : 0, found.GetProperty("total").GetInt32());
            answers.Add(($"search {word}", Written(found)));
        }

        var reached = 0;
        foreach (var seat in new[] { unit, leader })
        {
            foreach (var (method, pattern) in Routes())
            {
                foreach (var path in Paths(pattern, known, ids))
                {
                    answers.Add(($"{method} {path}", await TextAsync(seat, method, path, method == HttpMethod.Get ? null : new { version = -1, reason = "核对", text = "测试" })));
                    reached++;
                }
            }
        }

        Assert.True(reached > 200, $"only {reached} routes");
        Assert.Contains(answers, answer => answer.Asked == $"GET /api/letters/{ids[2]}/page" && answer.Text.Contains("当面答复", StringComparison.Ordinal));
        Assert.Contains(answers, answer => answer.Asked == "GET /api/letters/table" && answer.Text.Contains(number, StringComparison.Ordinal));
        Assert.Contains(answers, answer => answer.Asked == $"GET /api/cases/{number}" && answer.Text.Contains("路灯不亮", StringComparison.Ordinal));
        answers.AddRange(screen.Heard.Select(frame => ("live", frame)));
        Assert.Contains(answers, answer => answer.Asked == "live" && answer.Text.Contains(number, StringComparison.Ordinal));
        foreach (var (asked, text) in answers)
        {
            Assert.False(Names(text), $"{asked}: {text}");
        }

        async Task<JsonElement> ActAsync(Seat who, string act, object body) => await who.PostAsync($"/api/cases/{number}/{act}", body);
    }

    [Fact]
    public async Task A_unit_rings_the_requester_through_the_switchboard_and_sees_no_number()
    {
        await product.Services.GetRequiredService<IStaffDesk>().OpenAsync(
            new NewStaffAccount
            {
                UserName = "desk8150", Name = "何志", Roles = [Role.Handler], UnitId = "water-co", SamplePassword = true,
                PasswordHash = (await product.Services.GetRequiredService<IStaffDesk>().FindAsync("unit2", CancellationToken.None))!.PasswordHash,
                Phone = SampleStaff.PhoneOf("8150", "hotline", SampleStaff.Password),
            },
            CancellationToken.None);
        var staff = product.Services.GetRequiredService<IStaffDesk>();
        product.Services.GetRequiredService<StaffRegister>().Replace(await staff.ListAsync(CancellationToken.None));
        using var agent = await product.SignInAsync("agent1");
        using var dispatcher = await product.SignInAsync("dispatcher");
        using var phoneless = await product.SignInAsync("unit2");
        using var unit = await product.SignInAsync("desk8150");
        await using var screen = await LiveScreen.OpenAsync(unit);
        var seen = await agent.PostAsync(
            "/api/cases",
            new { requestType = "complaint", categoryCode = "other", place = "", text = "水压不足", requesterName = Name, requesterPhone = "139 1234 5679", confidential = true, hazard = false },
            HttpStatusCode.Created);
        var number = seen.Text("number")!;
        await unit.PostAsync($"/api/cases/{number}/call", new { }, HttpStatusCode.NotFound);
        await dispatcher.PostAsync($"/api/cases/{number}/dispatch", new { version = Version(seen), unitId = "water-co" });
        Assert.Equal("no-phone", (await phoneless.PostAsync($"/api/cases/{number}/call", new { }, HttpStatusCode.Conflict)).Text("code"));

        var made = await unit.PostAsync($"/api/cases/{number}/call", new { }, HttpStatusCode.Accepted);
        Assert.Equal(product.Switchboard.Made.ToString(), made.Text("callId"));
        Assert.Contains("relay 8150 13912345679", product.Switchboard.Asked);
        var call = new Calls(TimeProvider.System.GetUtcNow(), caller: "12345", agentId: "8150");
        await product.ReportAsync(call.Answered with { Outbound = true, Called = "13912345679" });
        var answered = await screen.NextAsync("callAnswered");
        Assert.Equal("", answered.Text("number"));
        Assert.DoesNotContain(screen.Heard, frame => frame.Contains("13912345679", StringComparison.Ordinal));
        Assert.Equal("relay", (await unit.GetAsync($"/api/cases/{number}")).List("history")[^1].Text("act"));
    }

    private static bool Names(string text) =>
        text.Contains(Name, StringComparison.Ordinal) || text.Contains("慕华", StringComparison.Ordinal)
        || string.Concat(text.Where(letter => letter is not ('-' or ' '))).Contains(Phone, StringComparison.Ordinal);

    private static int Version(JsonElement seen) => seen.GetProperty("version").GetInt32();

    private static string Written(JsonElement element) => JsonSerializer.Serialize(element, Wide);

    private static async Task<string> TextAsync(Seat seat, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Hotline", "1");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Content = body is null ? null : System.Net.Http.Json.JsonContent.Create(body);
        using var response = await seat.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode < 500, $"{method} {path}: {response.StatusCode}\n{text}");
        return response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true ? Written(JsonElement.Parse(text)) : text;
    }

    // All but the end of the session.
    private IEnumerable<(HttpMethod Method, string Pattern)> Routes() =>
        from route in product.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where route.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal)
        from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        where method != "DELETE" && !route.RoutePattern.RawText!.EndsWith("/reveal", StringComparison.Ordinal)
        orderby method, route.RoutePattern.RawText
        select (new HttpMethod(method), route.RoutePattern.RawText!.TrimEnd('/').Replace(":guid", "", StringComparison.Ordinal));

    // Every id that there is, where a route names one.
    private static IEnumerable<string> Paths(string pattern, Dictionary<string, string> known, List<string> ids)
    {
        var path = known.Where(pair => pair.Key != "id").Aggregate(pattern, (text, pair) => text.Replace($"{{{pair.Key}}}", pair.Value, StringComparison.Ordinal));
        return path.Contains("{id}", StringComparison.Ordinal) ? ids.Select(id => path.Replace("{id}", id, StringComparison.Ordinal)) : [path];
    }
}
