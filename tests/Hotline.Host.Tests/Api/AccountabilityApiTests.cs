using System.Net;
using System.Text.Json;
using Hotline.Host.Tests.Lives;
using Hotline.Testing;

namespace Hotline.Host.Tests.Api;

/// <summary>What units answer for, over HTTP. 2026-03-02 is a Monday.</summary>
public sealed class AccountabilityApiTests
{
    private static readonly Matter Lamp = new("complaint", "010306", "延宁路8号", "路灯不亮。");

    [Fact]
    public async Task Haimen_reworks_and_shares_stand_beside_their_thresholds_with_the_cases_behind_them()
    {
        await using var city = await City.Under("haimen-2016", "2026-03-02 09:00");
        var lighting = city.Unit("lighting");
        var numbers = new[] { await Sent(city), await Sent(city) };
        await city.Until("2026-03-02 10:00");
        for (var time = 0; time < 3; time++)
        {
            await lighting.Signs(numbers[0]);
            await lighting.Replies(numbers[0], "已修好。");
            await city.Supervisor.Does(numbers[0], "verify", new { passed = false, note = "仍不亮" });
        }

        await lighting.Signs(numbers[1]);
        await lighting.Replies(numbers[1], "已修好。");
        var reworked = await Figure(city.Supervisor, "reworks-of-one-case");
        Assert.Equal((3, "≥3", "haimen-2016/4-3", City.At("2026-03-02 10:00")), (reworked.GetProperty("figure").GetInt32(), reworked.Text("threshold"), reworked.Text("clause"), reworked.Due("metAt")));
        Assert.Equal(50, (await Figure(city.Supervisor, "rework-rate")).GetProperty("figure").GetInt32()); // one of two came back; judged when March is over
        Assert.Equal(JsonValueKind.Null, (await Figure(city.Supervisor, "rework-rate")).GetProperty("metAt").ValueKind);
        var (first, second) = (await Cases(city.Supervisor, "reworks-of-one-case&over=case&size=2"), await Cases(city.Supervisor, "reworks-of-one-case&over=case&size=2&page=2"));
        Assert.Equal((3, 2, 1), (first.GetProperty("total").GetInt32(), first.List("items").Length, second.List("items").Length));
        Assert.All(first.List("items"), row => Assert.Equal(numbers[0], row.Text("caseNumber")));
        Assert.Equal(numbers.Order(StringComparer.Ordinal), (await Cases(city.Supervisor, "rework-rate&over=month")).List("items").Select(row => row.Text("caseNumber")).Order(StringComparer.Ordinal));

        await city.Until("2026-04-01 00:05");
        Assert.Equal(City.At("2026-04-01 00:05"), (await Figure(city.Supervisor, "rework-rate", "2026-03")).Due("metAt"));
        Assert.Equal(0, (await Figure(city.Supervisor, "reworks-of-one-case")).GetProperty("figure").GetInt32()); // April
        Assert.Empty((await lighting.Get("/api/accountability?unit=lighting")).List("items")); // units do not see what counts against them
        var told = (await city.Unit("discipline").Get("/api/accountability?month=2026-03&unit=lighting")).List("items")[0].List("figures");
        Assert.Contains(told, row => row.Text("measure") == "rework-rate");
        Assert.DoesNotContain(told, row => row.Text("measure") == "timed-out-cases");
        using var seat = await city.Product.SignInAsync("supervisor");
        await seat.GetAsync("/api/accountability?month=March", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_city_that_counts_by_the_quarter_only_has_to_say_so_in_its_policy()
    {
        using var folder = new TemporaryFolder();
        var policies = folder.CopyPolicies();
        await File.AppendAllTextAsync(
            Path.Combine(policies, "hanjiang-2016.yaml"),
            """

            accountability:
              - { measure: timed-out-cases, over: quarter, at-least: 2, notice: 效能问责, to: [district-efficiency-office], clause: 13 }
              - { measure: close-rate, over: case, below: 90, notice: 通报, clause: 13 }

            """,
            TestContext.Current.CancellationToken);
        await using var city = await City.Under(
            "hanjiang-2016", new ManualTimeProvider(City.At("2026-02-02 09:00")), new Dictionary<string, string?>(StringComparer.Ordinal) { ["Policies"] = policies });
        var february = await Sent(city);
        await city.Until("2026-02-05 17:31");
        var one = await Figure(city.Supervisor, "timed-out-cases");
        Assert.Equal((1, "2026-Q1"), (one.GetProperty("figure").GetInt32(), one.Text("window")));
        await city.Until("2026-03-02 09:00");
        var march = await Sent(city);
        await city.Until("2026-03-05 17:31");
        Assert.Equal((2, City.At("2026-03-05 17:31")), await Figure(city.EfficiencyOffice, "timed-out-cases") is var met ? (met.GetProperty("figure").GetInt32(), met.Due("metAt")) : default);
        (await city.Supervisor.Sees(march)).Wrote("accountability", "hanjiang-2016/13", "2026年第1季度超时未回复2件，达到效能问责条件");
        Assert.Equal([february, march], (await Cases(city.Supervisor, "timed-out-cases&over=quarter")).List("items").Select(row => row.Text("caseNumber")));
        Assert.False((await Figure(city.Supervisor, "close-rate")).GetProperty("counted").GetBoolean());
        Assert.Equal(0, (await Figure(city.Supervisor, "timed-out-cases", "2026-04")).GetProperty("figure").GetInt32());
    }

    private static async Task<string> Sent(City city)
    {
        var number = (await city.Agent.Registers(Lamp, await city.Citizen("13800000931").Calls())).Number;
        await city.Dispatcher.Dispatches(number, "lighting");
        return number;
    }

    private static async Task<JsonElement> Figure(Person who, string measure, string? month = null) =>
        Assert.Single((await who.Get($"/api/accountability?unit=lighting{(month is null ? "" : $"&month={month}")}")).List("items")).List("figures").First(row => row.Text("measure") == measure);

    private static Task<JsonElement> Cases(Person who, string measure) => who.Get($"/api/accountability/lighting/cases?measure={measure}");
}
