using System.Globalization;
using System.Text.Json.Nodes;
using Hotline.Cases;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hotline.Bench;

/// <summary>
/// A case store of a million open cases with three clocks each: what a sweep of the clocks takes when nothing is due and when a thousand things are, how long
/// lists and searches take over HTTP, and what registering costs over HTTP, beside the cost of the same rows put in raw.
/// </summary>
internal static class CasesBench
{
    /// <summary>Made due at a time, where the store holds that many; a small one only half of what it has, over all the sweeps.</summary>
    private const int MostDue = 1000;

    private static readonly string[] DueSweeps = ["the first one, while code is compiled", "the second", "the third, which counts"];

    private const int IdleSweeps = 100;

    // Not counted: code is compiled and plans are made on first use, and what runs often is compiled again. After 4 s that was still a seventh of the product's CPU.
    private const double WarmUpShare = 0.8;

    internal static async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var arguments = new Arguments(words, ["--json"], ["--cases", "--seconds", "--senders", "--lookups", "--http", "--sip", "--data"]);
        var report = new Report(arguments);
        var cases = arguments.Whole("--cases", 1_000_000, 2000, 5_000_000);
        var seconds = arguments.Whole("--seconds", 10, 1, 3600);
        var senders = arguments.Whole("--senders", 16, 1, 200);
        var lookups = arguments.Whole("--lookups", 200, 10, 100_000);
        var given = arguments.Text("--data");
        var folder = given ?? Directory.CreateTempSubdirectory("hotline-bench-").FullName;
        var inFolder = new Arguments(["--data", folder], [], ["--data", "--http", "--sip"]);
        try
        {
            string[] classes;
            await using (var first = await ProductProcess.StartAsync(inFolder, keepsData: true))
            {
                using var reader = await DeskSession.SignInAsync(first.Http, "agent1", cancellationToken);
                classes = [.. RegisterBench.Leaves(await reader.GetAsync("/api/categories", cancellationToken))];
                await first.StopAsync();
            }

            var begun = TimeProvider.System.GetTimestamp();
            await CaseStoreFill.FillAsync(folder, cases, classes, TimeProvider.System.GetUtcNow(), cancellationToken);
            report.Say($"{cases:N0} open cases with {cases * 3L:N0} clocks made in {Since(begun).TotalSeconds:0.0} s, {new FileInfo(Path.Combine(folder, "hotline.db")).Length / 1_000_000:N0} MB");
            var (idle, due) = await SweepAsync(folder, cases, report, cancellationToken);

            await using var product = await ProductProcess.StartAsync(inFolder, keepsData: true);
            using var agent = await DeskSession.SignInAsync(product.Http, "agent1", cancellationToken);
            using var handler = await DeskSession.SignInAsync(product.Http, "unit1", cancellationToken);
            var p95 = await new Lookups(agent, handler, cases).TimeAsync(lookups, report, cancellationToken);
            var (perSecond, cpu, fromNumber) = await RegisterAsync(product, agent, classes, seconds, senders, report, cancellationToken);
            await product.StopAsync();

            var (count, rawCpu) = RawRows.PutInAgain(folder, fromNumber);
            var raw = rawCpu.TotalMilliseconds / count;
            report.Say($"the same rows of {count:N0} cases put in raw, in one transaction: {raw:0.000} ms of CPU each; through HTTP {cpu / raw:0.0} times that");
            report.End(new
            {
                registrationsPerSecond = Math.Round(perSecond),
                rawInsertRatio = Math.Round(cpu / raw, 1),
                idleSweepMs = Math.Round(idle.TotalMilliseconds, 2),
                dueSweepSeconds = Math.Round(due.TotalSeconds, 2),
                searchP95Ms = Math.Round(p95.TotalMilliseconds, 1),
            });
            return 0;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            if (given is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>In this process, by the same desk that the product's scheduler asks.</summary>
    private static async Task<(TimeSpan Idle, TimeSpan Due)> SweepAsync(string folder, int cases, Report report, CancellationToken cancellationToken)
    {
        var policies = Path.Combine(ProductProcess.Repository, "policies");
        await using var services = new ServiceCollection().AddLogging(log => log.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole()).AddSingleton(TimeProvider.System).AddHotlineCases(new CaseOptions
        {
            DataFolder = folder,
            PolicyFile = Path.Combine(policies, "hanjiang-2016.yaml"),
            CalendarFile = Path.Combine(policies, "calendar", "cn.yaml"),
            CityFile = Path.Combine(policies, "sample-city.yaml"),
        }).BuildServiceProvider();
        await services.PrepareCasesAsync(cancellationToken);
        var desk = services.GetRequiredService<IDeadlineDesk>();
        var idle = new List<TimeSpan>();
        var pause = TimeSpan.Zero;
        for (var sweep = 0; sweep < 2 * IdleSweeps; sweep++)
        {
            if (sweep == IdleSweeps)
            {
                // What start and filling left behind is collected now and not in a sweep: that one pause was 18 of the longest's 19 ms.
                GC.Collect();
            }

            var paused = GC.GetTotalPauseDuration();
            var begun = TimeProvider.System.GetTimestamp();
            if (await desk.SweepAsync(cancellationToken) != 0)
            {
                throw new BenchException("something was due in a store where nothing is");
            }

            idle.Add(Since(begun));
            var collected = GC.GetTotalPauseDuration() - paused;
            pause = collected > pause ? collected : pause;
        }

        // The first half is not counted: plans are made, code is compiled and compiled again.
        var ordered = idle.Skip(IdleSweeps).Order().ToList();
        var longest = ordered[^1];
        report.Say($"a sweep with nothing due: median {ordered[IdleSweeps / 2].TotalMilliseconds:0.00} ms, {longest.TotalMilliseconds:0.00} ms the longest of {IdleSweeps}, the very first {idle[0].TotalMilliseconds:0} ms, the longest before those that count {idle.Take(IdleSweeps).Skip(1).Max().TotalMilliseconds:0.00} ms; the longest pause for collecting garbage in one {pause.TotalMilliseconds:0.00} ms");
        var took = TimeSpan.Zero;
        var due = Math.Min(MostDue, cases / (2 * DueSweeps.Length));
        if (due < MostDue)
        {
            report.Say($"a small store: {due:N0} cases are made due at a time, not {MostDue:N0}; no figure to compare");
        }

        foreach (var which in DueSweeps)
        {
            await MakeDueAsync(folder, due, cancellationToken);
            var (start, used) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var done = await desk.SweepAsync(cancellationToken);
            took = Since(start);
            report.Say($"a sweep with {due:N0} cases due ({which}): {done:N0} done in {took.TotalSeconds:0.00} s, {(Environment.CpuUsage.TotalTime - used).TotalSeconds:0.00} s of CPU");
            if (done != due)
            {
                throw new BenchException($"{done} things were done in a sweep with {due} due");
            }
        }

        return (longest, took);
    }

    private static async Task MakeDueAsync(string folder, int cases, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "hotline.db")}");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            UPDATE Countdowns SET NextAt = $at, LateAfter = $at, Due = $at WHERE Id IN
                (SELECT Id FROM Countdowns WHERE NextAt IS NOT NULL AND Name = 'Handle' ORDER BY NextAt DESC LIMIT $cases)
            """;
        command.Parameters.AddWithValue("$at", TimeProvider.System.GetUtcNow().AddMinutes(-1).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
        command.Parameters.AddWithValue("$cases", cases);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Each sender registers one case after the other.</summary>
    private static async Task<(double PerSecond, double CpuMs, string FromNumber)> RegisterAsync(
        ProductProcess product, DeskSession agent, string[] classes, int seconds, int senders, Report report, CancellationToken cancellationToken)
    {
        var warmUp = TimeSpan.FromSeconds(Math.Max(3, seconds * WarmUpShare));
        report.Say($"{senders} senders register for {seconds} s, after {warmUp.TotalSeconds:0} s that are not counted");
        var sent = -1;
        await SendAsync(warmUp);
        var (memory, cpu, begun) = (product.Memory, product.CpuTime, TimeProvider.System.GetTimestamp());
        var numbers = await SendAsync(TimeSpan.FromSeconds(seconds));
        var (took, used) = (Since(begun), product.CpuTime - cpu);
        var each = used.TotalMilliseconds / numbers.Count;
        report.Say($"{numbers.Count:N0} registered in {took.TotalSeconds:0.0} s: {numbers.Count / took.TotalSeconds:0} a second, {each:0.000} ms of CPU each; memory {memory / 1_000_000} MB before, {product.Memory / 1_000_000} MB after");
        return (numbers.Count / took.TotalSeconds, each, numbers.Min(StringComparer.Ordinal)!);

        async Task<List<string>> SendAsync(TimeSpan time)
        {
            var start = TimeProvider.System.GetTimestamp();
            var registered = await Task.WhenAll(Enumerable.Range(0, senders).Select(async _ =>
            {
                var own = new List<string>();
                while (Since(start) < time)
                {
                    var answer = await agent.PostAsync("/api/cases", Form(Interlocked.Increment(ref sent), classes), cancellationToken);
                    own.Add(answer["number"]!.GetValue<string>());
                }

                return own;
            }));
            return [.. registered.SelectMany(own => own)];
        }
    }

    private static object Form(int number, string[] classes) => new
    {
        contactId = (string?)null,
        requestType = "complaint",
        categoryCode = classes[number % classes.Length],
        place = Place(number),
        text = $"{CaseStoreFill.Things[number % 20]}{CaseStoreFill.Faults[number / 20 % 10]}{CaseStoreFill.Wishes[number % 5]}",
        confidential = false,
        hazard = false,
        requesterName = "陈先生",
        requesterPhone = $"139{(number * 7919L) % 100_000_000:00000000}",
    };

    // Elsewhere each time, as most complaints are: some 64,000 names in turn, no two neighbours alike.
    private static string Place(int number)
    {
        const string Letters = "东西南北中长永安福星海江河湖山林花园春夏秋冬金银玉华兴盛和平光明阳新康乐泰宁";
        var name = (int)(number * 7919L % (Letters.Length * Letters.Length * Letters.Length));
        return $"{Letters[name % Letters.Length]}{Letters[name / Letters.Length % Letters.Length]}{Letters[name / Letters.Length / Letters.Length]}里{1 + (number % 97)}号";
    }

    private static TimeSpan Since(long begun) => TimeProvider.System.GetElapsedTime(begun);

    /// <summary>The lists and searches that people ask for, one after another.</summary>
    private sealed class Lookups(DeskSession agent, DeskSession handler, int cases)
    {
        internal async Task<TimeSpan> TimeAsync(int each, Report report, CancellationToken cancellationToken)
        {
            (string What, DeskSession Who, Func<int, string> Path)[] kinds =
            [
                ("all cases", agent, _ => "/api/cases"),
                ("a state", agent, number => $"/api/cases?state={(number % 2 == 0 ? "dispatched" : "signed")}"),
                ("a unit", agent, number => $"/api/cases?unit=u{1 + (number % 39)}"),
                ("late ones", agent, _ => "/api/cases?late=true"),
                ("a handler's own", handler, _ => "/api/cases"),
                ("a common word", agent, number => Words(CaseStoreFill.Things[number % 20])),
                ("two words", agent, number => Words($"{CaseStoreFill.Faults[number % 10]} {CaseStoreFill.Streets[number / 10 % 10]}")),
                ("a place", agent, number => Words($"{CaseStoreFill.Streets[number % 10]}{1 + (number % 400)}号")),
                ("one character", agent, number => Words(CaseStoreFill.Things[number % 20][..1])),
                ("a word that is nowhere", agent, _ => Words("龙舟竞渡")),
                ("a word in a state", agent, number => $"{Words(CaseStoreFill.Faults[number % 10])}&state=registered"),
                ("a handler's word", handler, number => Words(CaseStoreFill.Things[number % 20])),
                ("a telephone number", agent, number => Words($"138{number * 104729L % cases % 100_000_000:00000000}")),
            ];
            var all = new List<TimeSpan>();
            foreach (var (what, who, path) in kinds)
            {
                var taken = new List<TimeSpan>();
                for (var number = 0; number < Math.Max(5, each / kinds.Length) + 3; number++)
                {
                    var begun = TimeProvider.System.GetTimestamp();
                    JsonNode answer = await who.GetAsync(path(number), cancellationToken);
                    taken.Add(Since(begun));
                    _ = answer["items"]!.AsArray();
                }

                // Not the first three: plans.
                var ordered = taken.Skip(3).Order().ToList();
                all.AddRange(ordered);
                report.Say($"  {what}: median {ordered[ordered.Count / 2].TotalMilliseconds:0.0} ms, longest {ordered[^1].TotalMilliseconds:0.0} ms");
            }

            all.Sort();
            var p95 = all[Math.Max(0, (int)Math.Ceiling(all.Count * 0.95) - 1)];
            report.Say($"{all.Count} lists and searches: p95 {p95.TotalMilliseconds:0.0} ms, longest {all[^1].TotalMilliseconds:0.0} ms");
            return p95;
        }

        private static string Words(string words) => $"/api/cases?q={Uri.EscapeDataString(words)}";
    }
}
