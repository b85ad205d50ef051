using Hotline.Cases.Views;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Desks;

/// <summary>Closed is not solved: what each regulation asks before a case may be closed, and what its requester is told.</summary>
public sealed class ClosingTests
{
    private const string Unit = "roads";

    private static readonly ClosingForm Explained = new() { Statement = "地下管线迁改尚未完成，暂不具备修复条件。", RequesterTold = "3月2日16:10电话说明" };

    [Fact]
    [Trait("Clause", "yongning-2017/3-3c")]
    public async Task What_cannot_be_solved_is_closed_after_a_statement_and_the_word_of_the_unit_above()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var (handler, above) = (city.LeaderAt(Unit), city.At(Above(city)));
        var seen = await city.ActAsync(handler, await city.SendToAsync(Unit), new CaseAct.Sign());
        Assert.Equal(["requesterTold", "statement"], Errors(await city.TryAsync(handler, seen, new CaseAct.Reply("修不了。", CaseOutcome.CannotBeSolvedNow))));
        Assert.Null(await city.Board.FindCaseAsync(above, seen.Number, TestContext.Current.CancellationToken));

        seen = await city.ActAsync(handler, seen, new CaseAct.Reply("暂时无法修复。", CaseOutcome.CannotBeSolvedNow, Explained));
        var asked = Assert.Single(seen.Requests);
        Assert.Equal((UnitRequestKind.Closing, UnitRequestState.Open, above.UnitId, "yongning-2017/3-3c"), (asked.Kind, asked.State, asked.Approver?.Id, asked.Clause));
        var refused = Refused(await city.TryAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.CannotBeSolvedNow, null)));
        Assert.Equal("yongning-2017/3-3c", refused.Clause);
        Assert.Equal("no-right", Refused(await city.TryAsync(handler, seen, new CaseAct.ApproveClosing(null))).Code);
        Assert.Equal("not-allowed", Refused(await city.TryAsync(city.Dispatcher, seen, new CaseAct.ApproveClosing(null))).Code);

        // The office cannot make it another such outcome, nor call it solved without saying why.
        Assert.Equal("yongning-2017/3-3c", Refused(await city.TryAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.NotJustified, "换个说法"))).Clause);
        Assert.Equal(["note"], Errors(await city.TryAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.Solved, null))));

        Assert.Contains((await city.SeeAsync(seen.Number, above)).Acts, act => act.Act == CaseActKind.ApproveClosing);
        seen = await city.ActAsync(above, seen, new CaseAct.ApproveClosing("情况属实"));
        Assert.Equal(UnitRequestState.Accepted, Assert.Single(seen.Requests).State);
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.CannotBeSolvedNow, null));
        Assert.Equal((CaseState.Closed, CaseOutcome.CannotBeSolvedNow), (seen.State, seen.Outcome));

        await city.SendAsync();
        Assert.Contains("已办结：暂时无法解决", Assert.Single(city.Carrier.Carried).Text, StringComparison.Ordinal);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-3c")]
    public async Task What_the_unit_above_does_not_agree_to_goes_back_with_a_limit()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var (handler, above) = (city.LeaderAt(Unit), city.At(Above(city)));
        var seen = await city.ActAsync(handler, await city.SendToAsync(Unit), new CaseAct.Sign());
        seen = await city.ActAsync(handler, seen, new CaseAct.Reply("不是我们挖的。", CaseOutcome.NotJustified, Explained));
        Assert.Equal(["reason"], Errors(await city.TryAsync(above, seen, new CaseAct.RefuseClosing(" "))));
        Assert.Equal(["due"], Errors(await city.TryAsync(above, seen, new CaseAct.RefuseClosing("路在辖区内", city.Time.GetUtcNow()))));

        var due = SampleCity.Local("2026-03-06T12:00");
        seen = await city.ActAsync(above, seen, new CaseAct.RefuseClosing("路在辖区内，应当处理", due));
        Assert.Equal((CaseState.Dispatched, due), (seen.State, SampleCity.Running(seen, "handle").Due));
        Assert.Equal(UnitRequestState.Refused, Assert.Single(seen.Requests).State);

        // What was agreed to, or not, holds for that reply alone.
        city.Time.Advance(TimeSpan.FromHours(1));
        seen = await city.ActAsync(handler, seen, new CaseAct.Sign());
        seen = await city.ActAsync(handler, seen, new CaseAct.Reply("仍无法处理。", CaseOutcome.CannotBeSolvedNow, Explained));
        Refused(await city.TryAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.CannotBeSolvedNow, null)));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.Partly, "经核实已修补一半"));
        Assert.Equal((CaseOutcome.Partly, UnitRequestState.Withdrawn), (seen.Outcome, seen.Requests[^1].State));
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-3c")]
    public async Task Above_a_department_the_hotline_decides_as_on_everything_else()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var leader = city.LeaderAt("housing");
        var seen = await city.ActAsync(leader, await city.SendToAsync("housing"), new CaseAct.Sign());
        seen = await city.ActAsync(leader, seen, new CaseAct.Reply("暂时无法修复。", CaseOutcome.CannotBeSolvedNow, Explained));
        Assert.Null(Assert.Single(seen.Requests).Approver);
        Assert.Equal("no-right", Refused(await city.TryAsync(leader, seen, new CaseAct.ApproveClosing(null))).Code);
        Assert.Null(await city.Board.FindCaseAsync(city.At("district"), seen.Number, TestContext.Current.CancellationToken));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.ApproveClosing(null));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.CannotBeSolvedNow, null));
        Assert.Equal(CaseOutcome.CannotBeSolvedNow, seen.Outcome);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task A_units_leader_is_who_holds_that_role_and_agrees_before_the_unit_above()
    {
        await using var city = await SampleCity.OpenAsync(WithLeaders);
        var (handler, leader, above) = (city.At(Unit), city.LeaderAt(Unit), city.At(Above(city)));
        var seen = await city.ActAsync(handler, await city.SendToAsync(Unit), new CaseAct.Sign());
        seen = await city.ActAsync(handler, seen, new CaseAct.Reply("修不了。", CaseOutcome.CannotBeSolvedNow, Explained));
        Assert.Equal((Unit, true), (Assert.Single(seen.Requests).Approver?.Id, seen.Requests[0].ByLeader));
        foreach (var other in new[] { handler, city.Dispatcher })
        {
            Assert.Equal("由本单位领导审核", Refused(await city.TryAsync(other, seen, new CaseAct.ApproveClosing(null))).Reason);
        }

        seen = await city.ActAsync(leader, seen, new CaseAct.ApproveClosing(null));
        Assert.Equal([UnitRequestState.Accepted, UnitRequestState.Open], seen.Requests.Select(request => request.State));
        Assert.Equal((above.UnitId, false), (seen.Requests[1].Approver?.Id, seen.Requests[1].ByLeader));
        Assert.Contains("审核后办结", Refused(await city.TryAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.CannotBeSolvedNow, null))).Reason, StringComparison.Ordinal);
        seen = await city.ActAsync(above, seen, new CaseAct.ApproveClosing(null));
        Assert.Equal(CaseOutcome.CannotBeSolvedNow, (await city.ActAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.CannotBeSolvedNow, null))).Outcome);

        // What the leader replies the leader has agreed to.
        seen = await city.ActAsync(leader, await city.SendToAsync(Unit), new CaseAct.Sign());
        seen = await city.ActAsync(leader, seen, new CaseAct.Reply("修不了。", CaseOutcome.CannotBeSolvedNow, Explained));
        Assert.Equal(
            [(UnitRequestState.Accepted, Unit), (UnitRequestState.Open, above.UnitId)], seen.Requests.Select(request => (request.State, request.Approver?.Id)));
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task Who_agreed_in_a_missing_leaders_place_is_not_asked_again_in_their_own()
    {
        await using var city = await SampleCity.OpenAsync(WithLeaders);
        var above = city.At(Above(city));
        await city.HireAsync(above.UnitId!, Role.Handler);
        var seen = await city.ActAsync(city.At(Unit), await city.SendToAsync(Unit), new CaseAct.Sign());
        seen = await city.ActAsync(city.At(Unit), seen, new CaseAct.Reply("修不了。", CaseOutcome.CannotBeSolvedNow, Explained));
        Assert.Equal((above.UnitId, false), (Assert.Single(seen.Requests).Approver?.Id, seen.Requests[0].ByLeader));
        seen = await city.ActAsync(above, seen, new CaseAct.ApproveClosing(null));
        Assert.Equal(UnitRequestState.Accepted, Assert.Single(seen.Requests).State);
        Assert.Equal(CaseState.Closed, (await city.ActAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.CannotBeSolvedNow, null))).State);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    [Trait("Clause", "xiangan-2018/3-8")]
    public async Task What_cannot_be_solved_needs_a_record_that_the_requester_was_told()
    {
        await using var city = await SampleCity.UnderAsync("xiangan-2018");
        var handler = city.At(Unit);
        var seen = await city.ActAsync(handler, await city.SendToAsync(Unit), new CaseAct.Sign());
        Assert.Equal(["requesterTold"], Errors(await city.TryAsync(handler, seen, new CaseAct.Reply("修不了。", CaseOutcome.CannotBeSolvedNow))));
        seen = await city.ActAsync(handler, seen, new CaseAct.Reply("修不了。", CaseOutcome.CannotBeSolvedNow, Explained with { Statement = null }));
        Assert.Equal(UnitRequestState.Accepted, Assert.Single(seen.Requests).State);
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.CannotBeSolvedNow, null));
        Assert.Equal(CaseOutcome.CannotBeSolvedNow, seen.Outcome);
    }

    [Fact]
    [Trait("Clause", "xiangan-2018/3-9")]
    public async Task A_rework_has_the_limit_that_was_set_with_it_unless_a_superior_set_another()
    {
        await using var city = await SampleCity.UnderAsync("xiangan-2018");
        var seen = await RepliedAsync(city, await city.SendToAsync(Unit));
        Assert.Equal(["due"], Errors(await city.TryAsync(city.Leader, seen, new CaseAct.Rework("照片不符", city.Time.GetUtcNow().AddYears(2)))));
        Assert.Equal(["due"], Errors(await city.TryAsync(city.Leader, seen, new CaseAct.Rework("照片不符"))));
        var due = SampleCity.Local("2026-03-04T10:00");
        seen = await city.ActAsync(city.Leader, seen, new CaseAct.Rework("照片不符", due));
        var handle = SampleCity.Running(seen, "handle");
        Assert.Equal((due, "xiangan-2018/3-9"), (handle.Due, handle.Clause));
        Assert.Equal("xiangan-2018/3-9", Assert.Single(seen.History, entry => entry.Act == "rework").Clause);

        // It keeps it when the calendar is reckoned anew, and goes late by it.
        city.GoTo("2026-03-04T10:01");
        await city.SweepAfterAsync(TimeSpan.Zero);
        Assert.Equal(ClockState.Breached, (await city.SeeAsync(seen.Number)).Clocks.Single(clock => clock.Name == "handle" && clock.EndedAt is null).State);

        var instructed = await city.SendToAsync(Unit);
        var superior = SampleCity.Local("2026-03-05T09:00");
        instructed = await city.ActAsync(city.Dispatcher, instructed, new CaseAct.SetLimit(new() { Source = CaseLimitSource.Superior, Document = "区府办〔2026〕3号", Due = superior }));
        instructed = await city.ActAsync(city.Leader, await RepliedAsync(city, instructed), new CaseAct.Rework("未修好", SampleCity.Local("2026-03-09T10:00")));
        Assert.Equal(superior, SampleCity.Running(instructed, "handle").Due);
    }

    [Fact]
    [Trait("Clause", "haimen-2016/2-5")]
    public async Task Nothing_is_closed_before_it_was_verified_and_what_is_untrue_goes_back()
    {
        await using var city = await SampleCity.UnderAsync("haimen-2016");
        var seen = await RepliedAsync(city, await city.SendToAsync(Unit));
        var verify = SampleCity.Running(seen, "verify");
        Assert.Equal((city.Time.GetUtcNow().AddHours(1), "haimen-2016/2-5"), (verify.Due, verify.Clause));
        Assert.Equal("haimen-2016/2-5", Refused(await city.TryAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.Solved, null))).Clause);
        Assert.Equal("no-right", Refused(await city.TryAsync(city.At(Unit), seen, new CaseAct.Verify(true, null))).Code);
        Assert.Equal(["note"], Errors(await city.TryAsync(city.Supervisor, seen, new CaseAct.Verify(false, ""))));
        Assert.Equal(["passed"], Errors(await city.TryAsync(city.Supervisor, seen, new CaseAct.Verify(null, "？"))));

        var due = city.Time.GetUtcNow().AddHours(4);
        seen = await city.ActAsync(city.Supervisor, seen, new CaseAct.Verify(false, "坑还在", due));
        Assert.Equal((CaseState.Dispatched, due), (seen.State, SampleCity.Running(seen, "handle").Due));
        Assert.Equal(ClockState.Met, seen.Clocks.Single(clock => clock.Name == "verify").State);

        seen = await RepliedAsync(city, seen);
        city.Time.Advance(TimeSpan.FromMinutes(61));
        seen = await city.ActAsync(city.Supervisor, seen, new CaseAct.Verify(true, "现场已平整"));
        Assert.Equal([ClockState.Met, ClockState.Breached], seen.Clocks.Where(clock => clock.Name == "verify").Select(clock => clock.State));
        Assert.Equal("not-allowed", Refused(await city.TryAsync(city.Supervisor, seen, new CaseAct.Verify(true, null))).Code);
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Close(CaseOutcome.Solved, null));

        // This regulation asks no question; how it ended is said all the same.
        Assert.Equal((CaseState.Archived, SurveyState.None), (seen.State, seen.Survey!.State));
        await city.SendAsync();
        var told = Assert.Single(city.Carrier.Carried);
        Assert.Equal(("result", SampleCity.Caller, ""), (told.Kind, told.To, told.ExtensionCode));
        Assert.Contains("结果：已解决", told.Text, StringComparison.Ordinal);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-4")]
    public async Task The_satisfied_case_is_archived_after_somebody_else_has_audited_it()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var seen = await ClosedAsync(city, city.Leader);
        Assert.Equal(ReplyMatch.Answered, await city.ReplyAsync(seen, "1"));
        var task = Assert.Single(await city.OpenTasksAsync());
        Assert.Equal((TaskKind.Audit, "yongning-2017/3-4", null), (task.Kind, task.Clause, task.Phone));
        Assert.Equal(CaseState.FollowUp, (await city.SeeAsync(seen.Number)).State);

        var own = await EndAsync(city, city.Leader, task, TaskOutcome.Passed);
        Assert.Equal("办结人不能审核自己办结的工单", Assert.IsType<ActResult<TaskView>.NotAllowed>(own).Reason);
        Assert.IsType<ActResult<TaskView>.NotAllowed>(await EndAsync(city, city.Agent, task, TaskOutcome.Passed));
        Assert.IsType<ActResult<TaskView>.Invalid>(await EndAsync(city, city.Supervisor, task, TaskOutcome.Satisfied));
        SampleCity.Done(await EndAsync(city, city.Supervisor, task, TaskOutcome.Passed));
        Assert.Equal(CaseState.Archived, (await city.SeeAsync(seen.Number)).State);
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-4")]
    public async Task What_the_audit_does_not_pass_is_done_again()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var seen = await ClosedAsync(city, city.Dispatcher);
        await city.ReplyAsync(seen, "1");
        var task = Assert.Single(await city.OpenTasksAsync());
        Assert.IsType<ActResult<TaskView>.Invalid>(await EndAsync(city, city.Supervisor, task, TaskOutcome.Failed));
        SampleCity.Done(await EndAsync(city, city.Supervisor, task, TaskOutcome.Failed, "没有现场照片"));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal((CaseState.Dispatched, (CaseOutcome?)null), (seen.State, seen.Outcome));
        Assert.Empty(await city.OpenTasksAsync());
        Assert.Empty(await city.FaultsAsync());
    }

    /// <summary>xiangan-2018 with leader and superior to agree to what is left unsolved.</summary>
    private static CaseOptions WithLeaders(CaseOptions options)
    {
        foreach (var name in new[] { "hanjiang-2016.categories.csv", "sample-city.yaml" })
        {
            File.Copy(Repository.Path("policies", name), Path.Combine(options.DataFolder, name));
        }

        var file = Path.Combine(options.DataFolder, "xiangan-2018.yaml");
        var shipped = File.ReadAllText(Repository.Path("policies", "xiangan-2018.yaml"));
        var changed = shipped.Replace("practice: contact-when-unresolved,", "practice: contact-when-unresolved, approvers: [unit-leader, superior-unit],", StringComparison.Ordinal);
        Assert.NotEqual(shipped, changed);
        File.WriteAllText(file, changed);
        return options with { PolicyFile = file };
    }

    private static string Above(SampleCity city) =>
        city.Board.Units.Single(unit => unit.Id == Unit).ParentId ?? throw new InvalidOperationException("The unit stands at the top.");

    private static async Task<CaseView> RepliedAsync(SampleCity city, CaseView seen) => await city.ActAsync(
        city.LeaderAt(Unit), await city.ActAsync(city.At(Unit), seen, new CaseAct.Sign()), new CaseAct.Reply("已修补。", CaseOutcome.Solved));

    private static async Task<CaseView> ClosedAsync(SampleCity city, Actor by)
    {
        var closed = await city.ActAsync(by, await RepliedAsync(city, await city.SendToAsync(Unit)), new CaseAct.Close(CaseOutcome.Solved, null));
        await city.SendAsync();
        return closed;
    }

    private static ValueTask<ActResult<TaskView>> EndAsync(SampleCity city, Actor actor, TaskView task, TaskOutcome outcome, string? note = null) =>
        city.Desk.RecordTaskResultAsync(actor, task.Id, outcome, note, TestContext.Current.CancellationToken);

    private static ActResult<CaseView>.NotAllowed Refused(ActResult<CaseView> result) => Assert.IsType<ActResult<CaseView>.NotAllowed>(result);

    private static IEnumerable<string> Errors(ActResult<CaseView> result) => Assert.IsType<ActResult<CaseView>.Invalid>(result).Errors.Keys.Order(StringComparer.Ordinal);
}
