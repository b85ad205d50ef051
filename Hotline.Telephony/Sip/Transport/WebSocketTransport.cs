using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Sip.Transport;

/// <summary>SIP over WebSocket connections that others accepted (RFC 7118): one message in each WebSocket message, text or binary.</summary>
internal sealed partial class WebSocketTransport(
    Action<byte[], SipFlow> received, Action<SipFlow> lost, int maxMessageBytes, TransportLimits limits, ILogger logger) : IAsyncDisposable
{
    // Holds an INVITE of a browser; grows up to the largest message.
    private const int FirstBuffer = 8192;

    private readonly ConcurrentDictionary<SipFlow, Connection> _connections = new();
    private readonly CancellationTokenSource _stop = new();

    public bool IsOpen(SipFlow flow) => _connections.ContainsKey(flow);

    /// <summary>Queues bytes; false where the connection is closed, or its peer reads no faster than that the queue is full, which also closes it.</summary>
    public bool TrySend(ReadOnlyMemory<byte> bytes, SipFlow flow) => _connections.TryGetValue(flow, out var connection) && connection.TrySend(bytes);

    /// <summary>Reads and writes until the connection ends. False where too many are open. Never throws.</summary>
    public async Task<bool> ServeAsync(WebSocket socket, SipFlow flow, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, cancellationToken);
        var connection = new Connection(socket, limits.MaxUnsent);
        if (_stop.IsCancellationRequested || _connections.Count >= limits.MaxConnections || !_connections.TryAdd(flow, connection))
        {
            return false;
        }

        try
        {
            var writing = connection.WriteAsync(stop.Token);
            var reading = ReadAsync(socket, flow, stop.Token);
            await Task.WhenAny(writing, reading);
            connection.Close();
            await stop.CancelAsync();
            await Task.WhenAll(writing, reading);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            LogEnded(fault);
        }
        finally
        {
            connection.Close();
            _connections.TryRemove(flow, out _);
            connection.Done.SetResult();
        }

        if (!_stop.IsCancellationRequested)
        {
            lost(flow);
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_connections.Values.Select(connection => connection.Done.Task));
        _stop.Dispose();
    }

    private async Task ReadAsync(WebSocket socket, SipFlow flow, CancellationToken cancellationToken)
    {
        var buffer = new byte[FirstBuffer];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            length += part.Count;
            if (length == buffer.Length && !part.EndOfMessage && buffer.Length < maxMessageBytes)
            {
                Array.Resize(ref buffer, Math.Min(2 * buffer.Length, maxMessageBytes));
                continue;
            }

            if (part.MessageType == WebSocketMessageType.Close || (length == buffer.Length && !part.EndOfMessage))
            {
                var status = part.MessageType == WebSocketMessageType.Close ? WebSocketCloseStatus.NormalClosure : WebSocketCloseStatus.MessageTooBig;
                await socket.CloseOutputAsync(status, null, cancellationToken);
                return;
            }

            if (part.EndOfMessage)
            {
                Handle(buffer.AsSpan(0, length).ToArray(), flow);
                length = 0;
            }
        }
    }

    private void Handle(byte[] message, SipFlow flow)
    {
        try
        {
            received(message, flow);
        }
        catch (Exception fault)
        {
            LogHandlingFailed(fault); // the edge of the loop: one message is lost, the next is read
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A SIP WebSocket connection ended")]
    private partial void LogEnded(Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "A SIP message from a WebSocket was not handled")]
    private partial void LogHandlingFailed(Exception fault);

    private sealed class Connection(WebSocket socket, int maxUnsent)
    {
        private readonly Channel<ReadOnlyMemory<byte>> _unsent =
            Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(maxUnsent) { SingleReader = true });

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool TrySend(ReadOnlyMemory<byte> bytes)
        {
            if (_unsent.Writer.TryWrite(bytes))
            {
                return true;
            }

            Close();
            return false;
        }

        public void Close() => _unsent.Writer.TryComplete();

        public async Task WriteAsync(CancellationToken cancellationToken)
        {
            await foreach (var bytes in _unsent.Reader.ReadAllAsync(cancellationToken))
            {
                // Text: what browsers' stacks expect, SIP being UTF-8 (RFC 7118 §5.2.1).
                await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            }
        }
    }
}
