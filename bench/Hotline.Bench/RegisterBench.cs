using System.Text.Json.Nodes;

namespace Hotline.Bench;

/// <summary>
/// Registers cases at a steady rate and measures how long each takes, from the moment it was due: a late start counts. Beside it the disk is asked
/// how long it takes to keep a page: no registration can be answered sooner than its commit is kept.
/// </summary>
internal static class RegisterBench
{
    // Not counted: code is compiled and plans are made on first use.
    private const int WarmUpSeconds = 5;

    internal static async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var arguments = new Arguments(words, ["--json"], ["--rate", "--seconds", "--http", "--sip", "--data"]);
        var report = new Report(arguments);
        var rate = arguments.Whole("--rate", 20, 1, 1000);
        var seconds = arguments.Whole("--seconds", 30, 1, 3600);

        await using var product = await ProductProcess.StartAsync(arguments, keepsData: false);
        using var agent = await DeskSession.SignInAsync(product.Http, "agent1", cancellationToken);
        var categories = Leaves(await agent.GetAsync("/api/categories", cancellationToken)).ToArray();
        report.Say($"registering {rate} cases a second for {seconds} s, after {WarmUpSeconds} s that are not counted");
        var warmUps = rate * WarmUpSeconds;
        using var disk = new DiskProbe(product.DataFolder, TimeSpan.FromSeconds(1.0 / rate));
        var running = new List<Task<TimeSpan?>>();
        var begun = TimeProvider.System.GetTimestamp();
        var cpu = TimeSpan.Zero;
        for (var i = 0; i < warmUps + (rate * seconds); i++)
        {
            var due = TimeSpan.FromSeconds((double)i / rate);
            var wait = due - TimeProvider.System.GetElapsedTime(begun);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancellationToken);
            }

            if (i == warmUps)
            {
                cpu = product.CpuTime;
                disk.Begin();
            }

            var number = i;
            running.Add(TimeAsync(begun, due, () => RegisterAsync(agent, categories, number, cancellationToken), report));
        }

        var syncs = await disk.EndAsync();
        var times = (await Task.WhenAll(running))[warmUps..];
        var cpuMs = (product.CpuTime - cpu).TotalMilliseconds / times.Length;
        var taken = times.OfType<TimeSpan>().Order().ToArray();
        var failed = times.Length - taken.Length;
        var (p50, p99) = (Percentile(taken, 0.50), Percentile(taken, 0.99));
        report.Say($"{taken.Length} registered, {failed} failed; p50 {p50:0.0} ms, p99 {p99:0.0} ms, longest {Percentile(taken, 1):0.0} ms; {cpuMs:0.0} ms of CPU each");
        var diskP99 = Percentile(syncs, 0.99);
        report.Say($"the disk alone meanwhile, {syncs.Length} times 4 KiB brought to it: p99 {diskP99:0.0} ms, longest {Percentile(syncs, 1):0.0} ms");
        report.End(new { registrations = taken.Length, failed, p50Ms = Math.Round(p50, 1), p99Ms = Math.Round(p99, 1), cpuMsEach = Math.Round(cpuMs, 1), diskP99Ms = Math.Round(diskP99, 1) });
        await product.StopAsync();
        return failed == 0 ? 0 : 1;
    }

    private static async Task<TimeSpan?> TimeAsync(long begun, TimeSpan due, Func<Task> act, Report report)
    {
        try
        {
            await act();
            return TimeProvider.System.GetElapsedTime(begun) - due;
        }
        catch (Exception exception) when (exception is BenchException or HttpRequestException)
        {
            report.Say(exception.Message);
            return null;
        }
    }

    private static Task<JsonNode> RegisterAsync(DeskSession agent, string[] categories, int number, CancellationToken cancellationToken) => agent.PostAsync(
        "/api/cases",
        new
        {
            contactId = (string?)null,
            requestType = "complaint",
            categoryCode = categories[number % categories.Length],
            place = $"榕江区中山路{number}号",
            text = "路灯不亮已有三天，晚上行人看不清路，请尽快维修。",
            confidential = false,
            hazard = false,
            requesterName = "陈先生",
            requesterPhone = $"139{number:00000000}",
        },
        cancellationToken);

    internal static IEnumerable<string> Leaves(JsonNode tree) => tree.AsArray().SelectMany(
        category => category!["children"]?.AsArray() is { Count: > 0 } children ? Leaves(children) : [category["code"]!.GetValue<string>()]);

    private static double Percentile(TimeSpan[] ordered, double share) =>
        ordered.Length == 0 ? double.NaN : ordered[Math.Max(0, (int)Math.Ceiling(ordered.Length * share) - 1)].TotalMilliseconds;
}
