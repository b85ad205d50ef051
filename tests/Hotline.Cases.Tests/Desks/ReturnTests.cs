using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Desks;

/// <summary>退件: windows, what must be said, and the next unit's budget, under each regulation's clause.</summary>
public sealed class ReturnTests
{
    private static readonly ReturnForm NotOurs = new() { Reason = "不属本单位职责", SuggestedUnitId = "water-co" };

    [Theory]
    [InlineData(null, "2026-03-03T17:30", "2026-03-03T17:30")] // one working day less one: the close of that day
    [InlineData("complex", "2026-03-04T17:30", "2026-03-04T17:30")] // two less one
    [Trait("Clause", "yongning-2017/3-2c")]
    public async Task An_accepted_return_leaves_the_next_unit_one_working_day_less(string? complexity, string own, string next)
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var seen = await city.SendToAsync("roads", SampleCity.Form(null, "other") with { Complexity = complexity });
        Assert.Equal(SampleCity.Local(own), SampleCity.Running(seen, "handle").Due);
        Assert.Equal("yongning-2017/3-2b", seen.Return!.Clause);

        city.GoTo("2026-03-03T09:00");
        seen = await city.ActAsync(city.At("roads"), seen, new CaseAct.Return(NotOurs));
        Assert.Equal((UnitRequestKind.Return, UnitRequestState.Open, "water-co"), Only(seen, request => (request.Kind, request.State, request.SuggestedUnit!.Id)));
        city.GoTo("2026-03-03T11:00");
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.AcceptReturn(null, null));

        Assert.Equal(("water-co", CaseState.Dispatched), (seen.Unit!.Id, seen.State));
        var handle = SampleCity.Running(seen, "handle");
        Assert.Equal(SampleCity.Local(next), handle.Due);
        Assert.Contains("核减1个工作日（yongning-2017/3-2c）", handle.Explanation, StringComparison.Ordinal);
        Assert.Equal(("roads", SampleCity.Local("2026-03-03T11:00")), (seen.Assignments[0].Unit.Id, seen.Assignments[0].ReturnedAt));
        var accepted = Assert.Single(seen.History, entry => entry.Act == "return.accepted");
        Assert.Equal("yongning-2017/3-2c", accepted.Clause);
        Assert.Equal([null, "roads", "water-co"], seen.Held.Select(held => held.Unit?.Id));
        Assert.Equal(TimeSpan.FromHours(19).TotalSeconds, seen.Held[1].Seconds);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-2c")]
    public async Task A_refused_return_leaves_the_limit_that_never_stopped()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var seen = await city.SendToAsync("roads");
        var due = SampleCity.Running(seen, "handle").Due;
        city.GoTo("2026-03-03T09:00");
        seen = await city.ActAsync(city.At("roads"), seen, new CaseAct.Return(NotOurs));
        city.GoTo("2026-03-03T17:00");
        seen = await city.ActAsync(city.Leader, seen, new CaseAct.RefuseReturn("属地明确"));

        Assert.Equal(("roads", due), (seen.Unit!.Id, SampleCity.Running(seen, "handle").Due));
        Assert.Contains("原时限不变", Assert.Single(seen.History, entry => entry.Act == "return.refused").Detail, StringComparison.Ordinal);
        await city.SweepAfterAsync(TimeSpan.FromMinutes(31));
        Assert.Equal(ClockState.Breached, SampleCity.Running(await city.SeeAsync(seen.Number), "handle").State);
    }

    [Theory]
    [InlineData("2026-03-03T17:29:59", true)]
    [InlineData("2026-03-03T17:30:00", true)]
    [InlineData("2026-03-03T17:30:01", false)]
    [Trait("Clause", "yongning-2017/3-2b")]
    public async Task A_return_is_asked_for_within_the_first_working_day(string at, bool open)
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var seen = await city.SendToAsync("roads");
        city.GoTo(at);
        var result = await city.TryAsync(city.At("roads"), await city.SeeAsync(seen.Number), new CaseAct.Return(NotOurs));
        if (open)
        {
            Assert.IsType<ActResult<CaseView>.Done>(result);
            return;
        }

        var refused = Assert.IsType<ActResult<CaseView>.NotAllowed>(result);
        Assert.Equal(("not-allowed", "yongning-2017/3-2b"), (refused.Code, refused.Clause));
        Assert.Contains("2026-03-03 17:30", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-2b")]
    public async Task What_the_clause_wants_besides_the_reason_is_required()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var seen = await city.SendToAsync("roads");
        var invalid = Assert.IsType<ActResult<CaseView>.Invalid>(await city.TryAsync(city.At("roads"), seen, new CaseAct.Return(new())));
        Assert.Equal(["reason", "suggestedUnitId"], invalid.Errors.Keys.Order(StringComparer.Ordinal));
        invalid = Assert.IsType<ActResult<CaseView>.Invalid>(
            await city.TryAsync(city.At("roads"), seen, new CaseAct.Return(NotOurs with { SuggestedUnitId = "roads" })));
        Assert.Equal(["suggestedUnitId"], invalid.Errors.Keys);
    }

    [Theory]
    [InlineData("2026-03-02T19:00:00", true)]
    [InlineData("2026-03-02T19:00:01", false)]
    [Trait("Clause", "gaoling-2020/9c")]
    public async Task After_signing_two_hours_remain_and_the_leader_confirms(string at, bool open)
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var seen = await city.SendToAsync("roads");
        city.GoTo("2026-03-02T17:00");
        Assert.Null(seen.Return);
        seen = await city.ActAsync(city.At("roads"), seen, new CaseAct.Sign());
        city.GoTo(at);
        var result = await city.TryAsync(city.LeaderAt("roads"), seen, new CaseAct.Return(new() { Reason = "依据：三定方案" }));
        Assert.Equal(open, result is ActResult<CaseView>.Done);
        if (result is ActResult<CaseView>.Done done)
        {
            Assert.Equal(["return", "return.confirmed"], done.View.History.TakeLast(2).Select(entry => entry.Act));
        }
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/11d")]
    public async Task A_hazard_is_secured_first_and_the_next_unit_has_six_hours()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(null, SampleCity.RoadCollapse, hazard: true));
        seen = await city.ActAsync(city.Agent, seen, new CaseAct.Dispatch("roads", null));
        var bare = await city.TryAsync(city.At("roads"), seen, new CaseAct.Return(NotOurs));
        Assert.Equal(["preTreatment"], Assert.IsType<ActResult<CaseView>.Invalid>(bare).Errors.Keys);

        city.GoTo("2026-03-02T20:00");
        seen = await city.ActAsync(city.At("roads"), seen, new CaseAct.Return(NotOurs with { PreTreatment = "已设围挡和警示灯" }));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.AcceptReturn("water-co", "供水管爆裂所致"));
        Assert.Equal(SampleCity.Local("2026-03-03T02:00"), SampleCity.Running(seen, "handle").Due);
        Assert.Equal(SampleCity.Local("2026-03-03T02:00"), SampleCity.Running(seen, "on-site").Due);
        Assert.Equal("hanjiang-2016/11d", SampleCity.Running(seen, "handle").Clause);
        Assert.Contains("hanjiang-2016/11d", SampleCity.Running(seen, "handle").Explanation, StringComparison.Ordinal);
        Assert.Contains("先期处置：已设围挡和警示灯", Assert.Single(seen.History, entry => entry.Act == "return").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_office_decides_and_a_reply_withdraws_what_was_asked()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var seen = await city.SendToAsync("roads");
        var nothing = await city.TryAsync(city.Dispatcher, seen, new CaseAct.AcceptReturn("water-co", null));
        Assert.Equal("not-allowed", Assert.IsType<ActResult<CaseView>.NotAllowed>(nothing).Code);

        seen = await city.ActAsync(city.At("roads"), seen, new CaseAct.Return(NotOurs));
        foreach (var (actor, act) in new (Actor, CaseAct)[]
        {
            (city.Agent, new CaseAct.AcceptReturn("water-co", null)),
            (city.At("roads"), new CaseAct.AcceptReturn("water-co", null)),
            (city.OtherHandler, new CaseAct.RefuseReturn("不同意")),
        })
        {
            Assert.IsNotType<ActResult<CaseView>.Done>(await city.TryAsync(actor, seen, act));
        }

        Assert.Contains(seen.Requests, request => request.State == UnitRequestState.Open);
        seen = await city.ActAsync(city.At("roads"), seen, new CaseAct.Sign());
        seen = await city.ActAsync(city.LeaderAt("roads"), seen, new CaseAct.Reply("已修补。", CaseOutcome.Solved));
        Assert.Equal(UnitRequestState.Withdrawn, Only(seen, request => request.State));
    }

    private static T Only<T>(CaseView seen, Func<UnitRequestView, T> look) => look(Assert.Single(seen.Requests));
}
