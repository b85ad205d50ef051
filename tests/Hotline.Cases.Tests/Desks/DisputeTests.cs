using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Desks;

/// <summary>认定、待观察、无故退件: disputes that are decided, cases that are watched, returns that are remembered.</summary>
public sealed class DisputeTests
{
    private static readonly CaseAct.Adjudicate Ruling = new("电话沟通", "住建局、水务局", "住建局：属供水管道；水务局：属路面", "由自来水公司负责", "water-co");

    [Fact]
    [Trait("Clause", "gaoling-2020/17-1")]
    public async Task The_second_return_opens_an_adjudication_and_the_ruling_binds()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var seen = await ReturnedAsync(city, await city.SendToAsync("roads"), "roads");
        Assert.Empty(seen.Adjudications);
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.AcceptReturn("drainage", null));
        seen = await ReturnedAsync(city, seen, "drainage");
        Assert.Equal(("system", "第2次退单", "gaoling-2020/17-1"), Only(seen, row => (row.OpenedBy, row.Reason, row.Clause)));
        var clock = SampleCity.Running(seen, "adjudicate");
        Assert.Equal(("gaoling-2020/17-2", SampleCity.Local("2026-03-03T17:30")), (clock.Clause, clock.Due));
        Assert.Equal(ClockState.Running, SampleCity.Running(seen, "handle").State); // the unit's limit runs on

        foreach (CaseAct act in new CaseAct[] { new CaseAct.AcceptReturn("water-co", null), new CaseAct.RefuseReturn("属地明确") })
        {
            var pending = Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Dispatcher, seen, act));
            Assert.Equal(("争议正在认定，依认定派发", "gaoling-2020/17-1"), (pending.Reason, pending.Clause));
        }

        var bare = Assert.IsType<ActResult<CaseView>.Invalid>(await city.TryAsync(city.Dispatcher, seen, new CaseAct.Adjudicate("抽签", null, " ", null, "nobody")));
        Assert.Equal(["decision", "mode", "opinions", "participants", "unitId"], bare.Errors.Keys.Order(StringComparer.Ordinal));
        seen = await city.ActAsync(city.Dispatcher, seen, Ruling with { CoHandlers = [new CoHandlerForm { UnitId = "roads", Task = "恢复路面" }] });
        Assert.Equal(("water-co", CaseState.Dispatched, "gaoling-2020/17-3/4"), (seen.Unit!.Id, seen.State, seen.Assignments[^1].Clause));
        Assert.Equal(("电话沟通", "由自来水公司负责", "water-co"), Only(seen, row => (row.Mode, row.Decision, row.LeadUnit!.Id)));
        Assert.Equal("roads", Assert.Single(seen.CoHandlers).Unit.Id);
        Assert.Equal(ClockState.Met, seen.Clocks.Single(row => row.Name == "adjudicate").State);
        Assert.Equal(UnitRequestState.Accepted, seen.Requests[^1].State);

        seen = await city.ActAsync(city.At("water-co"), seen, new CaseAct.Sign());
        var barred = Assert.IsType<ActResult<CaseView>.NotAllowed>(
            await city.TryAsync(city.At("water-co"), seen, new CaseAct.Return(new() { Reason = "不是我们的" })));
        Assert.Equal(("gaoling-2020/17-3/4", "已指定由本单位办理，不得再退"), (barred.Clause, barred.Reason));
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/17-3/4")]
    public async Task Whose_it_is_after_all_returned_it_groundlessly_and_goes_on_under_its_old_limit()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var seen = await ReturnedAsync(city, await city.SendToAsync("roads"), "roads");
        var due = SampleCity.Running(seen, "handle").Due;
        seen = await city.ActAsync(city.Leader, seen, new CaseAct.OpenAdjudication("两单位均称不属其职责"));
        seen = await city.ActAsync(city.Leader, seen, Ruling with { UnitId = "roads", Decision = "属道路养护" });
        Assert.Equal(("roads", CaseState.Signed, due), (seen.Unit!.Id, seen.State, SampleCity.Running(seen, "handle").Due));
        Assert.Equal((UnitRequestState.Refused, true, 1), (seen.Requests[0].State, seen.Requests[0].Groundless, seen.GroundlessReturns));
        Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.LeaderAt("roads"), seen, new CaseAct.Return(new() { Reason = "再退" })));
        Assert.Null((await city.SeeAsync(seen.Number, city.At("roads"))).GroundlessReturns);
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/8-2")]
    public async Task What_nobody_can_be_found_for_is_decided_before_it_is_dispatched()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var seen = await city.RegisterAsync(SampleCity.Form(null, "other"));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.OpenAdjudication("多部门均有职责"));
        Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Dispatcher, seen, new CaseAct.Dispatch("roads", null)));
        city.GoTo("2026-03-03T17:31");
        await city.SweepAfterAsync(TimeSpan.Zero);
        Assert.Equal(ClockState.Breached, SampleCity.Running(await city.SeeAsync(seen.Number), "adjudicate").State); // 17-2: one working day
        seen = await city.ActAsync(city.Dispatcher, seen, Ruling);
        Assert.Equal(("water-co", CaseState.Dispatched), (seen.Unit!.Id, seen.State));
        Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Dispatcher, seen, new CaseAct.OpenAdjudication("再议")));
    }

    [Fact]
    public async Task A_regulation_without_adjudication_has_none()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Signed);
        var refused = Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Dispatcher, seen, new CaseAct.OpenAdjudication("权属不明")));
        Assert.Equal("现行规定没有争议认定", refused.Reason);
    }

    [Fact]
    [Trait("Clause", "haimen-2016/2-4c")]
    public async Task After_one_extension_a_case_is_watched_until_its_expected_date()
    {
        await using var city = await SampleCity.UnderAsync("haimen-2016");
        var unit = city.At("roads");
        var watch = new CaseAct.Observe("已约谈三次", "联合执法", "责令限期拆除", SampleCity.Local("2026-06-30T17:30"));
        var seen = await city.ActAsync(unit, await city.SendToAsync("roads"), new CaseAct.Sign());
        var early = Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(unit, seen, watch));
        Assert.Equal(("延期1次后仍无法处置的，方可申请待观察", "haimen-2016/2-4c"), (early.Reason, early.Clause));
        seen = await city.ActAsync(
            unit, seen, new CaseAct.Extend(new() { Reason = "需要联合规划、住建部门现场认定后方能拆除并恢复", Until = SampleCity.Running(seen, "handle").Due.AddDays(7) }));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.ApproveExtension(null));

        city.Time.Advance(SampleCity.Running(seen, "handle").Due - city.Time.GetUtcNow() + TimeSpan.FromMinutes(1));
        await city.SweepAfterAsync(TimeSpan.Zero);
        Assert.True((await Late(city)).Items.Single().NextDue!.Late);
        seen = await city.SeeAsync(seen.Number);
        var bare = Assert.IsType<ActResult<CaseView>.Invalid>(await city.TryAsync(unit, seen, watch with { Plan = null, ExpectedAt = SampleCity.Start }));
        Assert.Equal(["expectedAt", "plan"], bare.Errors.Keys.Order(StringComparer.Ordinal));
        seen = await city.ActAsync(unit, seen, watch);
        Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(unit, seen, new CaseAct.ApproveObservation(null)));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.ApproveObservation("同意"));

        Assert.Equal((SampleCity.Local("2026-06-30T17:30"), ClockState.Running), (seen.WatchedUntil!.Value, SampleCity.Running(seen, "handle").State));
        Assert.Empty((await Late(city)).Items);
        Assert.Contains("待观察至预期时间", SampleCity.Running(seen, "handle").Explanation, StringComparison.Ordinal);

        city.GoTo("2026-06-30T14:30"); // the reminder goes with the date
        await city.SweepAfterAsync(TimeSpan.Zero);
        Assert.Equal("clock.warning", (await city.SeeAsync(seen.Number)).History[^1].Act);
        city.GoTo("2026-06-30T17:31");
        await city.SweepAfterAsync(TimeSpan.Zero);
        Assert.Single((await Late(city)).Items);
    }

    [Fact]
    [Trait("Clause", "haimen-2016/4-3")]
    public async Task A_return_judged_groundless_counts_for_the_unit_over_all_cases()
    {
        await using var city = await SampleCity.UnderAsync("haimen-2016");
        CaseView seen = null!;
        city.GoTo("2026-03-31T16:00"); // the month's end: what follows in April is the first of its month
        foreach (var groundless in new[] { true, false, true })
        {
            seen = await city.SendToAsync("roads");
            seen = await city.ActAsync(city.At("roads"), seen, new CaseAct.Return(new() { Reason = "不属本单位", SuggestedUnitId = "water-co" }));
            seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.RefuseReturn("属道路养护", groundless));
        }

        Assert.Equal(2, seen.GroundlessReturns);
        Assert.Equal("haimen-2016/4-3", Assert.Single(seen.History, entry => entry.Act == "return.groundless").Clause);
        Assert.DoesNotContain(seen.History, entry => entry.Act == "accountability"); // the first of the month said it
        Assert.DoesNotContain((await city.SeeAsync(seen.Number, city.At("roads"))).History, entry => entry.Act == "accountability");
        Assert.Equal(0, (await city.SendToAsync("water-co")).GroundlessReturns);
        city.GoTo("2026-04-01T08:00");
        seen = await city.SendToAsync("roads");
        seen = await city.ActAsync(city.At("roads"), seen, new CaseAct.Return(new() { Reason = "不属本单位", SuggestedUnitId = "water-co" }));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.RefuseReturn("属道路养护", Groundless: true));
        Assert.Equal((3, ("haimen-2016/4-3", "市政道路管养所2026年4月无故退件1件，达到通报条件")), (seen.GroundlessReturns!.Value, Accounted(seen)));
        city.Time.Advance(TimeSpan.FromDays(367));
        Assert.Equal(0, (await city.SeeAsync(seen.Number)).GroundlessReturns);
    }

    private static async Task<CaseView> ReturnedAsync(SampleCity city, CaseView seen, string unit)
    {
        seen = await city.ActAsync(city.At(unit), seen, new CaseAct.Sign());
        seen = await city.ActAsync(city.At(unit), seen, new CaseAct.Return(new() { Reason = "依据：三定方案" }));
        return await city.ActAsync(city.LeaderAt(unit), seen, new CaseAct.ConfirmReturn(null));
    }

    private static async Task<PageOf<CaseSummary>> Late(SampleCity city) =>
        await city.Board.ListCasesAsync(city.Supervisor, new CaseQuery { Late = true }, TestContext.Current.CancellationToken);

    private static (string? Clause, string? Detail) Accounted(CaseView seen) =>
        seen.History.Where(entry => entry.Act == "accountability").Select(entry => (entry.Clause, entry.Detail)).Last();

    private static T Only<T>(CaseView seen, Func<AdjudicationView, T> look) => look(Assert.Single(seen.Adjudications));
}
