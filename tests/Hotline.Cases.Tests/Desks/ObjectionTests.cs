using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Desks;

/// <summary>异议: taken on every channel, answered within its limit by somebody else, and what follows.</summary>
public sealed class ObjectionTests
{
    [Fact]
    public async Task An_objection_on_the_telephone_is_a_task_with_a_limit_that_another_person_answers()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Archived);
        var contact = await city.AnswerAsync();
        Assert.Equal(["text"], Errors(await city.TryAsync(city.Agent, seen, new CaseAct.Object(" ", contact))));
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Object("补的地方又裂了", contact));
        Assert.Equal((CaseState.Archived, 2), (seen.State, seen.Contacts.Count));
        var task = Assert.Single(await city.OpenTasksAsync());
        Assert.Equal((TaskKind.Objection, SampleCity.Local("2026-03-05T17:30"), SampleCity.Caller, "hanjiang-2016/15"), (task.Kind, task.DueAt!.Value, task.Phone, task.Clause));
        Assert.Equal("not-allowed", Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Agent, seen, new CaseAct.Object("再说一遍"))).Code);

        // BringToAsync had the dispatcher close it; the leader may answer. What the unit sees says nothing of it.
        Assert.DoesNotContain((await city.SeeAsync(seen.Number, city.Handler)).History, entry => entry.Act.StartsWith("objection", StringComparison.Ordinal));
        Assert.Equal(["note"], Errors(await EndAsync(city, city.Leader, task, TaskOutcome.Rejected, null)));
        SampleCity.Done(await EndAsync(city, city.Leader, task, TaskOutcome.Rejected, "复查现场完好，裂缝属另一路段，已另立工单。"));
        Assert.Equal(CaseState.Archived, (await city.SeeAsync(seen.Number)).State);
        await city.SendAsync();
        var told = city.Carrier.Carried.Last();
        Assert.Equal(("result", SampleCity.Caller), (told.Kind, told.To));
        Assert.Contains("维持原办理结果：复查现场完好", told.Text, StringComparison.Ordinal);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task One_that_is_upheld_takes_the_case_out_of_the_archive_to_its_unit()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Archived);
        await city.ActAsync(city.Agent, seen, new CaseAct.Object("没有修"));
        city.GoTo("2026-03-06T09:00");
        var task = Assert.Single(await city.OpenTasksAsync());
        SampleCity.Done(await EndAsync(city, city.Leader, task, TaskOutcome.Upheld, "复查属实"));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal((CaseState.Dispatched, null, city.Unit.Id), (seen.State, seen.Outcome, seen.Unit!.Id));
        Assert.Equal(ClockState.Running, SampleCity.Running(seen, "handle").State);
        Assert.Contains("（逾期）", seen.History.Single(entry => entry.Act == "task.objection").Detail, StringComparison.Ordinal);
        await city.SendAsync();
        Assert.Contains("异议成立，工单重新办理：复查属实", city.Carrier.Carried.Last().Text, StringComparison.Ordinal);

        // It is closed and asked about again like any other.
        seen = await city.ActAsync(city.Handler, await city.ActAsync(city.Handler, seen, new CaseAct.Sign()), new CaseAct.Reply("已重新修补。", CaseOutcome.Solved));
        await city.ActAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.Solved, null));
        await city.SendAsync();
        Assert.Equal(ReplyMatch.Answered, await city.ReplyAsync(seen, "1"));
        Assert.Equal(CaseState.Archived, (await city.SeeAsync(seen.Number)).State);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task Upheld_while_the_question_is_open_the_question_is_closed_with_it()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Closed);
        await city.SendAsync();
        await city.ActAsync(city.Agent, seen, new CaseAct.Object("没有修"));
        SampleCity.Done(await EndAsync(city, city.Leader, Assert.Single(await city.OpenTasksAsync()), TaskOutcome.Upheld, "复查属实"));
        Assert.Equal(ReplyMatch.TooLate, await city.ReplyAsync(seen, "1"));
        await city.SweepAfterAsync(TimeSpan.FromHours(25));
        Assert.Equal(CaseState.Dispatched, (await city.SeeAsync(seen.Number)).State);
    }

    [Fact]
    public async Task What_was_declined_is_registered_again_when_the_objection_is_right()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var seen = await city.ActAsync(city.Agent, await city.RegisterAsync(SampleCity.Form(null, "other")), new CaseAct.Refuse(8, null));
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Object("就在高陵区"));
        var task = Assert.Single(await city.OpenTasksAsync());
        Assert.Equal("gaoling-2020/11", task.Clause);
        Assert.IsType<ActResult<TaskView>.NotAllowed>(await EndAsync(city, city.Agent, task, TaskOutcome.Upheld, "属本区"));
        SampleCity.Done(await EndAsync(city, city.Supervisor, task, TaskOutcome.Upheld, "属本区"));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal((CaseState.Registered, null), (seen.State, seen.Outcome));
        await city.ActAsync(city.Dispatcher, seen, new CaseAct.Dispatch("roads", null));
    }

    [Fact]
    public async Task After_thirty_working_days_and_before_the_closing_there_is_none()
    {
        await using var city = await SampleCity.OpenAsync();
        var open = await city.BringToAsync(CaseState.Replied);
        Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Agent, open, new CaseAct.Object("没有修")));
        var seen = await city.BringToAsync(CaseState.Archived);
        city.GoTo("2026-05-30T09:00");
        Assert.Contains("期限已过", Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Agent, await city.SeeAsync(seen.Number), new CaseAct.Object("没有修"))).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Medium.Sms, SampleCity.Caller, "异议：没有修", true)]
    [InlineData(Medium.Sms, SampleCity.Caller, "没有修", false)]
    [InlineData(Medium.Sms, "13900000009", "异议：没有修", false)]
    [InlineData(Medium.Email, "wang@example.org", "异议：没有修", false)]
    public async Task A_message_that_says_so_is_an_objection_to_ones_own_case(Medium medium, string from, string text, bool objects)
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Archived);
        var taken = await city.Citizens.TakeAsync(
            new MessageReceived
            {
                From = new Correspondent(medium, from), ExternalId = "m1", To = "12345", Text = text, CaseNumber = objects ? null : seen.Number, Acknowledge = true, ArrivedAt = city.Time.GetUtcNow(),
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(objects, taken.CaseNumber == seen.Number);
        Assert.Equal(objects ? [TaskKind.Objection] : [], (await city.OpenTasksAsync()).Select(task => task.Kind));
    }

    [Fact]
    public async Task The_case_named_in_the_message_is_meant()
    {
        await using var city = await SampleCity.OpenAsync();
        var first = await city.BringToAsync(CaseState.Archived);
        await city.BringToAsync(CaseState.Archived);
        var taken = await city.Citizens.TakeAsync(
            new MessageReceived
            {
                From = new Correspondent(Medium.Sms, SampleCity.Caller), ExternalId = "m1", To = "12345", Text = $"异议 {first.Number} 没有修", ArrivedAt = city.Time.GetUtcNow(),
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(first.Number, taken.CaseNumber);
    }

    private static ValueTask<ActResult<TaskView>> EndAsync(SampleCity city, Actor actor, TaskView task, TaskOutcome outcome, string? note) =>
        city.Desk.RecordTaskResultAsync(actor, task.Id, outcome, note, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Errors<T>(ActResult<T> result) => Assert.IsType<ActResult<T>.Invalid>(result).Errors.Keys;
}
