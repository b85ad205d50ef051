using System.Net;
using System.Net.Sockets;

namespace Hotline.Telephony.Rtp;

/// <summary>A bound UDP socket and who reads it.</summary>
internal sealed class DatagramSocket : IDisposable
{
    // DSCP EF (46) in the upper six bits: telephony (RFC 4594 §4.1).
    private const int ExpeditedForwarding = 46 << 2;

    // IPPROTO_IPV6 and IPV6_TCLASS (linux/in6.h): the same octet for IPv6, which .NET has no name for.
    private const int InternetSix = 41;
    private const int TrafficClass = 67;

    private long _sendFailures;

    public DatagramSocket(IPEndPoint local)
    {
        Socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        try
        {
            if (local.AddressFamily == AddressFamily.InterNetwork)
            {
                Socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.TypeOfService, ExpeditedForwarding);
            }
            else
            {
                Socket.DualMode = false; // IPv4 has sockets of its own, and the same ports
                if (OperatingSystem.IsLinux())
                {
                    Socket.SetRawSocketOption(InternetSix, TrafficClass, BitConverter.GetBytes(ExpeditedForwarding));
                }
            }

            Socket.Bind(local);
        }
        catch
        {
            Socket.Dispose();
            throw;
        }

        Handle = (int)Socket.Handle;
    }

    /// <summary>The managed socket.</summary>
    public Socket Socket { get; }

    /// <summary>The file descriptor.</summary>
    public int Handle { get; }

    /// <summary>The bound address.</summary>
    public IPEndPoint Local => (IPEndPoint)Socket.LocalEndPoint!;

    /// <summary>Who takes what arrives. Set before the socket is added to a poll.</summary>
    public IDatagramReader? Reader { get; set; }

    /// <summary>Its place in the poll that watches it, or -1.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>The system exchanges datagrams with one far end only; see <see cref="DatagramPoll.Pin"/>.</summary>
    public bool IsPinned { get; set; }

    /// <summary>It is pinned, and what came before that has been taken: the system alone judges who is heard.</summary>
    public bool HearsOne { get; set; }

    /// <summary>Datagrams that were taken for sending and then not sent. Any thread may read it.</summary>
    public long SendFailures => Volatile.Read(ref _sendFailures);

    /// <summary>Such a datagram. The thread of the poll that watches it.</summary>
    public void CountFailure() => _sendFailures++;

    /// <inheritdoc/>
    public void Dispose() => Socket.Dispose();
}

/// <summary>Takes datagrams on the loop's thread.</summary>
internal interface IDatagramReader
{
    /// <summary>Takes one datagram. The bytes may be changed in place and are gone after the call.</summary>
    /// <param name="socket">Where it arrived.</param>
    /// <param name="datagram">The bytes.</param>
    /// <param name="source">The sender's address in the operating system's form; empty where the socket <see cref="DatagramSocket.HearsOne"/>.</param>
    /// <param name="arrived">Ticks of the loop's clock; alike for all that were taken together.</param>
    void Take(DatagramSocket socket, Span<byte> datagram, ReadOnlySpan<byte> source, long arrived);
}
