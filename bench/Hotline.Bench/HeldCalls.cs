using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Hotline.Phones;

namespace Hotline.Bench;

/// <summary>Calls that talk until they are released, then are hung up by their agents. Each agent takes one call.</summary>
/// <param name="agents">Ready agents, as many as all calls together.</param>
/// <param name="callers">Where the callers' phones are.</param>
/// <param name="rate">New calls, and hang-ups, a second.</param>
/// <param name="faults">Takes what went wrong.</param>
internal sealed class HeldCalls(IReadOnlyList<SmallPhone> agents, PhoneRack callers, int rate, ConcurrentQueue<string> faults)
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(60);

    private readonly Channel<PhoneCall> answered = Channel.CreateUnbounded<PhoneCall>();
    private int placed;

    /// <summary>The product's RTP addresses of the calls that talk.</summary>
    internal IReadOnlyList<IPEndPoint> ProductSound { get; private set; } = [];

    /// <summary>Agents take what rings until told to stop.</summary>
    internal Task AnswerAsync(CancellationToken over) => Task.WhenAll(agents.Select(phone => AnswerAsync(phone, over)));

    /// <summary>Places calls, waits until all talk, lets them talk, runs a measurement, and ends them.</summary>
    /// <returns>What the agents' phones counted, then what the callers' phones did: of the calls that went well.</returns>
    internal async Task<(Talk[] Talks, CallEnd[] Callers)> HoldAsync(int calls, Func<Task> measure, CancellationToken cancellationToken)
    {
        var dialled = new Task<PhoneCall?>[calls];
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / rate));
        for (var i = 0; i < calls; i++, placed++)
        {
            dialled[i] = DialAsync(callers.Add(LoadPhones.Number(placed), LoadPhones.CallerTone(placed)), cancellationToken);
            await beat.WaitForNextTickAsync(cancellationToken);
        }

        var called = (await Task.WhenAll(dialled)).OfType<PhoneCall>().ToArray();
        var held = await AllAnsweredAsync(called.Length, cancellationToken);
        ProductSound = [.. called.Concat(held).Select(call => call.ProductSound).OfType<IPEndPoint>()];
        await measure();

        var talks = new List<Task<Talk?>>();
        foreach (var call in held)
        {
            talks.Add(HangUpAsync(call));
            await beat.WaitForNextTickAsync(cancellationToken);
        }

        var ended = called.Select(EndAsync).ToArray();
        return ((await Task.WhenAll(talks)).OfType<Talk>().ToArray(), (await Task.WhenAll(ended)).OfType<CallEnd>().ToArray());
    }

    private async Task<List<PhoneCall>> AllAnsweredAsync(int count, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(AnswerPatience);
        var held = new List<PhoneCall>();
        try
        {
            while (held.Count < count)
            {
                held.Add(await answered.Reader.ReadAsync(patience.Token));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            faults.Enqueue($"{count - held.Count} calls were not answered");
        }

        return held;
    }

    private async Task AnswerAsync(SmallPhone phone, CancellationToken over)
    {
        try
        {
            var call = await phone.Ringing.ReadAsync(over);
            await call.AnswerAsync();
            answered.Writer.TryWrite(call);
        }
        catch (PhoneException exception)
        {
            faults.Enqueue($"agent: {exception.Message}");
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // Nobody rang: the caller's side says why.
            return;
        }
    }

    private async Task<PhoneCall?> DialAsync(SmallPhone phone, CancellationToken cancellationToken)
    {
        try
        {
            return await phone.CallAsync(LoadPhones.HotlineNumber, AnswerPatience, cancellationToken);
        }
        catch (PhoneException exception)
        {
            faults.Enqueue($"caller: {exception.Message}");
            return null;
        }
    }

    private async Task<Talk?> HangUpAsync(PhoneCall call)
    {
        try
        {
            var (caller, clear) = (call.RemoteUser, call.HeardShareOf(LoadPhones.CallerToneOf(call.RemoteUser)) > ToneShare.Clear);
            var end = await call.HangUpAsync(CancellationToken.None);
            if (end.ByUs && clear)
            {
                return new Talk(call.LocalUser, caller, end);
            }

            faults.Enqueue(clear ? "agent: the call ended before it was hung up" : "agent: the caller's tone was not heard clearly at the end");
        }
        catch (PhoneException exception)
        {
            faults.Enqueue($"agent: {exception.Message}");
        }

        return null;
    }

    private async Task<CallEnd?> EndAsync(PhoneCall call)
    {
        try
        {
            return await call.Ended.WaitAsync(EndPatience);
        }
        catch (TimeoutException)
        {
            faults.Enqueue("caller: the call was never ended");
            return null;
        }
    }
}
