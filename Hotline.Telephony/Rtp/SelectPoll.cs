using System.Net;
using System.Net.Sockets;

namespace Hotline.Telephony.Rtp;

/// <summary>Managed sockets and select, for systems without epoll. Correct, not fast: allocates on every wait.</summary>
internal sealed class SelectPoll : DatagramPoll
{
    private const int BatchSize = 16;

    private readonly Socket _wake;
    private readonly EndPoint _wakeAddress;
    private readonly List<Socket> _watched = [];
    private readonly byte[] _buffer = new byte[MaxDatagram];
    private readonly SocketAddress _source = new(AddressFamily.InterNetworkV6);

    public SelectPoll(TimeProvider clock, Action<Exception> failed)
        : base(clock, failed)
    {
        _wake = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        _wake.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _wakeAddress = _wake.LocalEndPoint!;
    }

    /// <inheritdoc/>
    public override int Run(int timeout)
    {
        var taken = 0;
        _watched.Clear();
        _watched.Add(_wake);
        foreach (var socket in Slots)
        {
            if (socket is not null)
            {
                _watched.Add(socket.Socket);
            }
        }

        Socket.Select(_watched, null, null, timeout < 0 ? -1 : timeout * 1000);
        for (var slot = 0; slot < Slots.Length; slot++)
        {
            if (At(slot) is { } socket && _watched.Contains(socket.Socket))
            {
                Receive(slot, socket);
                taken++;
            }
        }

        if (_watched.Contains(_wake))
        {
            while (_wake.Available > 0)
            {
                _ = _wake.Receive(_buffer);
            }
        }

        return taken;
    }

    /// <inheritdoc/>
    public override void Rest(TimeSpan time) => _ = _wake.Poll(time, SelectMode.SelectRead);

    /// <inheritdoc/>
    public override bool Send(DatagramSocket socket, ReadOnlySpan<byte> datagram, PeerAddress to)
    {
        try
        {
            return socket.Socket.SendTo(datagram, SocketFlags.None, to.System) == datagram.Length;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public override void Wake() => _wake.SendTo([0], _wakeAddress);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _wake.Dispose();

    private void Receive(int slot, DatagramSocket socket)
    {
        var arrived = Now;
        for (var i = 0; i < BatchSize && At(slot) == socket && socket.Socket.Available > 0; i++)
        {
            try
            {
                _source.Size = _source.Buffer.Length;
                var length = socket.Socket.ReceiveFrom(_buffer, SocketFlags.None, _source);
                Deliver(slot, _buffer.AsSpan(0, length), _source.Buffer.Span[.._source.Size], arrived);
            }
            catch (SocketException)
            {
                // Too long for the buffer, or (Windows) an ICMP error of an earlier send: this datagram is lost, the next one is not.
                return;
            }
        }
    }
}
