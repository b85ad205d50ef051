using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Desks;

/// <summary>四级: down to the units below and up again, a leader's signature, and who decides on what a unit asks for.</summary>
public sealed class FourLevelsTests
{
    private static readonly CaseAct.Delegate ToDrainage = new("drainage", "清掏并更换井盖", null);

    [Fact]
    [Trait("Clause", "yongning-2017/2-1")]
    public async Task A_department_sends_work_below_and_is_answered_upward()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var (housing, drainage, leader) = (city.At("housing"), city.At("drainage"), city.LeaderAt("housing"));
        var seen = await city.SendToAsync("housing");
        Refused(await city.TryAsync(housing, seen, ToDrainage), "须先签收");
        seen = await city.ActAsync(housing, seen, new CaseAct.Sign());

        foreach (var elsewhere in new[] { "water-co", "housing", "district" })
        {
            Refused(await city.TryAsync(housing, seen, ToDrainage with { UnitId = elsewhere }), "只能下派给本单位的下级单位");
        }

        var nowhere = await city.TryAsync(housing, seen, ToDrainage with { UnitId = "nowhere" });
        Assert.Equal(["unitId"], Assert.IsType<ActResult<CaseView>.Invalid>(nowhere).Errors.Keys);

        Assert.Null(await city.Board.FindCaseAsync(drainage, seen.Number, TestContext.Current.CancellationToken));
        seen = await city.ActAsync(housing, seen, ToDrainage);
        var sent = Assert.Single(seen.Delegations);
        Assert.Equal(("drainage", "housing", SampleCity.Running(seen, "handle").Due), (sent.Unit.Id, sent.Above.Id, sent.Due));
        Assert.Equal(("housing", CaseState.Signed), (seen.Unit!.Id, seen.State)); // to the hotline it is still the department's
        Assert.Empty(seen.CoHandlers);
        Assert.Equal(("yongning-2017/2-1", "delegate"), (seen.History[^1].Clause, seen.History[^1].Act));

        Assert.Equal([CaseActKind.Message, CaseActKind.TakeOn], (await city.SeeAsync(seen.Number, drainage)).Acts.Select(act => act.Act));
        Refused(await city.TryAsync(drainage, seen, new CaseAct.ReportUp("已清掏")), "须先签收");
        seen = await city.ActAsync(drainage, seen, new CaseAct.TakeOn());
        seen = await city.ActAsync(drainage, seen, new CaseAct.ReportUp("已清掏"));
        Assert.Equal("已清掏", seen.Delegations[0].Reply);

        seen = await city.ActAsync(housing, seen, new CaseAct.RedoBelow("drainage", "井盖未换", SampleCity.Local("2026-03-03T12:00")));
        Assert.Equal((1, null, SampleCity.Local("2026-03-03T12:00")), (seen.Delegations[0].Redone, seen.Delegations[0].Reply, seen.Delegations[0].Due!.Value));
        seen = await city.ActAsync(drainage, seen, new CaseAct.ReportUp("井盖已换"));

