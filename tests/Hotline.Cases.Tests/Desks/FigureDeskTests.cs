using Hotline.Cases.Contacts;
using Hotline.Cases.Figures;
using Hotline.Cases.Tests.Figures;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>Figures on a real database: what is stored per quarter of an hour against a naive recount of the rows.</summary>
public sealed class FigureDeskTests
{
    private static readonly string[] OfSeats = ["occupancy", "mean-wrap-up"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    public async Task What_is_stored_per_quarter_says_what_a_naive_recount_of_the_rows_says(int seed)
    {
        await using var city = await SampleCity.OpenAsync();
        var calls = RandomDay.Calls(seed, 400, TimeSpan.FromHours(30));
        await StoreAsync(city, calls);
        city.Time.Advance(RandomDay.Start.AddDays(5) - city.Time.GetUtcNow());
        var judged = FirstContact.Judge(
            calls, calls.Where(row => !row.Outbound && row.NumberKey.Length > 0).Select(row => (row.NumberKey, row.ArrivedAt)), new Dictionary<Guid, DateTimeOffset>(), city.Time.GetUtcNow());
        var random = new Random(seed);
        var ranges = Enumerable.Range(0, 12).Select(_ => RandomDay.Start.AddTicks(random.NextInt64(TimeSpan.FromHours(28).Ticks))).Select(from => (From: from, To: from.AddMinutes(1 + random.Next(600))))
            .Append((RandomDay.Start, RandomDay.Start.AddHours(30))).ToList();

        await CompareAsync(city, judged, ranges);
        var counted = 0;
        while (await Keeper(city).SweepAsync(Token) is > 0 and var some)
        {
            counted += some;
            await CompareAsync(city, judged, ranges[..3]);
        }

        await CompareAsync(city, judged, ranges);
        Assert.Equal((city.Time.GetUtcNow() - Cases.Desks.FigureCount.Grace - Quarter.Of(calls[0].ArrivedAt)).Ticks / Quarter.Length.Ticks, counted);
        var quarter = SampleCity.Done(await Desk(city).ReadHistoryAsync(city.Leader, Query(RandomDay.Start.AddHours(2), RandomDay.Start.AddHours(3)), Token));
        Assert.Equal(4, quarter.Count);
        Assert.All(quarter, one => Assert.Equal((city.Time.GetUtcNow(), 1), (one.ComputedAt, one.Times)));
    }

    [Fact]
    public async Task The_pages_of_a_figure_are_all_its_rows_in_order_and_as_many_as_it_says()
    {
        await using var city = await SampleCity.OpenAsync();
        var calls = RandomDay.Calls(43, 300, TimeSpan.FromHours(60));
        await StoreAsync(city, calls);
        city.Time.Advance(RandomDay.Start.AddDays(7) - city.Time.GetUtcNow());
        var judged = FirstContact.Judge(
            calls, calls.Where(row => !row.Outbound && row.NumberKey.Length > 0).Select(row => (row.NumberKey, row.ArrivedAt)), new Dictionary<Guid, DateTimeOffset>(), city.Time.GetUtcNow());
        var (from, to) = (RandomDay.Start.AddHours(1), RandomDay.Start.AddHours(58));
        foreach (var formula in FormulaBook.All.Where(formula => !formula.IsOfSeats))
        {
            foreach (var group in new[] { null, "general" })
            {
                var wanted = judged.Where(row => row.ArrivedAt >= from && row.ArrivedAt < to && (group is null || row.SkillGroup == group) && formula.PartRows!(row))
                    .Select(row => (row.CallId, row.Resolved)).ToList();
                var (seen, arrived) = (new List<(string?, bool?)>(), new List<DateTimeOffset>());
                for (var page = 1; page == 1 || seen.Count < wanted.Count; page++)
                {
                    var some = SampleCity.Done(await Desk(city).ListCallsAsync(
                        city.Leader, Query(from, to) with { Group = group }, new FigureRows(formula.Name, Whole: false, page, 60), Token));
                    Assert.Equal(wanted.Count, some.Total);
                    Assert.Equal(Math.Min(60, wanted.Count - seen.Count), some.Items.Count);
                    seen.AddRange(some.Items.Select(row => (row.CallId, row.Resolved)));
                    arrived.AddRange(some.Items.Select(row => row.ArrivedAt));
                }

                Assert.Equal(wanted.Order(), seen.Order());
                Assert.Equal(arrived.Order(), arrived);
            }
        }
    }

    [Fact]
    public async Task A_call_that_ends_after_its_quarter_was_counted_has_it_counted_again()
    {
        await using var city = await SampleCity.OpenAsync();
        var from = Quarter.Of(city.Time.GetUtcNow());
        city.Time.Advance(TimeSpan.FromMinutes(1));
        await city.AnswerAsync(callId: "c1");
        city.Time.Advance(TimeSpan.FromMinutes(17));
        Assert.Equal(1, await Keeper(city).SweepAsync(Token));
        Assert.Equal(0, await Keeper(city).SweepAsync(Token));
        Assert.Null(await ValueAsync(city, from, "mean-talk"));

        await city.Intake.AcceptAsync(
            city.Call("c1") with { ArrivedAt = from, AnsweredAt = null, EndedAt = from.AddMinutes(18), Ending = ContactEnding.CallerHungUp }, Token);

        Assert.Equal(17 * 60, await ValueAsync(city, from, "mean-talk"));
        Assert.Equal(1, await Keeper(city).SweepAsync(Token));
        Assert.Equal(17 * 60, await ValueAsync(city, from, "mean-talk"));
        Assert.Equal(2, Assert.Single(SampleCity.Done(await Desk(city).ReadHistoryAsync(city.Leader, Query(from, from + Quarter.Length), Token))).Times);
    }

    [Fact]
    public async Task Wrong_numbers_in_the_history_are_put_right_by_a_recount_with_a_reason()
    {
        await using var city = await SampleCity.OpenAsync();
        var from = Quarter.Of(city.Time.GetUtcNow());
        city.Time.Advance(TimeSpan.FromMinutes(1));
        await city.AnswerAsync();
        city.Time.Advance(TimeSpan.FromMinutes(31));
        await Keeper(city).SweepAsync(Token);
        await city.ExecuteAsync("UPDATE CallQuarters SET Tally_Answered = 7", "");
        Assert.Equal(7, await ValueAsync(city, from, "answered"));

        Assert.IsType<ActResult<RecountView>.NotAllowed>(await Desk(city).RecountAsync(city.Leader, from, from.AddHours(1), "核对", Token));
        Assert.IsType<ActResult<RecountView>.Invalid>(await Desk(city).RecountAsync(city.Supervisor, from, from.AddHours(1), " ", Token));
        Assert.Equal(2, SampleCity.Done(await Desk(city).RecountAsync(city.Supervisor, from, from.AddHours(1), "核对", Token)).Quarters);

        Assert.Equal(1, await ValueAsync(city, from, "answered"));
        await Keeper(city).SweepAsync(Token);
        Assert.Equal(1, await ValueAsync(city, from, "answered"));
        Assert.Equal("核对", Assert.Single((await city.Board.ListAuditAsync(city.Supervisor, new AuditQuery { Act = "figures.recount" }, Token)).Items).Reason);
    }

    [Fact]
    public async Task Seats_are_counted_from_stretch_to_stretch_also_while_one_goes_on()
    {
        await using var city = await SampleCity.OpenAsync();
        var from = Quarter.From(city.Time.GetUtcNow());
        city.Time.Advance(from - city.Time.GetUtcNow());
        Seat(city, SeatState.Ready, TimeSpan.FromMinutes(10));
        Seat(city, SeatState.Ringing, TimeSpan.FromMinutes(1));
        Seat(city, SeatState.Talking, TimeSpan.FromMinutes(8));
        Seat(city, SeatState.WrapUp, TimeSpan.FromMinutes(1));

        Assert.Equal(9 / 20.0, await ValueAsync(city, from, "occupancy", hours: 1));
        city.Time.Advance(TimeSpan.FromMinutes(12));
        await Keeper(city).SweepAsync(Token);

        Assert.Equal(21 / 32.0, await ValueAsync(city, from, "occupancy", hours: 1));
        Assert.Equal(13 * 60, await ValueAsync(city, from, "mean-wrap-up", hours: 1));
        var spells = SampleCity.Done(await Desk(city).ListSpellsAsync(city.Leader, Query(from, from.AddMinutes(15)), new FigureRows("occupancy", Whole: true), Token));
        Assert.Equal([(SeatState.Ready, 600), (SeatState.Ringing, 60), (SeatState.Talking, 240)], spells.Items.Select(spell => (spell.State, spell.Seconds)));
    }

    [Fact]
    public async Task What_a_seat_was_in_when_the_product_fell_is_known_up_to_the_last_beat()
    {
        await using var city = await SampleCity.OpenAsync();
        var from = Quarter.From(city.Time.GetUtcNow());
        city.Time.Advance(from - city.Time.GetUtcNow());
        Seat(city, SeatState.Talking, TimeSpan.FromMinutes(3));
        await Keeper(city).SweepAsync(Token);
        city.Time.Advance(TimeSpan.FromMinutes(5));

        await using var next = await city.ReopenAsync(options => options);
        var spells = SampleCity.Done(await Desk(next).ListSpellsAsync(next.Leader, Query(from, from.AddHours(1)), new FigureRows("occupancy", Whole: false), Token));

        Assert.Equal((SeatState.Talking, 180, false), Assert.Single(spells.Items) is var spell ? (spell.State, spell.Seconds, spell.Open) : default);
    }

    [Fact]
    public async Task An_agent_sees_figures_of_their_own_alone()
    {
        await using var city = await SampleCity.OpenAsync();
        var from = Quarter.Of(city.Time.GetUtcNow());
        city.Time.Advance(TimeSpan.FromMinutes(1));
        await city.AnswerAsync(callId: "mine");
        await city.Intake.AcceptAsync(city.Call("other") with { AgentId = "8002" }, Token);
        var query = Query(from, from.AddHours(1));

        Assert.Equal(1, ValueOf(SampleCity.Done(await Desk(city).ReadAsync(city.Agent, query, Token)), "answered"));
        Assert.Equal("mine", Assert.Single(SampleCity.Done(await Desk(city).ListCallsAsync(city.Agent, query, new FigureRows("answered", Whole: false), Token)).Items).CallId);
        Assert.Equal(2, ValueOf(SampleCity.Done(await Desk(city).ReadAsync(city.Leader, query, Token)), "answered"));
        Assert.IsType<ActResult<FiguresView>.NotAllowed>(await Desk(city).ReadAsync(city.Agent, query with { AgentId = "8002" }, Token));
        Assert.IsType<ActResult<FiguresView>.NotAllowed>(await Desk(city).ReadAsync(city.Handler, query, Token));
        Assert.IsType<ActResult<FiguresView>.Invalid>(await Desk(city).ReadAsync(city.Leader, query with { To = from }, Token));
        Assert.IsType<ActResult<FiguresView>.Invalid>(await Desk(city).ReadAsync(city.Leader, query with { To = from.AddDays(401) }, Token));
        Assert.IsType<ActResult<FiguresView>.Invalid>(await Desk(city).ReadAsync(city.Leader, Query(DateTimeOffset.MinValue, DateTimeOffset.MinValue.AddMinutes(5)), Token));
        Assert.IsType<ActResult<PageOf<CallRowView>>.Invalid>(await Desk(city).ListCallsAsync(
            city.Leader, Query(DateTimeOffset.MaxValue.AddDays(-1), DateTimeOffset.MaxValue), new FigureRows("answered", Whole: false), Token));
        Assert.IsType<ActResult<PageOf<CallRowView>>.NotFound>(await Desk(city).ListCallsAsync(city.Leader, query, new FigureRows("no-such", Whole: false), Token));
    }

    [Fact]
    public async Task The_wallboard_has_today_and_the_last_24_hours_and_each_group()
    {
        await using var city = await SampleCity.OpenAsync();
        await city.Intake.AcceptAsync(city.Call("yesterday") with { SkillGroup = "general", QueuedAt = city.Time.GetUtcNow() }, Token);
        city.Time.Advance(TimeSpan.FromHours(20));
        await city.Intake.AcceptAsync(city.Call("today") with { SkillGroup = "consumer", QueuedAt = city.Time.GetUtcNow(), ArrivedAt = city.Time.GetUtcNow() }, Token);

        var wall = await Desk(city).ReadWallAsync(Token);

        Assert.Equal((1, 2), (ValueOf(wall.Today, "answered"), ValueOf(wall.LastDay, "answered")));
        Assert.Equal(("consumer", 1), Assert.Single(wall.Groups) is var group ? (group.Group, ValueOf(group, "answered")) : default);
    }

    [Fact]
    public async Task The_day_with_the_lowest_connect_rate_is_found_in_a_week()
    {
        await using var city = await SampleCity.OpenAsync();
        var start = Quarter.Of(city.Time.GetUtcNow());
        for (var hour = 0; hour < 72; hour += 6)
        {
            var at = start.AddHours(hour);
            var call = city.Call($"c{hour}") with { ArrivedAt = at, QueuedAt = at, AnsweredAt = at.AddSeconds(3) };
            await city.Intake.AcceptAsync(hour is 30 or 42 ? call with { AnsweredAt = null, EndedAt = at.AddSeconds(30), AgentId = null, Ending = ContactEnding.Abandoned } : call, Token);
        }

        city.Time.Advance(TimeSpan.FromDays(4));
        var lowest = SampleCity.Done(await Desk(city).FindLowestAsync(city.Supervisor, Query(start, start.AddDays(4)), Token));

        // From 18:15 after the start, a day holds the calls at 24, 30, 36 and 42 h: the first with both abandoned.
        Assert.Equal((start.AddHours(18).AddMinutes(15), 0.5, 0.95), (lowest.From, lowest.Figure.Value, lowest.Required));
    }

    private static void Seat(SampleCity city, SeatState state, TimeSpan length)
    {
        city.Services.GetRequiredService<ISeatDiary>().Note(new SeatMoved("8001", state, null, city.Time.GetUtcNow()));
        city.Time.Advance(length);
    }

    private static async Task<double?> ValueAsync(SampleCity city, DateTimeOffset from, string figure, int hours = 0) =>
        ValueOf(SampleCity.Done(await Desk(city).ReadAsync(city.Leader, Query(from, hours == 0 ? from + Quarter.Length : from.AddHours(hours)), Token)), figure);

    private static double? ValueOf(FiguresView figures, string name) => figures.Figures.Single(figure => figure.Name == name).Value;

    private static async Task CompareAsync(SampleCity city, IReadOnlyList<CallRow> calls, IEnumerable<(DateTimeOffset From, DateTimeOffset To)> ranges)
    {
        foreach (var (from, to) in ranges)
        {
            foreach (var (group, agent) in new (string?, string?)[] { (null, null), ("general", null), (null, "8002") })
            {
                var seen = SampleCity.Done(await Desk(city).ReadAsync(city.Supervisor, Query(from, to) with { Group = group, AgentId = agent }, Token));
                var wanted = FormulaBook.Work(
                    CallTally.Sum(calls.Where(row => row.ArrivedAt >= from && row.ArrivedAt < to && (group is null || row.SkillGroup == group) && (agent is null || row.AgentId == agent))), null);
                Assert.Equal(wanted, seen.Figures.Where(figure => !OfSeats.Contains(figure.Name)));
            }
        }
    }

    private static Task StoreAsync(SampleCity city, IReadOnlyList<CallRow> calls) => city.Ledger.WriteAsync(
        database =>
        {
            database.Contacts.AddRange(calls.Select(row => Contact.From(
                new ContactReceived
                {
                    Medium = Medium.Phone,
                    ExternalId = row.CallId!,
                    CallId = row.CallId,
                    Number = row.Number,
                    CalledNumber = "12345",
                    AgentId = row.AgentId,
                    ArrivedAt = row.ArrivedAt,
                    QueuedAt = row.QueuedAt,
                    AnsweredAt = row.AnsweredAt,
                    EndedAt = row.EndedAt,
                    Ending = row.Ending,
                    SkillGroup = row.SkillGroup,
                    Outbound = row.Outbound,
                    CallbackAsked = row.CallbackAsked,
                },
                row.ArrivedAt)));
            return Task.FromResult(true);
        },
        Token).AsTask();

    private static IFigureDesk Desk(SampleCity city) => city.Services.GetRequiredService<IFigureDesk>();

    private static IFigureKeeper Keeper(SampleCity city) => city.Services.GetRequiredService<IFigureKeeper>();

    private static FigureQuery Query(DateTimeOffset from, DateTimeOffset to) => new() { From = from, To = to };
}
