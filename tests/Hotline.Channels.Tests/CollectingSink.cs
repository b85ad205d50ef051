using System.Collections.Concurrent;

namespace Hotline.Channels.Tests;

/// <summary>A sink that keeps what it took, and refuses as often as it is told to.</summary>
internal sealed class CollectingSink : IInboundMessageSink, IDisposable
{
    private readonly SemaphoreSlim arrived = new(0);
    private int refusals;

    internal ConcurrentQueue<InboundMessage> Messages { get; } = new();

    internal ConcurrentQueue<DeliveryReport> Reports { get; } = new();

    internal int Refused { get; private set; }

    internal void Refuse(int times) => refusals = times;

    /// <summary>What a sender is told of the case.</summary>
    internal InboundTaken Taken { get; set; } = new("20261122000001", Joined: false);

    public async ValueTask<InboundTaken> AcceptAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        await Take(Messages, message);
        return Taken;
    }

    public ValueTask AcceptAsync(DeliveryReport report, CancellationToken cancellationToken) => Take(Reports, report);

    /// <summary>Waits until so many of a queue have come.</summary>
    internal async Task WaitAsync(Func<bool> wanted)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (!wanted())
        {
            await arrived.WaitAsync(deadline.Token);
        }
    }

    public void Dispose() => arrived.Dispose();

    private ValueTask Take<T>(ConcurrentQueue<T> queue, T item)
    {
        if (refusals > 0)
        {
            refusals--;
            Refused++;
            arrived.Release();
            throw new InvalidOperationException("The database is away.");
        }

        queue.Enqueue(item);
        arrived.Release();
        return ValueTask.CompletedTask;
    }
}
