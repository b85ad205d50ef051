using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Hotline.Phones;
using Hotline.Telephony.Media;

namespace Hotline.Bench;

/// <summary>
/// Recorded calls at once: callers ring 12345, agents answer, each pair talks for the same time with tones of its own, the agent hangs up.
/// Judged by what the phones heard and by what the recordings hold.
/// </summary>
internal static class CallsBench
{
    private const string HotlineNumber = "12345";

    // One stretch of 100 ms in a hundred.
    private const double UnclearPerSecond = 0.1;

    // The product's own promise.
    private static readonly TimeSpan LengthTolerance = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan SealPatience = TimeSpan.FromSeconds(60);

    internal static async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var arguments = new Arguments(words, ["--json"], ["--calls", "--seconds", "--rate", "--http", "--sip", "--data"]);
        var report = new Report(arguments);
        var calls = arguments.Whole("--calls", 20, 1, 1000);
        var talk = TimeSpan.FromSeconds(arguments.Whole("--seconds", 10, 1, 3600));
        var rate = arguments.Whole("--rate", 10, 1, 1000);

        await using var product = await ProductProcess.StartAsync(arguments, keepsData: false, "--city", "load", "--agents", calls.ToString(CultureInfo.InvariantCulture));
        using var supervisor = await DeskSession.SignInAsync(product.Http, "supervisor", cancellationToken);
        await using var agents = new PhoneRack(product.Sip, new IPEndPoint(IPAddress.Loopback, 0));
        await using var callers = new PhoneRack(product.Sip, new IPEndPoint(IPAddress.Loopback, 0));
        report.Say($"{calls} agents sign in and register");
        var phones = await SignInAsync(product, agents, calls, cancellationToken);

