using Hotline.Cases.Views;
using Hotline.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>Real cases of the store under a draft.</summary>
public sealed class ReplayDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Past_cases_are_played_under_a_draft_and_left_as_they_are()
    {
        await using var city = await SampleCity.OpenAsync();
        var quick = await city.BringToAsync(CaseState.Replied);
        var slow = await city.BringToAsync(CaseState.Signed);
        city.GoTo("2026-03-05T09:00"); // in time by hanjiang's three working days, late by gaoling's two
        await city.ActAsync(city.Handler, slow, new CaseAct.Reply("已修补。", CaseOutcome.Solved));
        var returned = await city.RegisterAsync(SampleCity.Form(null, SampleCity.RoadCollapse, hazard: true));
        returned = await city.ActAsync(city.Agent, returned, new CaseAct.Dispatch("roads", null));
        returned = await city.ActAsync(city.At("roads"), returned, new CaseAct.Return(new() { Reason = "供水管所致", SuggestedUnitId = "water-co", PreTreatment = "已围挡" }));
        await city.ActAsync(city.Dispatcher, returned, new CaseAct.AcceptReturn(null, null));
        city.GoTo("2026-03-06T09:00");
        var before = await RowsAsync(city);

        var behind = new List<(int, int)>();
        var view = await ReplayAsync(city, "gaoling-2020", "2026-03-02", "2026-03-05", (done, total) => behind.Add((done, total)));
        Assert.Equal((3, "gaoling-2020", 1), (view.Cases, view.Policy.Id, view.Policy.Version));
        Assert.Equal((3, 3), behind[^1]);
        var roads = Assert.Single(view.Load, load => load.Unit.Id == "roads");
        Assert.Equal((3, 2), (roads.Cases, roads.MostInADay));
        Assert.Equal("市政道路管养所", roads.Unit.Name);
        var water = Assert.Single(view.Load, load => load.Unit.Id == "water-co");
        Assert.Equal((1, 1), (water.Cases, water.Late)); // signed within two hours it was not; two working days are not over
        Assert.Equal(2, view.LateCases); // the slow one, and the one nobody signs for

        Assert.Equal(1, (await ReplayAsync(city, "gaoling-2020", "2026-03-05", "2026-03-05")).Cases);
        Assert.Equal(0, (await ReplayAsync(city, "gaoling-2020", "2026-02-01", "2026-03-01")).Cases);
        Assert.Equal(before, await RowsAsync(city));
        Assert.NotEqual(quick.Number, slow.Number);
    }

    [Fact]
    public async Task Every_page_is_played_once()
    {
        await using var city = await SampleCity.OpenAsync();
        for (var count = 0; count < 3; count++)
        {
            await city.BringToAsync(CaseState.Dispatched);
        }

        // As many as fill a page and begin the next.
        await city.ExecuteAsync(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5001), c AS (SELECT * FROM Cases WHERE Number = '20260302000001')
            INSERT INTO Cases SELECT
            """,
            " " + await ColumnsAsync(city, "printf('00000000-0000-0000-0000-%012d', i)", "printf('20260303%06d', i)") + " FROM n, c");
        var view = await ReplayAsync(city, "hanjiang-2016", "2026-03-01", "2026-03-04");
        Assert.Equal(5004, view.Cases);
        Assert.Equal(3, view.Load.Single().Cases);
    }

    [Fact]
    public async Task A_draft_with_errors_is_refused_with_all_of_them()
    {
        await using var city = await SampleCity.OpenAsync();
        var draft = Path.Combine(city.Folder, "draft.yaml");
        await File.WriteAllTextAsync(draft, "id: draft\nversion: none\n", Token);
        var refusal = await Assert.ThrowsAsync<CaseStartException>(
            () => city.Services.GetRequiredService<IReplayDesk>().ReplayAsync(draft, new(2026, 1, 1), new(2026, 12, 31), null, Token).AsTask());
        Assert.True(refusal.Message.Split('\n').Length > 1, refusal.Message);
    }

    [Fact]
    public async Task A_folder_without_a_database_is_refused_and_stays_empty()
    {
        using var folder = new TemporaryFolder();
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddHotlineCases(SampleCity.Options(folder.Path)).BuildServiceProvider();
        await Assert.ThrowsAsync<CaseStartException>(() => services.GetRequiredService<IReplayDesk>()
            .ReplayAsync(Repository.Path("policies", "hanjiang-2016.yaml"), new(2026, 1, 1), new(2026, 12, 31), null, Token).AsTask());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static async Task<ReplayView> ReplayAsync(SampleCity city, string policy, string from, string to, Action<int, int>? progress = null) =>
        await city.Services.GetRequiredService<IReplayDesk>().ReplayAsync(
            Repository.Path("policies", $"{policy}.yaml"),
            DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
            DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture),
            progress,
            Token);

    private static Task<(int, int, int)> RowsAsync(SampleCity city) => city.Ledger.ReadAsync(async database => (
        await database.Cases.SumAsync(row => row.Revision, Token), await database.History.CountAsync(Token), await database.Countdowns.CountAsync(Token))).AsTask();

    private static async Task<string> ColumnsAsync(SampleCity city, string id, string number) =>
        await city.Ledger.ReadAsync(async database => string.Join(", ", (await database.Database
            .SqlQuery<string>($"SELECT name AS Value FROM pragma_table_info('Cases')").ToListAsync(Token)).Select(name => name switch
            {
                "Id" => id,
                "Number" => number,
                _ => $"c.\"{name}\"",
            })));
}
