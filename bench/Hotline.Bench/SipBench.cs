using Hotline.Phones;

namespace Hotline.Bench;

/// <summary>
/// What signalling costs: reading an INVITE; calls from INVITE to BYE through two legs, with ports, queue, recording, journal and records as always; agents'
/// phones registering anew; and whether memory is back where it was afterwards. CPU time is the node's own, as the system counts it.
/// </summary>
internal static class SipBench
{
    private const int Ready = 64;
    private const double RegistrationsPerSecond = 1000;
    private static readonly TimeSpan EveryPhone = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    // RFC 3261 timers H and J, RFC 6026 timer L: 64·T1; and a second.
    private static readonly TimeSpan Memories = TimeSpan.FromSeconds(33);

    // Tables and pools grow once: in some runs by 4 MiB within the calls counted, in others before. 8,000 calls that kept 1 KiB each would show.
    private const long MemoryMargin = 6 << 20;

    internal static async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var arguments = new Arguments(words, ["--json", "--brief"], ["--rate", "--seconds", "--agents", "--data"]);
        var report = new Report(arguments);
        var rate = arguments.Whole("--rate", 400, 1, 5000);
        var seconds = arguments.Whole("--seconds", 20, 1, 600);
        var agents = arguments.Whole("--agents", 10_000, Ready, 100_000);

        var (parseMicroseconds, parseOctets) = ParseSpeed.Measure();
        report.Say($"an INVITE is read in {parseMicroseconds:0.00} µs; {parseOctets:0} octets allocated");

        await using var node = await SwitchProcess.StartAsync(arguments, agents);
        using var load = new SignalLoad(node.Sip);
        var users = SwitchCommand.Agents(agents);
        report.Say($"{agents} agents' phones register");
        await load.RegisterAsync(users, SwitchCommand.Password, RegistrationsPerSecond).WaitAsync(cancellationToken);
        await node.MakeReadyAsync(Ready);
        var brief = arguments.Has("--brief");
        await load.CallAsync(rate, (int)(rate * (brief ? WarmUp / 2 : WarmUp).TotalSeconds)).WaitAsync(cancellationToken);
        await Task.Delay(brief ? Settling : Memories, cancellationToken);
        var (before, memory) = (await node.StateAsync(), node.Memory);

        var calls = rate * seconds;
        report.Say($"{calls} calls, {rate} a second");
        var (begun, cpu, own) = (TimeProvider.System.GetTimestamp(), node.CpuTime, Environment.CpuUsage.TotalTime);
        var count = await load.CallAsync(rate, calls).WaitAsync(cancellationToken);
        var length = TimeProvider.System.GetElapsedTime(begun);
        var (spent, phones) = (node.CpuTime - cpu, Environment.CpuUsage.TotalTime - own);
        var setUpP99Ms = count.SetUp.Percentile(0.99)?.TotalMilliseconds ?? double.NaN;
        var callsPerSecond = Math.Round(count.Whole / length.TotalSeconds, 1);
        var cpuMsPerCall = Math.Round(spent.TotalMilliseconds / calls, 3);
        report.Say($"{count.Whole} whole, {count.Failed} failed, {count.Repeats} messages sent again; {callsPerSecond} a second");
        report.Say($"set-up: half {count.SetUp.Percentile(0.5)?.TotalMilliseconds:0.00} ms, 99 % {setUpP99Ms:0.00} ms, 99.9 % {count.SetUp.Percentile(0.999)?.TotalMilliseconds:0.00} ms");
        var done = await node.StateAsync();
        report.Say($"each call: {(done.Allocated - before.Allocated) / 1024.0 / calls:0} KiB allocated, {(done.Thrown - before.Thrown) / (double)calls:0.0} exceptions, {(done.YoungCollections - before.YoungCollections) / length.TotalSeconds:0.0} collections a second");
        report.Say($"CPU per call: the node {cpuMsPerCall} ms, the phones {phones.TotalMilliseconds / calls:0.000} ms");

        var renewing = Math.Min(agents, (int)(seconds * agents / EveryPhone.TotalSeconds));
        await Task.Delay(Settling, cancellationToken);
        (begun, cpu) = (TimeProvider.System.GetTimestamp(), node.CpuTime);
        var repeats = await load.RegisterAsync([.. users.Take(renewing)], SwitchCommand.Password, agents / EveryPhone.TotalSeconds).WaitAsync(cancellationToken);
        var share = Math.Round((node.CpuTime - cpu) / TimeProvider.System.GetElapsedTime(begun) * 100, 2);
        report.Say($"{agents} agents register anew every {EveryPhone.TotalSeconds} s: {share} % of a core ({renewing} registrations seen, {repeats} messages sent again)");

        if (!brief)
        {
            await Task.Delay(Memories, cancellationToken);
        }

        var (after, memoryAfter) = (await node.StateAsync(), node.Memory);
        report.Say($"live objects: {before.Octets / 1024.0:0} KiB before, {after.Octets / 1024.0:0} KiB after; the process {memory >> 20} MB before, {memoryAfter >> 20} MB after");
        report.Say($"left over: {after.Calls} calls, {after.Early} offered, {after.Dialogs} dialogs, {after.Ports} legs with ports, {after.Transactions} requests of others and {after.OwnTransactions} of its own remembered");
        report.Say($"timers: {before.Timers} before, {after.Timers} after");

        // Where the requests are forgotten, what lives is what lived before; a brief run does not wait for that.
        var isBack = after.IsFree && (brief || after is { Transactions: 0, OwnTransactions: 0 } && after.Octets - before.Octets < MemoryMargin);
        if (load.Fault is { } fault)
        {
            report.Say(fault);
        }

        report.End(new
        {
            callsPerSecond,
            cpuMsPerCall,
            parseMicroseconds = Math.Round(parseMicroseconds, 2),
            failed = count.Failed,
            setUpP99Ms = Math.Round(setUpP99Ms, 2),
            parseOctets = Math.Round(parseOctets),
            registrationCorePercent = share,
            liveKiBBefore = before.Octets >> 10,
            liveKiBAfter = after.Octets >> 10,
            leftOver = after.Calls + after.Early + after.Dialogs + after.Ports,
            remembered = after.Transactions + after.OwnTransactions,
            isBack,
        });
        await node.StopAsync();
        return count.Whole == calls && load.Fault is null && isBack ? 0 : 1;
    }
}
