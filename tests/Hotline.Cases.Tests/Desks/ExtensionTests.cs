using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Desks;

/// <summary>延期: windows, counts and caps, under each regulation's clause.</summary>
public sealed class ExtensionTests
{
    private static readonly ExtensionForm Asked = new() { Reason = "需要更换管道并恢复路面", RequesterTold = "3月4日电话", Leader = "陈副局长" };

    [Fact]
    [Trait("Clause", "gaoling-2020/9b")]
    public async Task Two_extensions_each_by_the_original_limit_at_most()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var unit = city.At("roads");
        var seen = await city.SendToAsync("roads");
        Assert.Equal(SampleCity.Local("2026-03-04T17:30"), SampleCity.Running(seen, "handle").Due);
        Assert.Equal((2, 0, SampleCity.Local("2026-03-06T17:30")), (seen.Extension!.MaxTimes, seen.Extension.Granted, seen.Extension.MaxDue!.Value));

        var beyond = await city.TryAsync(unit, seen, new CaseAct.Extend(Asked with { Until = SampleCity.Local("2026-03-06T17:30:01") }));
        Assert.Equal(["until"], Assert.IsType<ActResult<CaseView>.Invalid>(beyond).Errors.Keys);
        seen = await city.ActAsync(unit, seen, new CaseAct.Extend(Asked with { Until = SampleCity.Local("2026-03-06T17:30") }));
        Assert.Equal(SampleCity.Local("2026-03-04T17:30"), SampleCity.Running(seen, "handle").Due); // until it is granted
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.ApproveExtension(null));
        var handle = SampleCity.Running(seen, "handle");
        Assert.Equal(SampleCity.Local("2026-03-06T17:30"), handle.Due);
        Assert.Contains("同意延期", handle.Explanation, StringComparison.Ordinal);

        city.GoTo("2026-03-06T09:00");
        seen = await city.ActAsync(unit, seen, new CaseAct.Extend(Asked)); // as far as may be: two more working days
        seen = await city.ActAsync(city.Leader, seen, new CaseAct.ApproveExtension("现场复杂"));
        Assert.Equal((SampleCity.Local("2026-03-10T17:30"), 2), (SampleCity.Running(seen, "handle").Due, seen.Extension!.Granted));
        Assert.Equal("gaoling-2020/9b", seen.History.Last(entry => entry.Act == "extension.approved").Clause);

        var third = await city.TryAsync(unit, seen, new CaseAct.Extend(Asked with { Until = SampleCity.Local("2026-03-11T17:30") }));
        Assert.Contains("2次", Assert.IsType<ActResult<CaseView>.NotAllowed>(third).Reason, StringComparison.Ordinal);

        // The track for cases that need very long is another: in writing, confirmed by the head.
        var years = Asked with { LongCycle = true, Until = SampleCity.Local("2026-06-30T17:30") };
        var curt = await city.TryAsync(unit, seen, new CaseAct.Extend(years));
        Assert.Equal(["reason"], Assert.IsType<ActResult<CaseView>.Invalid>(curt).Errors.Keys);
        seen = await city.ActAsync(unit, seen, new CaseAct.Extend(years with { Reason = "涉及整条道路改造，须待立项、招标和管线迁改完成后方能施工，预计年中完工" }));
        Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.Dispatcher, seen, new CaseAct.ApproveExtension(null)));
        seen = await city.ActAsync(city.LeaderAt("roads"), seen, new CaseAct.ApproveExtension(null));
        Assert.Equal(SampleCity.Local("2026-06-30T17:30"), SampleCity.Running(seen, "handle").Due);
        Assert.True(seen.Requests[^1].LongCycle);
    }

    [Theory]
    [InlineData("2026-03-04T17:30:00", true)]
    [InlineData("2026-03-04T17:30:01", false)]
    [Trait("Clause", "yongning-2017/3-3b")]
    public async Task A_complex_case_is_extended_within_two_working_days_to_five_in_all(string at, bool open)
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var seen = await city.SendToAsync("roads", SampleCity.Form(null, "other") with { Complexity = "complex" });
        Assert.Equal(SampleCity.Local("2026-03-09T17:30"), seen.Extension!.MaxDue);
        city.GoTo(at);
        var result = await city.TryAsync(city.At("roads"), seen, new CaseAct.Extend(Asked));
        Assert.Equal(open, result is ActResult<CaseView>.Done);
        if (open)
        {
            seen = await city.ActAsync(city.At("housing"), seen, new CaseAct.ApproveExtension(null)); // the level above
            Assert.Equal(SampleCity.Local("2026-03-09T17:30"), SampleCity.Running(seen, "handle").Due);
        }
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-3b")]
    public async Task An_ordinary_case_of_yongning_is_not_extended()
    {
        await using var city = await SampleCity.UnderAsync("yongning-2017");
        var seen = await city.SendToAsync("roads");
        Assert.Null(seen.Extension);
        Assert.IsType<ActResult<CaseView>.NotAllowed>(await city.TryAsync(city.At("roads"), seen, new CaseAct.Extend(Asked)));
    }

    [Theory]
    [InlineData("2026-03-09T14:30:00", true)]
    [InlineData("2026-03-09T14:30:01", false)]
    [Trait("Clause", "xiangan-2018/3-7")]
    public async Task The_units_leader_agrees_half_a_working_day_before_the_end(string at, bool open)
    {
        await using var city = await SampleCity.UnderAsync("xiangan-2018");
        var seen = await city.SendToAsync("roads");
        Assert.Equal(SampleCity.Local("2026-03-09T17:30"), SampleCity.Running(seen, "handle").Due);
        city.GoTo(at);
        var bare = await city.TryAsync(city.At("roads"), seen, new CaseAct.Extend(Asked with { RequesterTold = null }));
        Assert.Equal(open ? ["requesterTold"] : [], bare is ActResult<CaseView>.Invalid lacking ? lacking.Errors.Keys : []);
        var result = await city.TryAsync(city.LeaderAt("roads"), seen, new CaseAct.Extend(Asked));
        Assert.Equal(open, result is ActResult<CaseView>.Done);
        if (result is ActResult<CaseView>.Done done)
        {
            Assert.Equal(SampleCity.Local("2026-03-16T17:30"), SampleCity.Running(done.View, "handle").Due); // at once: the leader asks
            Assert.Equal(["extension", "extension.approved"], done.View.History.TakeLast(2).Select(entry => entry.Act));
        }
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/11f")]
    public async Task A_refused_extension_leaves_the_limit_and_may_be_asked_for_again()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Signed);
        var due = SampleCity.Running(seen, "handle").Due;
        var until = SampleCity.Local("2026-03-09T17:30");
        var open = await city.TryAsync(city.Handler, seen, new CaseAct.Extend(Asked)); // no bound in 11f: a day must be named
        Assert.Equal(["until"], Assert.IsType<ActResult<CaseView>.Invalid>(open).Errors.Keys);
        seen = await city.ActAsync(city.Handler, seen, new CaseAct.Extend(Asked with { Until = until }));
        Assert.DoesNotContain((await city.SeeAsync(seen.Number, city.Handler)).Acts, allowed => allowed.Act == CaseActKind.Extend);
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.RefuseExtension("可以按时办结"));
        Assert.Equal((due, UnitRequestState.Refused), (SampleCity.Running(seen, "handle").Due, seen.Requests[0].State));

        seen = await city.ActAsync(city.Handler, seen, new CaseAct.Extend(Asked with { Until = until }));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.ApproveExtension(null));
        var handle = SampleCity.Running(seen, "handle");
        Assert.Equal((until, "hanjiang-2016/11f"), (handle.Due, handle.Clause));
        Assert.Equal(SampleCity.Local("2026-03-09T14:30"), Assert.Single(handle.Warnings)); // the warning moves with the end
    }
}
