using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Desks;

public sealed class SearchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("路灯", 2)]
    [InlineData("灯不亮", 1)]
    [InlineData("灯", 2)]
    [InlineData("路灯 中山路", 1)]
    [InlineData("路灯中山路", 0)]
    [InlineData("ＡＢ", 1)]
    [InlineData("ab-7", 1)]
    [InlineData("ab7", 0)]
    [InlineData("👍", 1)]
    [InlineData("\" OR CaseWords", 0)]
    [InlineData("\0", 0)]
    public async Task Words_are_found_where_they_stand_in_text_and_place(string words, int found)
    {
        await using var city = await SampleCity.OpenAsync();
        await city.RegisterAsync(SampleCity.Form(null) with { Text = "路灯不亮，已三天👍", Place = "解放街1号" });
        await city.RegisterAsync(SampleCity.Form(null) with { Text = "新装的路灯太亮", Place = "中山路2号" });
        await city.RegisterAsync(SampleCity.Form(null) with { Text = "车牌AB-7占道", Place = "人民广场\uD800" });

        Assert.Equal(found, (await ListAsync(city, city.Agent, words)).Total);
    }

    [Fact]
    public async Task A_handler_finds_only_cases_that_are_or_were_with_their_unit()
    {
        await using var city = await SampleCity.OpenAsync();
        var own = await city.SendToAsync(city.Unit.Id);
        await city.SendToAsync("drainage");
        Assert.Equal(own.Number, Assert.Single((await ListAsync(city, city.Handler, "大坑")).Items).Number);
        Assert.Equal(2, (await ListAsync(city, city.Dispatcher, "大坑")).Total);
        Assert.Equal(0, (await ListAsync(city, city.Handler, "uurbanmgmt")).Total);
    }

    [Fact]
    public async Task Digits_find_a_case_number_by_its_beginning_and_a_telephone_whole()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(null) with { Text = "电表20260302读数不对" });
        Assert.Equal(1, (await ListAsync(city, city.Agent, seen.Number)).Total);
        Assert.Equal(1, (await ListAsync(city, city.Agent, "20260302")).Total);
        Assert.Equal(1, (await ListAsync(city, city.Agent, SampleCity.Caller)).Total);
        Assert.Equal(0, (await ListAsync(city, city.Agent, SampleCity.Caller[..8])).Total);
    }

    [Fact]
    public async Task An_index_that_is_missing_is_made_again_at_the_start()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.SendToAsync(city.Unit.Id);
        await city.ExecuteAsync("DROP TABLE CaseWords", "");

        await using var again = await city.ReopenAsync(options => options);

        Assert.Equal(seen.Number, Assert.Single((await ListAsync(again, again.Handler, "大坑")).Items).Number);
    }

    [Fact]
    public async Task Late_ones_come_first_that_are_late_longest_each_once()
    {
        await using var city = await SampleCity.OpenAsync();
        var simple = await city.SendToAsync(city.Unit.Id, SampleCity.Form(null) with { Complexity = "simple" });
        var hazard = await city.SendToAsync(city.Unit.Id, SampleCity.Form(null, SampleCity.RoadCollapse, hazard: true));
        var ordinary = await city.SendToAsync(city.Unit.Id);
        city.Time.Advance(TimeSpan.FromDays(1));
        var late = (await city.Board.ListCasesAsync(city.Handler, new CaseQuery { Late = true }, Token)).Items.Select(row => row.Number).ToList();
        Assert.Equal(2, late.Count);
        Assert.Contains(simple.Number, late);
        Assert.Equal(hazard.Number, late[0]);
        Assert.DoesNotContain(ordinary.Number, late);
        var page = await city.Board.ListCasesAsync(city.Agent, new CaseQuery { Late = true, Size = 1 }, Token);
        Assert.Equal((hazard.Number, 2, false), (Assert.Single(page.Items).Number, page.Total, page.More));
    }

    [Fact]
    public async Task A_case_with_several_clocks_late_since_the_same_instant_is_listed_once()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.SendToAsync(city.Unit.Id, SampleCity.Form(null, SampleCity.RoadCollapse, hazard: true));
        seen = await city.ActAsync(city.Handler, seen, new CaseAct.Sign());
        Assert.True(seen.Clocks.Count(clock => clock.EndedAt is null) > 1);
        await city.ExecuteAsync("UPDATE Countdowns SET LateAfter = '2016-01-01T00:00:00.0000000Z'", " WHERE EndedAt IS NULL");
        var page = await city.Board.ListCasesAsync(city.Agent, new CaseQuery { Late = true }, Token);
        Assert.Equal((seen.Number, 1), (Assert.Single(page.Items).Number, page.Total));
    }

    private static ValueTask<PageOf<CaseSummary>> ListAsync(SampleCity city, Actor actor, string words) =>
        city.Board.ListCasesAsync(actor, new CaseQuery { Words = words }, Token);
}