        report.Say($"{calls} callers ring {HotlineNumber}, {rate} a second, and talk {talk.TotalSeconds} s each");
        var cpu = product.CpuTime;
        var begun = TimeProvider.System.GetTimestamp();
        var faults = new ConcurrentQueue<string>();
        var steady = new SteadyTalk(product, calls);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answering = phones.Select(phone => AnswerAsync(phone, talk, steady, faults, over.Token)).ToArray();
        var ringing = new List<Task<CallEnd?>>();
        for (var i = 0; i < calls; i++)
        {
            var wait = TimeSpan.FromSeconds((double)i / rate) - TimeProvider.System.GetElapsedTime(begun);
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, cancellationToken);
            ringing.Add(CallAsync(callers.Add(Number(i), CallerTone(i)), talk, faults, cancellationToken));
        }

        var called = await Task.WhenAll(ringing);
        await over.CancelAsync();
        var answered = (await Task.WhenAll(answering)).OfType<Talk>().ToArray();
        cpu = product.CpuTime - cpu;

        var complete = 0;
        foreach (var verdict in await JudgeAsync(supervisor, answered, faults, cancellationToken))
        {
            complete += verdict ? 1 : 0;
        }

        foreach (var fault in faults.Concat(agents.Unreadable).Concat(callers.Unreadable).GroupBy(fault => fault, StringComparer.Ordinal).Take(20))
        {
            report.Say($"  {fault.Count()} × {fault.Key}");
        }

        // A call is whole when the caller's side and the agent's side both ended as they should.
        var failed = calls - Math.Min(called.Count(end => end is not null), answered.Length);
        var heard = called.OfType<CallEnd>().Concat(answered.Select(talked => talked.End)).Select(end => end.Media).ToArray();
        var (lost, received) = (heard.Sum(media => Math.Max(0, media.Lost)), heard.Sum(media => media.Received));
        var lossPercent = lost + received == 0 ? 100 : Math.Round(100.0 * lost / (lost + received), 4);
        var callSeconds = answered.Sum(talked => talked.End.Talked.TotalSeconds);
        report.Say($"{calls} calls, {failed} failed, {lost} of {lost + received} RTP packets lost ({lossPercent} %), {complete} recordings complete");
        report.Say($"server: {cpu.TotalMilliseconds / Math.Max(1, callSeconds):0.00} ms CPU per call-second from the first ring to the last end ({cpu.TotalSeconds:0.0} s for {callSeconds:0} s of talk), {product.Memory >> 20} MB held");
        report.Say(steady.ToString());
        report.End(new { calls, failed, lossPercent, recordingsComplete = complete });
        await product.StopAsync();
        return failed == 0 && lossPercent < 0.1 && complete == calls ? 0 : 1;
    }

    private static async Task<SmallPhone[]> SignInAsync(ProductProcess product, PhoneRack rack, int count, CancellationToken cancellationToken)
    {
        var phones = new SmallPhone[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (i, token) =>
        {
            phones[i] = rack.Add(AgentId(i), AgentTone(i));
            await phones[i].RegisterAsync(DeskSession.SamplePassword, token);
            using var agent = await DeskSession.SignInAsync(product.Http, $"agent{i + 1}", token);
            await agent.PostAsync("/api/switchboard/ready", new { }, token);
        });
        return phones;
    }

    /// <summary>One caller, from ringing to the other side's hanging up; null, with the reason noted, where it went another way.</summary>
    private static async Task<CallEnd?> CallAsync(SmallPhone phone, TimeSpan talk, ConcurrentQueue<string> faults, CancellationToken cancellationToken)
    {
        try
        {
            var call = await phone.CallAsync(HotlineNumber, AnswerPatience, cancellationToken);
            var end = await call.Ended.WaitAsync(AnswerPatience + talk, cancellationToken);
            if (!end.ByUs && end.Talked >= talk)
            {
                return end;
            }

            faults.Enqueue("caller: the call ended before the talk was over");
        }
        catch (PhoneException exception)
        {
            faults.Enqueue($"caller: {exception.Message}");
        }
        catch (TimeoutException)
        {
            faults.Enqueue("caller: the call was never ended");
        }

        return null;
    }

    /// <summary>One agent: one call; null when none rang before the callers were done.</summary>
    private static async Task<Talk?> AnswerAsync(SmallPhone phone, TimeSpan talk, SteadyTalk steady, ConcurrentQueue<string> faults, CancellationToken over)
    {
        try
        {
            var call = await phone.Ringing.ReadAsync(over);
            await call.AnswerAsync();
            steady.Begin();
            await Task.WhenAny(call.Ended, Task.Delay(talk, CancellationToken.None));
            steady.End();
            var (caller, clear) = (call.RemoteUser, call.HeardShareOf(CallerTone(IndexOf(call.RemoteUser))) > ToneShare.Clear);
            var end = await call.HangUpAsync(CancellationToken.None);
            if (!end.ByUs || !clear)
            {
                faults.Enqueue(clear ? "agent: the call ended before the talk was over" : "agent: the caller's tone was not heard clearly at the end");
                return null;
            }

            return new Talk(phone.User, caller, end);
        }
        catch (PhoneException exception)
        {
            faults.Enqueue($"agent: {exception.Message}");
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            faults.Enqueue("agent: no call came");
        }

        return null;
    }

    /// <summary>Hears every recording: its length against the talk the phones measured, and each side's tone in its channel.</summary>
    private static async Task<IReadOnlyList<bool>> JudgeAsync(DeskSession supervisor, Talk[] talks, ConcurrentQueue<string> faults, CancellationToken cancellationToken)
    {
        var recordings = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        for (var page = 1; recordings.Count < talks.Length; page++)
        {
            // Pages of 100, newest first; all are there and sealed before any is judged.
            var answer = await supervisor.GetUntilAsync(
                $"/api/recordings?page={page}&size=100",
                "every recording is there and sealed",
                answer => answer["total"]!.GetValue<int>() >= talks.Length && answer["items"]!.AsArray().All(item => item!["sealed"]!.GetValue<bool>()),
                SealPatience,
                cancellationToken);
            var items = answer["items"]!.AsArray();
            if (items.Count == 0)
            {
                break;
            }

            foreach (var item in items)
            {
                recordings[item!["number"]!.GetValue<string>()] = item;
            }
        }

        var verdicts = new List<bool>();
        foreach (var talk in talks)
        {
            var fault = recordings.TryGetValue(talk.Caller, out var recording)
                ? await FaultOfAsync(supervisor, talk, recording, cancellationToken)
                : "recording: none of this caller";
            verdicts.Add(fault is null);
            if (fault is not null)
            {
                faults.Enqueue(fault);
            }
        }

        return verdicts;
    }

    private static async Task<string?> FaultOfAsync(DeskSession supervisor, Talk talk, JsonNode recording, CancellationToken cancellationToken)
    {
        if (recording["agentId"]!.GetValue<string>() != talk.AgentId)
        {
            return "recording: another agent than the one who answered";
        }

        var play = await supervisor.PostAsync($"/api/recordings/{recording["id"]}/plays", new { reason = "load measurement" }, cancellationToken);
        var sound = WavFile.Parse("recording", await supervisor.GetBytesAsync($"{play["audioUrl"]}&format=stored", cancellationToken));

        // Between our 200 and its ACK, and between our BYE and its answer, the other side may rightly record or not.
        return sound.Duration < talk.End.Talked - LengthTolerance || sound.Duration > talk.End.Connected + LengthTolerance
            ? $"recording: {sound.Duration.TotalSeconds:0.00} s of {talk.End.Talked.TotalSeconds:0.00} to {talk.End.Connected.TotalSeconds:0.00} s of talk"
            : sound.Channels != 2 ? "recording: not two channels"
            : ToneFault(sound, 0, CallerTone(IndexOf(talk.Caller))) ?? ToneFault(sound, 1, AgentTone(IndexOf(talk.AgentId) - 1));
    }

    // The first and the last 100 ms may hold the silence before the first packet and after the last.
    private static string? ToneFault(WavFile sound, int channel, int hertz)
    {
        var unclear = ToneShare.UnclearStretches(sound.Samples(channel), hertz);
        return unclear <= 2 + (sound.Duration.TotalSeconds * UnclearPerSecond) ? null
            : $"recording: {(channel == 0 ? "the caller's tone on the left" : "the agent's tone on the right")} is not clear in {unclear} of {sound.Duration.TotalSeconds * 10:0} stretches of 100 ms";
    }

    private static string Number(int i) => string.Create(CultureInfo.InvariantCulture, $"139{i:00000000}");

    private static string AgentId(int i) => string.Create(CultureInfo.InvariantCulture, $"{8001 + i}");

    // "13900000007" → 7, "8007" → 7.
    private static int IndexOf(string number) =>
        int.TryParse(number.StartsWith("139", StringComparison.Ordinal) ? number[3..] : number[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : 0;

    // Callers on whole hundreds, agents on the fifties between: no two of a pair alike, and neighbours differ.
    private static int CallerTone(int i) => 400 + (100 * (i % 27));

    private static int AgentTone(int i) => 450 + (100 * (i % 26));

    private sealed record Talk(string AgentId, string Caller, CallEnd End);
}
