using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels.Sms.Smpp;

/// <summary>The link cannot be used any more, or never could; connect anew.</summary>
internal sealed class SmppBrokenException(string reason) : Exception(reason);

/// <summary>A deliver_sm and the link that waits for its acknowledgement.</summary>
internal sealed record Delivery(DeliverSm Pdu, SmppLink Link);

/// <summary>
/// One TCP connection to the message centre: pairs answers with requests, keeps the window, tests a quiet line, hands on what is
/// delivered. It ends once and for all; <see cref="Ended"/> then says why. Thread-safe.
/// </summary>
internal sealed partial class SmppLink : IAsyncDisposable
{
    // A stop waits no longer for good-bye than this.
    private static readonly TimeSpan UnbindPatience = TimeSpan.FromSeconds(1);

    private static long lastNumber;

    private readonly SmppOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ChannelWriter<Delivery> deliveries;
    private readonly Stream stream;
    private readonly CancellationTokenSource closing = new();
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly SemaphoreSlim window;
    private readonly ConcurrentDictionary<uint, Pending> asked = new();
    private uint lastSequence;
    private long heardAt;

    private SmppLink(Stream stream, SmppOptions options, ChannelWriter<Delivery> deliveries, TimeProvider time, ILogger logger)
    {
        (this.stream, this.options, this.deliveries, this.time, this.logger) = (stream, options, deliveries, time, logger);
        window = new SemaphoreSlim(options.Window, options.Window);
        heardAt = time.GetTimestamp();
        Ended = RunAsync();
    }

    /// <summary>Tells this link from every other of the process.</summary>
    internal long Number { get; } = Interlocked.Increment(ref lastNumber);

    /// <summary>Completes, with the reason, when the link has ended and every request on it has failed. Never faults.</summary>
    internal Task<string> Ended { get; }

