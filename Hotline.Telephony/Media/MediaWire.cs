using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Media;

/// <summary>A leg's sockets, whom they listen to and speak to, and how what passes is protected. Runs on the loop that has the leg.</summary>
internal sealed class MediaWire
{
    // A second of sound came from where it was agreed: from then on the system itself keeps strangers out, uncounted.
    private const int KnownAfter = 50;

    private readonly IDatagramReader _reader;
    private readonly GuardSend _sendSignal;
    private DatagramSocket _rtp;
    private DatagramSocket _rtcp;
    private RtpLoop? _loop;
    private PeerAddress? _rtpPeer;
    private PeerAddress? _rtcpPeer;
    private IMediaGuard? _guard;
    private byte[]? _sealed;
    private bool _sharesPort;
    private int _known;
    private long _foreign;
    private long _unopened;
    private long _sendFailures;

    /// <param name="sockets">Closed by <see cref="Close"/>.</param>
    /// <param name="reader">Takes what arrives, and asks here whether it may.</param>
    public MediaWire(RtpSocketPair sockets, IDatagramReader reader)
    {
        (_rtp, _rtcp, _reader, _sendSignal) = (sockets.Rtp, sockets.Rtcp, reader, SendSignal);
        (sockets.Rtp.Reader, sockets.Rtcp.Reader) = (reader, reader);
    }

    /// <summary>Datagrams of strangers. Any thread.</summary>
    public long Foreign => Volatile.Read(ref _foreign);

    /// <summary>Datagrams of the far end's address that its keys do not open. Any thread.</summary>
    public long Unopened => Volatile.Read(ref _unopened);

    /// <summary>Packets that were not sent. Any thread.</summary>
    public long SendFailures => Volatile.Read(ref _sendFailures) + _rtp.SendFailures;

    /// <summary>Sound is protected, which may need a beat every 20 ms.</summary>
    public bool IsGuarded => _guard is not null;

    /// <summary>Where reports go to is known.</summary>
    public bool TakesReports => ControlPeer is not null;

    /// <summary>A loop watches the sockets from now on.</summary>
    public void Watch(RtpLoop loop)
    {
        _loop = loop;
        loop.Add(_rtp);
        loop.Add(_rtcp);
    }

    /// <summary>It no longer does.</summary>
    public void Unwatch()
    {
        _loop?.Remove(_rtp);
        _loop?.Remove(_rtcp);
        _loop = null;
    }

    /// <summary>Takes other sockets in place of its own; the far end is to be named anew.</summary>
    public void Reseat(RtpSocketPair sockets)
    {
        var loop = _loop!;
        Unwatch();
        _sendFailures += _rtp.SendFailures;
        _rtp.Dispose();
        _rtcp.Dispose();
        (_rtp, _rtcp) = (sockets.Rtp, sockets.Rtcp);
        (sockets.Rtp.Reader, sockets.Rtcp.Reader) = (_reader, _reader);
        (_rtpPeer, _rtcpPeer, _sharesPort) = (null, null, false);
        Watch(loop);
    }

    /// <summary>Listens to this far end only.</summary>
    public void Connect(MediaRemote remote)
    {
        if (_guard != remote.Guard)
        {
            _guard?.Dispose();
            _guard = remote.Guard;
            _sealed = _guard is null ? null : new byte[DatagramPoll.MaxSent];
        }

        _loop?.Unpin(_rtp);
        (_known, _sharesPort) = (0, remote.SharesPort);
        _rtpPeer = _guard is { FindsPeer: true } ? null : new PeerAddress(remote.Rtp);
        _rtcpPeer = remote.SharesPort ? _rtpPeer : remote.Rtcp is null ? null : new PeerAddress(remote.Rtcp);
    }

    /// <summary>Closes the sockets and forgets the keys.</summary>
    public void Close()
    {
        _guard?.Dispose();
        _guard = null;
        Unwatch();
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    /// <summary>Every 20 ms where it <see cref="IsGuarded"/>.</summary>
    public void Beat(long now) => _guard?.Beat(now, _sendSignal);

    /// <summary>Whether a datagram is the far end's RTP or RTCP; it is opened where it stands. What is not is counted.</summary>
    public bool TryTake(DatagramSocket socket, ref Span<byte> datagram, ReadOnlySpan<byte> source, out bool control)
    {
        // Payload types 64 to 95 are RTCP's where both share a port (RFC 5761 §4).
        control = socket == _rtcp || (_sharesPort && datagram.Length > 1 && (datagram[1] & 0x7F) is >= 64 and <= 95);
        if (_guard is { } guard && socket == _rtp && (datagram.IsEmpty || datagram[0] < 128))
        {
            if (!guard.Take(datagram, source, _sendSignal))
            {
                _foreign++;
            }

            return false;
        }

        if (source.IsEmpty ? !socket.HearsOne : (control ? ControlPeer : SoundPeer)?.Matches(source) != true)
        {
            _foreign++;
            return false;
        }

        if (_guard is null)
        {
            return true;
        }

        if (!_guard.TryOpen(datagram, control, out var length))
        {
            _unopened++;
            return false;
        }

        datagram = datagram[..length];
        return true;
    }

    /// <summary>It was an RTP packet.</summary>
    public void CountHeard()
    {
        if (++_known == KnownAfter && _rtpPeer is { } peer)
        {
            _loop!.Pin(_rtp, peer);
        }
    }

    /// <summary>Sends an RTP packet; false, and counted, where it cannot be sent.</summary>
    public bool Send(ReadOnlySpan<byte> packet)
    {
        if (SoundPeer is { } peer && TryProtect(packet, control: false, out var datagram) && _loop!.Send(_rtp, datagram, peer))
        {
            return true;
        }

        _sendFailures++;
        return false;
    }

    /// <summary>Sends a report, where the far end takes any.</summary>
    public void SendReport(ReadOnlySpan<byte> report)
    {
        if (ControlPeer is { } peer && TryProtect(report, control: true, out var datagram))
        {
            _loop!.Send(_sharesPort ? _rtp : _rtcp, datagram, peer);
        }
    }

    private PeerAddress? SoundPeer => _rtpPeer ?? _guard?.Peer;

    private PeerAddress? ControlPeer => _rtcpPeer ?? (_sharesPort ? _guard?.Peer : null);

    private bool TryProtect(ReadOnlySpan<byte> packet, bool control, out ReadOnlySpan<byte> result)
    {
        result = packet;
        if (_guard is null)
        {
            return true;
        }

        packet.CopyTo(_sealed);
        var length = packet.Length;
        var done = _guard.TrySeal(_sealed, control, ref length);
        result = _sealed.AsSpan(0, length);
        return done;
    }

    private void SendSignal(ReadOnlySpan<byte> datagram, PeerAddress to) => _loop?.Send(_rtp, datagram, to);
}
