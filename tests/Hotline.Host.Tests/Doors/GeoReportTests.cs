using System.Net;
using System.Text.Json;
using System.Xml.Linq;

namespace Hotline.Host.Tests.Doors;

/// <summary>Open311 GeoReport v2 as its clients meet it.</summary>
public sealed class GeoReportTests
{
    private const string Key = "0123456789abcdef-app";
    private const string OtherKey = "fedcba9876543210-other";

    [Fact]
    public async Task Npm_open311_finds_services_reports_and_follows_its_report()
    {
        await using var product = await StartAsync();
        await using var client = new Open311Client(product.Http);

        var discovered = await client.AskAsync("serviceDiscovery", null, new { cache = true });
        Assert.Equal(new Uri(product.Http, "/open311/v2/").ToString(), discovered.Text("endpoint"));
        var services = (await client.AskAsync("serviceList", null)).List("data");
        Assert.Contains(services, service => service.Text("service_code") == "010201" && service.Text("service_name") == "窨井盖缺失移位" && service.GetProperty("metadata").GetBoolean());
        var definition = (await client.AskAsync("serviceDefinition", null, "010201")).GetProperty("data");
        Assert.Equal("request_type", Assert.Single(definition.List("attributes")).Text("code"));

        var submitted = await client.AskAsync("submitRequest", Key, new { service_code = "010201", lat = "25.43", @long = "119.01", address_string = "人民路18号", description = "井盖缺失", first_name = "五", last_name = "王", phone = "13800000041", attributes = new { request_type = "help" } });
        var taken = Assert.Single(submitted.List("data"));
        var number = taken.Text("service_request_id")!;
        Assert.Equal(number, Assert.Single((await client.AskAsync("token", null, taken.Text("token")!)).List("data")).Text("service_request_id"));

        using var leader = await product.SignInAsync("leader");
        var seen = await leader.GetAsync($"/api/cases/{number}");
        Assert.Equal(("help", "010201", "人民路18号（25.43,119.01）", "13800000041"), (seen.Text("requestType"), seen.GetProperty("category").Text("code"), seen.Text("place"), seen.GetProperty("requester").Text("phone")));
        Assert.Equal("open311", Assert.Single(seen.List("contacts")).Text("medium"));

        await WebFormTests.CloseAsync(product, number);
        var request = Assert.Single((await client.AskAsync("serviceRequest", null, number)).List("data"));
        Assert.Equal(("closed", "区城市管理局", JsonValueKind.Null), (request.Text("status"), request.Text("agency_responsible"), request.GetProperty("description").ValueKind));
        var refused = await client.AskAsync("submitRequest", "wrong", new { service_code = "010201", address_string = "x" });
        Assert.Equal(403, refused.GetProperty("error").GetInt32());
    }

