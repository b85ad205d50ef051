using System.Net;
using System.Text.Json;
using Hotline.Host.Tests.Doors;

namespace Hotline.Host.Tests.Lives.Refusals;

/// <summary>What has a window, one minute after it: refused with the clause and the window's end; nothing moves but the clock.</summary>
public sealed class WindowTests
{
    /// <summary>From the 2nd of March: 21 working days of March, and of April 9 without the 6th, which is Qingming.</summary>
    private const string ThirtyWorkingDays = "2026-04-14 17:30";

    private const string Reason = "灯杆属供电公司，依据权责清单，须由其停电施工并更换电缆，本单位无权处置，特此说明。";

    /// <param name="policy">The policy.</param>
    /// <param name="returns">When a return can no longer be asked for, and by which clause; null: no returns.</param>
    /// <param name="extensions">The same of an extension.</param>
    /// <param name="closings">The clause of survey and objection; null: neither.</param>
    [Theory]
    [InlineData("hanjiang-2016", "2026-03-02 15:00 11d", "2026-03-05 17:30 11f", "15")] // 6 hours from the dispatch; 3 working days
    [InlineData("gaoling-2020", "2026-03-02 11:00 9c", "2026-03-04 17:30 9b", "11")] // 2 hours from signing; 2 working days
    [InlineData("haimen-2016", "2026-03-02 10:00 4-3", "2026-03-03 17:30 2-4b", null)] // 1 hour from the dispatch; 1 working day
    [InlineData("yongning-2017", "2026-03-03 17:30 3-2b", "2026-03-04 17:30 3-3b", "3-4")] // 1 working day from the dispatch; complex: 2
    [InlineData("xiangan-2018", null, "2026-03-05 14:30 3-7", "4-3")] // half a working day before the third ends
    public async Task One_minute_after_a_window_it_is_refused_with_the_clause_and_the_end(string policy, string? returns, string extensions, string? closings)
    {
        await using var city = await City.Under(policy, "2026-03-02 09:00");
        var due = new List<(string End, Func<Task> Refused)>();
        if (returns is not null)
        {
            var number = await At(city, policy == "gaoling-2020" ? "signed" : "dispatched", hazard: policy == "hanjiang-2016");
            due.Add((returns[..16], () => Refused(
                city, number, city.Unit(Road.Unit), "return", new { reason = Reason, suggestedUnitId = "power-co", preTreatment = "已围挡" }, returns[..16], $"{policy}/{returns[17..]}")));
        }

        var extended = await At(city, "signed", hazard: false);
        due.Add((extensions[..16], () => Refused(
            city, extended, city.Unit(Road.Unit), "extend", new { reason = Reason, requesterTold = "电话说明" }, extensions[..16], $"{policy}/{extensions[17..]}")));
        if (policy == "hanjiang-2016")
        {
            await Refused(city, extended, city.Supervisor, "supervision/supervise", new { reason = "未处理" }, "2026-03-05 17:30", "hanjiang-2016/13");
            due.Add(("2026-03-05 17:30", () => Refused(city, extended, city.Agent, "supervision/urge", new { text = "请抓紧" }, "2026-03-05 17:30", "hanjiang-2016/12b")));
        }

        if (closings is not null)
        {
            var closed = (await new Road(city).To("closed"))!;
            due.Add(("2026-03-03 09:00", () => TooLateToAnswer(city, closed, $"{policy}/{closings}")));
            due.Add((ThirtyWorkingDays, () => TooLateToObject(city, closed, $"{policy}/{closings}")));
        }

        foreach (var (end, refused) in due.OrderBy(one => one.End, StringComparer.Ordinal))
        {
            if (city.Now < City.At(end).AddMinutes(1))
            {
                await city.Until(City.Clock(City.At(end).AddMinutes(1)));
            }

            await refused();
        }

        Assert.Equal(0, (await city.Verify()).Code);
    }

    /// <summary>The jobs have beaten at that very moment, and yet it is in time.</summary>
    [Theory]
    [InlineData("hanjiang-2016")]
    [InlineData("gaoling-2020")]
    [InlineData("yongning-2017")]
    [InlineData("xiangan-2018")]
    public async Task At_the_end_of_a_window_it_is_still_in_time(string policy)
    {
        await using var city = await City.Under(policy, "2026-03-02 09:00");
        var road = new Road(city);
        var (written, rated) = ((await road.To("closed"))!, (await road.To("closed"))!);
        await city.Until("2026-03-03 09:00");
        await city.Citizen(Road.FirstPhone).Texts(policy == "gaoling-2020" ? "111" : "1");
        using (var visit = await city.Citizen("13910000002").LooksAtOwnCases())
        {
            var (status, page) = await visit.TriesOnThePage(new { act = "rate", number = rated, rating = "Satisfied" });
            Assert.True(status == HttpStatusCode.OK && page.Contains("感谢您的评价", StringComparison.Ordinal), page);
        }

        foreach (var number in new[] { written, rated })
        {
            (await city.Leader.Sees(number)).Survey("answered", "satisfied");
            if (policy == "yongning-2017")
            {
                await city.Supervisor.Finishes(number, "audit", "passed");
            }
        }

        await city.Until(ThirtyWorkingDays);
        await city.Agent.Does(written, "object", new { text = "没有修好" });
        using (var visit = await city.Citizen("13910000002").LooksAtOwnCases())
        {
            Assert.Equal(HttpStatusCode.OK, (await visit.TriesOnThePage(new { act = "object", number = rated, text = "没有修好" })).Status);
        }

        (await city.Leader.Sees(written)).Owes("objection");
        (await city.Leader.Sees(rated)).Owes("objection");
    }