        // The result goes to the leader before it goes up (yongning-2017/5-1b).
        seen = await city.ActAsync(housing, seen, new CaseAct.Reply("井盖已换。", CaseOutcome.Solved));
        Assert.Equal((CaseState.Signed, null), (seen.State, seen.Reply));
        seen = await city.ActAsync(leader, seen, new CaseAct.SignOff(null));
        Assert.Equal((CaseState.Replied, "井盖已换。"), (seen.State, seen.Reply!.Text));
        Assert.NotNull(seen.Delegations[0].SettledAt);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task Work_goes_down_level_by_level_and_ends_with_the_answer_of_the_level_above()
    {
        await using var city = await SampleCity.UnderAsync("xiangan-2018");
        var (street, community) = (city.At("st-handong"), city.At("cm-yanning"));
        var seen = await city.ActAsync(street, await city.SendToAsync("st-handong"), new CaseAct.Sign());
        seen = await city.ActAsync(street, seen, new CaseAct.Delegate("cm-yanning", "上门查看", SampleCity.Local("2026-03-04T12:00")));
        Assert.Equal("xiangan-2018/1-2", seen.History[^1].Clause);
        seen = await city.ActAsync(community, seen, new CaseAct.TakeOn());

        // A village has nobody below it, and may not send up or across.
        Refused(await city.TryAsync(community, seen, new CaseAct.Delegate("cm-guanghan", "代办", null)), "本单位没有下级单位");
        Assert.IsType<ActResult<CaseView>.NotFound>(await city.TryAsync(city.OtherHandler, seen, new CaseAct.TakeOn()));
        var lead = await city.TryAsync(community, seen, new CaseAct.Reply("已办", CaseOutcome.Solved));
        Assert.Equal("no-right", Assert.IsType<ActResult<CaseView>.NotAllowed>(lead).Code);

        // The street answers without waiting: what is owed below has no object.
        seen = await city.ActAsync(street, seen, new CaseAct.Reply("已协调解决。", CaseOutcome.Solved));
        Assert.NotNull(seen.Delegations[0].SettledAt);
        Refused(await city.TryAsync(community, seen, new CaseAct.ReportUp("已看")), "工单当前状态（已答复）不能进行这一步");
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/3")]
    public async Task A_co_handlers_own_limit_is_warned_of_and_its_end_is_on_record()
    {
        await using var city = await SampleCity.OpenAsync();
        var own = SampleCity.Local("2026-03-04T12:00");
        var seen = await city.RegisterAsync(SampleCity.Form(null));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Dispatch("roads", null, [new CoHandlerForm { UnitId = "water-co", Task = "关阀", Due = own }]));

        city.GoTo("2026-03-04T08:00"); // the session before 12:00: half a working day, as the handling limit's own warning
        Assert.Equal(1, await city.SweepAfterAsync(TimeSpan.Zero));
        Assert.Equal("part.warning", (await city.SeeAsync(seen.Number)).History[^1].Act);
        city.GoTo("2026-03-04T12:00");
        Assert.Equal(0, await city.SweepAfterAsync(TimeSpan.Zero)); // in time until and at its end
        Assert.Equal(1, await city.SweepAfterAsync(TimeSpan.FromTicks(1)));
        Assert.Equal(0, await city.SweepAfterAsync(TimeSpan.FromMinutes(1)));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal(("part.late", "hanjiang-2016/3", "涵江自来水公司协办超时"), (seen.History[^1].Act, seen.History[^1].Clause, seen.History[^1].Detail));
        Assert.Equal(own, (await city.Events.NextAsync<DeadlineWarning>(warning => warning.For == Role.Dispatcher)).Due);

        seen = await city.ActAsync(city.At("water-co"), seen, new CaseAct.CoReply("已关阀"));
        Assert.Contains("（逾期）", seen.History[^1].Detail, StringComparison.Ordinal);
        Assert.True(seen.CoHandlers[0].Late);
    }

