using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>
/// Carries events to the sink: one reader, in order. A live event the sink does not take is lost and counted. An ended call is on disk before it
/// is reported and stays there until the sink has taken it; what was not taken is offered again, later and later, up to once a minute.
/// </summary>
internal sealed partial class EventReporter(
    CallSpool spool,
    ICallEventSink sink,
    TelephonyMetrics metrics,
    TimeProvider time,
    ILogger<EventReporter> logger) : IDisposable
{
    /// <summary>Events waiting for the sink; some 20 busy seconds of a large room. When full, live events are dropped and ended calls read from disk.</summary>
    private const int Capacity = 10_000;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);

    /// <summary>A sink that takes longer than this has not taken it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<CallEvent> waiting =
        Channel.CreateBounded<CallEvent>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly Dictionary<CallId, CallEnded> unwritten = [];
    private readonly Lock gate = new();
    private CancellationTokenSource? patience;
    private volatile bool missed = true;

    /// <summary>Reports a live event. Never waits.</summary>
    public void Report(CallEvent callEvent)
    {
        if (!waiting.Writer.TryWrite(callEvent))
        {
            metrics.EventLost();
        }
    }

    /// <summary>Puts an ended call on disk and reports it. Where the disk refuses, it is kept in memory and written when the disk takes it.</summary>
    /// <returns>True where it is on disk.</returns>
    public bool ReportEnded(CallEnded call, bool unsealed)
    {
        var kept = TryKeep(call, unsealed);
        missed |= !waiting.Writer.TryWrite(call);
        return kept;
    }

    /// <summary>No more events will come; <see cref="RunAsync"/> ends once the waiting ones are handed over.</summary>
    public void Complete() => waiting.Writer.TryComplete();

    /// <summary>Hands events over until completed or cancelled. What a former run left in the spool comes first.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var backOff = FirstRetry;
        var retryAt = time.GetTimestamp();
        try
        {
            while (true)
            {
                if (missed && time.GetElapsedTime(retryAt) >= TimeSpan.Zero)
                {
                    missed = false;
                    missed |= !await TryOfferKeptAsync(cancellationToken);
                    backOff = missed ? Longer(backOff) : FirstRetry;
                    retryAt = Later(backOff);
                }

                while (waiting.Reader.TryRead(out var next))
                {
                    if (!await OfferAsync(next, cancellationToken) && next is CallEnded && !missed)
                    {
                        missed = true;
                        retryAt = Later(backOff);
                    }
                }

                if (!await WaitAsync(missed ? time.GetElapsedTime(time.GetTimestamp(), retryAt) : Timeout.InfiniteTimeSpan, cancellationToken))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LeftInSpool(waiting.Reader.Count);
        }
    }

    /// <summary>After <see cref="RunAsync"/> has ended.</summary>
    public void Dispose() => patience?.Dispose();

    // False when no more will come.
    private async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (atMost == Timeout.InfiniteTimeSpan)
        {
            return await waiting.Reader.WaitToReadAsync(cancellationToken);
        }

        using var wake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var alarm = time.CreateTimer(state => ((CancellationTokenSource)state!).Cancel(), wake, atMost < TimeSpan.Zero ? TimeSpan.Zero : atMost, Timeout.InfiniteTimeSpan);
        try
        {
            return await waiting.Reader.WaitToReadAsync(wake.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return true;
        }
    }

    private async Task<bool> TryOfferKeptAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await OfferKeptAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            NotRead(fault);
            return false;
        }
    }

    private async Task<bool> OfferKeptAsync(CancellationToken cancellationToken)
    {
        foreach (var call in Unwritten())
        {
            TryKeep(call, unsealed: false);
        }

        var all = true;
        foreach (var name in spool.Kept())
        {
            all &= spool.Find(name) is not { } call || await OfferAsync(call, cancellationToken);
        }

        foreach (var call in Unwritten())
        {
            all &= await OfferAsync(call, cancellationToken);
        }

        return all;
    }

    private async Task<bool> OfferAsync(CallEvent callEvent, CancellationToken cancellationToken)
    {
        try
        {
            await AcceptAsync(callEvent, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            metrics.EventRefused(callEvent);
            NotTaken(fault, callEvent.GetType().Name);
            return false;
        }

        if (callEvent is CallEnded ended)
        {
            bool written;
            lock (gate)
            {
                written = !unwritten.Remove(ended.CallId);
            }

            spool.Taken(ended.CallId, written);
        }

        return true;
    }

    // The clock is looked at only where the sink does not take it at once.
    private async ValueTask AcceptAsync(CallEvent callEvent, CancellationToken cancellationToken)
    {
        if (patience is null or { IsCancellationRequested: true })
        {
            patience?.Dispose();
            patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        }

        using var stop = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), patience);
        var taking = sink.AcceptAsync(callEvent, patience.Token);
        if (taking.IsCompleted)
        {
            await taking;
            return;
        }

        patience.CancelAfter(Patience);
        try
        {
            await taking;
        }
        finally
        {
            patience.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    private bool TryKeep(CallEnded call, bool unsealed)
    {
        try
        {
            spool.Keep(call, unsealed);
            lock (gate)
            {
                unwritten.Remove(call.CallId);
            }

            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            lock (gate)
            {
                unwritten[call.CallId] = call;
            }

            NotWritten(fault);
            return false;
        }
    }

    private IReadOnlyList<CallEnded> Unwritten()
    {
        lock (gate)
        {
            return [.. unwritten.Values];
        }
    }

    private long Later(TimeSpan by) => time.GetTimestamp() + (long)(by.TotalSeconds * time.TimestampFrequency);

    private static TimeSpan Longer(TimeSpan backOff) => backOff * 2 < LongestRetry ? backOff * 2 : LongestRetry;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sink did not take {Event}")]
    private partial void NotTaken(Exception fault, string @event);

    [LoggerMessage(Level = LogLevel.Error, Message = "An ended call could not be written to the spool; kept in memory until it can")]
    private partial void NotWritten(Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The spool could not be read; it is tried again")]
    private partial void NotRead(Exception fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopped with {Count} events not handed over; ended calls among them are in the spool")]
    private partial void LeftInSpool(int count);
}