    [Theory]
    [InlineData("2026-03-03 09:00", true)]
    [InlineData("2026-03-03 09:01", false)]
    public async Task A_rating_with_the_query_code_counts_until_the_end_and_after_it_is_refused_with_the_end_and_the_clause(string at, bool inTime)
    {
        await using var city = await City.Under("hanjiang-2016", "2026-03-02 09:00");
        using var reporter = new WebReporter(city.Product.Http);
        await reporter.OpenAsync();
        var (_, page) = await reporter.SendAsync(new { what = "路灯不亮", kind = "complaint", @class = "010306", place = "延宁路8号", name = "王五" });
        var (number, code) = (WebReporter.Number(page), WebReporter.Code(page));
        await city.Dispatcher.Dispatches(number, "lighting");
        await city.Unit("lighting").Handles(number, "已修好。");
        await city.Dispatcher.Closes(number);
        await city.Until(at);

        var (status, answered) = await reporter.AskAsync(new { number, code, act = "rate", rating = "Satisfied" });
        Assert.Equal(inTime ? HttpStatusCode.OK : HttpStatusCode.Conflict, status);
        Assert.Contains(inTime ? "感谢您的评价" : "评价的期限至2026-03-03 09:00，已过。 依据：hanjiang-2016/15", answered, StringComparison.Ordinal);
    }

    /// <summary>An answer that comes too late is put down and changes nothing; a rating is refused.</summary>
    private static async Task TooLateToAnswer(City city, string number, string clause)
    {
        var citizen = city.Citizen(Road.FirstPhone);
        var (before, history) = (await Print(city, number), (await city.Supervisor.Sees(number)).History.Count());
        await citizen.Texts(city.Policy == "gaoling-2020" ? "111" : "1");
        var seen = (await city.Supervisor.Sees(number)).Wrote("survey.answered-late");
        Assert.Equal((before, history + 1), (await Print(city, number), seen.History.Count()));
        using var visit = await citizen.LooksAtOwnCases();
        Named(await visit.Tries("ratings", new { number, rating = "satisfied" }), "2026-03-03 09:00", clause);
        NamedOnThePage(await visit.TriesOnThePage(new { act = "rate", number, rating = "Satisfied" }), "2026-03-03 09:00", clause);
    }

    private static async Task TooLateToObject(City city, string number, string clause)
    {
        var before = await new Road(city).Print(number);
        using (var visit = await city.Citizen(Road.FirstPhone).LooksAtOwnCases())
        {
            Named(await visit.Tries("objections", new { number, text = "没有修好" }), ThirtyWorkingDays, clause);
            NamedOnThePage(await visit.TriesOnThePage(new { act = "object", number, text = "没有修好" }), ThirtyWorkingDays, clause);
        }

        Assert.Equal(before, await new Road(city).Print(number));
        await Refused(city, number, city.Agent, "object", new { text = "没有修好" }, ThirtyWorkingDays, clause);
    }

    private static async Task<string> At(City city, string state, bool hazard)
    {
        var matter = new Matter("complaint", "010306", "延宁路8号", "路灯不亮。") { RequesterPhone = "13910008001", Hazard = hazard, ConvenienceList = true };
        var number = (await city.Agent.Registers(city.Policy == "yongning-2017" ? matter with { Complexity = "complex" } : matter)).Number;
        await city.Dispatcher.Dispatches(number, Road.Unit);
        if (state == "signed")
        {
            await city.Unit(Road.Unit).Signs(number);
        }

        return number;
    }

    private static async Task Refused(City city, string number, Person person, string act, object form, string end, string clause)
    {
        var before = await new Road(city).Print(number);
        Named(await person.Tries(number, act, form, (await city.Supervisor.Sees(number)).Version), end, clause);
        Assert.Equal(before, await new Road(city).Print(number));
    }

    private static void Named((HttpStatusCode Status, JsonElement Problem) refused, string end, string clause)
    {
        Assert.True(refused.Status == HttpStatusCode.Conflict, $"{refused.Status} {refused.Problem}");
        Assert.Equal("not-allowed", refused.Problem.Text("code"));
        Assert.Contains(end, refused.Problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(clause, refused.Problem.Text("clause"));
    }

    private static void NamedOnThePage((HttpStatusCode Status, string Page) refused, string end, string clause)
    {
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Matches($"{end}，已过。 依据：{clause}", refused.Page);
    }

    /// <summary>Where it stands, without its history.</summary>
    private static async Task<string> Print(City city, string number) => string.Join(
        '\n',
        (await city.Supervisor.Sees(number)).View.EnumerateObject().Where(part => part.Name is not ("history" or "acts" or "version")).Select(part => $"{part.Name}: {part.Value.GetRawText()}"));
}
