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
        replay.Add(new(ClockName.Handle, "water", Complaint, At("2026-11-20T19:00"), At("2026-11-24T17:30:00"))); // at the last moment
        replay.Add(new(ClockName.Handle, "water", Complaint, At("2026-11-20T19:00"), At("2026-11-24T17:30:01"))); // just after
        replay.Add(new(ClockName.Handle, "roads", Complaint, At("2026-11-20T19:00"), null)); // still open, long overdue
        replay.Add(new(ClockName.Sign, "water", Complaint, At("2026-11-20T19:00"), At("2026-11-20T20:00")));
        replay.Add(new(ClockName.Verify, "water", Complaint, At("2026-11-20T19:00"), At("2026-11-20T20:00"))); // no such clock in gaoling

        Assert.Equal((4, 2, 1), (replay.Clocks, replay.Late, replay.Without));
        Assert.Equal(
            [("roads", 1, 1), ("water", 3, 1)],
            replay.Lines().Select(line => (line.Unit, line.Clocks, line.Late)));
        Assert.All(replay.Lines(), line => Assert.Equal("gaoling-2020/9a", line.ClauseId));
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
            var at = start.AddMinutes(index % 1_000_000);
            replay.Add(new(ClockName.Handle, units[index % units.Length], Complaint, at, at.AddHours(index % 200)));
        }

        var took = Stopwatch.GetElapsedTime(began);
        output.WriteLine($"1,000,000 cases in {took.TotalSeconds:0.00} s, {replay.Late} late");
        Assert.Equal(1_000_000, replay.Clocks);
        Assert.True(took < TimeSpan.FromSeconds(60));
    }
}
