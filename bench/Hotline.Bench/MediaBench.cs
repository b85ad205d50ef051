using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Hotline.Phones;

namespace Hotline.Bench;

/// <summary>
/// What carrying and recording sound costs: all calls talk at once, set up over SIP as any call is, and only then the product's own CPU time is read
/// from the system, twice, while nothing begins or ends.
/// </summary>
internal static class MediaBench
{
    /// <summary>
    /// Calls that come and go before anything is measured: the runtime compiles a method for good after 30 uses, and what it then keeps is no call's.
    /// </summary>
    private const int WarmUpCalls = 40;

    /// <summary>The cost of a call should not depend on their number up to here.</summary>
    private const int MostFlat = 800;

    /// <summary>No phone's tone: the stranger's.</summary>
    private const int MarkerHertz = 3_350;

    private const int Seed = 7;

    private static readonly int[] Sweep = [50, 100, 200, 400, MostFlat, 1000];

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);

    /// <summary>Between the last answer and the measurement, or as long as that where it is shorter: the runtime finishes compiling.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(8);

    internal static async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var arguments = new Arguments(words, ["--json", "--srtp", "--engine", "--sweep"], ["--calls", "--seconds", "--rate", "--junk", "--warm", "--http", "--sip", "--data"]);
        var report = new Report(arguments);
        var calls = arguments.Whole("--calls", 400, 1, 1000);
        var time = TimeSpan.FromSeconds(arguments.Whole("--seconds", 30, 1, 3600));
        if (arguments.Has("--srtp"))
        {
            return await ProtectedBench.RunAsync(report, calls, time, cancellationToken);
        }

        if (arguments.Has("--engine"))
        {
            return await EngineBench.RunAsync(report, calls, time, cancellationToken);
        }

        if (arguments.Has("--sweep"))
        {
            return await SweepAsync(arguments, report, time, cancellationToken);
        }

        var result = await MeasureAsync(arguments, report, calls, time, cancellationToken);
        report.End(new { result.Calls, result.CpuMsPerCallSecond, result.LossPercent, result.DelayP99Ms, result.KbPerCall, result.RecordingsComplete });
        return result.IsWhole ? 0 : 1;
    }

    // A product of its own for each, or the calls before would have paid for what the runtime compiles.
    private static async Task<int> SweepAsync(Arguments arguments, Report report, TimeSpan time, CancellationToken cancellationToken)
    {
        var results = new List<Result>();
        foreach (var calls in Sweep)
        {
            report.Say($"— {calls} calls —");
            results.Add(await MeasureAsync(arguments, report, calls, time, cancellationToken));
        }

        report.Say("calls   ms of CPU per call-second   without what the idle product takes   lost %   delay 99 %   kB per call");
        foreach (var result in results)
        {
            report.Say($"{result.Calls,5}   {result.CpuMsPerCallSecond,25:0.000}   {result.CpuMsAboveIdle,35:0.000}   {result.LossPercent,6}   {result.DelayP99Ms,7} ms   {result.KbPerCall,11}");
        }

        // Most against least, of those up to 800.
        var flat = results.Where(result => result.Calls <= MostFlat).ToArray();
        var flatness = Math.Round(flat.Max(result => result.CpuMsPerCallSecond) / flat.Min(result => result.CpuMsPerCallSecond), 2);
        var flatnessAboveIdle = Math.Round(flat.Max(result => result.CpuMsAboveIdle) / flat.Min(result => result.CpuMsAboveIdle), 2);
        report.Say($"the dearest of {Sweep[0]} to {MostFlat} calls costs {flatness} times the cheapest, {flatnessAboveIdle} times without what the idle product takes");
        report.End(new { sweep = results, flatness, flatnessAboveIdle });
        return results.All(result => result.IsWhole) ? 0 : 1;
    }

    private static async Task<Result> MeasureAsync(Arguments arguments, Report report, int calls, TimeSpan time, CancellationToken cancellationToken)
    {
        var rate = arguments.Whole("--rate", 20, 1, 1000);
        var junk = arguments.Whole("--junk", 0, 0, 100_000);
        var warmUp = TimeSpan.FromSeconds(arguments.Whole("--warm", 3, 1, 600));
        var agentCount = calls + WarmUpCalls;
        await using var product = await ProductProcess.StartAsync(arguments, keepsData: false, "--city", "load", "--agents", agentCount.ToString(CultureInfo.InvariantCulture));
        using var supervisor = await DeskSession.SignInAsync(product.Http, "supervisor", cancellationToken);
        await using var agents = new PhoneRack(product.Sip, new IPEndPoint(IPAddress.Loopback, 0));
        await using var callers = new PhoneRack(product.Sip, new IPEndPoint(IPAddress.Loopback, 0));
        report.Say($"{agentCount} agents sign in and register");
        var phones = await LoadPhones.SignInAsync(product, agents, agentCount, cancellationToken);

        var faults = new ConcurrentQueue<string>();
        var held = new HeldCalls(phones, callers, rate, faults);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answering = held.AnswerAsync(over.Token);
        report.Say($"{WarmUpCalls} calls for {warmUp.TotalSeconds} s to warm up, then {calls} calls, {rate} new ones a second");
        var (early, _) = await held.HoldAsync(WarmUpCalls, () => Task.Delay(warmUp, cancellationToken), cancellationToken);
        var (begun, cpu) = (TimeProvider.System.GetTimestamp(), product.CpuTime);
        await Task.Delay(Idle, cancellationToken);
        var idle = (product.CpuTime - cpu) / TimeProvider.System.GetElapsedTime(begun);
        var memory = product.Memory;

        var window = new Window();
        var (talks, called) = await held.HoldAsync(calls, MeasureAsync, cancellationToken);
        await over.CancelAsync();
        await answering;

        var whole = await RecordingJudge.CompleteOnesAsync(supervisor, [.. early, .. talks], faults, cancellationToken);
        var complete = talks.Count(talk => whole.Contains(talk.Caller));
        foreach (var fault in faults.Concat(agents.Unreadable).Concat(callers.Unreadable).GroupBy(fault => fault, StringComparer.Ordinal).Take(20))
        {
            report.Say($"  {fault.Count()} × {fault.Key}");
        }

        var heard = called.Concat(talks.Select(talk => talk.End)).Select(end => end.Media).ToArray();
        var (lost, received) = (heard.Sum(media => Math.Max(0, media.Lost)), heard.Sum(media => media.Received));
        var callSeconds = window.Length.TotalSeconds * calls;
        var result = new Result
        {
            Calls = calls,
            CpuMsPerCallSecond = Math.Round(window.Product.TotalMilliseconds / callSeconds, 3),
            CpuMsAboveIdle = Math.Round((window.Product - (window.Length * idle)).TotalMilliseconds / callSeconds, 3),
            LossPercent = lost + received == 0 ? 100 : Math.Round(100.0 * lost / (lost + received), 4),
            DelayP99Ms = Math.Round(window.Delays.Percentile(0.99)?.TotalMilliseconds ?? double.NaN, 2),
            KbPerCall = Math.Round((window.Memory - memory) / 1024.0 / calls, 1),
            RecordingsComplete = complete,
            IsWhole = talks.Length == calls && called.Length == calls && complete == calls && lost < (lost + received) / 1000.0 && window.JunkAnswered == 0,
        };
        report.Say($"{lost} of {lost + received} RTP packets lost, {complete} of {calls} recordings complete");
        report.Say($"delay through the product: half {window.Delays.Percentile(0.5)?.TotalMilliseconds:0.00} ms, 99 % {result.DelayP99Ms} ms, 99.9 % {window.Delays.Percentile(0.999)?.TotalMilliseconds:0.00} ms (up to 1 ms of it is the phones' own)");
        if (junk > 0)
        {
            report.Say($"{window.Junk} datagrams of a stranger at SIP, RTP and RTCP meanwhile, {window.JunkAnswered} answered by a sound port");
        }

        report.Say($"CPU per call-second: the product {result.CpuMsPerCallSecond} ms ({result.CpuMsAboveIdle} ms above what it takes idle), the phones {window.Phones.TotalMilliseconds / callSeconds:0.000} ms");
        report.Say($"memory: {memory >> 20} MB before the first call, {window.Memory >> 20} MB while all talked");
        await product.StopAsync();
        return result;

        async Task MeasureAsync()
        {
            using var stranger = junk == 0 ? null : new JunkSender(product.Sip, held.ProductSound, junk, MarkerHertz, Seed);
            await MediaBench.MeasureAsync(window, product, [agents, callers], time, report, cancellationToken);
            if (stranger is not null)
            {
                (window.Junk, window.JunkAnswered) = (stranger.Sent, stranger.AnsweredBySound);
            }
        }
    }

    private static async Task MeasureAsync(
        Window window, ProductProcess product, IReadOnlyList<PhoneRack> racks, TimeSpan time, Report report, CancellationToken cancellationToken)
    {
        await Task.Delay(time < Settling ? time : Settling, cancellationToken);
        report.Say($"all talk; measuring for {time.TotalSeconds} s");
        foreach (var rack in racks)
        {
            rack.Media.MeasureDelay(window.Delays);
        }

        var (begun, cpu, own) = (TimeProvider.System.GetTimestamp(), product.CpuTime, Environment.CpuUsage.TotalTime);
        await Task.Delay(time, cancellationToken);
        (window.Length, window.Product, window.Phones) = (TimeProvider.System.GetElapsedTime(begun), product.CpuTime - cpu, Environment.CpuUsage.TotalTime - own);
        window.Memory = product.Memory;
        foreach (var rack in racks)
        {
            rack.Media.MeasureDelay(null);
        }
    }

    /// <summary>What so many calls cost.</summary>
    private sealed record Result
    {
        public required int Calls { get; init; }

        public required double CpuMsPerCallSecond { get; init; }

        /// <summary>The same without what the product took before the first of them.</summary>
        public required double CpuMsAboveIdle { get; init; }

        public required double LossPercent { get; init; }

        public required double DelayP99Ms { get; init; }

        public required double KbPerCall { get; init; }

        public required int RecordingsComplete { get; init; }

        /// <summary>Every call and recording whole, less than a thousandth lost, no stranger answered.</summary>
        public required bool IsWhole { get; init; }
    }

    /// <summary>What was seen while all talked.</summary>
    private sealed class Window
    {
        public DelayCount Delays { get; } = new();

        public TimeSpan Length { get; set; }

        public TimeSpan Product { get; set; }

        public TimeSpan Phones { get; set; }

        public long Memory { get; set; }

        public long Junk { get; set; }

        public long JunkAnswered { get; set; }
    }
}