    /// <exception cref="SmppBrokenException">Not reached within the response time.</exception>
    internal static async Task<SmppLink> ConnectAsync(
        SmppOptions options, ChannelWriter<Delivery> deliveries, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var patience = new CancellationTokenSource(options.ResponseTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(options.Host, options.Port, both.Token);
            return new SmppLink(new NetworkStream(socket, ownsSocket: true), options, deliveries, time, logger);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new SmppBrokenException($"connect: {exception.SocketErrorCode}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new SmppBrokenException("connect: no answer");
        }
    }

    /// <summary>Signs in (§4.1.5). A refusal is an answer with its status.</summary>
    /// <exception cref="SmppBrokenException">The link ended, or there was no answer in time.</exception>
    internal Task<SmppPdu> BindAsync(CancellationToken cancellationToken) => AskAsync(
        new Bind { SystemId = options.SystemId, Password = options.Password }, options.ResponseTimeout, cancellationToken);

    /// <summary>Submits within the window; null when no place in it came free in the response time. Waits until answered or ended.</summary>
    /// <exception cref="SmppBrokenException">The link ended before the answer.</exception>
    internal async Task<SmppPdu?> SubmitAsync(ShortMessage content)
    {
        if (!await window.WaitAsync(options.ResponseTimeout))
        {
            return null;
        }

        try
        {
            return await AskAsync(new SubmitSm { Content = content }, Timeout.InfiniteTimeSpan, CancellationToken.None);
        }
        finally
        {
            window.Release();
        }
    }

    /// <summary>Acknowledges a deliver_sm, or not. False when the link has ended: the centre will deliver again.</summary>
    internal async Task<bool> AnswerAsync(DeliverSm request, CommandStatus status)
    {
        try
        {
            await WriteAsync(new DeliverSmResp { Sequence = request.Sequence, Status = status });
            return true;
        }
        catch (SmppBrokenException)
        {
            return false;
        }
    }

    /// <summary>Says good-bye (§4.2) and ends the link, waiting a second at most for the answer.</summary>
    internal async Task UnbindAsync()
    {
        try
        {
            await AskAsync(new Unbind(), UnbindPatience, CancellationToken.None);
        }
        catch (SmppBrokenException exception)
        {
            LogUnbindUnanswered(exception.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await Ended;
    }

    private async Task<SmppPdu> AskAsync(SmppPdu request, TimeSpan patience, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<SmppPdu>(TaskCreationOptions.RunContinuationsAsynchronously);
        var sequence = NextSequence();
        asked[sequence] = new Pending(answer, time.GetTimestamp());
        try
        {
            await WriteAsync(request with { Sequence = sequence });
            return await answer.Task.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new SmppBrokenException($"{request.Command} unanswered");
        }
        finally
        {
            asked.TryRemove(sequence, out _);
        }
    }

    // §5.1.4: 1 to 0x7FFFFFFF.
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

    private async Task WriteAsync(SmppPdu pdu)
    {
        var octets = PduEncoder.Encode(pdu);
        try
        {
            await writing.WaitAsync(closing.Token);
            try
            {
                await stream.WriteAsync(octets, closing.Token);
            }
            finally
            {
                writing.Release();
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            throw new SmppBrokenException("link lost while writing");
        }
    }

    private async Task<string> RunAsync()
    {
        // Off the constructor's path: the fields are set and the caller has the link before the first PDU is handled.
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
            pending.Answer.TrySetException(new SmppBrokenException(reason));
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
                while (PduDecoder.TryDecode(buffer.AsSpan(start, filled - start), out var consumed, out var pdu, out var rejection))
                {
                    start += consumed;
                    var end = pdu is not null ? await HandleAsync(pdu) : await RejectAsync(rejection!);
                    if (end is not null)
                    {
                        return end;
                    }
                }

                buffer.AsSpan(start, filled - start).CopyTo(buffer);
                filled -= start;
                if (filled == buffer.Length)
                {
                    Array.Resize(ref buffer, Math.Min(buffer.Length * 2, PduDecoder.MaxLength));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or SmppBrokenException)
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

    // A reason ends the link.
    private async Task<string?> HandleAsync(SmppPdu pdu)
    {
        switch (pdu)
        {
            case DeliverSm deliver:
                if (!deliveries.TryWrite(new Delivery(deliver, this)))
                {
                    await AnswerAsync(deliver, CommandStatus.ESME_RX_T_APPN);
                }

                return null;
            case EnquireLink:
                await WriteAsync(new EnquireLinkResp { Sequence = pdu.Sequence });
                return null;
            case Unbind:
                await WriteAsync(new UnbindResp { Sequence = pdu.Sequence });
                return "unbound by the message centre";
            case UnbindResp:
                Complete(pdu);
                return "unbound";
            case { Command: >= CommandId.ResponseBit }:
                Complete(pdu);
                return null;
            default:
                await WriteAsync(new GenericNack { Sequence = pdu.Sequence, Status = CommandStatus.ESME_RINVBNDSTS });
                return null;
        }
    }

    private async Task<string?> RejectAsync(SmppRejection rejection)
    {
        LogRejected(rejection.Command, rejection.Reason, rejection.Offset);
        if (rejection.Fault == SmppFault.Broken)
        {
            return rejection.Reason;
        }

        if ((rejection.Command & (uint)CommandId.ResponseBit) != 0)
        {
            Complete(new GenericNack { Sequence = rejection.Sequence, Status = rejection.Status });
        }
        else if (rejection.Command == (uint)CommandId.DeliverSm)
        {
            await WriteAsync(new DeliverSmResp { Sequence = rejection.Sequence, Status = rejection.Status });
        }
        else
        {
            await WriteAsync(new GenericNack { Sequence = rejection.Sequence, Status = rejection.Status });
        }

        return null;
    }

    private void Complete(SmppPdu answer)
    {
        if (asked.TryRemove(answer.Sequence, out var pending))
        {
            pending.Answer.TrySetResult(answer);
        }
    }

    // §7.2: the enquire_link timer; and a request that stays unanswered for three response times shows a centre that has lost its way.
    private async Task<string> WatchAsync()
    {
        try
        {
            while (true)
            {
                var quiet = time.GetElapsedTime(Volatile.Read(ref heardAt));
                if (quiet >= options.EnquireLinkInterval)
                {
                    await AskAsync(new EnquireLink(), options.ResponseTimeout, closing.Token);
                    continue;
                }

                if (asked.Values.Any(pending => time.GetElapsedTime(pending.AskedAt) > 3 * options.ResponseTimeout))
                {
                    return "a request unanswered for three response times";
                }

                var next = options.EnquireLinkInterval - quiet;
                await Task.Delay(next < options.ResponseTimeout ? next : options.ResponseTimeout, time, closing.Token);
            }
        }
        catch (SmppBrokenException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException)
        {
            return "closed by us";
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "SMPP operation 0x{Command:X8} rejected: {Reason} at octet {Offset}")]
    private partial void LogRejected(uint command, string reason, int offset);

    [LoggerMessage(Level = LogLevel.Error, Message = "SMPP: the link ends by an error of our own")]
    private partial void LogUnforeseen(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "SMPP unbind: {Reason}")]
    private partial void LogUnbindUnanswered(string reason);

    private readonly record struct Pending(TaskCompletionSource<SmppPdu> Answer, long AskedAt);
}
