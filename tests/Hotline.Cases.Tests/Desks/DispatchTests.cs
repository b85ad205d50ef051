using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Desks;

/// <summary>派单: by the policy's rules in their order, explained; designation; lead and co-handlers.</summary>
public sealed class DispatchTests
{
    private const string Garbage = "020101";

    [Theory]
    [InlineData(SampleCity.Potholes, "延宁路12号", false, "housing", "gaoling-2020/8-1")] // 谁主管谁负责: the department, which sends it on
    [InlineData(SampleCity.RoadCollapse, "延宁路12号", true, "roads", "gaoling-2020/8-1")] // a hazard skips it
    [InlineData("other", "延宁路12号", false, "st-handong", "gaoling-2020/8-1")] // no owner, but the place is clear
    [InlineData("0101", "延宁路到平民路", false, "housing", "gaoling-2020/8-1")] // many areas, one industry
    [Trait("Clause", "gaoling-2020/8-1")]
    public async Task Competent_unit_then_territory_then_industry(string category, string place, bool hazard, string unit, string clause)
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var found = city.Board.Suggest(category, place, new() { Hazard = hazard })!;
        Assert.Equal((unit, clause), (found.Unit.Id, found.Clause));
        Assert.True(found.Steps[^1].Led);
        Assert.All(found.Steps.SkipLast(1), step => Assert.False(step.Led));
        Assert.Equal(found.Reason, found.Steps[^1].Words);
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/8-2")]
    public async Task What_no_rule_finds_a_unit_for_is_left_to_the_ruling()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        Assert.Null(city.Board.Suggest("other", "某处"));
    }

    [Theory]
    [InlineData("延宁路12号", null, null, null, "st-handong")]
    [InlineData("不知何处", 119.09, 25.45, null, "st-hanxi")]
    [InlineData("延宁路12号", 119.20, 25.50, null, "town-jiangkou")] // the map goes before the words
    [InlineData(null, null, null, 50000, "sanitation")]
    [InlineData(null, null, null, 50001, "urban-mgmt")]
    [InlineData(null, null, null, 200001, null)]
    [Trait("Clause", "xiangan-2018/2")]
    public async Task Territory_first_then_the_level_that_the_fine_asks_for(string? place, double? longitude, double? latitude, int? fine, string? unit)
    {
        await using var city = await SampleCity.UnderAsync("xiangan-2018");
        Assert.Equal(unit, city.Board.Suggest(Garbage, place, new() { Longitude = longitude, Latitude = latitude, Fine = fine })?.Unit.Id);
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/9")]
    public async Task A_place_gives_its_cell_and_so_its_territory_unit()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(null) with { Place = "路口", Longitude = 119.12, Latitude = 25.45 });
        Assert.Equal(("HD-01", "st-handong"), (seen.Grid[0].Cell, seen.Grid[0].Unit!.Id));
        var half = await city.Desk.RegisterAsync(city.Agent, city.NextKey, SampleCity.Form(null) with { Longitude = 119.12 }, TestContext.Current.CancellationToken);
        Assert.Equal(["longitude"], Assert.IsType<ActResult<CaseView>.Invalid>(half).Errors.Keys);
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-1")]
    public async Task A_case_of_the_day_is_passed_on_the_same_day()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var seen = await city.RegisterAsync(SampleCity.Form(null, "other"));
        var clock = SampleCity.Running(seen, "dispatch");
        Assert.Equal((SampleCity.Local("2026-03-03T00:00"), "yongning-2017/3-1"), (clock.Due, clock.Clause));
        await city.SweepAfterAsync(TimeSpan.FromHours(8) + TimeSpan.FromSeconds(1));
        Assert.Equal(ClockState.Breached, SampleCity.Running(await city.SeeAsync(seen.Number), "dispatch").State);
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/1b")]
    public async Task What_fits_nowhere_is_designated_by_the_efficiency_office_and_does_not_come_back()
    {
        await using var city = await SampleCity.OpenAsync();
        var office = city.Board.Suggest("other", null)!;
        var seen = await city.SendToAsync(office.Unit.Id);
        Assert.Equal(["sign", "message", "extend", "designate"], Acts(await city.SeeAsync(seen.Number, city.At("eff-office"))));
        Assert.IsType<ActResult<CaseView>.Invalid>(await city.TryAsync(city.At("eff-office"), seen, new CaseAct.Designate("eff-office", null)));

        seen = await city.ActAsync(city.At("eff-office"), seen, new CaseAct.Designate("roads", "属道路管养"));

        Assert.Equal(("roads", CaseState.Dispatched), (seen.Unit!.Id, seen.State));
        Assert.Equal("hanjiang-2016/1b", Assert.Single(seen.History, entry => entry.Act == "designate").Clause);
        var refused = Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.At("roads"), seen, new CaseAct.Return(new() { Reason = "不是我们的" })));
        Assert.Equal("hanjiang-2016/1b", refused.Clause);
        Assert.Equal("not-allowed", Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.At("roads"), seen, new CaseAct.Designate("housing", null))).Code);
    }

    [Fact]
    [Trait("Clause", "haimen-2016/3-4")]
    public async Task After_three_dispatches_the_office_names_the_lead_and_that_binds()
    {
        await using var city = await SampleCity.UnderAsync("haimen-2016");
        var seen = await city.SendToAsync("roads");
        foreach (var (unit, next) in new[] { ("roads", "housing"), ("housing", "transport"), ("transport", "urban-mgmt") })
        {
            seen = await city.ActAsync(city.At(unit), seen, new CaseAct.Return(new() { Reason = "不属本单位", SuggestedUnitId = next }));
            seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.AcceptReturn(null, null));
        }

        Assert.Equal(4, seen.Assignments.Count);
        var line = Assert.Single(seen.History, entry => entry.Act == "designate");
        Assert.Equal("haimen-2016/3-4", line.Clause);
        Assert.Contains("已派3次", line.Detail, StringComparison.Ordinal);
        var refused = Assert.IsType<ActResult<CaseView>.NotAllowed>(
            await city.TryAsync(city.At("urban-mgmt"), seen, new CaseAct.Return(new() { Reason = "不属本单位", SuggestedUnitId = "roads" })));
        Assert.Equal("haimen-2016/3-4", refused.Clause);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/3")]
    public async Task Lead_and_co_handlers_have_their_own_tasks_and_limits_and_the_leads_reply_closes()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync()) with { Confidential = true });
        CoHandlerForm[] help = [new() { UnitId = "police", Task = "疏导交通", Due = SampleCity.Local("2026-03-03T12:00") }, new() { UnitId = "water-co", Task = "查管线" }];
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Dispatch("roads", null, help));

        Assert.Equal([SampleCity.Local("2026-03-03T12:00"), SampleCity.Running(seen, "handle").Due], seen.CoHandlers.Select(part => part.Due!.Value));
        var police = await city.SeeAsync(seen.Number, city.At("police"));
        Assert.Equal([CaseActKind.Message, CaseActKind.CoReply], police.Acts.Select(act => act.Act));
        Assert.True(police.Requester.Masked);
        Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.At("police"), seen, new CaseAct.Sign()));
        Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.At("roads"), seen, new CaseAct.CoReply("替他们答复")));

        city.GoTo("2026-03-03T12:00:01");
        seen = await city.ActAsync(city.At("police"), seen, new CaseAct.CoReply("已疏导。"));
        Assert.Contains("（逾期）", Assert.Single(seen.History, entry => entry.Act == "co-reply").Detail, StringComparison.Ordinal);
        Assert.Equal([true, false], seen.CoHandlers.Select(part => part.Late));
        Assert.Equal(CaseState.Dispatched, seen.State);
        await city.ActAsync(city.At("roads"), seen, new CaseAct.Sign());
        seen = await city.ActAsync(city.At("roads"), seen, new CaseAct.Reply("已修补。", CaseOutcome.Solved));
        Assert.Equal((CaseState.Replied, true), (seen.State, seen.CoHandlers[1].SettledAt is not null));
        Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.At("water-co"), seen, new CaseAct.CoReply("晚了")));
        Assert.Empty(await city.FaultsAsync());
    }

    [Theory]
    [InlineData("xiangan-2018", "现行规定没有")]
    [InlineData("gaoling-2020", "gaoling-2020/13–15")]
    [InlineData("hanjiang-2016", "主办以外的不同单位")]
    public async Task Co_handlers_are_named_as_the_policy_says_or_not_at_all(string policy, string words)
    {
        await using var city = await SampleCity.UnderAsync(policy);
        var seen = await city.RegisterAsync(SampleCity.Form(null, "other"));
        var wrong = await city.TryAsync(city.Dispatcher, seen, new CaseAct.Dispatch("roads", null, [new() { UnitId = "roads", Task = "协助" }]));
        Assert.Contains(words, Assert.IsType<ActResult<CaseView>.Invalid>(wrong).Errors["coHandlers"][0], StringComparison.Ordinal);
        Assert.Equal(CaseState.Registered, (await city.SeeAsync(seen.Number)).State);
    }

    private static IEnumerable<string> Acts(CaseView seen) => seen.Acts.Select(act => act.Act.ToString().ToLowerInvariant());
}
