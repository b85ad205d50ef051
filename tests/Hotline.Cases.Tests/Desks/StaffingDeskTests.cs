using Hotline.Cases.Contacts;
using Hotline.Cases.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>Needs of a day from calls of the past, on a real database. The clock stands on Monday, 2 March 2026, 16:00 in China; Spring Festival was from 15 to 23 February.</summary>
public sealed class StaffingDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_Monday_is_reckoned_from_Mondays_that_were_worked()
    {
        await using var city = await SampleCity.OpenAsync();
        await CallsAsync(city, "2026-01-26T09:10", 100);
        await CallsAsync(city, "2026-02-02T09:10", 60);
        await CallsAsync(city, "2026-02-03T09:10", 500);
        await CallsAsync(city, "2026-02-23T09:10", 700);
        await CallsAsync(city, "2026-03-02T09:10", 900);

        var plan = SampleCity.Done(await Desk(city).PlanAsync(city.Leader, new StaffingQuery { Day = new(2026, 3, 9), ServiceLevel = 0.8, WithinSeconds = 20 }, Token));

        Assert.Equal([new DateOnly(2026, 1, 26), new(2026, 2, 2), new(2026, 2, 9)], plan.BasedOn);
        Assert.Equal(("workday", "erlang-c", 48), (plan.DayKind, plan.Formula, plan.HalfHours.Count));
        var busy = plan.HalfHours.Single(row => row.Calls > 0);
        Assert.Equal(("09:00", 160 / 3.0, 180.0), (busy.Start, busy.Calls, busy.HandlingSeconds));
        Assert.Equal(160 / 3.0 / 10, busy.Erlangs, 1e-9);
        Assert.True(busy.ServiceLevel >= 0.8 && busy.Occupancy <= 0.85 && busy.Scheduled >= busy.Agents / 0.7);
        Assert.All(plan.HalfHours.Where(row => row != busy), row => Assert.Equal((1, 2), (row.Agents, row.Scheduled)));
    }

    [Fact]
    public async Task Without_a_like_day_that_had_calls_there_is_no_plan()
    {
        await using var city = await SampleCity.OpenAsync();
        await CallsAsync(city, "2026-02-03T09:10", 5);

        Assert.IsType<ActResult<StaffingDayView>.NotFound>(await Desk(city).PlanAsync(city.Leader, new StaffingQuery { Day = new(2026, 3, 9) }, Token));
        Assert.IsType<ActResult<StaffingDayView>.NotAllowed>(await Desk(city).PlanAsync(city.Agent, new StaffingQuery { Day = new(2026, 3, 9) }, Token));
        var invalid = Assert.IsType<ActResult<StaffingDayView>.Invalid>(await Desk(city).PlanAsync(
            city.Leader, new StaffingQuery { ServiceLevel = 1, Shrinkage = 1, MostOccupied = 0, Weeks = 0, WithinSeconds = double.NaN, AtLeast = -1 }, Token));
        Assert.Equal(["atLeast", "day", "mostOccupied", "serviceLevel", "shrinkage", "weeks", "withinSeconds"], invalid.Errors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Agents_are_reckoned_from_a_level_and_a_level_from_agents()
    {
        await using var city = await SampleCity.OpenAsync();
        var query = new StaffingQuery { ServiceLevel = 0.8, WithinSeconds = 20 };

        var needed = SampleCity.Done(Desk(city).Reckon(city.Leader, 200, 180, null, query));
        Assert.Equal((10, 14, 20), (needed.Erlangs, needed.Agents, needed.Scheduled));
        var given = SampleCity.Done(Desk(city).Reckon(city.Leader, 200, 180, 9, query));
        Assert.Equal((0, null, 1), (given.ServiceLevel, given.MeanWaitSeconds, given.WaitProbability));
        Assert.IsType<ActResult<StaffingView>.Invalid>(Desk(city).Reckon(city.Leader, double.PositiveInfinity, 180, null, query));
        Assert.IsType<ActResult<StaffingView>.Invalid>(Desk(city).Reckon(city.Leader, 1_000_000, 86_400, null, query));
        Assert.IsType<ActResult<StaffingView>.NotAllowed>(Desk(city).Reckon(city.Handler, 200, 180, null, query));
    }

    // So many calls of three minutes, in the quarter of an hour from then.
    private static async Task CallsAsync(SampleCity city, string local, int count) => await city.Ledger.WriteAsync(
        database =>
        {
            var start = SampleCity.Local(local);
            database.Contacts.AddRange(Enumerable.Range(0, count).Select(i => start.AddMilliseconds(i * 100)).Select((at, i) => Contact.From(
                city.Call($"{local}-{i}") with { ArrivedAt = at, QueuedAt = at, AnsweredAt = at.AddSeconds(1), EndedAt = at.AddSeconds(181), Ending = ContactEnding.CallerHungUp }, at)));
            return Task.FromResult(true);
        },
        Token);

    private static IStaffingDesk Desk(SampleCity city) => city.Services.GetRequiredService<IStaffingDesk>();
}