    [Fact]
    public async Task Only_public_facts_leave_and_the_words_go_to_whoever_brought_them()
    {
        await using var product = await StartAsync();
        using var http = new HttpClient { BaseAddress = product.Http };
        var open = await PostAsync(http, Key, ("service_code", "010201"), ("address_string", "人民路18号"), ("description", "井盖缺失"), ("phone", "13800000042"));
        var wrong = await PostAsync(http, Key, ("service_code", "010201"), ("address_string", "人民路19号"), ("description", "有人违法"), ("attribute[request_type]", "report"));
        using var reporter = new WebReporter(product.Http);
        await reporter.OpenAsync();
        var web = WebReporter.Number((await reporter.SendAsync(new { what = "网页来的" })).Page);

        var anybody = await GetAsync(http, "/open311/v2/requests.json");
        Assert.Equal([open], anybody.EnumerateArray().Select(row => row.Text("service_request_id")));
        var row = anybody[0];
        Assert.Equal(("open", "窨井盖缺失移位"), (row.Text("status"), row.Text("service_name")));
        Assert.All(["description", "address", "lat", "long", "status_notes", "media_url"], name => Assert.Equal(JsonValueKind.Null, row.GetProperty(name).ValueKind));
        Assert.DoesNotContain("13800000042", anybody.ToString(), StringComparison.Ordinal);
        Assert.Equal([wrong, open], (await GetAsync(http, $"/open311/v2/requests.json?api_key={Key}")).EnumerateArray().Select(row => row.Text("service_request_id")));
        Assert.Equal("井盖缺失", (await GetAsync(http, $"/open311/v2/requests/{open}.json?api_key={Key}"))[0].Text("description"));
        Assert.Equal(JsonValueKind.Null, (await GetAsync(http, $"/open311/v2/requests/{open}.json?api_key={OtherKey}"))[0].GetProperty("description").ValueKind);
        foreach (var hidden in new[] { web, $"{wrong}", "20200101000001" })
        {
            var fault = await GetAsync(http, $"/open311/v2/requests/{hidden}.json?api_key={OtherKey}", HttpStatusCode.NotFound);
            Assert.Equal(404, Assert.Single(fault.EnumerateArray().ToArray()).GetProperty("code").GetInt32());
        }

        Assert.Equal(["register"], Acts(await GetAsync(http, "/open311/v2/servicerequestupdates.json")));
        await WebFormTests.CloseAsync(product, open);
        var steps = await GetAsync(http, $"/open311/v2/servicerequestupdates.json?service_request_id={open}");
        Assert.Equal(["已受理", "已转承办单位", "承办单位正在办理", "承办单位已到现场", "承办单位已答复", "已办结"], steps.EnumerateArray().Select(step => step.Text("description")));
        Assert.DoesNotContain("已补好", steps.ToString(), StringComparison.Ordinal);
        Assert.Equal("已补好", (await GetAsync(http, $"/open311/v2/requests/{open}.json?api_key={Key}"))[0].Text("status_notes"));
        Assert.Empty((await GetAsync(http, "/open311/v2/requests.json?status=open")).EnumerateArray());

        static IEnumerable<string> Acts(JsonElement steps) => steps.EnumerateArray().Select(step => step.Text("description") == "已受理" ? "register" : "other");
    }

