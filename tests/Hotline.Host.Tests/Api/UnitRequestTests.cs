using System.Globalization;
using System.Net;
using System.Text.Json;
using Hotline.Cases;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Host.Tests.Api;

/// <summary>Returns, extensions and a superior's limit over HTTP, the time moved by hand, in a city under yongning-2017.</summary>
public sealed class UnitRequestTests : IAsyncLifetime
{
    // A Monday, 16:00 in China. Nothing here opens a live connection, which the machine's own clock would end.
    private readonly ManualTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly TestProduct product;

    public UnitRequestTests() => product = new TestProduct
    {
        Time = time,
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Policy"] = "yongning-2017" },
    };

    public ValueTask InitializeAsync() => product.InitializeAsync();

    public ValueTask DisposeAsync() => product.DisposeAsync();

    [Fact]
    public async Task A_return_an_extension_and_a_limit_from_the_form_to_the_last_deadline()
    {
        using var agent = await product.SignInAsync("agent1");
        using var monday = await product.SignInAsync("dispatcher");
        var seen = await agent.PostAsync("/api/cases", Form(), HttpStatusCode.Created);
        var number = seen.Text("number");
        Assert.Equal(("yongning-2017", 1), (seen.GetProperty("policy").Text("id"), seen.GetProperty("policy").GetProperty("version").GetInt32()));

        seen = await ActAsync(monday, "dispatch", new { version = seen.Version(), unitId = "urban-mgmt" });
        Assert.Equal(Local("2026-03-04T17:30"), Handle(seen).Due("due"));
        Assert.Equal(Local("2026-03-03T17:30"), seen.GetProperty("return").Due("until"));

        time.Advance(TimeSpan.FromHours(17)); // Tuesday, 09:00: yesterday's sessions are over
        using var dispatcher = await product.SignInAsync("dispatcher");
        using var urban = await product.SignInAsync("unit1");
        using var water = await product.SignInAsync("unit2");
        var missing = await urban.PostAsync($"/api/cases/{number}/return", new { version = seen.Version() }, HttpStatusCode.BadRequest);
        Assert.Equal(["reason", "suggestedUnitId"], missing.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
        seen = await ActAsync(urban, "return", new { version = seen.Version(), reason = "供水管道不属本局", suggestedUnitId = "water-co" });
        Assert.Equal(["accept-return", "refuse-return", "set-limit", "supplement", "merge"], Acts(await dispatcher.GetAsync($"/api/cases/{number}")));
        seen = await ActAsync(dispatcher, "accept-return", new { version = seen.Version(), note = "属供水公司" });
        Assert.Equal("water-co", seen.GetProperty("unit").Text("id"));
        Assert.Equal(Local("2026-03-04T17:30"), Handle(seen).Due("due")); // two working days from Tuesday, less one
        Assert.Contains("核减1个工作日", Handle(seen).Text("explanation"), StringComparison.Ordinal);

        seen = await ActAsync(water, "extend", new { version = seen.Version(), reason = "需要停水施工并更换管道" });
        Assert.Equal("extension", seen.List("requests")[^1].Text("kind"));
        var mine = await water.PostAsync($"/api/cases/{number}/approve-extension", new { version = seen.Version() }, HttpStatusCode.Forbidden);
        Assert.Equal("no-right", mine.Text("code"));
        seen = await ActAsync(dispatcher, "approve-extension", new { version = seen.Version(), note = (string?)null });
        Assert.Equal((Local("2026-03-10T17:30"), "yongning-2017/3-3b"), (Handle(seen).Due("due"), Handle(seen).Text("clause"))); // five in all
        var again = await water.PostAsync($"/api/cases/{number}/extend", new { version = seen.Version(), reason = "还需要再延长一些时间" }, HttpStatusCode.Conflict);
        Assert.Equal(("not-allowed", "yongning-2017/3-3b"), (again.Text("code"), again.Text("clause")));

        seen = await ActAsync(
            dispatcher, "set-limit", new { version = seen.Version(), source = "superior", document = "市政府交办单〔2026〕12号", due = "2026-03-05T04:00:00Z" });
        Assert.Equal(Local("2026-03-05T12:00"), Handle(seen).Due("due"));
        Assert.Equal("superior", seen.List("limits").Single().Text("source"));

        time.Advance(Local("2026-03-05T12:00") - time.GetUtcNow() + TimeSpan.FromSeconds(1));
        await product.Services.GetRequiredService<IDeadlineDesk>().SweepAsync(CancellationToken.None);
        using var supervisor = await product.SignInAsync("supervisor");
        seen = await supervisor.GetAsync($"/api/cases/{number}");
        Assert.Equal("breached", Handle(seen).Text("state"));
        Assert.Equal(
            ["register", "dispatch", "return", "return.accepted", "extension", "extension.approved", "limit", "clock.breached"],
            seen.List("history").Select(entry => entry.Text("act")));
        Assert.Equal([null, "urban-mgmt", "water-co"], seen.List("held").Select(held => held.GetProperty("unit") is { ValueKind: JsonValueKind.Object } unit ? unit.Text("id") : null));

        async Task<JsonElement> ActAsync(Seat who, string act, object body) => await who.PostAsync($"/api/cases/{number}/{act}", body);
    }

    private static object Form() => new
    {
        requestType = "complaint",
        categoryCode = "other",
        place = "六一路与延宁路口",
        text = "自来水管爆裂，路面积水。",
        complexity = "complex",
        requesterPhone = "13800000021",
    };

    private static JsonElement Handle(JsonElement seen) => seen.List("clocks").Last(clock => clock.Text("name") == "handle");

    private static IEnumerable<string?> Acts(JsonElement seen) => seen.List("acts").Select(act => act.Text("act"));

    private static DateTimeOffset Local(string local) =>
        new DateTimeOffset(DateTime.Parse(local, CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).ToUniversalTime();
}

/// <summary>Reading times.</summary>
internal static class Times
{
    public static DateTimeOffset Due(this JsonElement element, string name) => element.GetProperty(name).GetDateTimeOffset();
}
