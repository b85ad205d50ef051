using System.Diagnostics;
using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;
using Hotline.Cases.Tests.Policies;
using static Hotline.Cases.Tests.Calendar.Calendars;

namespace Hotline.Cases.Tests.Deadlines;

public sealed class ReplayTests(ITestOutputHelper output)
{
    private static readonly CaseFacts Complaint = new(RequestType.Complaint);

    [Fact]
    public void Counts_who_would_have_been_late_by_unit_and_clause()
    {
        var replay = new Replay(Regulations.Gaoling, China, At("2026-11-30T09:00"));
        replay.Add(Past(new PastStay("water", At("2026-11-20T19:00"), At("2026-11-20T21:00"), Replied: At("2026-11-24T17:30:00")))); // each at the last moment
        replay.Add(Past(new PastStay("water", At("2026-11-20T19:00"), At("2026-11-20T21:00:01"), Replied: At("2026-11-24T17:30:01")))); // each just after
        replay.Add(Past(new PastStay("roads", At("2026-11-20T19:00")))); // still open, long overdue

        Assert.Equal((3, 2, 6, 4), (replay.Cases, replay.LateCases, replay.Clocks, replay.Late));
        Assert.Equal([("roads", "gaoling-2020/9a", 2, 2), ("water", "gaoling-2020/9a", 4, 2)], replay.Lines().Select(line => (line.Unit, line.ClauseId, line.Clocks, line.Late)));
        Assert.Equal(["gaoling-2020/11", "gaoling-2020/17-2"], replay.Unrecorded); // objections and adjudications are not recorded: not counted, and said so
    }

    [Fact]
    public void What_a_return_leaves_the_next_unit_counts()
    {
        var replay = new Replay(Regulations.Yongning, China, At("2026-11-30T09:00"));
        replay.Add(Past(
            new PastStay("roads", At("2026-11-23T09:00"), ReturnAsked: At("2026-11-23T10:00"), Returned: At("2026-11-23T11:00")),
            new PastStay("water", At("2026-11-23T11:00"), Replied: At("2026-11-23T17:30:01")))); // one working day less one: the same day's close

        Assert.Equal([("roads", 1, 0), ("water", 1, 1)], replay.Lines().Where(line => line.Unit.Length > 0).Select(line => (line.Unit, line.Clocks, line.Late)));
    }

    [Fact]
    public void The_load_of_a_unit_is_its_cases_its_busiest_day_and_the_office_hours_it_held_them()
    {
        var replay = new Replay(Regulations.Gaoling, China, At("2026-11-30T09:00"));
        replay.Add(Past(new PastStay("water", At("2026-11-23T08:00"), Replied: At("2026-11-23T12:00"))));
        replay.Add(Past(new PastStay("water", At("2026-11-23T14:30"), Replied: At("2026-11-24T09:00"))));
        replay.Add(Past(new PastStay("water", At("2026-11-25T08:00"), Replied: At("2026-11-25T09:00"))));
        var load = Assert.Single(replay.Loads());
        Assert.Equal(("water", 3, Day("2026-11-23"), 2, TimeSpan.FromHours(9)), (load.Unit, load.Cases, load.BusiestDay, load.MostInADay, load.Held));

        var whole = new Replay(Regulations.Gaoling, China, At("2026-11-30T09:00"));
        whole.Add(replay);
        whole.Add(replay);
        Assert.Equal((6, 6, 4), (whole.Cases, whole.Loads().Single().Cases, whole.Loads().Single().MostInADay));
    }

    [Fact]
    public void A_superiors_limit_holds_under_any_regulation()
    {
        var replay = new Replay(Regulations.Gaoling, China, At("2026-11-30T09:00"));
        var late = Past(new PastStay("water", At("2026-11-20T19:00"), At("2026-11-20T19:30"), Replied: At("2026-11-26T17:30")));
        replay.Add(late);
        replay.Add(late with { Limits = [new LimitOverride(LimitSource.Superior, "交办单", At("2026-11-27T12:00"))] });
        Assert.Equal((4, 1), (replay.Clocks, replay.Late));
    }

    [Fact]
    public void A_million_cases_take_seconds()
    {
        var replay = new Replay(Regulations.Hanjiang, China, At("2026-11-30T09:00"));
        var start = At("2024-01-01T00:00");
        string[] units = ["water", "roads", "power", "parks"];
        var began = Stopwatch.GetTimestamp();
        for (var index = 0; index < 1_000_000; index++)
        {
            var at = start.AddMinutes(index);
            replay.Add(new PastCase(Complaint, at, at, null, null, [new PastStay(units[index % units.Length], at, Replied: at.AddHours(index % 200))], []));
        }

        var took = Stopwatch.GetElapsedTime(began);
        output.WriteLine($"1,000,000 cases in {took.TotalSeconds:0.00} s, {replay.Late} late");
        Assert.Equal(1_000_000, replay.Cases);
        Assert.True(took < TimeSpan.FromSeconds(60));
    }

    private static PastCase Past(params PastStay[] stays) =>
        new(Complaint, stays[0].Dispatched, stays[0].Dispatched, null, stays[^1].Replied, stays, []);
}
