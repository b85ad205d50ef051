using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Hotline.Telephony.Media;
using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Tests.Rtp;

/// <summary>A far end in a test: two real sockets on the loopback, no thread of its own.</summary>
internal sealed class RtpPeer : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly Socket _rtp = Bound();
    private readonly Socket _rtcp = Bound();
    private readonly byte[] _buffer = new byte[2048];

    public uint Ssrc { get; set; } = 0x1234_5678;

    public ushort Sequence { get; set; } = 65_500;

    public uint Timestamp { get; set; } = uint.MaxValue - 1000;

    public MediaRemote Remote(G711Law law, byte? events = null) => new()
    {
        Rtp = (IPEndPoint)_rtp.LocalEndPoint!,
        Rtcp = (IPEndPoint)_rtcp.LocalEndPoint!,
        Law = law,
        PayloadType = (byte)law,
        TelephoneEventPayloadType = events,
    };

    /// <summary>Sends codes as packets of 160, numbered on from the last.</summary>
    public void Send(IPEndPoint to, G711Law law, ReadOnlySpan<byte> codes)
    {
        for (; codes.Length >= 160; codes = codes[160..])
        {
            Send(to, (byte)law, codes[..160], marker: false, timestamp: Timestamp);
            Timestamp += 160;
        }
    }

    public void Send(IPEndPoint to, byte payloadType, ReadOnlySpan<byte> payload, bool marker, uint timestamp)
    {
        Span<byte> packet = stackalloc byte[12 + payload.Length];
        RtpPacket.WriteHeader(packet, marker, payloadType, Sequence++, timestamp, Ssrc);
        payload.CopyTo(packet[12..]);
        SendRaw(to, packet);
    }

    public void SendRaw(IPEndPoint to, ReadOnlySpan<byte> datagram) => _rtp.SendTo(datagram, to);

    public void SendControl(IPEndPoint to, ReadOnlySpan<byte> datagram) => _rtcp.SendTo(datagram, to);

    /// <summary>The next packet, or null when none came in time.</summary>
    public Heard? Receive(TimeSpan? within = null) => Receive(_rtp, within ?? Deadline) is { } datagram ? Heard.From(datagram) : null;

    /// <summary>The next datagram on the RTP port as it came, or null.</summary>
    public byte[]? ReceiveRaw() => Receive(_rtp, Deadline);

    /// <summary>The next RTCP packet, or null.</summary>
    public byte[]? ReceiveControl() => Receive(_rtcp, Deadline);

    /// <summary>As many packets as asked for, or fewer when they do not come in time.</summary>
    public List<Heard> Receive(int count)
    {
        var heard = new List<Heard>();
        while (heard.Count < count && Receive() is { } packet)
        {
            heard.Add(packet);
        }

        return heard;
    }

    public void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private byte[]? Receive(Socket socket, TimeSpan within)
    {
        var started = Stopwatch.GetTimestamp();
        do
        {
            var left = within - Stopwatch.GetElapsedTime(started);
            if (socket.Poll(left < TimeSpan.Zero ? TimeSpan.Zero : left, SelectMode.SelectRead))
            {
                var length = socket.Receive(_buffer);
                return _buffer[..length];
            }
        }
        while (Stopwatch.GetElapsedTime(started) < within);

        return null;
    }
}

/// <summary>A packet as it reached a far end.</summary>
internal sealed record Heard(bool Marker, byte PayloadType, ushort Sequence, uint Timestamp, uint Ssrc, byte[] Payload, long At)
{
    public static Heard From(byte[] datagram)
    {
        Assert.True(RtpPacket.TryRead(datagram, out var packet));
        return new Heard(
            packet.Marker,
            packet.PayloadType,
            packet.Sequence,
            packet.Timestamp,
            packet.Ssrc,
            datagram[packet.PayloadOffset..(packet.PayloadOffset + packet.PayloadLength)],
            Stopwatch.GetTimestamp());
    }
}
