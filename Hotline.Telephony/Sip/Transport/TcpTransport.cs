using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Hotline.Telephony.Sip.Parsing;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Sip.Transport;

/// <summary>The TCP or TLS listener and all connections, those we opened among them; one per remote address, used again for all that goes there.</summary>
internal sealed partial class TcpTransport(
    Socket listener,
    IStreamOpening streams,
    Action<byte[], IPEndPoint> received,
    Action<SipRejection, IPEndPoint> broken,
    Action<IPEndPoint> lost,
    Doorkeeper door,
    SipLimits limits,
    TransportLimits transportLimits,
    TimeProvider time,
    ILogger logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<IPEndPoint, (TcpConnection Connection, Task Run)> _connections = new();
    private readonly Lock _opening = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;
    private bool _isFull;

    public int Connections => _connections.Count;

    public void Start()
    {
        listener.Listen(backlog: 512);
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Queues bytes on the connection to <paramref name="remote"/>, opening one where there is none. A failure to open is told by the loss of the flow.</summary>
    public bool TrySend(ReadOnlyMemory<byte> bytes, IPEndPoint remote)
    {
        if (_connections.TryGetValue(remote, out var open) && open.Connection.TrySend(bytes))
        {
            return true;
        }

        if (_stop.IsCancellationRequested || _connections.Count >= transportLimits.MaxConnections)
        {
            return false;
        }

        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        return Keep(socket, remote).TrySend(bytes);
    }

    public bool IsOpen(IPEndPoint remote) => _connections.ContainsKey(remote);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        listener.Dispose();
        await _accepting;
        foreach (var (connection, run) in _connections.Values)
        {
            connection.Close();
            connection.Abort();
            await run;
        }

        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptAsync(_stop.Token);
                if (_connections.Count >= transportLimits.MaxConnections || socket.RemoteEndPoint is not IPEndPoint remote)
                {
                    if (!_isFull)
                    {
                        LogTooMany(transportLimits.MaxConnections); // once, until one is free: a flood must not fill the log
                    }

                    _isFull = true;
                    socket.Dispose();
                    continue;
                }

                _isFull = false;
                if (door.IsBanned(remote.Address) || _connections.Keys.Count(open => open.Address.Equals(remote.Address)) >= transportLimits.MaxConnectionsPerAddress)
                {
                    socket.Dispose();
                    continue;
                }

                Keep(socket, remote);
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException fault)
            {
                LogAcceptFailed(fault.SocketErrorCode);
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, CancellationToken.None); // out of file handles: let some go
            }
        }
    }

    private TcpConnection Keep(Socket socket, IPEndPoint remote)
    {
        lock (_opening)
        {
            var connection = new TcpConnection(
                socket, remote, streams, (message, from) => received(message, from.Remote), (rejection, from) => broken(rejection, from.Remote), limits, transportLimits, time, logger);
            var running = new TaskCompletionSource();
            _connections[remote] = (connection, RunAsync(connection, running.Task));
            running.SetResult();
            return connection;
        }
    }

    private async Task RunAsync(TcpConnection connection, Task kept)
    {
        await kept.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await connection.RunAsync();
        if (_connections.TryGetValue(connection.Remote, out var current) && ReferenceEquals(current.Connection, connection))
        {
            _connections.TryRemove(new KeyValuePair<IPEndPoint, (TcpConnection, Task)>(connection.Remote, current));
        }

        connection.Dispose();
        if (!_stop.IsCancellationRequested)
        {
            lost(connection.Remote);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A SIP connection was refused: {Limit} are open")]
    private partial void LogTooMany(int limit);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Accepting a SIP connection failed: {Error}")]
    private partial void LogAcceptFailed(SocketError error);
}
