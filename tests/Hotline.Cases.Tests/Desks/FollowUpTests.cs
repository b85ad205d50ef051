using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Desks;

/// <summary>回访: three questions where the policy asks them, what follows from the answers, and who judges on them.</summary>
public sealed class FollowUpTests
{
    private const string Unit = "roads";

    [Fact]
    [Trait("Clause", "gaoling-2020/11")]
    public async Task Three_answers_in_one_message_are_kept_and_the_satisfied_case_is_archived()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var seen = await ClosedAsync(city);
        Assert.Contains("如111", Assert.Single(city.Carrier.Carried).Text, StringComparison.Ordinal);
        Assert.Equal(ReplyMatch.Answered, await city.ReplyAsync(seen, "1 1 1"));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal((CaseState.Archived, SatisfactionRating.Satisfied, true, true), (seen.State, seen.Survey!.Answer, seen.Survey.Contacted, seen.Survey.Solved));
        Assert.Null((await city.SeeAsync(seen.Number, city.At(Unit))).Survey);
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/11")]
    public async Task Satisfied_but_not_solved_is_rung_up_as_the_strictest_answer_asks()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var seen = await ClosedAsync(city);
        Assert.Equal(ReplyMatch.Answered, await city.ReplyAsync(seen, "121"));
        Assert.Equal((CaseState.FollowUp, false), ((await city.SeeAsync(seen.Number)).State, (await city.SeeAsync(seen.Number)).Survey!.Solved));
        var task = Assert.Single(await city.OpenTasksAsync());
        Assert.Equal((TaskKind.SurveyCallback, "contacted,solved,satisfied"), (task.Kind, string.Join(',', task.Asks.Select(ask => ask.ToString().ToLowerInvariant()))));
    }

    [Fact]
    public async Task How_to_answer_is_said_once_and_the_question_stays_open()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var seen = await ClosedAsync(city);
        Assert.Equal(ReplyMatch.NotUnderstood, await city.ReplyAsync(seen, "1"));
        Assert.Equal(ReplyMatch.NotUnderstood, await city.ReplyAsync(seen, "什么意思"));
        await city.SendAsync();
        Assert.Equal(2, city.Carrier.Carried.Count);
        Assert.Equal(city.Carrier.Carried.First().ExtensionCode, city.Carrier.Carried.Last().ExtensionCode);
        Assert.Contains("如：111", city.Carrier.Carried.Last().Text, StringComparison.Ordinal);
        Assert.Equal(ReplyMatch.Answered, await city.ReplyAsync(seen, "１１２"));
        Assert.Equal(ReplyMatch.TooLate, await city.ReplyAsync(seen, "223"));
        Assert.Equal(SatisfactionRating.Neutral, (await city.SeeAsync(seen.Number)).Survey!.Answer);
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/18")]
    public async Task Dissatisfaction_is_judged_by_somebody_else_and_the_unit_at_fault_does_it_again()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var seen = await DissatisfiedAsync(city);
        var task = Assert.Single(await city.OpenTasksAsync());
        Assert.Equal((TaskKind.Judgement, null, CaseState.FollowUp), (task.Kind, task.Phone, (await city.SeeAsync(seen.Number)).State));

        Assert.Equal("回访人不能认定自己回访的工单", Refused(await EndAsync(city, city.Leader, task, new(TaskOutcome.AtFault, "确未处理"))));
        Assert.Equal("您没有办理这项任务的权限", Refused(await EndAsync(city, city.Agent, task, new(TaskOutcome.AtFault, "确未处理"))));
        Assert.Equal(["note"], Errors(await EndAsync(city, city.Supervisor, task, new(TaskOutcome.AtFault, " "))));
        Assert.Equal(["outcome"], Errors(await EndAsync(city, city.Supervisor, task, new(TaskOutcome.Passed, null))));
        SampleCity.Done(await EndAsync(city, city.Supervisor, task, new(TaskOutcome.AtFault, "现场未处理")));
        seen = await city.SeeAsync(seen.Number, city.At(Unit));
        Assert.Equal(CaseState.Dispatched, seen.State);
        var rework = Assert.Single(seen.History, entry => entry.Act == "rework");
        Assert.Equal("gaoling-2020/11", rework.Clause);
        Assert.Contains("诉求人不满意（坑还在），认定属承办单位责任；现场未处理", rework.Detail, StringComparison.Ordinal);

        // The unit learns that, and neither what else was said in the survey nor who judged.
        Assert.DoesNotContain(seen.History, entry => entry.Act.StartsWith("task.", StringComparison.Ordinal) || entry.Act.StartsWith("survey.", StringComparison.Ordinal));
        Assert.True((await city.SeeAsync(seen.Number)).Survey!.UnitAtFault);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/18")]
    public async Task Where_the_unit_is_not_at_fault_the_case_is_archived()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var seen = await DissatisfiedAsync(city);
        SampleCity.Done(await EndAsync(city, city.Supervisor, Assert.Single(await city.OpenTasksAsync()), new(TaskOutcome.NotAtFault, "诉求超出规定标准")));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal((CaseState.Archived, false), (seen.State, seen.Survey!.UnitAtFault));
    }

    [Fact]
    public async Task Whoever_closed_the_case_does_not_judge_on_it()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        await DissatisfiedAsync(city, closedBy: city.Leader, rungBy: city.Agent);
        Assert.Equal("办结人不能认定自己办结的工单", Refused(await EndAsync(city, city.Leader, Assert.Single(await city.OpenTasksAsync()), new(TaskOutcome.NotAtFault, "无责"))));
    }

    [Fact]
    public async Task Every_call_is_kept_with_how_it_ended()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var seen = await ClosedAsync(city);
        await city.SweepAfterAsync(TimeSpan.FromHours(24) + TimeSpan.FromTicks(1));
        var task = Assert.Single(await city.OpenTasksAsync());
        task = SampleCity.Done(await EndAsync(city, city.Agent, task, new(TaskOutcome.NotReached, "无人接听")));
        city.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["contacted", "solved"], Errors(await EndAsync(city, city.Agent, task, new(TaskOutcome.Satisfied, null))));
        task = SampleCity.Done(await EndAsync(city, city.Leader, task, new(TaskOutcome.Declined, "说没空")));
        Assert.Equal(TaskState.Done, task.State);
        Assert.Equal(
            [(city.Agent.Name, TaskOutcome.NotReached, "无人接听"), (city.Leader.Name, TaskOutcome.Declined, "说没空")],
            task.Attempts.Select(attempt => (attempt.By, attempt.Outcome, attempt.Note!)));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal((CaseState.Archived, SurveyState.Unanswered), (seen.State, seen.Survey!.State));
    }

    [Fact]
    public async Task Each_closing_asks_once_and_a_unit_can_bring_about_none()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var seen = await DissatisfiedAsync(city);
        SampleCity.Done(await EndAsync(city, city.Supervisor, Assert.Single(await city.OpenTasksAsync()), new(TaskOutcome.AtFault, "未处理")));
        var handler = city.At(Unit);
        seen = await RepliedAsync(city, seen);
        Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(handler, seen, new CaseAct.Close(CaseOutcome.Solved, null)));
        Assert.Empty(await city.Board.ListTasksAsync(handler, null, TestContext.Current.CancellationToken));
        await city.SendAsync();
        Assert.Single(city.Carrier.Carried);

        await city.ActAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.Solved, null));
        await city.SendAsync();
        await city.SendAsync();
        Assert.Equal(2, city.Carrier.Carried.Count);

        // The first question is over: its code brings nothing back.
        Assert.Equal(ReplyMatch.TooLate, await city.Notices.AcceptReplyAsync(
            new NoticeReply("late", SampleCity.Caller, city.Carrier.Carried.First().ExtensionCode, "223", city.Time.GetUtcNow()), TestContext.Current.CancellationToken));
        Assert.Equal(ReplyMatch.Answered, await city.ReplyAsync(seen, "111"));
        Assert.Equal(CaseState.Archived, (await city.SeeAsync(seen.Number)).State);
    }

    private static async Task<CaseView> ClosedAsync(SampleCity city, Actor? by = null)
    {
        var seen = await RepliedAsync(city, await city.SendToAsync(Unit));
        seen = await city.ActAsync(by ?? city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.Solved, null));
        await city.SendAsync();
        return seen;
    }

    /// <summary>Signed for, its requester rung, and answered.</summary>
    private static async Task<CaseView> RepliedAsync(SampleCity city, CaseView seen)
    {
        seen = await city.ActAsync(city.At(Unit), seen, new CaseAct.Sign());
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.ContactRequester(await city.AnswerAsync(), null, null));
        return await city.ActAsync(city.At(Unit), seen, new CaseAct.Reply("已修补。", CaseOutcome.Solved));
    }

    /// <summary>Dissatisfied by message, and again on the telephone.</summary>
    private static async Task<CaseView> DissatisfiedAsync(SampleCity city, Actor? closedBy = null, Actor? rungBy = null)
    {
        var seen = await ClosedAsync(city, closedBy);
        await city.ReplyAsync(seen, "223");
        SampleCity.Done(await EndAsync(city, rungBy ?? city.Leader, Assert.Single(await city.OpenTasksAsync()), new(TaskOutcome.Dissatisfied, "坑还在", Contacted: false, Solved: false)));
        return seen;
    }

    private static ValueTask<ActResult<TaskView>> EndAsync(SampleCity city, Actor actor, TaskView task, TaskResult result) =>
        city.Desk.RecordTaskResultAsync(actor, task.Id, result, TestContext.Current.CancellationToken);

    private static string Refused(ActResult<TaskView> result) => Assert.IsType<ActResult<TaskView>.NotAllowed>(result).Reason;

    private static IEnumerable<string> Errors(ActResult<TaskView> result) => Assert.IsType<ActResult<TaskView>.Invalid>(result).Errors.Keys.Order(StringComparer.Ordinal);
}
