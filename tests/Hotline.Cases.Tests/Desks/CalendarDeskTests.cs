using Hotline.Cases.Views;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>A year's notice is loaded while cases run.</summary>
public sealed class CalendarDeskTests
{
    private const string Notice2027 = """
          2027:
            notices: [{ number: 国办发明电〔2026〕0号（虚拟） }]
            days:
              - { name: 元旦, off: [2027-01-01..2027-01-04], work: [2026-12-26] }

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Provisional_deadlines_move_when_the_year_is_published_with_a_line_in_the_history()
    {
        await using var city = await OpenAsync();
        city.GoTo("2026-12-30T16:00");
        var moving = await city.SendToAsync("roads", SampleCity.Form(null));
        var limited = await city.ActAsync(
            city.Dispatcher,
            await city.SendToAsync("roads", SampleCity.Form(null)),
            new CaseAct.SetLimit(new() { Source = CaseLimitSource.Superior, Document = "交办单", Due = SampleCity.Local("2027-01-05T12:00") }));
        Assert.Equal((SampleCity.Local("2027-01-05T17:30"), true), Look(moving));
        Assert.Equal(0, await RecalculateAsync(city));

        await ImportAsync(city);
        Assert.Equal(1, await RecalculateAsync(city));
        moving = await city.SeeAsync(moving.Number);
        Assert.Equal((SampleCity.Local("2027-01-06T17:30"), false), Look(moving));
        Assert.Contains("元旦", SampleCity.Running(moving, "handle").Explanation, StringComparison.Ordinal);
        var line = Assert.Single(moving.History, entry => entry.Act == "clock.recalculated");
        Assert.Equal(("system", "hanjiang-2016/11a"), (line.Actor, line.Clause));
        Assert.Contains("2027-01-05 17:30（暂定）→2027-01-06 17:30", line.Detail, StringComparison.Ordinal);
        Assert.Equal(SampleCity.Local("2027-01-05T12:00"), SampleCity.Running(await city.SeeAsync(limited.Number), "handle").Due);

        Assert.Equal(0, await RecalculateAsync(city));
        Assert.Empty(await city.FaultsAsync());
        city.GoTo("2027-01-05T17:31");
        await city.Deadlines.SweepAsync(Token);
        Assert.Equal(ClockState.Running, SampleCity.Running(await city.SeeAsync(moving.Number), "handle").State);
    }

    [Fact]
    public async Task A_breach_by_a_calendar_that_was_not_known_yet_is_taken_back()
    {
        await using var city = await OpenAsync();
        city.GoTo("2026-12-30T16:00");
        var seen = await city.SendToAsync("roads", SampleCity.Form(null));
        city.GoTo("2027-01-05T17:31");
        await city.Deadlines.SweepAsync(Token);
        Assert.Equal(ClockState.Breached, SampleCity.Running(await city.SeeAsync(seen.Number), "handle").State);
        await ImportAsync(city);
        Assert.Equal(1, await RecalculateAsync(city));
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal(ClockState.Running, SampleCity.Running(seen, "handle").State);
        Assert.Contains("撤销超时", seen.History[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_of_an_objection_moves_too_and_its_task_with_it()
    {
        await using var city = await OpenAsync();
        city.GoTo("2026-12-30T16:00");
        var seen = await city.ActAsync(city.Agent, await city.BringToAsync(CaseState.Archived), new CaseAct.Object("没有修", null));
        Assert.Equal(SampleCity.Local("2027-01-05T17:30"), Assert.Single(await city.OpenTasksAsync()).DueAt);
        await ImportAsync(city);
        Assert.Equal(1, await RecalculateAsync(city));
        Assert.Equal(SampleCity.Local("2027-01-06T17:30"), Assert.Single(await city.OpenTasksAsync()).DueAt);
        Assert.Equal(SampleCity.Local("2027-01-06T17:30"), SampleCity.Running(await city.SeeAsync(seen.Number), "objection").Due);
        Assert.Equal("objection.recalculated", (await city.SeeAsync(seen.Number)).History[^1].Act);
    }

    [Fact]
    public async Task A_calendar_with_an_error_is_not_taken_up()
    {
        await using var city = await OpenAsync();
        city.GoTo("2026-12-30T16:00");
        var seen = await city.SendToAsync("roads", SampleCity.Form(null));
        await File.AppendAllTextAsync(Calendar(city), "  2028: { notices: [], dais: [] }\n", Token);
        Touch(city);
        Assert.Equal(0, await RecalculateAsync(city));
        Assert.Equal((SampleCity.Local("2027-01-05T17:30"), true), Look(await city.SeeAsync(seen.Number)));
    }

    [Fact]
    public async Task A_year_loaded_while_the_product_stood_still_is_found_at_the_start()
    {
        await using var city = await OpenAsync();
        city.GoTo("2026-12-30T16:00");
        var seen = await city.SendToAsync("roads", SampleCity.Form(null));
        await ImportAsync(city);
        await city.Services.PrepareCasesAsync(Token);
        Assert.Equal(1, await RecalculateAsync(city));
        Assert.Equal((SampleCity.Local("2027-01-06T17:30"), false), Look(await city.SeeAsync(seen.Number)));
    }

    private static (DateTimeOffset Due, bool Provisional) Look(CaseView seen)
    {
        var handle = SampleCity.Running(seen, "handle");
        return (handle.Due, handle.Provisional);
    }

    private static Task<SampleCity> OpenAsync() => SampleCity.OpenAsync(options =>
    {
        var file = Path.Combine(options.DataFolder, "cn.yaml");
        File.Copy(Repository.Path("policies", "calendar", "cn.yaml"), file);
        return options with { CalendarFile = file };
    });

    private static string Calendar(SampleCity city) => Path.Combine(city.Folder, "cn.yaml");

    private static async Task ImportAsync(SampleCity city)
    {
        await File.AppendAllTextAsync(Calendar(city), Notice2027, Token);
        Touch(city);
    }

    /// <summary>A file system may date two writes within a second alike.</summary>
    private static void Touch(SampleCity city) => File.SetLastWriteTimeUtc(Calendar(city), File.GetLastWriteTimeUtc(Calendar(city)).AddSeconds(5));

    private static async Task<int> RecalculateAsync(SampleCity city) => await city.Services.GetRequiredService<ICalendarDesk>().RecalculateAsync(Token);
}
