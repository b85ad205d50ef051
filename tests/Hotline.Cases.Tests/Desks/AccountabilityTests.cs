using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>What is counted against units, and whom that is told.</summary>
public sealed class AccountabilityTests
{
    private const string Roads = "roads";

    [Fact]
    [Trait("Clause", "haimen-2016/4-1")]
    public async Task Three_limits_that_passed_without_a_word_in_a_month_are_recorded_once()
    {
        await using var city = await SampleCity.UnderAsync("haimen-2016");
        var excused = await city.ActAsync(city.At(Roads), await city.SendToAsync(Roads), new CaseAct.Sign());
        await city.ActAsync(city.At(Roads), excused, new CaseAct.Extend(new() { Until = SampleCity.Local("2026-03-30T17:30"), Reason = "需等待交警部门办理道路施工审批手续并安排夜间围挡施工" }));
        await city.SendToAsync(Roads);
        await city.SendToAsync(Roads);
        city.GoTo("2026-03-09T17:31");
        await city.SweepAfterAsync(TimeSpan.Zero);
        var figure = await FigureAsync(city, "timed-out-cases");
        Assert.Equal((2m, "≥3", "haimen-2016/4-1", null), (figure.Figure, figure.Threshold, figure.Clause, figure.MetAt));

        var third = await city.SendToAsync(Roads);
        city.GoTo("2026-03-16T17:31");
        await city.SweepAfterAsync(TimeSpan.Zero);
        var met = Assert.Single((await city.SeeAsync(third.Number)).History, entry => entry.Act == "accountability");
        Assert.Equal(("haimen-2016/4-1", "市政道路管养所2026年3月超时未回复3件，达到通报条件"), (met.Clause, met.Detail));
        Assert.Equal(Role.Supervisor, (await city.Events.NextAsync<DeadlineWarning>(warning => warning.Clock == "accountability")).For);
        Assert.Equal(met.At, (await FigureAsync(city, "timed-out-cases")).MetAt);
        Assert.DoesNotContain(excused.Number, await CasesAsync(city, "timed-out-cases"));

        var fourth = await city.SendToAsync(Roads);
        city.GoTo("2026-03-23T17:31");
        await city.SweepAfterAsync(TimeSpan.Zero);
        Assert.DoesNotContain((await city.SeeAsync(fourth.Number)).History, entry => entry.Act == "accountability");
        figure = await FigureAsync(city, "timed-out-cases");
        Assert.Equal((4m, met.At), (figure.Figure!.Value, figure.MetAt!.Value));
        Assert.Equal((0m, null), (await FigureAsync(city, "timed-out-cases", new(2026, 4, 1)) is var april ? (april.Figure!.Value, april.MetAt) : default));
    }

    [Fact]
    [Trait("Clause", "haimen-2016/4-3")]
    public async Task A_case_sent_back_three_times_goes_to_the_discipline_inspection()
    {
        await using var city = await SampleCity.UnderAsync("haimen-2016");
        var seen = await city.SendToAsync(Roads);
        foreach (var time in new[] { 1, 2, 3 })
        {
            city.Time.Advance(TimeSpan.FromDays(20)); // over months: a case's reworks are its whole life's
            seen = await city.ActAsync(city.At(Roads), seen, new CaseAct.Sign());
            seen = await city.ActAsync(city.At(Roads), seen, new CaseAct.Reply("已处理", CaseOutcome.Solved));
            seen = await city.ActAsync(city.Dispatcher, seen, new CaseAct.Rework("现场仍有坑洞"));
            Assert.Equal(time == 3, seen.History.Any(entry => entry.Act == "accountability" && entry.Detail == "市政道路管养所本件单案返工3次，达到通报并上报纪检条件"));
        }

        var office = await city.Events.NextAsync<DeadlineWarning>(warning => warning is { Clock: "accountability", For: Role.Handler });
        Assert.Equal(("discipline", null), (office.UnitId, office.CaseNumber));
        var told = await ListAsync(city, city.At("discipline"));
        Assert.Equal(3m, told.Single(row => row.Measure == "reworks-of-one-case").Figure);
        Assert.NotNull(told.Single(row => row.Measure == "reworks-of-one-case").MetAt);
        Assert.DoesNotContain(told, row => row.Measure == "timed-out-cases"); // that is not told to it
        Assert.Empty((await Accounts(city).ListAsync(city.At(Roads), new() { UnitId = Roads }, TestContext.Current.CancellationToken)).Items);
    }