    [Fact]
    [Trait("Clause", "yongning-2017/5-1b")]
    public async Task A_result_that_the_leader_does_not_sign_comes_back_under_the_same_limit()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var (roads, leader) = (city.At("roads"), city.LeaderAt("roads"));
        var seen = await city.ActAsync(roads, await city.SendToAsync("roads"), new CaseAct.Sign());
        var due = SampleCity.Running(seen, "handle").Due;
        Assert.Equal("no-right", Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(leader, seen, new CaseAct.SignOff(null))).Code);
        seen = await city.ActAsync(roads, seen, new CaseAct.Reply("已修。", CaseOutcome.Solved));
        Assert.Equal((UnitRequestKind.Result, true, "已修。"), (seen.Requests[0].Kind, seen.Requests[0].ByLeader, seen.Requests[0].ReplyText));

        var again = Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(roads, seen, new CaseAct.Reply("已修。", CaseOutcome.Solved)));
        Assert.Contains("审签", again.Reason, StringComparison.Ordinal);
        foreach (var other in new[] { roads, city.LeaderAt("water-co"), city.Dispatcher })
        {
            Assert.IsNotType<ActResult<CaseView>.Done>(await city.TryAsync(other, seen, new CaseAct.SignOff(null)));
        }

        seen = await city.ActAsync(leader, seen, new CaseAct.RefuseSignOff("请附照片说明"));
        Assert.Equal((CaseState.Signed, due, "result.refused"), (seen.State, SampleCity.Running(seen, "handle").Due, seen.History[^1].Act));
        seen = await city.ActAsync(leader, seen, new CaseAct.Reply("已修，附照片。", CaseOutcome.Solved)); // the leader's own needs no other word
        Assert.Equal(CaseState.Replied, seen.State);
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-3c")]
    public async Task A_signed_result_that_is_unsolved_asks_for_its_closing_with_what_the_reply_said()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var seen = await city.ActAsync(city.At("roads"), await city.SendToAsync("roads"), new CaseAct.Sign());
        seen = await city.ActAsync(
            city.At("roads"), seen, new CaseAct.Reply("暂时无法修复。", CaseOutcome.CannotBeSolvedNow, new() { Statement = "需随道路改造", RequesterTold = "3月3日电话" }));
        seen = await city.ActAsync(city.LeaderAt("roads"), seen, new CaseAct.SignOff("同意"));
        var closing = seen.Requests.Single(asked => asked.Kind == UnitRequestKind.Closing);
        Assert.Equal(("需随道路改造", "3月3日电话", UnitRequestState.Open), (closing.Reason, closing.RequesterTold, closing.State));
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-3b")]
    public async Task The_unit_above_decides_on_an_extension_and_above_a_department_the_office()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var form = new CaseAct.Extend(new() { Reason = "需要更换管道并恢复路面" });
        var complex = SampleCity.Form(null, "other") with { Complexity = "complex" };
        var seen = await city.ActAsync(city.At("roads"), await city.SendToAsync("roads", complex), form);
        Assert.Equal(("housing", false), (seen.Requests[0].Approver!.Id, seen.Requests[0].ByLeader));
        Assert.Equal(
            [CaseActKind.ApproveExtension, CaseActKind.RefuseExtension], (await city.SeeAsync(seen.Number, city.At("housing"))).Acts.Select(act => act.Act));
        var office = Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Dispatcher, seen, new CaseAct.ApproveExtension(null)));
        Assert.Equal(("须由区住房和城乡建设局审核", "yongning-2017/3-3b"), (office.Reason, office.Clause));
        seen = await city.ActAsync(city.At("housing"), seen, new CaseAct.ApproveExtension("同意"));
        Assert.Equal(SampleCity.Local("2026-03-09T17:30"), SampleCity.Running(seen, "handle").Due);

        seen = await city.ActAsync(city.At("water-co"), await city.SendToAsync("water-co", complex), form);
        Assert.Null(seen.Requests[0].Approver);
        await city.ActAsync(city.Dispatcher, seen, new CaseAct.ApproveExtension(null));
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/9c")]
    public async Task A_return_is_confirmed_by_the_units_leader_before_the_office_decides()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var seen = await city.ActAsync(city.At("roads"), await city.SendToAsync("roads"), new CaseAct.Sign());
        seen = await city.ActAsync(city.At("roads"), seen, new CaseAct.Return(new() { Reason = "依据：三定方案" }));
        var early = Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Dispatcher, seen, new CaseAct.AcceptReturn("water-co", null)));
        Assert.Equal(("须由本单位领导先行确认", "gaoling-2020/9c"), (early.Reason, early.Clause));
        Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.At("roads"), seen, new CaseAct.ConfirmReturn(null)));

        seen = await city.ActAsync(city.LeaderAt("roads"), seen, new CaseAct.ConfirmReturn("情况属实"));
        Assert.Equal((city.Time.GetUtcNow(), null), (seen.Requests[0].ConfirmedAt!.Value, seen.Requests[0].Approver));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.AcceptReturn("water-co", null));
        Assert.Equal("water-co", seen.Unit!.Id);
    }

    private static void Refused(ActResult<CaseView> result, string reason)
    {
        var refused = Assert.IsType<ActResult<CaseView>.NotAllowed>(result);
        Assert.Equal(("not-allowed", reason), (refused.Code, refused.Reason));
    }
}
