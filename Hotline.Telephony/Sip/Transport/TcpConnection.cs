using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Channels;
using Hotline.Telephony.Sip.Parsing;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Sip.Transport;

/// <summary>One TCP or TLS connection: a reader that frames, a writer with a bounded queue, keep-alive answers (RFC 5626 §4.4.1).</summary>
internal sealed partial class TcpConnection : IDisposable
{
    private static readonly byte[] Pong = "\r\n"u8.ToArray();

    private readonly Socket _socket;
    private readonly IStreamOpening _opening;
    private readonly Action<byte[], TcpConnection> _received;
    private readonly Action<SipRejection, TcpConnection> _broken;
    private readonly SipLimits _limits;
    private readonly TransportLimits _transportLimits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<ReadOnlyMemory<byte>> _unsent;
    private readonly CancellationTokenSource _stop = new();

    public TcpConnection(
        Socket socket,
        IPEndPoint remote,
        IStreamOpening opening,
        Action<byte[], TcpConnection> received,
        Action<SipRejection, TcpConnection> broken,
        SipLimits limits,
        TransportLimits transportLimits,
        TimeProvider time,
        ILogger logger)
    {
        (_socket, Remote, _opening, _received, _broken) = (socket, remote, opening, received, broken);
        (_limits, _transportLimits, _time, _logger) = (limits, transportLimits, time, logger);
        _unsent = Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(transportLimits.MaxUnsent) { SingleReader = true });
        socket.NoDelay = true;
    }

    public IPEndPoint Remote { get; }

    /// <summary>Queues bytes; false where the queue is full, which also closes the connection, or where it is closed.</summary>
    public bool TrySend(ReadOnlyMemory<byte> bytes)
    {
        if (_unsent.Writer.TryWrite(bytes))
        {
            return true;
        }

        Close();
        return false;
    }

    /// <summary>Ends both loops soon; what is queued is written first where the peer still reads.</summary>
    public void Close() => _unsent.Writer.TryComplete();

    /// <summary>Opens where it is not yet, then reads and writes until the connection ends. Never throws.</summary>
    public async Task RunAsync()
    {
        try
        {
            await using var stream = await OpenAsync();
            var writing = WriteAsync(stream);
            var reading = ReadAsync(stream);
            await Task.WhenAny(writing, reading);
            if (reading.IsCompleted)
            {
                Close();
                _stop.CancelAfter(_transportLimits.MessageTimeout); // an answer to the broken bytes may still have to go out
                await Settle(writing);
                await _stop.CancelAsync();
            }
            else
            {
                await _stop.CancelAsync();
            }

            await Settle(reading);
            await Settle(writing);
        }
        catch (Exception fault) when (IsOfThePeer(fault))
        {
            LogNotOpened(fault);
        }
        finally
        {
            Close();
            _socket.Dispose();
        }
    }

    /// <summary>Cuts the connection; one that ends by itself at this moment is left to that.</summary>
    public void Abort()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended, and is gone.
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _stop.Dispose();
    }

    private static bool IsOfThePeer(Exception fault) =>
        fault is SocketException or IOException or AuthenticationException or OperationCanceledException or ObjectDisposedException;

    private async Task<Stream> OpenAsync()
    {
        using var patience = new CancellationTokenSource(_transportLimits.ConnectTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stop.Token);
        var dialled = !_socket.Connected;
        if (dialled)
        {
            await _socket.ConnectAsync(Remote, either.Token);
        }

        return await _opening.OpenAsync(_socket, Remote, dialled, either.Token);
    }

    private async Task Settle(Task loop)
    {
        try
        {
            await loop;
        }
        catch (Exception fault) when (IsOfThePeer(fault))
        {
            LogEnded(fault);
        }
    }

    private async Task WriteAsync(Stream stream)
    {
        await foreach (var bytes in _unsent.Reader.ReadAllAsync(_stop.Token))
        {
            await stream.WriteAsync(bytes, _stop.Token);
        }
    }

    private async Task ReadAsync(Stream stream)
    {
        var framer = new SipStreamFramer(_limits);
        var buffer = new byte[4096];
        var anyMessage = false;
        while (true)
        {
            using var patience = new CancellationTokenSource(
                framer.Pending > 0 || !anyMessage ? _transportLimits.MessageTimeout : _transportLimits.IdleTimeout, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stop.Token);
            var count = await stream.ReadAsync(buffer, either.Token);
            if (count == 0)
            {
                return;
            }

            framer.Append(buffer.AsSpan(0, count));
            Frame frame;
            while ((frame = framer.TryTake(out var message, out var rejection)) != Frame.NeedMore)
            {
                switch (frame)
                {
                    case Frame.Message:
                        anyMessage = true;
                        Handle(message);
                        break;
                    case Frame.Ping:
                        TrySend(Pong);
                        break;
                    case Frame.Broken:
                        _broken(rejection!, this);
                        return;
                }
            }
        }
    }

    private void Handle(byte[] message)
    {
        try
        {
            _received(message, this);
        }
        catch (Exception fault)
        {
            LogHandlingFailed(fault); // the edge of the loop: one message is lost, the next is read
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A SIP connection could not be opened")]
    private partial void LogNotOpened(Exception fault);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A SIP connection ended")]
    private partial void LogEnded(Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "A SIP message from a stream was not handled")]
    private partial void LogHandlingFailed(Exception fault);
}