    [Fact]
    public async Task A_report_sent_twice_is_one_and_its_application_may_add_to_it()
    {
        await using var product = await StartAsync();
        using var http = new HttpClient { BaseAddress = product.Http };
        (string, string)[] report = [("service_code", "010201"), ("lat", "25.4"), ("long", "119"), ("description", "路灯")];
        var number = await PostAsync(http, Key, report);
        Assert.Equal(number, await PostAsync(http, Key, report));
        Assert.NotEqual(number, await PostAsync(http, OtherKey, report));

        (string, string)[] update = [("service_request_id", number), ("description", "还有一盏"), ("update_id", "u-1")];
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(http, "servicerequestupdates.json", Key, update)).Status);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(http, "servicerequestupdates.json", Key, update)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(http, "servicerequestupdates.json", OtherKey, update)).Status);

        using var leader = await product.SignInAsync("leader");
        var added = Assert.Single((await leader.GetAsync($"/api/cases/{number}")).List("history"), entry => entry.Text("act") == "supplement");
        Assert.Equal("Open311应用补充：还有一盏", added.Text("detail"));
    }

    [Fact]
    public async Task Xml_says_the_same_and_errors_are_the_standards()
    {
        await using var product = await StartAsync();
        using var http = new HttpClient { BaseAddress = product.Http };
        var number = await PostAsync(http, Key, ("service_code", "010201"), ("lat", "25.43"), ("long", "119.01"), ("description", "a & <b>\u0001"));

        using var answer = await http.GetAsync($"/open311/v2/requests/{number}.xml?api_key={Key}&jurisdiction_id=city.example");
        Assert.Equal("text/xml; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var request = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Element("service_requests")!.Element("request")!;
        Assert.Equal((number, "a & <b>\uFFFD", "25.43", "119.01"), (request.Element("service_request_id")!.Value, request.Element("description")!.Value, request.Element("lat")!.Value, request.Element("long")!.Value));
        var services = XDocument.Parse(await http.GetStringAsync("/open311/v2/services.xml"));
        Assert.Contains(services.Element("services")!.Elements("service"), service => service.Element("service_code")!.Value == "010201" && service.Element("type")!.Value == "realtime");
        var definition = XDocument.Parse(await http.GetStringAsync("/open311/v2/services/010201.xml")).Element("service_definition")!;
        Assert.Equal("complaint", definition.Descendants("value").First().Element("key")!.Value);

        (string Path, HttpStatusCode Status)[] refusals =
        [
            ("services.xml?jurisdiction_id=elsewhere", HttpStatusCode.NotFound), ("services/none.xml", HttpStatusCode.NotFound), ("tokens/none.xml", HttpStatusCode.NotFound),
            ("requests.xml?start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z", HttpStatusCode.BadRequest), ("requests.xml?status=lost", HttpStatusCode.BadRequest),
            ("requests.xml?start_date=yesterday", HttpStatusCode.BadRequest), ("requests.xml?page=0", HttpStatusCode.BadRequest),
        ];
        foreach (var (path, status) in refusals)
        {
            using var refused = await http.GetAsync("/open311/v2/" + path);
            Assert.True(refused.StatusCode == status, path);
            var error = XDocument.Parse(await refused.Content.ReadAsStringAsync()).Element("errors")!.Element("error")!;
            Assert.Equal(((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture), error.Element("code")!.Value);
        }

        var (missing, faults) = await SendAsync(http, "requests.json", Key, ("lat", "95"), ("media_url", "file:///etc/passwd"));
        Assert.Equal((HttpStatusCode.BadRequest, 3), (missing, faults.GetArrayLength()));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(http, "requests.json", Key, ("service_code", "none"), ("address_string", "x"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(http, "requests.json", "", ("service_code", "010201"), ("address_string", "x"))).Status);
    }

    [Fact]
    public async Task Lists_come_in_pages_the_newest_first()
    {
        await using var product = await StartAsync();
        using var http = new HttpClient { BaseAddress = product.Http };
        var numbers = new List<string>();
        foreach (var place in new[] { "a", "b", "c" })
        {
            numbers.Add(await PostAsync(http, Key, ("service_code", place == "b" ? "010203" : "010201"), ("address_string", place)));
        }

        Assert.Equal([numbers[2], numbers[1]], Numbers(await GetAsync(http, "/open311/v2/requests.json?page_size=2")));
        Assert.Equal([numbers[0]], Numbers(await GetAsync(http, "/open311/v2/requests.json?page_size=2&page=2")));
        Assert.Equal([numbers[1]], Numbers(await GetAsync(http, "/open311/v2/requests.json?service_code=010203,none")));
        Assert.Equal([numbers[2], numbers[0]], Numbers(await GetAsync(http, $"/open311/v2/requests.json?service_request_id={numbers[0]},{numbers[2]}&status=closed")));
        Assert.Empty(Numbers(await GetAsync(http, "/open311/v2/requests.json?end_date=2020-01-01T00:00:00Z")));

        static IEnumerable<string?> Numbers(JsonElement rows) => rows.EnumerateArray().Select(row => row.Text("service_request_id"));
    }

    private static Task<TestProduct> StartAsync() =>
        WebFormTests.StartAsync(("Open311:Jurisdiction", "city.example"), ("Open311:Keys:app", Key), ("Open311:Keys:other", OtherKey));

    private static async Task<string> PostAsync(HttpClient http, string key, params (string Name, string Value)[] fields)
    {
        var (status, answer) = await SendAsync(http, "requests.json", key, fields);
        Assert.True(status == HttpStatusCode.Created, answer.ToString());
        return answer[0].Text("service_request_id")!;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpClient http, string path, string key, params (string Name, string Value)[] fields)
    {
        using var answer = await http.PostAsync("/open311/v2/" + path, new FormUrlEncodedContent(fields.Append(("api_key", key)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))));
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }

    private static async Task<JsonElement> GetAsync(HttpClient http, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await http.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{path}: {answer.StatusCode} {text}");
        return JsonElement.Parse(text);
    }
}
