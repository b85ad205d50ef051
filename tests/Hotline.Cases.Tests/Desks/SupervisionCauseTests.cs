using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Desks;

/// <summary>九类重点督办 (gaoling-2020/18) and the dossier of haimen-2016/3-1: each cause with the rule that sets it.</summary>
public sealed class SupervisionCauseTests
{
    [Fact]
    [Trait("Clause", "gaoling-2020/10")]
    [Trait("Clause", "gaoling-2020/18")]
    public async Task A_leaders_case_is_supervised_from_its_registration()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var wrong = await city.Desk.RegisterAsync(city.Agent, city.NextKey, SampleCity.Form(null) with { SupervisionCauses = ["overdue"] }, TestContext.Current.CancellationToken);
        Assert.Equal(["supervisionCauses"], Assert.IsType<ActResult<CaseView>.Invalid>(wrong).Errors.Keys);

        var seen = await city.RegisterAsync(SampleCity.Form(null) with { SupervisionCauses = ["leader-instruction", "taken-by-leader", "mass-incident-risk"] });
        Assert.True(seen.Supervised);
        Assert.Equal(["leader-instruction", "mass-incident-risk", "taken-by-leader"], await CausesAsync(city, seen));
        var plain = await city.RegisterAsync(SampleCity.Form(null));
        Assert.False(plain.Supervised);
        var listed = await city.Board.ListCasesAsync(city.Supervisor, new CaseQuery { Supervised = true }, TestContext.Current.CancellationToken);
        Assert.Equal([seen.Number], listed.Items.Select(row => row.Number));
        Assert.All((await FileAsync(city, seen)).Records, record => Assert.Equal("gaoling-2020/18", record.Clause));
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/18")]
    public async Task Overdue_counts_only_without_a_reason_given()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var silent = await city.ActAsync(city.At("housing"), await city.SendToAsync("housing"), new CaseAct.Sign());
        var asking = await city.ActAsync(city.At("housing"), await city.SendToAsync("housing"), new CaseAct.Sign());
        await city.ActAsync(city.At("housing"), asking, new CaseAct.Extend(new() { Reason = "需要等待材料到场才能施工，预计还需两天" }));
        city.GoTo("2026-03-04T17:30");
        await city.SweepAfterAsync(TimeSpan.FromTicks(1));
        Assert.Equal(["overdue"], await CausesAsync(city, silent));
        Assert.Empty(await CausesAsync(city, asking));
        await city.SweepAfterAsync(TimeSpan.FromHours(1));
        Assert.Equal(["overdue"], await CausesAsync(city, silent));
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/18")]
    public async Task Several_units_and_shirking_are_seen_at_the_ruling()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var (housing, leader) = (city.At("housing"), city.LeaderAt("housing"));
        var seen = await city.ActAsync(housing, await city.SendToAsync("housing"), new CaseAct.Sign());
        seen = await city.ActAsync(housing, seen, new CaseAct.Return(new() { Reason = "不属本单位职责" }));
        seen = await city.ActAsync(leader, seen, new CaseAct.ConfirmReturn(null));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.OpenAdjudication("权责不清"));
        Assert.Empty(await CausesAsync(city, seen));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Adjudicate(
            "会议协调", "住建局、城管局", "各方同意", "由住建局主办", "housing", [new() { UnitId = "urban-mgmt", Task = "清理占道" }]));
        Assert.Equal(["cross-unit", "shirking"], await CausesAsync(city, seen));
        Assert.True(seen.Supervised);
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/18")]
    public async Task Dissatisfied_counts_only_where_the_unit_was_judged_at_fault_and_ends_with_the_archive()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var seen = await DissatisfiedAsync(city);
        var judge = (await city.OpenTasksAsync()).Single(task => task.Kind == TaskKind.Judgement && task.CaseNumber == seen.Number);
        SampleCity.Done(await city.Desk.RecordTaskResultAsync(city.Supervisor, judge.Id, TaskOutcome.AtFault, "拖延", TestContext.Current.CancellationToken));
        Assert.Equal(["unit-at-fault"], await CausesAsync(city, seen));
        Assert.True((await city.SeeAsync(seen.Number)).Supervised);
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/18")]
    public async Task By_hand_any_cause_of_the_policy_can_be_set_with_a_reason()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var seen = await city.SendToAsync("housing");
        var desk = city.Supervision();
        ValueTask<ActResult<SupervisionFileView>> Try(string? cause, string? reason) =>
            desk.ActAsync(city.Leader, city.NextKey, seen.Number, new SupervisionDeed.Supervise(cause, reason), TestContext.Current.CancellationToken);
        Assert.Equal(["cause", "reason"], Assert.IsType<ActResult<SupervisionFileView>.Invalid>(await Try("repeated-rework", null)).Errors.Keys.Order());
        Assert.Equal("gaoling-2020/18", Assert.IsType<ActResult<SupervisionFileView>.NotAllowed>(await Try("overdue", "太慢")).Clause);
        var file = SampleCity.Done(await Try("other", "媒体关注"));
        Assert.Equal(("other", "（九）其他需要督办", "媒体关注"), (file.Records[0].Cause, file.Records[0].Name, file.Records[0].Text));
        Assert.Equal(9, file.Causes.Count);
    }

    [Fact]
    [Trait("Clause", "haimen-2016/3-1")]
    public async Task Timed_out_and_repeatedly_reworked_cases_have_a_dossier()
    {
        await using var city = await SampleCity.UnderAsync("haimen-2016");
        var unit = city.At("housing");
        var seen = await city.SendToAsync("housing");
        for (var rework = 1; rework <= 2; rework++)
        {
            Assert.Empty(await CausesAsync(city, seen));
            await city.ActAsync(unit, seen, new CaseAct.Sign());
            await city.ActAsync(unit, seen, new CaseAct.Reply("已处理", CaseOutcome.Solved));
            seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Verify(false, "现场未处理"));
        }

        Assert.Equal(["repeated-rework"], await CausesAsync(city, seen));
        var listed = await city.Supervision().ListAsync(city.Supervisor, new SupervisionQuery { Open = true, Cause = "repeated-rework" }, TestContext.Current.CancellationToken);
        Assert.Equal([(seen.Number, "haimen-2016/3-1")], listed.Items.Select(row => (row.CaseNumber, row.Clause!)));
    }

    /// <summary>Closed, and its requester said on the telephone that they are not satisfied.</summary>
    private static async Task<CaseView> DissatisfiedAsync(SampleCity city)
    {
        var seen = await city.SendToAsync("housing");
        await city.ActAsync(city.At("housing"), seen, new CaseAct.Sign());
        var call = await city.Intake.AcceptAsync(city.Call("back"), TestContext.Current.CancellationToken);
        city.Time.Advance(TimeSpan.FromMinutes(1));
        await city.ActAsync(city.Agent, seen, new CaseAct.ContactRequester(call, null, null));
        await city.ActAsync(city.At("housing"), seen, new CaseAct.Reply("已处理", CaseOutcome.Solved));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.Solved, null));
        await city.SendAsync();
        await city.ReplyAsync(seen, "123");
        var task = (await city.OpenTasksAsync()).Single(task => task.Kind == TaskKind.SurveyCallback && task.CaseNumber == seen.Number);
        SampleCity.Done(await city.Desk.RecordTaskResultAsync(
            city.Agent, city.NextKey, task.Id, new TaskResult(TaskOutcome.Dissatisfied, "没人来", Contacted: true, Solved: false), TestContext.Current.CancellationToken));
        return seen;
    }

    private static async Task<SupervisionFileView> FileAsync(SampleCity city, CaseView seen) =>
        (await city.Supervision().FindAsync(city.Supervisor, seen.Number, TestContext.Current.CancellationToken))!;

    private static async Task<List<string>> CausesAsync(SampleCity city, CaseView seen) => [.. (await FileAsync(city, seen)).Records.Select(record => record.Cause!).Order(StringComparer.Ordinal)];
}
