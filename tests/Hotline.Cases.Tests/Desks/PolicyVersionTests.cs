using Hotline.Testing;

namespace Hotline.Cases.Tests.Desks;

/// <summary>A case keeps the version under which it was accepted.</summary>
public sealed class PolicyVersionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_version_holds_from_its_day_and_only_for_new_cases()
    {
        await using var city = await OpenAsync();
        var old = await city.RegisterAsync(SampleCity.Form(null));
        Assert.Equal(("hanjiang-2016", 1), (old.Policy.Id, old.Policy.Version));

        city.GoTo("2026-03-03T23:59:59");
        Assert.Equal(1, (await city.RegisterAsync(SampleCity.Form(null))).Policy.Version);
        city.GoTo("2026-03-04T00:00");
        var fresh = await city.RegisterAsync(SampleCity.Form(null));
        Assert.Equal((2, "新办法"), (fresh.Policy.Version, fresh.Policy.Title));
        Assert.Equal("新办法", city.Board.City.Policy.Title);

        old = await city.ActAsync(city.Dispatcher, old, new CaseAct.Dispatch("roads", null));
        fresh = await city.ActAsync(city.Dispatcher, fresh, new CaseAct.Dispatch("roads", null));
        Assert.Equal(SampleCity.Local("2026-03-09T17:30"), SampleCity.Running(old, "handle").Due);
        Assert.Equal(SampleCity.Local("2026-03-05T17:30"), SampleCity.Running(fresh, "handle").Due);
    }

    [Fact]
    public async Task A_start_without_the_file_of_an_open_cases_version_is_refused()
    {
        await using var city = await OpenAsync();
        city.GoTo("2026-03-04T09:00");
        var seen = await city.RegisterAsync(SampleCity.Form(null));
        File.Delete(Path.Combine(city.Folder, "hanjiang-2016.v2.yaml"));
        var refusal = await Assert.ThrowsAsync<CaseStartException>(() => city.Services.PrepareCasesAsync(Token));
        Assert.Contains("open cases were accepted under hanjiang-2016 v2", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, seen.Policy.Version);
    }

    [Fact]
    public async Task A_city_that_changes_to_another_regulation_keeps_the_first_for_its_open_cases()
    {
        await using var city = await OpenAsync();
        var seen = await city.RegisterAsync(SampleCity.Form(null));
        File.Copy(Repository.Path("policies", "gaoling-2020.yaml"), Path.Combine(city.Folder, "gaoling-2020.yaml"));
        await using var later = await city.ReopenAsync(options => options with { PolicyFile = Path.Combine(city.Folder, "gaoling-2020.yaml") });
        Assert.Equal("gaoling-2020", (await later.RegisterAsync(SampleCity.Form(null, "other"))).Policy.Id);
        Assert.Equal("hanjiang-2016/11a", SampleCity.Running(await later.ActAsync(later.Dispatcher, seen, new CaseAct.Dispatch("roads", null)), "handle").Clause);
    }

    private static Task<SampleCity> OpenAsync() => SampleCity.OpenAsync(options =>
    {
        foreach (var name in new[] { "hanjiang-2016.yaml", "hanjiang-2016.categories.csv", "sample-city.yaml" })
        {
            File.Copy(Repository.Path("policies", name), Path.Combine(options.DataFolder, name));
        }

        var file = Path.Combine(options.DataFolder, "hanjiang-2016.yaml");
        var second = File.ReadAllText(file)
            .Replace("version: 1", "version: 2", StringComparison.Ordinal)
            .Replace("effective: 2016-05-27", "effective: 2026-03-04", StringComparison.Ordinal)
            .Replace("title: 涵江区强化便民服务“马上就办”工作机制", "title: 新办法", StringComparison.Ordinal)
            .Replace("limit: 3 working days\n    warn", "limit: 1 working day\n    warn", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(options.DataFolder, "hanjiang-2016.v2.yaml"), second);
        return options with { PolicyFile = file };
    });
}
