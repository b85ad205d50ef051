using Hotline.Channels;
using Hotline.Host.Tests.Doors;
using Microsoft.Data.Sqlite;

namespace Hotline.Host.Tests.Lives;

/// <summary>Cases of the sample city, as it is shipped: every door, what people keep from one another, and what <c>./hotline verify</c> says of the histories.</summary>
public sealed class SampleCityTests
{
    private static readonly Matter Lamp = new("complaint", "010306", "延宁路8号", "路灯不亮。");

    private static Task<City> Open(string start = "2026-03-02 09:00") => City.Under("hanjiang-2016", start);

    [Fact]
    public async Task A_letter_is_answered_by_mail_within_24_hours_of_its_arrival()
    {
        await using var city = await Open("2026-03-06 18:00"); // a Friday evening: it counts by the clock
        var citizen = city.Citizen("13800000601");
        const string Address = "citizen@city.example";
        var number = await citizen.Writes(ChannelKind.Email, Address, "路灯不亮", subject: "路灯");
        Assert.Contains(number, city.Product.Sender.Sent.Single(message => message.To == Address).Text, StringComparison.Ordinal);
        (await city.Dispatcher.Sees(number)).Runs("letter", "2026-03-07 18:00", "messages/letterbox");
        (await city.Dispatcher.Dispatches(number, "lighting")).Runs("handle", "2026-03-11 17:30", "hanjiang-2016/11a");
        await city.Unit("lighting").Handles(number, "已修好。");
        await city.Until("2026-03-07 14:00");
        (await city.Dispatcher.Closes(number)).Kept("letter");
        var answer = city.Product.Sender.Sent.Last(message => message.To == Address);
        Assert.Contains("办理答复：已修好。", answer.Text, StringComparison.Ordinal);
        await citizen.Answers(ChannelKind.Email, Address, "1");
        (await city.Leader.Sees(number)).Survey("answered", "satisfied");
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task Who_reports_on_the_page_follows_and_rates_with_the_query_code()
    {
        await using var city = await Open();
        using var reporter = new WebReporter(city.Product.Http);
        await reporter.OpenAsync();
        var (_, page) = await reporter.SendAsync(new { what = "路灯不亮", kind = "complaint", @class = "010306", place = "延宁路8号", name = "王五", confidential = "1" });
        var (number, code) = (WebReporter.Number(page), WebReporter.Code(page));
        (await city.Dispatcher.Dispatches(number, "lighting")).Is("dispatched", "lighting");
        (await city.Unit("lighting").Sees(number)).Masked();
        await city.Unit("lighting").Handles(number, "已修好。");
        await city.Dispatcher.Closes(number);
        Assert.Contains("已修好", (await reporter.AskAsync(new { number, code })).Page, StringComparison.Ordinal);
        await reporter.AskAsync(new { number, code, act = "rate", rating = "Satisfied" });
        (await city.Leader.Sees(number)).Is("archived").Survey("answered", "satisfied");

        // Over, and yet not: an objection on the page, within thirty working days of the closing, and not after.
        await city.Until("2026-04-13 17:00"); // Qingming's Monday off: the 30th working day is the 14th
        await reporter.AskAsync(new { number, code, act = "add", text = "异议 又不亮了", key = new string('b', 32) });
        (await city.Leader.Sees(number)).Owes("objection");
        await city.Supervisor.Finishes(number, "objection", "rejected", "系另一盏灯，另行登记");
        (await city.Leader.Sees(number)).Is("archived").Owes();
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task A_hazard_written_on_the_page_at_night_goes_to_its_office_by_itself()
    {
        await using var city = await Open("2026-03-08 02:00"); // a Sunday
        var citizen = city.Citizen("13800000604");
        using var reporter = new WebReporter(city.Product.Http);
        await reporter.OpenAsync();
        var (_, page) = await reporter.SendAsync(new { what = "井盖没了", kind = "complaint", @class = "010201", place = "延宁路8号", phone = citizen.Phone });
        var number = WebReporter.Number(page);
        (await city.Leader.Sees(number)).Is("registered").Runs("register", "2026-03-08 02:15", "hanjiang-2016/11b");
        await city.Until("2026-03-08 02:16");
        (await city.Unit("drainage").Sees(number)).Is("dispatched", "drainage").Late("register")
            .Runs("on-site", "2026-03-08 08:16", "hanjiang-2016/11c").Runs("handle", "2026-03-11 17:30", "hanjiang-2016/11a"); // Monday, Tuesday, Wednesday
        await city.Unit("drainage").Signs(number);
        await city.Unit("drainage").ConfirmsOnSite(number, "延宁路8号", "已装新盖");
        await city.Unit("drainage").Replies(number, "已装新盖。");
        await city.Until("2026-03-08 09:00");
        await city.Dispatcher.Closes(number);
        await citizen.Texts("1");
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task A_landline_is_rung_and_nobody_units_know_of_hears_of_it()
    {
        await using var city = await Open();
        var citizen = city.Citizen("059480000602");
        var number = (await city.Agent.Registers(Lamp with { Confidential = true }, await citizen.Calls())).Number;
        await city.Dispatcher.Dispatches(number, "lighting");
        await city.Unit("water-co").DoesNotSee(number);
        (await city.Unit("lighting").Handles(number, "已修好。")).Masked();
        (await city.Dispatcher.Closes(number)).Is("follow-up").Survey("by-phone").Owes("survey-callback");
        Assert.Empty(citizen.Inbox);
        Assert.Equal(citizen.Phone, (await city.Agent.TaskOf(number, "survey-callback")).Text("phone"));
        (await city.Unit("lighting").Sees(number)).ShowsNoSurvey();
        await city.Agent.Finishes(number, "survey-callback", "satisfied");
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task A_patrols_find_that_cannot_be_asked_of_anybody_ends_when_it_is_closed()
    {
        await using var city = await Open();
        var found = (await city.Agent.Post("/api/contacts", new { medium = "patrol", text = "巡查发现" }, System.Net.HttpStatusCode.Created)).Text("id");
        var number = (await city.Agent.Registers(Lamp, found)).Number;
        await city.Dispatcher.Dispatches(number, "lighting");
        await city.Unit("lighting").Handles(number, "已修好。", "cannot-be-solved-now");
        (await city.Dispatcher.Closes(number, "cannot-be-solved-now")).Is("archived").Survey("none");
        await city.IsAllOver(number);
    }

    [Fact]
    public async Task Verify_names_the_one_line_of_history_that_was_altered()
    {
        await using var city = await Open();
        var citizen = city.Citizen("13800000603");
        var numbers = new List<string>();
        for (var time = 0; time < 2; time++)
        {
            numbers.Add((await city.Agent.Registers(Lamp, await citizen.Calls())).Number);
            await city.Dispatcher.Dispatches(numbers[^1], "lighting");
            await city.Unit("lighting").Handles(numbers[^1], "已修好。");
            await city.Dispatcher.Closes(numbers[^1]);
            await citizen.Texts("1");
        }

        await city.IsAllOver([.. numbers]);
        var (sound, told) = await city.Verify();
        Assert.Equal(0, sound);
        Assert.StartsWith("verify: 0 faults;", told, StringComparison.Ordinal);
        await using (var store = new SqliteConnection($"Data Source={Path.Combine(city.Product.DataFolder, "hotline.db")};Pooling=False"))
        {
            await store.OpenAsync(TestContext.Current.CancellationToken);
            await using var alter = store.CreateCommand();
            alter.CommandText = "UPDATE History SET Detail = 'x' || Detail WHERE Act = 'reply' AND CaseId = (SELECT Id FROM Cases WHERE Number = $number)";
            alter.Parameters.AddWithValue("$number", numbers[1]);
            Assert.Equal(1, await alter.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        var (code, output) = await city.Verify();
        Assert.Equal(1, code);
        var seq = (await city.Leader.Sees(numbers[1])).View.List("history").Single(line => line.Text("act") == "reply").GetProperty("seq").GetInt32();
        var faults = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[..^1];
        Assert.StartsWith($"case {numbers[1]}, entry {seq}:", Assert.Single(faults), StringComparison.Ordinal);
    }
}
