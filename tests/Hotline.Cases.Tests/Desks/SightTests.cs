using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Desks;

/// <summary>Who may see what.</summary>
public sealed class SightTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_handler_finds_only_cases_of_their_unit()
    {
        await using var city = await SampleCity.OpenAsync();
        var registered = await city.BringToAsync(CaseState.Registered);
        var dispatched = await city.BringToAsync(CaseState.Dispatched);
        Assert.Null(await city.Board.FindCaseAsync(city.Handler, registered.Number, Token));
        Assert.Null(await city.Board.FindCaseAsync(city.OtherHandler, dispatched.Number, Token));
        Assert.Null(await city.Board.FindCaseAsync(city.Admin, dispatched.Number, Token));
        Assert.Equal([dispatched.Number], (await ListAsync(city, city.Handler, new CaseQuery())).Items.Select(summary => summary.Number));
        Assert.Equal(0, (await ListAsync(city, city.OtherHandler, new CaseQuery())).Total);
        Assert.Equal(0, (await ListAsync(city, city.Admin, new CaseQuery())).Total);
        Assert.Equal(2, (await ListAsync(city, city.Agent, new CaseQuery())).Total);
    }

    [Theory]
    [InlineData(true, "complaint", true)]
    [InlineData(false, "report", true)]
    [InlineData(false, "complaint", false)]
    public async Task Who_asked_not_to_be_named_or_reports_a_wrong_is_masked_from_the_unit(bool confidential, string type, bool masked)
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync()) with { Confidential = confidential, RequestType = type });
        await city.ActAsync(city.Dispatcher, seen, new CaseAct.Dispatch(city.Unit.Id, null));
        var view = await city.SeeAsync(seen.Number, city.Handler);
        Assert.Equal(masked ? new RequesterView(null, null, true) : new RequesterView("王先生", SampleCity.Caller, false), view.Requester);
        Assert.Equal(masked ? "" : SampleCity.Caller, Assert.Single(view.Contacts).Number);
        Assert.Equal(masked ? 0 : 1, (await ListAsync(city, city.Handler, new CaseQuery { Words = SampleCity.Caller })).Total);
        Assert.Equal(1, (await ListAsync(city, city.Agent, new CaseQuery { Words = SampleCity.Caller })).Total);
        Assert.Equal(SampleCity.Caller, (await city.SeeAsync(seen.Number, city.Agent)).Requester.Phone);
    }

    [Fact]
    public async Task Units_see_nothing_of_the_survey_nor_of_callbacks()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.FollowUp);
        var view = await city.SeeAsync(seen.Number, city.Handler);
        Assert.Null(view.Survey);
        Assert.Empty(view.Tasks);
        Assert.Equal(["register", "dispatch", "sign", "reply", "close"], view.History.Select(entry => entry.Act));
        Assert.Empty(await city.Board.ListTasksAsync(city.Handler, null, Token));
        Assert.Empty(await city.Board.ListNoticesAsync(city.Handler, null, null, Token));
        Assert.Equal(0, (await city.Board.ListContactsAsync(city.Handler, new ContactQuery(), Token)).Total);
        Assert.Null(await city.Board.FindContactAsync(city.Handler, seen.Contacts[0].Id, Token));
    }

    [Fact]
    public async Task A_receiver_is_masked_for_those_who_need_not_write_to_them()
    {
        await using var city = await SampleCity.OpenAsync();
        await city.BringToAsync(CaseState.Closed);
        Assert.Equal(SampleCity.Caller, Assert.Single(await city.Board.ListNoticesAsync(city.Agent, null, null, Token)).To);
        Assert.Equal("138****0001", Assert.Single(await city.Board.ListNoticesAsync(city.Dispatcher, null, null, Token)).To);
    }

    [Fact]
    public async Task Recordings_are_found_by_leaders_and_by_the_agent_who_spoke_and_each_play_is_written_down()
    {
        await using var city = await SampleCity.OpenAsync();
        var id = Guid.NewGuid();
        await city.Intake.AcceptAsync(city.Call("c1") with { RecordingId = id }, Token);
        var stranger = city.Agent with { Id = Guid.NewGuid(), AgentId = "8002" };
        Assert.NotNull(await city.Recordings.FindAsync(city.Agent, id, Token));
        Assert.NotNull(await city.Recordings.FindAsync(city.Supervisor, id, Token));
        foreach (var actor in new[] { stranger, city.Handler, city.Dispatcher, city.Admin })
        {
            Assert.Null(await city.Recordings.FindAsync(actor, id, Token));
            Assert.IsType<ActResult<RecordingPlay>.NotFound>(await city.Recordings.PlayAsync(actor, id, "想听", Token));
        }

        Assert.IsType<ActResult<RecordingPlay>.Invalid>(await city.Recordings.PlayAsync(city.Supervisor, id, " ", Token));
        var play = SampleCity.Done(await city.Recordings.PlayAsync(city.Supervisor, id, "投诉核查", Token));
        Assert.True(await city.Recordings.MayHearAsync(city.Supervisor, id, play.PlayId, Token));
        Assert.False(await city.Recordings.MayHearAsync(city.Leader, id, play.PlayId, Token));
        Assert.False(await city.Recordings.MayHearAsync(city.Supervisor, Guid.NewGuid(), play.PlayId, Token));
        Assert.False(await city.Recordings.MayHearAsync(city.Supervisor, id, Guid.NewGuid(), Token));
        var entry = Assert.Single((await city.Board.ListAuditAsync(city.Admin, new AuditQuery { Act = "recording.play" }, Token)).Items);
        Assert.Equal((city.Supervisor.Name, id.ToString(), "投诉核查"), (entry.Actor, entry.Subject, entry.Reason));
        Assert.Equal(0, (await city.Board.ListAuditAsync(city.Agent, new AuditQuery(), Token)).Total);
        city.Time.Advance(TimeSpan.FromHours(12));
        Assert.False(await city.Recordings.MayHearAsync(city.Supervisor, id, play.PlayId, Token));
    }

    [Fact]
    public async Task Lists_are_filtered_paged_and_take_words_literally()
    {
        await using var city = await SampleCity.OpenAsync();
        for (var index = 0; index < 5; index++)
        {
            await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync()) with { Text = index == 3 ? "折扣100%_未兑现" : "路灯不亮", Place = $"涵东街道{index}号" });
            city.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var page = await ListAsync(city, city.Agent, new CaseQuery { Page = 2, Size = 2 });
        Assert.Equal((5, 2, 2), (page.Total, page.Page, page.Size));
        Assert.Equal(["20260302000003", "20260302000002"], page.Items.Select(summary => summary.Number));
        Assert.Equal("20260302000004", Assert.Single((await ListAsync(city, city.Agent, new CaseQuery { Words = "100%_" })).Items).Number);
        Assert.Equal(0, (await ListAsync(city, city.Agent, new CaseQuery { Words = "1_0" })).Total);
        Assert.Equal("20260302000003", Assert.Single((await ListAsync(city, city.Agent, new CaseQuery { Words = "涵东街道2号" })).Items).Number);
        Assert.Equal(5, (await ListAsync(city, city.Agent, new CaseQuery { State = CaseState.Registered, Mine = true })).Total);
        Assert.Equal(0, (await ListAsync(city, city.Leader, new CaseQuery { Mine = true })).Total);
        Assert.Equal(0, (await ListAsync(city, city.Agent, new CaseQuery { UnitId = city.Unit.Id })).Total);
        var odd = await ListAsync(city, city.Agent, new CaseQuery { Page = -1, Size = 100_000 });
        Assert.Equal((1, 200, 5), (odd.Page, odd.Size, odd.Items.Count));
    }

    [Fact]
    public async Task The_board_shows_city_units_and_a_tree_with_what_stands_outside_it()
    {
        await using var city = await SampleCity.OpenAsync();
        Assert.Equal("hanjiang-2016", city.Board.City.Policy.Id);
        Assert.Equal([1, 2, 3, 4], city.Board.Units.Select(unit => unit.Level).Distinct().Order());
        Assert.Equal(5, city.Board.Categories.Count(category => category.Code != "other"));
        Assert.Equal("other", city.Board.Categories[^1].Code);
        Assert.Equal("hanjiang-2016/1", city.Board.Suggest(SampleCity.Potholes, null)!.Clause);
        Assert.Equal("hanjiang-2016/12a", city.Board.Suggest(SampleCity.RoadCollapse, null)!.Clause);
        Assert.Equal(("eff-office", "hanjiang-2016/1b"), (city.Board.Suggest("other", null)!.Unit.Id, city.Board.Suggest("other", null)!.Clause));
        Assert.Null(city.Board.Suggest("no-such-code", null));
    }

    private static async Task<PageOf<CaseSummary>> ListAsync(SampleCity city, Actor actor, CaseQuery query) =>
        await city.Board.ListCasesAsync(actor, query, Token);
}
