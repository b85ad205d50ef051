using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Hotline.Phones;

namespace Hotline.Bench;

/// <summary>
/// Recorded calls at once: callers ring 12345, agents answer, each pair talks for the same time with tones of its own, the agent hangs up.
/// Judged by what the phones heard and by what the recordings hold.
/// </summary>
internal static class CallsBench
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(120);

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
        var phones = await LoadPhones.SignInAsync(product, agents, calls, cancellationToken);

        report.Say($"{calls} callers ring {LoadPhones.HotlineNumber}, {rate} a second, and talk {talk.TotalSeconds} s each");
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
            ringing.Add(CallAsync(callers.Add(LoadPhones.Number(i), LoadPhones.CallerTone(i)), talk, faults, cancellationToken));
        }

        var called = await Task.WhenAll(ringing);
        await over.CancelAsync();
        var answered = (await Task.WhenAll(answering)).OfType<Talk>().ToArray();
        cpu = product.CpuTime - cpu;

        var complete = (await RecordingJudge.CompleteOnesAsync(supervisor, answered, faults, cancellationToken)).Count;
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

    /// <summary>One caller, from ringing to the other side's hanging up; null, with the reason noted, where it went another way.</summary>
    private static async Task<CallEnd?> CallAsync(SmallPhone phone, TimeSpan talk, ConcurrentQueue<string> faults, CancellationToken cancellationToken)
    {
        try
        {
            var call = await phone.CallAsync(LoadPhones.HotlineNumber, AnswerPatience, cancellationToken);
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
            var (caller, clear) = (call.RemoteUser, call.HeardShareOf(LoadPhones.CallerToneOf(call.RemoteUser)) > ToneShare.Clear);
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
}
