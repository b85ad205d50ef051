using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels.Sms;

/// <summary>The link cannot be used any more, or never could; connect anew.</summary>
/// <param name="reason">Why.</param>
/// <param name="handedOver">Octets of the request were given to the wire: the other side may have taken it.</param>
internal sealed class LinkBrokenException(string reason, bool handedOver = false) : Exception(reason)
{
    internal bool HandedOver => handedOver;
}

/// <summary>What a link keeps to.</summary>
/// <param name="Window">Requests under way at once.</param>
/// <param name="ResponseTimeout">How long an answer may take.</param>
/// <param name="TestInterval">A quiet link is tested this often.</param>
internal sealed record LinkRules(int Window, TimeSpan ResponseTimeout, TimeSpan TestInterval);

/// <summary>
/// One TCP connection to a message centre or gateway: pairs answers with requests, keeps the window, tests a quiet line, hands on what comes. It
/// ends once and for all; <see cref="Ended"/> then says why. Thread-safe.
/// </summary>
/// <typeparam name="TPdu">A message of the protocol.</typeparam>
/// <typeparam name="TFrame">What the octets became: a message, or why they are none.</typeparam>
internal abstract partial class WindowedLink<TPdu, TFrame> : IAsyncDisposable
    where TPdu : class
{
    // A stop waits no longer for good-bye than this.
    private static readonly TimeSpan ByePatience = TimeSpan.FromSeconds(1);

    private readonly LinkRules rules;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Stream stream;
    private readonly CancellationTokenSource closing = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly SemaphoreSlim window;
    private readonly ConcurrentDictionary<uint, Pending> asked = new();
    private uint lastSequence;
    private long heardAt;

    protected WindowedLink(Stream stream, LinkRules rules, TimeProvider time, ILogger logger)
    {
        (this.stream, this.rules, this.time, this.logger) = (stream, rules, time, logger);
        window = new SemaphoreSlim(rules.Window, rules.Window);
        heardAt = time.GetTimestamp();
    }

    /// <summary>Tells this link from every other of the process.</summary>
    internal long Number { get; } = LinkNumbers.Next();

    /// <summary>Completes, with the reason, when the link has ended and every request on it has failed. Never faults.</summary>
    internal Task<string> Ended { get; private set; } = Task.FromResult("not begun");

    /// <summary>The longest message there is.</summary>
    protected abstract int LongestPdu { get; }

    /// <summary>Begins to read: called once, when the link is whole.</summary>
    internal void Begin() => Ended = RunAsync();

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await Ended;
    }

    /// <exception cref="LinkBrokenException">Not reached within the response time.</exception>
    protected static async Task<Stream> ConnectAsync(string host, int port, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var late = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(host, port, both.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new LinkBrokenException($"connect: {exception.SocketErrorCode}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new LinkBrokenException("connect: no answer");
        }
    }

    /// <summary>A message at the front of the octets; false where more are needed.</summary>
    protected abstract bool TryDecode(ReadOnlySpan<byte> octets, out int consumed, out TFrame frame);

    /// <summary>The octets of a request under that number.</summary>
    protected abstract byte[] Encode(TPdu pdu, uint sequence);

    /// <summary>Does what a message asks for; a reason ends the link.</summary>
    protected abstract Task<string?> HandleAsync(TFrame frame);

    /// <summary>The question whether anybody is there.</summary>
    protected abstract TPdu Test();

    protected abstract string NameOf(TPdu pdu);

    /// <summary>Asks within the window; null when no place in it came free in the response time. Waits until answered or ended.</summary>
    /// <exception cref="LinkBrokenException">The link ended before the answer.</exception>
    protected async Task<TPdu?> AskInWindowAsync(TPdu request)
    {
        if (!await window.WaitAsync(rules.ResponseTimeout))
        {
            return null;
        }

        try
        {
            return await AskAsync(request, Timeout.InfiniteTimeSpan, CancellationToken.None);
        }
        finally
        {
            window.Release();
        }
    }

    protected Task<TPdu> AskAsync(TPdu request, CancellationToken cancellationToken) => AskAsync(request, rules.ResponseTimeout, cancellationToken);

    /// <summary>Says good-bye and ends the link, waiting a second at most for the answer.</summary>
    protected async Task SayByeAsync(TPdu bye)
    {
        try
        {
            await AskAsync(bye, ByePatience, CancellationToken.None);
        }
        catch (LinkBrokenException exception)
        {
            LogByeUnanswered(exception.Message);
        }
    }

    /// <summary>Gives whoever asked their answer.</summary>
    protected void Complete(uint sequence, TPdu answer)
    {
        if (asked.TryRemove(sequence, out var pending))
        {
            pending.Answer.TrySetResult(answer);
        }
    }

    /// <summary>Writes without waiting for an answer.</summary>
    /// <exception cref="LinkBrokenException">The link has ended.</exception>
    protected async Task WriteAsync(byte[] octets)
    {
        var begun = false;
        try
        {
            await writing.WaitAsync(closing.Token);
            try
            {
                begun = true;
                await stream.WriteAsync(octets, closing.Token);
            }
            finally
            {
                writing.Release();
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            throw new LinkBrokenException("link lost while writing", begun);
        }
    }

    private async Task<TPdu> AskAsync(TPdu request, TimeSpan patience, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<TPdu>(TaskCreationOptions.RunContinuationsAsynchronously);
        var sequence = NextSequence();
        asked[sequence] = new Pending(answer, time.GetTimestamp());
        try
        {
            await WriteAsync(Encode(request, sequence));
            return await answer.Task.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new LinkBrokenException($"{NameOf(request)} unanswered", handedOver: true);
        }
        finally
        {
            asked.TryRemove(sequence, out _);
        }
    }

    // SMPP 3.4 §5.1.4: 1 to 0x7FFFFFFF; CMPP leaves it open.
    private uint NextSequence()
    {
        uint next;
        do
        {
            next = Interlocked.Increment(ref lastSequence) & 0x7FFFFFFF;
        }
        while (next == 0);
        return next;
    }

    private async Task<string> RunAsync()
    {
        // The caller has the link before the first message is handled.
        await Task.Yield();
        var reading = ReadAsync();
        var watching = WatchAsync();
        var first = await Task.WhenAny(reading, watching);
        await closing.CancelAsync();
        var reason = await first;
        await Task.WhenAll(reading, watching);
        await stream.DisposeAsync();
        foreach (var pending in asked.Values)
        {
            pending.Answer.TrySetException(new LinkBrokenException(reason, handedOver: true));
        }

        return reason;
    }

    private async Task<string> ReadAsync()
    {
        var buffer = new byte[4096];
        var filled = 0;
        try
        {
            while (true)
            {
                var count = await stream.ReadAsync(buffer.AsMemory(filled), closing.Token);
                if (count == 0)
                {
                    return "closed by the message centre";
                }

                filled += count;
                Volatile.Write(ref heardAt, time.GetTimestamp());
                var start = 0;
                while (TryDecode(buffer.AsSpan(start, filled - start), out var consumed, out var frame))
                {
                    start += consumed;
                    if (await HandleAsync(frame) is { } end)
                    {
                        return end;
                    }
                }

                buffer.AsSpan(start, filled - start).CopyTo(buffer);
                filled -= start;
                if (filled == buffer.Length)
                {
                    Array.Resize(ref buffer, Math.Min(buffer.Length * 2, LongestPdu));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or LinkBrokenException)
        {
            return "connection lost";
        }
        catch (OperationCanceledException)
        {
            return "closed by us";
        }
        catch (Exception exception)
        {
            // Nothing that comes may take the process with it: this link ends, the next one begins clean.
            LogUnforeseen(exception);
            return "an error of our own";
        }
    }

    // A quiet link is tested; and a request that stays unanswered for three response times shows a centre that has lost its way.
    private async Task<string> WatchAsync()
    {
        try
        {
            while (true)
            {
                var quiet = time.GetElapsedTime(Volatile.Read(ref heardAt));
                if (quiet >= rules.TestInterval)
                {
                    await AskAsync(Test(), closing.Token);
                    continue;
                }

                if (asked.Values.Any(pending => time.GetElapsedTime(pending.AskedAt) > 3 * rules.ResponseTimeout))
                {
                    return "a request unanswered for three response times";
                }

                var next = rules.TestInterval - quiet;
                await Task.Delay(next < rules.ResponseTimeout ? next : rules.ResponseTimeout, time, closing.Token);
            }
        }
        catch (LinkBrokenException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException)
        {
            return "closed by us";
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "SMS: the link ends by an error of our own")]
    private partial void LogUnforeseen(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "SMS: good-bye: {Reason}")]
    private partial void LogByeUnanswered(string reason);

    private readonly record struct Pending(TaskCompletionSource<TPdu> Answer, long AskedAt);
}

/// <summary>Numbers of links, one row for all protocols.</summary>
internal static class LinkNumbers
{
    private static long last;

    internal static long Next() => Interlocked.Increment(ref last);
}
