using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests;

/// <summary>Two products as two offices run them, a city's and a district's, each its own process and data, with a bad line between them.</summary>
public sealed partial class ExchangeTests
{
    private const string KeyId = "city-district-1";
    private const string Key = "a-key-that-both-offices-have-in-their-settings";
    private const string Unit = "town-jiangkou";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static readonly byte[] Picture = [0xFF, 0xD8, 0xFF, 0xE0, .. Enumerable.Range(0, 40_000).Select(number => (byte)(number * 7))];

    [Fact]
    public async Task A_case_goes_down_with_a_photo_and_its_result_comes_up_over_a_line_that_drops_and_doubles_while_the_district_falls()
    {
        using var cityData = new TemporaryFolder();
        using var districtData = new TemporaryFolder();
        await using var down = new CourierRelay();
        await using var up = new CourierRelay();
        var citySettings = Settings(cityData, "district", down.Url, $"below:\n  - {{ name: district, title: 江口平台, unit: {Unit}, requester: false }}\n");
        var districtSettings = Settings(districtData, "city", up.Url, "above:\n  - { name: city, title: 市12345平台, sameCategories: true }\n");

        var cityStart = RunningProduct.StartOnAsync(cityData, citySettings);
        var falling = await RunningProduct.StartOnAsync(districtData, districtSettings);
        await using var city = await cityStart;
        (down.Target, up.Target) = (falling.Http, city.Http);

        // Every answer to a letter from below is lost once, every letter from above comes twice, and the file breaks in the middle, twice.
        down.Does = (call, _) => call == 1 ? RelayDeed.DropAnswer : RelayDeed.Twice;
        up.Does = (call, line) => line.StartsWith("GET", StringComparison.Ordinal) ? call <= 2 ? RelayDeed.CutAnswer : RelayDeed.Pass : call % 2 == 1 ? RelayDeed.DropAnswer : RelayDeed.Pass;

        using var office = await city.SignInAsync("dispatcher");
        await ReportAsync(city.Http);
        var opened = (await office.GetAsync("/api/cases"))["items"]![0]!;
        var number = opened["number"]!.GetValue<string>();
        opened = await office.GetAsync($"/api/cases/{number}");
        await office.PostAsync($"/api/cases/{number}/dispatch", new { version = Version(opened), unitId = Unit });
        down.Target = null;
        await falling.DisposeAsync(); // killed with the letter in its hands, or before, or after

        await using var district = await RunningProduct.StartOnAsync(districtData, districtSettings);
        down.Target = district.Http;
        using var below = await district.SignInAsync("dispatcher");
        var list = await below.GetUntilAsync("/api/cases", page => page["items"]!.AsArray().Count > 0, Patience);
        var there = Assert.Single(list["items"]!.AsArray())!["number"]!.GetValue<string>();
        var seen = await below.GetAsync($"/api/cases/{there}");
        Assert.Equal(("市12345平台", "路灯不亮，夜里看不见。", "registered"), (Text(seen, "superior"), Text(seen, "text"), Text(seen, "state")));
        Assert.Null(seen["requester"]!["phone"]);

        var contact = seen["contacts"]![0]!["id"]!.GetValue<string>();
        var photos = await below.GetUntilAsync($"/api/contacts/{contact}/attachments", list => list.AsArray().Count > 0, Patience);
        Assert.Equal(Picture, await below.GetBytesAsync($"/api/contacts/{contact}/attachments/{photos[0]!["id"]}"));

        // The district dispatches, its unit signs, goes there, and replies; the office closes.
        seen = await below.PostAsync($"/api/cases/{there}/dispatch", new { version = Version(seen), unitId = await UnitAsync(district) });
        using var unit = await district.SignInAsync("unit1");
        seen = await unit.PostAsync($"/api/cases/{there}/sign", new { version = Version(seen) });
        var above = await office.GetUntilAsync($"/api/cases/{number}", view => Text(view, "state") == "signed", Patience);
        Assert.Equal(there, above["exchanges"]![0]!["number"]!.GetValue<string>());
        seen = await unit.PostAsync($"/api/cases/{there}/reply", new { version = Version(seen), text = "路灯已修好。", outcome = "solved" });
        await below.PostAsync($"/api/cases/{there}/close", new { version = Version(seen), outcome = "solved" });
        above = await office.GetUntilAsync($"/api/cases/{number}", view => Text(view, "state") == "replied", Patience);
        Assert.Equal("路灯已修好。", above["reply"]!["text"]!.GetValue<string>());
        Assert.Single(above["history"]!.AsArray(), entry => Text(entry!, "act") == "sign");
        Assert.Single(above["history"]!.AsArray(), entry => Text(entry!, "act") == "reply");

        await office.PostAsync($"/api/cases/{number}/close", new { version = Version(above), outcome = "solved" });
        await below.GetUntilAsync($"/api/cases/{there}", view => view["history"]!.AsArray().Any(entry => Text(entry!, "act") == "exchange.closed"), Patience);
        await office.GetUntilAsync("/api/exchange/peers", peers => peers[0]!["waiting"]!.GetValue<int>() == 0 && peers[0]!["failed"]!.GetValue<int>() == 0, Patience);
        Assert.Single((await below.GetAsync("/api/cases"))["items"]!.AsArray());
        Assert.True(down.Dropped + up.Dropped > 0 && down.Doubled > 0);
    }

    private static string[] Settings(TemporaryFolder data, string peer, string url, string exchange)
    {
        var policies = data.CopyPolicies();
        File.WriteAllText(Path.Combine(policies, "exchange.yaml"), exchange);
        return ["--policies", policies, $"--Exchange:{peer}:Url={url}", $"--Exchange:{peer}:KeyId={KeyId}", $"--Exchange:{peer}:Key={Key}"];
    }

    /// <summary>A citizen on the page, with a photo.</summary>
    private static async Task ReportAsync(Uri product)
    {
        using var browser = new HttpClient { BaseAddress = product };
        var page = await browser.GetStringAsync("/report");
        var ticket = TicketPart().Match(page).Groups["ticket"].Value;
        using var form = new MultipartFormDataContent
        {
            { new StringContent(ticket), "ticket" }, { new StringContent("路灯不亮，夜里看不见。"), "what" }, { new StringContent("complaint"), "kind" },
            { new StringContent("人民路18号"), "place" }, { new StringContent("王先生"), "name" }, { new StringContent("13800000077"), "phone" },
        };
        form.Add(new ByteArrayContent(Picture), "photos", "灯.jpg");
        using var answer = await browser.PostAsync("/report", form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("name=\"ticket\" value=\"(?<ticket>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TicketPart();

    private static async Task<string> UnitAsync(RunningProduct product)
    {
        using var unit = await product.SignInAsync("unit1");
        return (await unit.GetAsync("/api/session"))["unit"]!["id"]!.GetValue<string>();
    }

    private static int Version(JsonNode seen) => seen["version"]!.GetValue<int>();

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();
}
