using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Sip.Transport;

/// <summary>
/// One UDP socket and the thread that reads it (RFC 3261 §18). A thread that waits in the kernel, and not a task: at thousands of messages a second waking
/// the pool for each costs more than reading it.
/// </summary>
internal sealed partial class UdpTransport(Socket socket, Action<ReadOnlyMemory<byte>, IPEndPoint> received, ILogger logger) : IAsyncDisposable
{
    // A burst of a registration storm after a power cut has to wait in the kernel, not be lost
    private const int SocketBufferBytes = 4 * 1024 * 1024;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _stopping;
    private bool _started;

    public void Start()
    {
        socket.ReceiveBufferSize = SocketBufferBytes;
        socket.SendBufferSize = SocketBufferBytes;
        _started = true;
        new Thread(Receive) { Name = "SIP over UDP", IsBackground = true }.Start();
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
        _stopping = true;
        socket.Dispose();
        if (_started)
        {
            await _ended.Task;
        }
    }

    private void Receive()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(65_536, pinned: true);
        var source = new SocketAddress(socket.AddressFamily);
        var known = new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        while (!_stopping)
        {
            try
            {
                source.Size = source.Buffer.Length;
                var length = socket.ReceiveFrom(buffer, SocketFlags.None, source);
                received(buffer.AsSpan(0, length).ToArray(), (IPEndPoint)known.Create(source));
            }
            catch (Exception) when (_stopping)
            {
                break;
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

        _ended.SetResult();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A SIP datagram could not be sent: {Error}")]
    private partial void LogSendFailed(SocketError error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Receiving SIP over UDP reported {Error}")]
    private partial void LogReceiveFailed(SocketError error);

    [LoggerMessage(Level = LogLevel.Error, Message = "A SIP datagram was not handled")]
    private partial void LogHandlingFailed(Exception fault);
}
