using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Sip.Transport;

/// <summary>One UDP socket and its receive loop (RFC 3261 §18).</summary>
internal sealed partial class UdpTransport(Socket socket, Action<ReadOnlyMemory<byte>, IPEndPoint> received, ILogger logger) : IAsyncDisposable
{
    // A burst of a registration storm after a power cut has to wait in the kernel, not be lost
    private const int SocketBufferBytes = 4 * 1024 * 1024;

    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    public void Start()
    {
        socket.ReceiveBufferSize = SocketBufferBytes;
        socket.SendBufferSize = SocketBufferBytes;
        _loop = Task.Run(ReceiveAsync);
    }

    public bool TrySend(ReadOnlyMemory<byte> bytes, IPEndPoint remote)
    {
        try
        {
            return socket.SendTo(bytes.Span, SocketFlags.None, remote) == bytes.Length;
        }
        catch (SocketException fault)
        {
            LogSendFailed(fault.SocketErrorCode);
            return false;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        socket.Dispose();
        await _loop;
        _stop.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(65_536, pinned: true);
        var any = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var packet = await socket.ReceiveFromAsync(buffer, SocketFlags.None, any, _stop.Token);
                received(buffer.AsSpan(0, packet.ReceivedBytes).ToArray(), (IPEndPoint)packet.RemoteEndPoint);
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException fault)
            {
                LogReceiveFailed(fault.SocketErrorCode); // an ICMP error of an earlier packet; the socket lives on
            }
            catch (Exception fault)
            {
                LogHandlingFailed(fault); // the edge of the loop: one packet is lost, the next is read
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A SIP datagram could not be sent: {Error}")]
    private partial void LogSendFailed(SocketError error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Receiving SIP over UDP reported {Error}")]
    private partial void LogReceiveFailed(SocketError error);

    [LoggerMessage(Level = LogLevel.Error, Message = "A SIP datagram was not handled")]
    private partial void LogHandlingFailed(Exception fault);
}
