using System.Diagnostics;
using Hotline.Telephony.Acd;

namespace Hotline.Bench;

/// <summary>
/// The distributor by itself. A simulated day is noted, replayed against the clock and audited; then a room of thousands, with thousands in line, is
/// timed decision by decision.
/// </summary>
internal static class AcdBench
{
    private const int Groups = 10;

    internal static int Run(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var arguments = new Arguments(words, ["--json"], ["--calls", "--agents", "--waiting"]);
        var report = new Report(arguments);
        var calls = arguments.Whole("--calls", 100_000, 1000, 1_000_000);
        var agents = arguments.Whole("--agents", 10_000, 100, 100_000);
        var waiting = arguments.Whole("--waiting", 5000, 100, 100_000);

        report.Say($"a day of {calls} callers and 300 agents in {Groups} groups is lived and noted");
        var options = Options(300);
        var day = new SimulatedDay(options, seed: 12345);
        day.SignIn(300);
        day.Live(calls, perSecond: 2.2);
        cancellationToken.ThrowIfCancellationRequested();

        var begun = Stopwatch.GetTimestamp();
        var differences = LogReplay.Differences(options, day.Log);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        report.Say($"{day.Log.Count} inputs replayed in {seconds:0.00} s, {differences} decided otherwise");
        cancellationToken.ThrowIfCancellationRequested();

        var audit = LogReplay.Audit(options.Plan, day.Log);
        report.Say(LogReplay.Describe(audit));
        cancellationToken.ThrowIfCancellationRequested();

        var costs = Crowd(report, agents, waiting);
        var p99 = costs[(int)(costs.Count * 0.99)].TotalMicroseconds;
        report.Say($"{agents} agents, {waiting} waiting: {costs.Count} decisions, median {costs[costs.Count / 2].TotalMicroseconds:0.0} µs, p99 {p99:0.0} µs, longest {costs[^1].TotalMicroseconds:0} µs");

        var doubleOffers = audit.DoubleOffers + audit.OffersToUnready;
        report.End(new { callsReplayed = audit.Offered, seconds = Math.Round(seconds, 3), decisionMicrosecondsP99 = Math.Round(p99, 1), doubleOffers });
        return differences == 0 && doubleOffers == 0 && audit.OrderViolations == 0 && seconds < 5 && p99 < 100 ? 0 : 1;
    }

    // Sorted. More callers come than agents can serve, so that the line stays as long as it is.
    private static List<TimeSpan> Crowd(Report report, int agents, int waiting)
    {
        var room = new SimulatedDay(Options(agents), seed: 54321) { Keeps = false, MeanPatience = TimeSpan.FromMinutes(60) };
        room.SignIn(agents);
        // An agent is free again every 140 s or so.
        var capacity = agents / 140.0;
        room.Live(agents, perSecond: capacity * 10, lasting: true);
        room.Live(waiting * 6 / 5, perSecond: capacity * 10, lasting: true);
        room.Measures = true;
        var before = room.Waiting;
        room.Live(agents * 3, perSecond: capacity, lasting: true);
        report.Say($"the crowd: {before} waited at the beginning, {room.Waiting} at the end");
        return [.. room.Costs.Order()];
    }

    private static AcdOptions Options(int agents)
    {
        var skills = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);
        for (var i = 0; i < agents; i++)
        {
            // Three skills each; every group has agents of every level.
            skills.Add(
                (8001 + i).ToString(System.Globalization.CultureInfo.InvariantCulture),
                Enumerable.Range(0, 3).ToDictionary(step => $"group{(i + (step * step)) % Groups}", step => 1 + ((i / Groups) + step) % 9, StringComparer.Ordinal));
        }

        return new AcdOptions
        {
            RingTimeout = TimeSpan.FromSeconds(15),
            WrapUp = TimeSpan.FromSeconds(10),
            Plan = new QueuePlan
            {
                Groups =
                [
                    .. Enumerable.Range(0, Groups).Select(i => new SkillGroup
                    {
                        Name = $"group{i}",
                        Strategy = (DistributionStrategy)(i % 3),
                        Overflows = i % 2 == 0 ? [new Overflow { To = $"group{(i + 5) % Groups}", After = TimeSpan.FromSeconds(60) }] : [],
                    }),
                ],
                Skills = skills,
                Priorities = new Dictionary<string, TimeSpan>(StringComparer.Ordinal)
                {
                    ["hazard"] = TimeSpan.FromDays(1),
                    ["elderly"] = TimeSpan.FromSeconds(60),
                    ["enterprise"] = TimeSpan.FromSeconds(30),
                },
            },
        };
    }
}
