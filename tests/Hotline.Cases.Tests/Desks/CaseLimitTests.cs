using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Desks;

/// <summary>上级指定期限、法律法规更严: a limit for one case, with its source, on the clock, in the view and in the history.</summary>
public sealed class CaseLimitTests
{
    [Theory]
    [InlineData("2026-03-04T12:00")]
    [InlineData("2026-03-20T12:00")]
    [Trait("Clause", "xiangan-2018/3-11")]
    public async Task A_superiors_limit_replaces_the_policys_shorter_or_longer(string due)
    {
        await using var city = await SampleCity.UnderAsync("xiangan-2018");
        var seen = await city.SendToAsync("roads");
        seen = await city.ActAsync(city.Dispatcher, seen, Limit(CaseLimitSource.Superior, "市政府交办单〔2026〕12号", due));

        var handle = SampleCity.Running(seen, "handle");
        Assert.Equal((SampleCity.Local(due), "xiangan-2018/3-11"), (handle.Due, handle.Clause));
        Assert.Contains("市政府交办单〔2026〕12号", handle.Explanation, StringComparison.Ordinal);
        var limit = Assert.Single(seen.Limits);
        Assert.Equal((CaseLimitSource.Superior, "市政府交办单〔2026〕12号", SampleCity.Local(due), "郑文斌"), (limit.Source, limit.Document, limit.Due, limit.SetBy));
        Assert.Equal("xiangan-2018/3-11", Assert.Single(seen.History, entry => entry.Act == "limit").Clause);
        Assert.DoesNotContain((await city.SeeAsync(seen.Number, city.At("roads"))).Acts, allowed => allowed.Act == CaseActKind.Extend);
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/9b")]
    public async Task A_law_holds_only_where_it_is_the_stricter_and_bounds_extensions()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var seen = await city.SendToAsync("roads");
        seen = await city.ActAsync(city.Dispatcher, seen, Limit(CaseLimitSource.StricterLaw, "某条例第二十条", "2026-03-05T17:30"));
        Assert.Equal(SampleCity.Local("2026-03-04T17:30"), SampleCity.Running(seen, "handle").Due);
        Assert.Equal(SampleCity.Local("2026-03-05T17:30"), seen.Extension!.MaxDue); // not the 6th

        seen = await city.ActAsync(city.Dispatcher, seen, Limit(CaseLimitSource.StricterLaw, "另一条例第三条", "2026-03-03T12:00"));
        var handle = SampleCity.Running(seen, "handle");
        Assert.Equal(SampleCity.Local("2026-03-03T12:00"), handle.Due);
        Assert.Contains("法律法规期限更严： 另一条例第三条", handle.Explanation, StringComparison.Ordinal);
        Assert.Equal("另一条例第三条", Assert.Single(seen.Limits).Document);
    }

    [Fact]
    public async Task A_limit_set_before_the_dispatch_waits_for_the_handling_clock()
    {
        await using var city = await SampleCity.UnderAsync("gaoling-2020");
        var seen = await city.RegisterAsync(SampleCity.Form(null, "other"));
        seen = await city.ActAsync(city.Leader, seen, Limit(CaseLimitSource.Superior, "交办单", "2026-03-10T12:00"));
        seen = await city.ActAsync(city.Leader, seen, Limit(CaseLimitSource.StricterLaw, "条例", "2026-03-09T12:00"));
        seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Dispatch("roads", null));
        Assert.Equal(SampleCity.Local("2026-03-09T12:00"), SampleCity.Running(seen, "handle").Due); // the law, being stricter than the superior
        Assert.Equal(2, seen.Limits.Count);
    }

    [Fact]
    public async Task A_limit_needs_source_document_and_a_future()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Dispatched);
        var invalid = Assert.IsType<ActResult<CaseView>.Invalid>(await city.TryAsync(city.Dispatcher, seen, new CaseAct.SetLimit(new())));
        Assert.Equal(["document", "due", "source"], invalid.Errors.Keys.Order(StringComparer.Ordinal));
        invalid = Assert.IsType<ActResult<CaseView>.Invalid>(
            await city.TryAsync(city.Dispatcher, seen, Limit(CaseLimitSource.Superior, "交办单", "2026-03-02T16:00")));
        Assert.Equal(["due"], invalid.Errors.Keys);
        var handler = await city.TryAsync(city.Handler, seen, Limit(CaseLimitSource.Superior, "交办单", "2026-03-09T12:00"));
        Assert.Equal("no-right", Assert.IsType<ActResult<CaseView>.NotAllowed>(handler).Code);
    }

    private static CaseAct.SetLimit Limit(CaseLimitSource source, string document, string due) =>
        new(new LimitForm { Source = source, Document = document, Due = SampleCity.Local(due) });
}
