using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hotline.Host.Tests.Lives;

/// <summary>A masked requester is looked at for a reason, for a quarter of an hour, by one person, and the trail says so (xiangan-2018/5-2c/3e); over HTTP.</summary>
public sealed class RevealTests
{
    private const string Clause = "xiangan-2018/5-2c/3e";
    private const string Unit = "st-handong";
    private const string Name = "欧阳慕华";
    private const string Phone = "13800000306";

    private static readonly Matter Matter = new("complaint", "010306", $"延宁路40号{Name}家", $"施工占道，请打{Phone}。") { Confidential = true, RequesterName = Name };
    private static readonly JsonSerializerOptions Wide = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Without_a_reason_nothing_is_shown_and_the_clause_says_why_with_one_it_is_and_the_trail_says_who_when_and_why()
    {
        await using var city = await City.Under("xiangan-2018", "2026-03-02 09:00");
        var number = await Masked(city);
        foreach (var form in new object[] { new { }, new { reason = "" }, new { reason = " \t" }, new { reason = new string('因', 501) } })
        {
            await city.Head(Unit).Lacks(number, "reveal", form, "reason");
        }

        using var leader = await city.Product.SignInAsync($"head-{Unit}");
        var version = (await leader.GetAsync($"/api/cases/{number}")).GetProperty("version").GetInt32();
        var (status, refused) = await leader.AskAsync(HttpMethod.Post, $"/api/cases/{number}/reveal", new { version, reason = "" }, "without");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid", Clause), (status, refused.Text("code"), refused.Text("clause")));
        Assert.False(Names(refused));
        Assert.Empty((await city.Supervisor.Get("/api/audit?act=requester.reveal")).List("items"));
        Assert.DoesNotContain((await city.Supervisor.Get($"/api/cases/{number}")).List("history"), entry => entry.Text("act") == "reveal");

        var shown = await leader.PostAsync($"/api/cases/{number}/reveal", new { version, reason = "  入户核实  " });
        var requester = shown.GetProperty("requester");
        Assert.Equal((Name, Phone, false), (requester.Text("name"), requester.Text("phone"), requester.GetProperty("masked").GetBoolean()));
        Assert.Equal(city.Now.AddMinutes(15), requester.GetProperty("reveal").GetProperty("until").GetDateTimeOffset());
        var mark = requester.GetProperty("reveal").Text("watermark")!;
        Assert.Contains($"head-{Unit} {City.Clock(city.Now)}", mark, StringComparison.Ordinal);
        Assert.EndsWith(number, mark, StringComparison.Ordinal);

        var entry = Assert.Single(shown.List("history"), row => row.Text("act") == "reveal");
        Assert.Equal(($"head-{Unit}", Clause, city.Now), (entry.Text("actor"), entry.Text("clause"), entry.GetProperty("at").GetDateTimeOffset()));
        Assert.Contains("理由：入户核实", entry.Text("detail"), StringComparison.Ordinal);
        var audit = Assert.Single((await city.Supervisor.Get("/api/audit?act=requester.reveal")).List("items"));
        Assert.Equal(($"head-{Unit}", number, "入户核实", city.Now), (audit.Text("actor"), audit.Text("subject"), audit.Text("reason"), audit.GetProperty("at").GetDateTimeOffset()));
        Assert.False(Names(audit));
    }

    [Fact]
    public async Task It_is_shown_to_one_person_on_one_page_for_a_quarter_of_an_hour()
    {
        await using var city = await City.Under("xiangan-2018", "2026-03-02 09:00");
        var number = await Masked(city);
        (await city.Head(Unit).Does(number, "reveal", new { reason = "入户核实" })).Masked(false);
        using var leader = await city.Product.SignInAsync($"head-{Unit}");

        // On the case's own page only: lists, searches, ledgers and tables stay as they were, for the leader too.
        foreach (var path in new[] { "/api/cases", $"/api/cases?q={Uri.EscapeDataString("施工")}", "/api/supervision", "/api/letters", $"/api/cases/{number}/supervision" })
        {
            Assert.False(Names(await leader.GetAsync(path)), path);
        }

        foreach (var words in new[] { Name, "慕华", Phone, Phone[^4..] })
        {
            Assert.Equal(0, (await leader.GetAsync($"/api/cases?q={Uri.EscapeDataString(words)}")).GetProperty("total").GetInt32());
        }

        Assert.False(Names(await city.Unit(Unit).Get($"/api/cases/{number}")));

        var version = (await leader.GetAsync($"/api/cases/{number}")).GetProperty("version").GetInt32();
        await leader.AskAsync(HttpMethod.Post, $"/api/cases/{number}/reveal", new { version, reason = "再看一次" }, "once");
        await city.Until("2026-03-02 09:14");
        Assert.True(Names(await leader.GetAsync($"/api/cases/{number}")));
        await city.Until("2026-03-02 09:15");
        Assert.False(Names(await leader.GetAsync($"/api/cases/{number}")));

        // The same request sent once more, as a browser may, shows nothing that its time is over for.
        var (status, again) = await leader.AskAsync(HttpMethod.Post, $"/api/cases/{number}/reveal", new { version, reason = "再看一次" }, "once");
        Assert.Equal((HttpStatusCode.OK, true), (status, again.GetProperty("requester").GetProperty("masked").GetBoolean()));
        Assert.False(Names(again));
        Assert.Equal(2, (await city.Supervisor.Get("/api/audit?act=requester.reveal")).List("items").Length);
    }

    [Fact]
    public async Task The_unit_that_is_complained_about_never_sees_it()
    {
        await using var city = await City.Under("xiangan-2018", "2026-03-02 09:00");
        var number = await Masked(city, Matter with { Confidential = false, AgainstUnitId = Unit });
        await city.Head(Unit).MayNot(number, "reveal", new { reason = "入户核实" }, by: Clause, because: "不得查看");
        using var leader = await city.Product.SignInAsync($"head-{Unit}");
        var seen = await leader.GetAsync($"/api/cases/{number}");
        Assert.False(Names(seen));
        Assert.DoesNotContain(seen.List("acts"), act => act.Text("act") == "reveal");
        Assert.Empty((await city.Supervisor.Get("/api/audit?act=requester.reveal")).List("items"));
    }

    private static async Task<string> Masked(City city, Matter? matter = null)
    {
        var number = (await city.Agent.Registers(matter ?? Matter, await city.Citizen(Phone).Calls())).Number;
        await city.Dispatcher.Dispatches(number, Unit);
        (await city.Unit(Unit).Signs(number)).Masked();
        (await city.Head(Unit).Sees(number)).Masked();
        return number;
    }

    private static bool Names(JsonElement answer)
    {
        var text = JsonSerializer.Serialize(answer, Wide);
        return text.Contains("慕华", StringComparison.Ordinal) || text.Contains(Phone, StringComparison.Ordinal);
    }
}
