using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Desks;

public sealed class WholeLifeTests
{
    [Fact]
    public async Task A_hazard_goes_from_the_call_to_a_satisfied_requester()
    {
        await using var city = await SampleCity.OpenAsync();
        var contact = await city.AnswerAsync();
        city.Time.Advance(TimeSpan.FromMinutes(3));
        var seen = await city.RegisterAsync(SampleCity.Form(contact, SampleCity.RoadCollapse, hazard: true));

        Assert.Equal("20260302000001", seen.Number);
        Assert.Equal(CaseState.Registered, seen.State);
        var register = Assert.Single(seen.Clocks);
        Assert.Equal(("register", SampleCity.Start.AddMinutes(15), ClockState.Running), (register.Name, register.Due, register.State));
        Assert.Equal("hanjiang-2016/11b", register.Clause);

        var suggestion = city.Board.Suggest(SampleCity.RoadCollapse, null)!;
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Dispatch(suggestion.Unit.Id, null));
        Assert.Equal(CaseState.Dispatched, seen.State);
        Assert.Equal(ClockState.Met, Clock(seen, "register").State);
        Assert.Equal(suggestion.Clause, Assert.Single(seen.Assignments).Clause);
        Assert.Equal(TimeSpan.FromHours(6), Clock(seen, "on-site").Due - city.Time.GetUtcNow());
        Assert.Equal(TimeSpan.FromHours(12), Clock(seen, "ownership").Due - city.Time.GetUtcNow());
        Assert.Equal(TimeSpan.FromHours(12), Clock(seen, "callback").Due - city.Time.GetUtcNow());
        Assert.Equal("hanjiang-2016/11a", Clock(seen, "handle").Clause);

        var handler = city.Handler with { UnitId = suggestion.Unit.Id };
        seen = await city.ActAsync(handler, seen, new CaseAct.Sign());
        seen = await city.ActAsync(handler, seen, new CaseAct.OnSite("延宁路12号", "已围挡", PhotoIds: [await city.PhotoAsync(handler, seen)]));
        Assert.Equal(ClockState.Met, Clock(seen, "on-site").State);
        seen = await city.ActAsync(handler, seen, new CaseAct.Reply("已回填路面。", CaseOutcome.Solved));
        Assert.Equal(ClockState.Met, Clock(seen, "handle").State);
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Close(CaseOutcome.Solved, null));
        Assert.Equal((CaseState.Closed, SurveyState.Queued), (seen.State, seen.Survey!.State));

        await city.SendAsync();
        var notice = Assert.Single(city.Carrier.Carried);
        Assert.Equal(SampleCity.Caller, notice.To);
        Assert.Contains(seen.Number, notice.Text, StringComparison.Ordinal);
        Assert.True(notice.ExtensionCode.Length >= 4);
        Assert.Equal(SurveyState.Sent, (await city.SeeAsync(seen.Number)).Survey!.State);

        Assert.Equal(ReplyMatch.Answered, await city.ReplyAsync(seen, "1"));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal((CaseState.Archived, SatisfactionRating.Satisfied), (seen.State, seen.Survey!.Answer));
        Assert.All(seen.Clocks, clock => Assert.NotNull(clock.EndedAt));
        Assert.Equal(["register", "dispatch", "sign", "on-site", "reply", "close", "survey.asked", "survey.answered", "archive"], seen.History.Select(entry => entry.Act));
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task A_dissatisfied_answer_by_message_then_by_phone_leads_to_rework_with_new_clocks()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.FollowUp);
        var task = Assert.Single(await city.OpenTasksAsync());
        Assert.Equal((TaskKind.SurveyCallback, SampleCity.Caller, CaseState.FollowUp), (task.Kind, task.Phone, seen.State));

        city.Time.Advance(TimeSpan.FromHours(1));
        SampleCity.Done(await city.Desk.RecordTaskResultAsync(city.Agent, task.Id, TaskOutcome.Dissatisfied, "坑还在", default));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal(CaseState.Dispatched, seen.State);
        Assert.Equal(city.Unit, seen.Unit);
        Assert.Equal(2, seen.Assignments.Count);
        Assert.Equal(2, seen.Clocks.Count(clock => clock.Name == "handle"));
        Assert.Equal((ClockState.Running, "hanjiang-2016/15"), (seen.Clocks.Last(clock => clock.Name == "handle").State, seen.Clocks.Last(clock => clock.Name == "handle").Clause));
        var rework = Assert.Single(seen.History, entry => entry.Act == "rework");
        Assert.Equal("hanjiang-2016/15", rework.Clause);

        seen = await city.ActAsync(city.Handler, seen, new CaseAct.Sign());
        seen = await city.ActAsync(city.Handler, seen, new CaseAct.Reply("已重新铺设。", CaseOutcome.Solved));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.Solved, null));
        await city.SendAsync();
        await city.ReplyAsync(seen, "满意");
        Assert.Equal(CaseState.Archived, (await city.SeeAsync(seen.Number)).State);
    }

    [Fact]
    public async Task Not_reached_keeps_the_callback_open_up_to_the_attempts_of_the_policy()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.FollowUp);
        var task = Assert.Single(await city.OpenTasksAsync());
        for (var attempt = 1; attempt < city.Rules.Policy.Survey!.PhoneAttempts; attempt++)
        {
            var view = SampleCity.Done(await city.Desk.RecordTaskResultAsync(city.Agent, task.Id, TaskOutcome.NotReached, null, default));
            Assert.Equal((TaskState.Open, TaskOutcome.NotReached), (view.State, view.Result));
            Assert.Equal(CaseState.FollowUp, (await city.SeeAsync(seen.Number)).State);
        }

        SampleCity.Done(await city.Desk.RecordTaskResultAsync(city.Agent, task.Id, TaskOutcome.NotReached, null, default));
        Assert.Equal(CaseState.Archived, (await city.SeeAsync(seen.Number)).State);
        Assert.Empty(await city.OpenTasksAsync());
    }

    [Fact]
    public async Task A_case_without_a_phone_is_archived_without_asking()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Closed, phone: "");
        Assert.Equal((CaseState.Archived, SurveyState.None), (seen.State, seen.Survey!.State));
    }

    [Fact]
    public async Task A_landline_is_asked_by_telephone()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Closed, phone: "05943591234");
        Assert.Equal((CaseState.FollowUp, SurveyState.ByPhone), (seen.State, seen.Survey!.State));
        Assert.Equal(TaskKind.SurveyCallback, Assert.Single(seen.Tasks).Kind);
    }

    private static ClockView Clock(CaseView seen, string name) => Assert.Single(seen.Clocks, clock => clock.Name == name);
}