    [Fact]
    [Trait("Clause", "haimen-2016/4-1")]
    [Trait("Clause", "haimen-2016/4-2")]
    public async Task Shares_are_judged_when_their_month_is_over_and_three_bad_months_add_up()
    {
        await using var city = await SampleCity.UnderAsync("haimen-2016");
        await city.SweepAfterAsync(TimeSpan.Zero);
        foreach (var month in new[] { 3, 4, 5 })
        {
            city.GoTo($"2026-0{month}-05T09:00");
            var closed = await city.SendToAsync(Roads);
            await city.SendToAsync(Roads);
            city.Time.Advance(TimeSpan.FromHours(1));
            closed = await city.ActAsync(city.At(Roads), closed, new CaseAct.Sign());
            closed = await city.ActAsync(city.At(Roads), closed, new CaseAct.Reply("已处理", CaseOutcome.Solved));
            closed = await city.ActAsync(city.Dispatcher, closed, new CaseAct.Verify(true, null));
            await city.ActAsync(city.Dispatcher, closed, new CaseAct.Close(CaseOutcome.Solved, null));
            city.GoTo($"2026-0{month}-28T09:00");
            await city.SweepAfterAsync(TimeSpan.Zero);
            Assert.Equal((50m, null), await FigureAsync(city, "close-rate") is var running ? (running.Figure!.Value, running.MetAt) : default);
            city.GoTo($"2026-0{month + 1}-01T00:00");
            await city.SweepAfterAsync(TimeSpan.Zero);
            await city.SweepAfterAsync(TimeSpan.Zero);
            Assert.Equal(city.Time.GetUtcNow(), (await FigureAsync(city, "close-rate", new(2026, month, 1))).MetAt);
        }

        var over = (await ListAsync(city, city.Supervisor, new(2026, 5, 1))).Where(row => row.Threshold.EndsWith("×3", StringComparison.Ordinal)).ToList();
        Assert.Equal([("close-rate", "<90×3"), ("on-time-close-rate", "<80×3")], over.Select(row => (row.Measure, row.Threshold)));
        Assert.All(over, row => Assert.Equal(city.Time.GetUtcNow(), row.MetAt));
        var said = await city.Ledger.ReadAsync(database => database.Audit.Where(row => row.Act == "accountability.met").OrderBy(row => row.Seq).Select(row => row.Reason).ToListAsync());
        Assert.Equal(3, said.Count(words => words!.Contains("结案率50%", StringComparison.Ordinal) && !words.Contains("及时", StringComparison.Ordinal)));
        Assert.Contains("市政道路管养所2026年累计3个月结案率<90%，达到反馈督查室和效能监察条件", said);
        await city.Events.NextAsync<DeadlineWarning>(warning => warning is { Clock: "accountability", UnitId: "inspection" });
        Assert.Equal(2, (await CasesAsync(city, "close-rate", new(2026, 4, 1))).Count);
        Assert.Empty(await city.FaultsAsync());
    }

    private static IAccountabilityDesk Accounts(SampleCity city) => city.Services.GetRequiredService<IAccountabilityDesk>();

    private static async Task<IReadOnlyList<AccountFigureView>> ListAsync(SampleCity city, Actor actor, DateOnly? month = null) =>
        Assert.Single((await Accounts(city).ListAsync(actor, new() { UnitId = Roads, Month = month }, TestContext.Current.CancellationToken)).Items).Figures;

    private static async Task<AccountFigureView> FigureAsync(SampleCity city, string measure, DateOnly? month = null) =>
        (await ListAsync(city, city.Supervisor, month)).First(row => row.Measure == measure);

    private static async Task<IReadOnlyList<string>> CasesAsync(SampleCity city, string measure, DateOnly? month = null) =>
        [.. (await Accounts(city).CasesAsync(
            city.Supervisor, new() { UnitId = Roads, Measure = measure, Over = "month", Month = month }, TestContext.Current.CancellationToken)).Items.Select(row => row.CaseNumber)];
}
