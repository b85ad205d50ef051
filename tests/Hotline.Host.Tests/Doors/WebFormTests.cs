using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Hotline.Host.Tests.Doors;

/// <summary>The report form and the progress page, as a browser without scripts meets them.</summary>
public sealed class WebFormTests
{
    [Fact]
    public async Task A_report_with_a_photo_is_a_case_that_its_reporter_can_follow_add_to_and_rate()
    {
        await using var product = await StartAsync();
        using var reporter = new WebReporter(product.Http);
        await reporter.OpenAsync();

        var (status, page) = await reporter.SendAsync(
            new { what = "井盖<b>缺失", kind = "help", @class = "010201", place = "人民路18号", lat = "25.4312", @long = "119.0145", name = "王五", confidential = "1" },
            ("../井.jpg", WebReporter.Jpeg));

        Assert.Equal(HttpStatusCode.OK, status);
        var (number, code) = (WebReporter.Number(page), WebReporter.Code(page));
        using var leader = await product.SignInAsync("leader");
        var seen = await leader.GetAsync($"/api/cases/{number}");
        Assert.Equal(("井盖<b>缺失", "人民路18号（25.4312,119.0145）", "help", true), (seen.Text("text"), seen.Text("place"), seen.Text("requestType"), seen.GetProperty("confidential").GetBoolean()));
        Assert.Equal("010201", seen.GetProperty("category").Text("code"));
        var contact = Assert.Single(seen.List("contacts"));
        Assert.Equal("web", contact.Text("medium"));
        Assert.Equal(["井.jpg"], (await leader.GetAsync($"/api/contacts/{contact.Text("id")}/attachments")).EnumerateArray().Select(file => file.Text("fileName")));

        Assert.Contains("已受理，等待派单", (await reporter.AskAsync(new { number, code })).Page, StringComparison.Ordinal);
        var (_, added) = await reporter.AskAsync(new { number, code, act = "add", text = "还有一处", key = new string('a', 32) });
        await reporter.AskAsync(new { number, code, act = "add", text = "还有一处", key = new string('a', 32) });
        Assert.Contains("已补充到工单", added, StringComparison.Ordinal);
        var supplement = Assert.Single((await leader.GetAsync($"/api/cases/{number}")).List("history"), entry => entry.Text("act") == "supplement");
        Assert.Equal("网页补充：还有一处", supplement.Text("detail"));

        await CloseAsync(product, number);
        var (_, closed) = await reporter.AskAsync(new { number, code });
        Assert.Contains("已补好", closed, StringComparison.Ordinal);
        Assert.Contains("您对办理结果满意吗", closed, StringComparison.Ordinal);
        var (_, rated) = await reporter.AskAsync(new { number, code, act = "rate", rating = "Satisfied" });
        Assert.Contains("感谢您的评价", rated, StringComparison.Ordinal);
        var survey = (await leader.GetAsync($"/api/cases/{number}")).GetProperty("survey");
        Assert.Equal(("answered", "satisfied"), (survey.Text("state"), survey.Text("answer")));
        Assert.Contains("不需要评价", (await reporter.AskAsync(new { number, code, act = "rate", rating = "Dissatisfied" })).Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/report", "zh-CN", "示例市", "Sample City")]
    [InlineData("/report", "en", "Sample City", "示例市")]
    [InlineData("/report/progress", "en-GB,en;q=0.9", "Sample City", "示例市")]
    public async Task The_city_is_named_in_the_language_of_the_page(string path, string languages, string named, string notNamed)
    {
        await using var product = await StartAsync();
        using var reporter = new WebReporter(product.Http);

        var (_, page) = await reporter.OpenAsync(path, languages);

        Assert.Contains(named, page, StringComparison.Ordinal);
        Assert.DoesNotContain(notNamed, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_comes_back_with_all_that_was_typed_and_uploaded()
    {
        await using var product = await StartAsync();
        using var reporter = new WebReporter(product.Http);
        await reporter.OpenAsync("/report", "en-GB,zh;q=0.5");

        var (status, page) = await reporter.SendAsync(
            new { what = "", place = "\"><script>1", lat = "200", @long = "", phone = "abc", name = "Li" }, ("a.jpg", WebReporter.Jpeg), ("b.jpg", "MZ no picture"u8.ToArray()));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.DoesNotContain("<script>1", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Li\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"200\"", page, StringComparison.Ordinal);
        Assert.Contains("a.jpg", page, StringComparison.Ordinal);
        foreach (var field in new[] { "#what", "#lat", "#phone", "#photos" })
        {
            Assert.Contains($"href=\"{field}\"", page, StringComparison.Ordinal);
        }

        Assert.Contains("aria-describedby=\"what-hint what-error\" aria-invalid=\"true\"", page, StringComparison.Ordinal);

        var (_, taken) = await reporter.SendAsync(new { what = "street lamp out", place = "x", phone = "13800000031" });
        using var leader = await product.SignInAsync("leader");
        var seen = await leader.GetAsync($"/api/cases/{WebReporter.Number(taken)}");
        Assert.Equal("13800000031", seen.GetProperty("requester").Text("phone"));
        Assert.Equal(["a.jpg"], (await leader.GetAsync($"/api/contacts/{seen.List("contacts")[0].Text("id")}/attachments")).EnumerateArray().Select(file => file.Text("fileName")));
    }

    [Fact]
    public async Task The_map_is_the_citys_own_and_a_map_service_only_where_one_is_named()
    {
        await using var plain = await StartAsync();
        await using var tiled = await StartAsync(("Web:Map:Tiles", "https://tiles.example.cn/{z}/{x}/{y}.png"), ("Web:Map:Attribution", "© 天地图"));
        using var http = new HttpClient();

        using var drawing = await http.GetAsync(new Uri(plain.Http, "/report/map.geojson"));
        Assert.Equal("application/geo+json", drawing.Content.Headers.ContentType!.MediaType);
        Assert.Equal("FeatureCollection", JsonDocument.Parse(await drawing.Content.ReadAsStringAsync()).RootElement.GetProperty("type").GetString());
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(plain.Http, "/report/map.geojson")) { Headers = { IfNoneMatch = { drawing.Headers.ETag! } } };
        using var known = await http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);

        using var own = await http.GetAsync(new Uri(plain.Http, "/report"));
        Assert.Contains("data-tiles=\"\"", await own.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("img-src 'self' data: blob:;", own.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var service = await http.GetAsync(new Uri(tiled.Http, "/report"));
        var page = await service.Content.ReadAsStringAsync();
        Assert.Contains("data-tiles=\"https://tiles.example.cn/{z}/{x}/{y}.png\"", page, StringComparison.Ordinal);
        Assert.Contains("data-attribution=\"© 天地图\"", page, StringComparison.Ordinal);
        Assert.Contains("img-src 'self' data: blob: https://tiles.example.cn;", service.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_case_and_changed_it_is_another()
    {
        await using var product = await StartAsync();
        using var reporter = new WebReporter(product.Http);
        await reporter.OpenAsync();

        var first = await reporter.SendAsync(new { what = "噪声" }, ("a.jpg", WebReporter.Jpeg));
        var again = await reporter.SendAsync(new { what = "噪声" }, ("a.jpg", WebReporter.Jpeg));
        var changed = await reporter.SendAsync(new { what = "噪声和油烟" }, ("a.jpg", WebReporter.Jpeg));

        Assert.Equal(WebReporter.Number(first.Page), WebReporter.Number(again.Page));
        Assert.Equal(WebReporter.Code(first.Page), WebReporter.Code(again.Page));
        Assert.NotEqual(WebReporter.Number(first.Page), WebReporter.Number(changed.Page));
    }

    [Fact]
    public async Task A_form_without_its_own_browser_is_refused_and_nothing_typed_is_lost()
    {
        await using var product = await StartAsync();
        using var reporter = new WebReporter(product.Http);
        using var other = new WebReporter(product.Http);
        await reporter.OpenAsync();
        await other.OpenAsync();
        var stolen = reporter.Ticket;
        using var form = new MultipartFormDataContent { { new StringContent(stolen), "ticket" }, { new StringContent("forged"), "what" } };
        using var http = new HttpClient { BaseAddress = product.Http };

        using var forged = await http.PostAsync("/report", form);

        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Contains("forged</textarea>", await forged.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/report") { Content = new FormUrlEncodedContent([]), Headers = { { "Origin", "https://elsewhere.example" } } };
        using var refused = await http.SendAsync(foreign);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var leader = await product.SignInAsync("leader");
        Assert.Empty((await leader.GetAsync("/api/cases")).List("items"));
    }

    [Fact]
    public async Task A_wrong_code_and_a_wrong_number_look_alike_and_guessing_is_slowed_down()
    {
        await using var product = await StartAsync(("Web:QueriesPerTenMinutes", "4"), ("Web:ReportsPerTenMinutes", "1"));
        using var reporter = new WebReporter(product.Http);
        await reporter.OpenAsync();
        var (_, page) = await reporter.SendAsync(new { what = "路灯" });
        var (number, code) = (WebReporter.Number(page), WebReporter.Code(page));

        var wrongCode = await reporter.AskAsync(new { number, code = "0000-0000-0000" });
        var wrongNumber = await reporter.AskAsync(new { number = "20200101000001", code });

        Assert.Equal(HttpStatusCode.NotFound, wrongCode.Status);
        Assert.Equal(wrongCode.Page.Replace(number, "", StringComparison.Ordinal), wrongNumber.Page.Replace("20200101000001", "", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await reporter.AskAsync(new { number, code = code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal) })).Status);
        Assert.Equal(HttpStatusCode.OK, (await reporter.AskAsync(new { number, code })).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await reporter.AskAsync(new { number, code })).Status);
        await reporter.OpenAsync();
        var (status, kept) = await reporter.SendAsync(new { what = "又一件" });
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Contains("又一件</textarea>", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Photos_have_limits_and_what_is_too_large_does_not_lose_the_rest()
    {
        await using var product = await StartAsync(("Web:MaxPhotos", "2"), ("Web:MaxPhotoBytes", "2000"));
        using var reporter = new WebReporter(product.Http);
        await reporter.OpenAsync();
        byte[] large = [.. WebReporter.Jpeg, .. new byte[3000]];

        var (status, page) = await reporter.SendAsync(
            new { what = "树倒了" }, ("1.jpg", WebReporter.Jpeg), ("2.jpg", large), ("3.jpg", [.. WebReporter.Jpeg, 3]), ("4.jpg", [.. WebReporter.Jpeg, 4]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("照片“2.jpg”太大", page, StringComparison.Ordinal);
        Assert.Contains("“4.jpg”未保存", page, StringComparison.Ordinal);
        Assert.Contains("树倒了</textarea>", page, StringComparison.Ordinal);

        var remove = page.Split("name=\"remove-")[1][..16];
        var (_, tooMuch) = await reporter.SendAsync(new { what = "树倒了" }, ("9.jpg", new byte[600 * 1024]));
        Assert.Contains("没有收到完整的内容", tooMuch, StringComparison.Ordinal);
        Assert.Contains("树倒了</textarea>", tooMuch, StringComparison.Ordinal);
        Assert.Contains("1.jpg", tooMuch, StringComparison.Ordinal);

        using var form = new MultipartFormDataContent { { new StringContent(reporter.Ticket), "ticket" }, { new StringContent("树倒了"), "what" }, { new StringContent("1"), $"remove-{remove}" } };
        using var leader = await product.SignInAsync("leader");
        var seen = await leader.GetAsync($"/api/cases/{WebReporter.Number((await reporter.PostAsync(form)).Page)}");
        Assert.Equal(["3.jpg"], (await leader.GetAsync($"/api/contacts/{seen.List("contacts")[0].Text("id")}/attachments")).EnumerateArray().Select(file => file.Text("fileName")));
    }

    internal static async Task<TestProduct> StartAsync(params (string Key, string Value)[] settings)
    {
        var product = new TestProduct { Settings = settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value, StringComparer.Ordinal) };
        await product.InitializeAsync();
        return product;
    }

    /// <summary>Everything the house does with a case, in order.</summary>
    internal static async Task CloseAsync(TestProduct product, string number)
    {
        using var dispatcher = await product.SignInAsync("dispatcher");
        using var unit = await product.SignInAsync("unit1");
        var seen = await dispatcher.GetAsync($"/api/cases/{number}");
        seen = await ActAsync(dispatcher, seen, "dispatch", version => new { version, unitId = "urban-mgmt", note = (string?)null });
        seen = await ActAsync(unit, seen, "sign", version => new { version });
        if (seen.List("acts").Any(act => act.Text("act") == "on-site"))
        {
            byte[] picture = [0xFF, 0xD8, 0xFF, 0xE0, 1];
            var photo = (await unit.PutUpAsync($"/api/cases/{number}/photos/", picture, "image/jpeg")).Text("id");
            seen = await ActAsync(unit, seen, "on-site", version => new { version, place = "现场", note = "在修", photoIds = new[] { photo } });
        }

        seen = await ActAsync(unit, seen, "reply", version => new { version, text = "已补好", outcome = "solved" });
        await ActAsync(dispatcher, seen, "close", version => new { version, outcome = "solved", note = (string?)null });
    }

    private static Task<JsonElement> ActAsync(Seat seat, JsonElement seen, string act, Func<int, object> body) => seat.PostAsync(
        string.Create(CultureInfo.InvariantCulture, $"/api/cases/{seen.Text("number")}/{act}"), body(seen.GetProperty("version").GetInt32()));
}
