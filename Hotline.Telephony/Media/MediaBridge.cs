using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Media;

/// <summary>Two legs that hear each other. Lives on the loop of both; only <see cref="Ended"/> and <see cref="EndAsync"/> are for other threads.</summary>
internal sealed class MediaBridge : IMediaJoint
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MediaPort _port;
    private readonly MediaLine _first;
    private readonly MediaLine _second;
    private readonly IAudioTap? _tap;
    private int _attached;
    private bool _over;

    /// <param name="port">The first leg's port: its loop runs the bridge.</param>
    /// <param name="first">The caller's leg.</param>
    /// <param name="second">The agent's leg.</param>
    /// <param name="tap">Hears both.</param>
    public MediaBridge(MediaPort port, MediaLine first, MediaLine second, IAudioTap? tap)
    {
        (_port, _first, _second, _tap) = (port, first, second, tap);
    }

    /// <summary>Completes when the loop has let go of both ports and of the tap, for whatever reason.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Ends the bridge; the ports stay open and fall silent. Returns when the loop has let go of the tap. May be called again.</summary>
    public Task EndAsync()
    {
        _port.Post(Over);
        return Ended;
    }

    /// <summary>One of the legs has come; sound flows from the second on. Loop's thread.</summary>
    public void Attach(MediaLine line, long now)
    {
        if (_over || line.IsClosed)
        {
            Over(now);
            return;
        }

        line.Join(this);
        if (++_attached == 2)
        {
            _tap?.Begin(now);
        }
    }

    /// <inheritdoc/>
    public bool IsCalm => true;

    /// <inheritdoc/>
    public void Forward(MediaLine from, Span<byte> datagram, in RtpPacket packet, long arrived)
    {
        if (_attached < 2)
        {
            return;
        }

        var codes = datagram.Slice(packet.PayloadOffset, packet.PayloadLength);
        if (_tap is { } tap)
        {
            from.CountRecorded(codes.Length);
            tap.Take(new TappedSound
            {
                Side = from == _first ? TapSide.First : TapSide.Second,
                Codes = codes,
                Law = from.Law,
                Ssrc = packet.Ssrc,
                RtpTimestamp = packet.Timestamp,
                Arrived = arrived,
            });
        }

        Other(from).SendForwarded(datagram, packet, from.Law, arrived);
    }

    /// <inheritdoc/>
    public void ForwardEvent(MediaLine from, Span<byte> datagram, in RtpPacket packet, long arrived)
    {
        if (_attached == 2)
        {
            Other(from).SendForwardedEvent(datagram, packet, arrived);
        }
    }

    /// <inheritdoc/>
    public void Press(MediaLine from, char key)
    {
        // Its packets are passed on as they are.
    }

    /// <inheritdoc/>
    public void LeaveOut(MediaLine from, in RtpPacket packet)
    {
        if (_attached == 2)
        {
            Other(from).LeaveOut(packet);
        }
    }

    /// <inheritdoc/>
    public void Beat(MediaLine line, long now)
    {
        if (_attached == 2 && line == _first)
        {
            _tap?.Beat(now);
        }
    }

    /// <inheritdoc/>
    public void Lose(MediaLine line, long now) => Over(now);

    private void Over(long now)
    {
        if (_over)
        {
            return;
        }

        _over = true;
        _first.Leave(this);
        _second.Leave(this);
        if (_attached == 2)
        {
            _tap?.End(now);
        }

        _attached = 0;
        _ended.SetResult();
    }

    private MediaLine Other(MediaLine line) => line == _first ? _second : _first;
}
