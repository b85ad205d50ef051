using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Hotline.Phones;

namespace Hotline.Bench;

/// <summary>
/// More callers than agents, over real SIP: agents answer, reject, let it ring and take breaks, callers give up. What the product noted of its own
/// decisions is then replayed and audited, and its figures are counted again from that log; the phones have counted too.
/// </summary>
internal static class QueueBench
{
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndPatience = TimeSpan.FromMinutes(15);

    internal static async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var arguments = new Arguments(words, ["--json"], ["--callers", "--agents", "--rate", "--http", "--sip", "--data"]);
        var report = new Report(arguments);
        var callers = arguments.Whole("--callers", 500, 1, 900);
        var agents = arguments.Whole("--agents", 20, 1, 200);
        var rate = arguments.Whole("--rate", 20, 1, 1000);

        await using var product = await ProductProcess.StartAsync(
            arguments,
            keepsData: false,
            "--city", "load", "--agents", agents.ToString(CultureInfo.InvariantCulture), "--Telephony:WrapUp=00:00:01", "--Telephony:RingTimeout=00:00:05");
        await using var rack = new PhoneRack(product.Sip, new IPEndPoint(IPAddress.Loopback, 0));
        await using var outside = new PhoneRack(product.Sip, new IPEndPoint(IPAddress.Loopback, 0));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var faults = new ConcurrentQueue<string>();
        report.Say($"{agents} agents sign in and register");
        var seats = new List<AgentSeat>();
        for (var i = 0; i < agents; i++)
        {
            seats.Add(await AgentSeat.TakeAsync(product, rack, i, cancellationToken));
        }

        report.Say($"{callers} callers ring, {rate} a second; every tenth gives up after 15 to 35 s");
        var working = seats.Select(seat => seat.WorkAsync(Talk, faults, over.Token)).ToArray();
        var begun = TimeProvider.System.GetTimestamp();
        var calling = new List<Task<bool?>>();
        for (var i = 0; i < callers; i++)
        {
            var wait = TimeSpan.FromSeconds((double)i / rate) - TimeProvider.System.GetElapsedTime(begun);
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, cancellationToken);
            var patience = i % 10 == 9 ? TimeSpan.FromSeconds(15 + (i % 21)) : EndPatience;
            calling.Add(CallAsync(outside.Add(string.Create(CultureInfo.InvariantCulture, $"138{i:00000000}"), 400), patience, faults, cancellationToken));
        }

        var ends = await Task.WhenAll(calling);
        report.Say($"the last call ended after {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0} s");
        await over.CancelAsync();
        var talked = (await Task.WhenAll(working)).Sum();
        using var leader = await DeskSession.SignInAsync(product.Http, "supervisor", cancellationToken);
        var board = await leader.GetUntilAsync(
            "/api/switchboard", "nobody is in line any more", answer => answer["waiting"]!.AsArray().Count == 0 && answer["calls"]!.AsArray().Count == 0, AnswerPatience, cancellationToken);
        seats.ForEach(seat => seat.Dispose());
        var reported = board["figures"]!;
        await product.StopAsync();

        var (options, entries) = LogReplay.Read(Path.Combine(product.DataFolder, "queue"));
        var differences = LogReplay.Differences(options, entries);
        var audit = LogReplay.Audit(options.Plan, entries);
        report.Say($"{entries.Count} decisions replayed, {differences} decided otherwise");
        report.Say(LogReplay.Describe(audit));

        // Told by each side for itself: the product's figures, the audit of its log, the callers, the agents.
        Expect(audit.Offered == callers, $"{callers} rang and {audit.Offered} entered the line");
        Expect(reported["answered"]!.GetValue<int>() == audit.Answered, $"the board says {reported["answered"]} answered, the log {audit.Answered}");
        Expect(reported["abandoned"]!.GetValue<int>() == audit.Abandoned, $"the board says {reported["abandoned"]} abandoned, the log {audit.Abandoned}");
        // An answer that crossed the caller's goodbye is one for the agent's phone and none for the line.
        Expect(talked >= audit.Answered, $"agents answered {talked}, the log says {audit.Answered}");
        Expect(ends.All(end => end is not null), "some callers' calls went wrong");
        foreach (var fault in faults.Concat(rack.Unreadable).Concat(outside.Unreadable).GroupBy(fault => fault, StringComparer.Ordinal).Take(20))
        {
            report.Say($"  {fault.Count()} × {fault.Key}");
        }

        var serviceLevel15Reported = Math.Round(reported["serviceLevel15"]!.GetValue<double>(), 4);
        var serviceLevel15Recounted = Math.Round(audit.ServiceLevel(TimeSpan.FromSeconds(15)), 4);
        var doubleOffers = audit.DoubleOffers + audit.OffersToUnready;
        var orderViolations = audit.OrderViolations;
        report.End(new { offered = audit.Offered, answered = audit.Answered, abandoned = audit.Abandoned, doubleOffers, orderViolations, serviceLevel15Reported, serviceLevel15Recounted });
        return faults.IsEmpty && differences == 0 && doubleOffers == 0 && orderViolations == 0 && Math.Abs(serviceLevel15Reported - serviceLevel15Recounted) < 0.00005 ? 0 : 1;

        void Expect(bool holds, string otherwise)
        {
            if (!holds)
            {
                faults.Enqueue(otherwise);
            }
        }
    }

    /// <summary>True where the agent hung up, false where the caller gave up, null, with the reason noted, where it went another way.</summary>
    private static async Task<bool?> CallAsync(SmallPhone phone, TimeSpan patience, ConcurrentQueue<string> faults, CancellationToken cancellationToken)
    {
        try
        {
            var call = await phone.CallAsync("12345", AnswerPatience, cancellationToken);
            if (await Task.WhenAny(call.Ended, Task.Delay(patience, cancellationToken)) == call.Ended)
            {
                return !(await call.Ended).ByUs;
            }

            if (patience < EndPatience)
            {
                await call.HangUpAsync(cancellationToken);
                return false;
            }

            faults.Enqueue("caller: the call was never ended");
            await call.HangUpAsync(cancellationToken);
        }
        catch (PhoneException exception)
        {
            faults.Enqueue($"caller: {exception.Message}");
        }

        return null;
    }
}
