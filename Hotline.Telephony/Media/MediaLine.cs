using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Media;

/// <summary>The loop's side of a leg: everything here runs on the thread of the loop that has the leg, and needs no lock.</summary>
internal sealed class MediaLine : IDatagramReader
{
    /// <summary>Codes in a packet of ours: 20 ms.</summary>
    public const int PacketSamples = G711.SampleRate / 50;

    private readonly RtpSocketPair _sockets;
    private readonly long _ticksPerSample;
    private readonly Action<char> _keyPressed;
    private readonly OutgoingStream _out;
    private readonly RtpReception _in = new();
    private readonly TelephoneEvents _events = new();
    private readonly RtcpExchange _rtcp;
    private readonly byte[] _packet = new byte[RtpPacket.HeaderLength + PacketSamples];
    private readonly byte[] _report = new byte[Rtcp.MaxLength];

    private RtpLoop? _loop;
    private MediaRemote? _remote;
    private PeerAddress? _rtpPeer;
    private PeerAddress? _rtcpPeer;
    private PromptPlayer? _player;
    private TaskCompletionSource<PlayEnding>? _playing;
    private MediaBridge? _bridge;
    private IAudioTap? _tap;
    private long _foreign;
    private long _unusable;
    private long _sent;
    private long _sentOctets;
    private long _sendFailures;

    /// <param name="sockets">Closed by <see cref="Close"/>.</param>
    /// <param name="clock">Monotonic time and time of day.</param>
    /// <param name="keyPressed">Takes a key without waiting.</param>
    public MediaLine(RtpSocketPair sockets, TimeProvider clock, Action<char> keyPressed)
    {
        (_sockets, _keyPressed) = (sockets, keyPressed);
        _ticksPerSample = clock.TimestampFrequency / G711.SampleRate;
        _out = new OutgoingStream(clock.TimestampFrequency);
        _rtcp = new RtcpExchange(clock);
        (sockets.Rtp.Reader, sockets.Rtcp.Reader) = (this, this);
    }

    /// <summary>The law of the far end's sound.</summary>
    public G711Law Law { get; private set; } = G711Law.A;

    /// <summary>Closed for good.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>A picture of the counters. Any thread; the counters are read one by one, while they may go on.</summary>
    public MediaStatistics Statistics => new()
    {
        Received = _in.Received,
        Lost = _in.Lost,
        Jitter = TimeSpan.FromSeconds(_in.Jitter / G711.SampleRate),
        Foreign = Volatile.Read(ref _foreign),
        Unusable = Volatile.Read(ref _unusable),
        Sent = Volatile.Read(ref _sent),
        SendFailures = Volatile.Read(ref _sendFailures),
        LostByFarEnd = _rtcp.LostByFarEnd,
        RoundTrip = _rtcp.RoundTrip,
    };

    /// <summary>A loop takes the leg over.</summary>
    public void Arrive(RtpLoop loop)
    {
        _loop = loop;
        loop.Add(_sockets.Rtp);
        loop.Add(_sockets.Rtcp);
    }

    /// <summary>The loop that has the leg lets go of it.</summary>
    public void Depart(long now)
    {
        _bridge?.Over(now);
        Unwatch();
    }

    /// <summary>Pins the far end.</summary>
    public void Connect(MediaRemote remote)
    {
        _remote = remote;
        _rtpPeer = new PeerAddress(remote.Rtp);
        _rtcpPeer = remote.Rtcp is null ? null : new PeerAddress(remote.Rtcp);
        Law = remote.Law;
        _out.Seam();
    }

    /// <summary>Starts to play.</summary>
    public void Play(PromptPlayer player, TaskCompletionSource<PlayEnding> playing, long now)
    {
        Quiet(PlayEnding.Stopped, now);
        if (IsClosed)
        {
            playing.SetResult(PlayEnding.Closed);
            return;
        }

        (_player, _playing) = (player, playing);
        _out.Seam();
    }

    /// <summary>Ends playing and bridging.</summary>
    public void Quiet(PlayEnding ending, long now)
    {
        _bridge?.Over(now);
        var playing = _playing;
        (_player, _playing) = (null, null);
        playing?.SetResult(ending);
    }

    /// <summary>A bridge takes the leg.</summary>
    public void Join(MediaBridge bridge)
    {
        _bridge = bridge;
        _out.Seam();
    }

    /// <summary>A bridge lets go of the leg.</summary>
    public void Leave(MediaBridge bridge)
    {
        if (_bridge == bridge)
        {
            _bridge = null;
        }
    }

    /// <summary>Hands what arrives to a tap of the leg's own.</summary>
    public void Listen(IAudioTap? tap, long now)
    {
        _tap?.End(now);
        _tap = IsClosed ? null : tap;
        _tap?.Begin(now);
    }

    /// <summary>Closes the sockets; true the first time.</summary>
    public bool Close(long now)
    {
        if (IsClosed)
        {
            return false;
        }

        IsClosed = true;
        Quiet(PlayEnding.Closed, now);
        Listen(null, now);
        Unwatch();
        _sockets.Rtp.Dispose();
        _sockets.Rtcp.Dispose();
        return true;
    }

    /// <summary>Every 20 ms.</summary>
    public void Beat(long now)
    {
        _bridge?.Beat(this, now);
        _tap?.Beat(now);
        if (_player is { } player)
        {
            SendPlayed(player, now);
        }

        if (_rtcpPeer is { } peer && _rtcp.IsDue(now))
        {
            var length = _rtcp.Write(_report, _out.Ssrc, _in, _sent, _sentOctets, _out.TimestampAt(now), now);
            _loop!.Send(_sockets.Rtcp, _report.AsSpan(0, length), peer);
        }
    }

    /// <inheritdoc/>
    public void Take(DatagramSocket socket, Span<byte> datagram, ReadOnlySpan<byte> source, long arrived)
    {
        var control = socket == _sockets.Rtcp;
        if ((control ? _rtcpPeer : _rtpPeer)?.Matches(source) != true)
        {
            _foreign++;
        }
        else if (control ? !_rtcp.Take(datagram, _out.Ssrc, arrived) : !TakeRtp(datagram, arrived))
        {
            _unusable++;
        }
    }

    /// <summary>Sends sound of the other leg of a bridge; the bytes are changed in place.</summary>
    public void SendForwarded(Span<byte> datagram, in RtpPacket packet, G711Law law, long now)
    {
        if (_remote is not { Listens: true } remote)
        {
            return;
        }

        if (law != remote.Law)
        {
            G711.Transcode(law, datagram.Slice(packet.PayloadOffset, packet.PayloadLength));
        }

        var whole = Whole(datagram, packet);
        if (_out.WriteForwarded(whole, packet, remote.PayloadType, packet.PayloadLength, now))
        {
            SendRtp(whole);
        }
    }

    /// <summary>Sends a telephone-event of the other leg, where this far end takes events.</summary>
    public void SendForwardedEvent(Span<byte> datagram, in RtpPacket packet, long now)
    {
        if (_remote is not { Listens: true, TelephoneEventPayloadType: { } payloadType })
        {
            _out.LeaveOut(packet);
            return;
        }

        var whole = Whole(datagram, packet);
        if (_out.WriteForwarded(whole, packet, payloadType, samples: 0, now))
        {
            SendRtp(whole);
        }
    }

    /// <summary>A packet of the other leg that is not for this far end.</summary>
    public void LeaveOut(in RtpPacket packet) => _out.LeaveOut(packet);

    // Contributing sources and header extension fall away: our header is written right before the payload.
    private static Span<byte> Whole(Span<byte> datagram, in RtpPacket packet) =>
        datagram.Slice(packet.PayloadOffset - RtpPacket.HeaderLength, RtpPacket.HeaderLength + packet.PayloadLength);

    private bool TakeRtp(Span<byte> datagram, long arrived)
    {
        if (_remote is not { } remote || !RtpPacket.TryRead(datagram, out var packet))
        {
            return false;
        }

        var sound = packet.PayloadType == remote.PayloadType;
        if (!sound && packet.PayloadType != remote.TelephoneEventPayloadType)
        {
            _bridge?.LeaveOut(this, packet);
            return false;
        }

        _in.Take(packet, (uint)(arrived / _ticksPerSample), timed: sound);
        if (!sound)
        {
            if (_events.TryTakeKey(packet, datagram.Slice(packet.PayloadOffset, packet.PayloadLength), out var key))
            {
                _keyPressed(key);
            }

            _bridge?.ForwardEvent(this, datagram, packet, arrived);
        }
        else if (packet.PayloadLength > 0)
        {
            _tap?.Take(new TappedSound
            {
                Side = TapSide.First,
                Codes = datagram.Slice(packet.PayloadOffset, packet.PayloadLength),
                Law = remote.Law,
                Ssrc = packet.Ssrc,
                RtpTimestamp = packet.Timestamp,
                Arrived = arrived,
            });
            _bridge?.Forward(this, datagram, packet, arrived);
        }

        return true;
    }

    private void SendPlayed(PromptPlayer player, long now)
    {
        var law = _remote?.Law ?? G711Law.A;
        player.Next(_packet.AsSpan(RtpPacket.HeaderLength), law);

        // A far end that does not listen, or is not known yet, misses what is played meanwhile, as it would on any telephone.
        if (_remote is { Listens: true } remote)
        {
            _out.WritePlayed(_packet, remote.PayloadType, PacketSamples, now);
            SendRtp(_packet);
        }

        if (player.Finished)
        {
            var playing = _playing;
            (_player, _playing) = (null, null);
            playing?.SetResult(PlayEnding.Finished);
        }
    }

    private void SendRtp(ReadOnlySpan<byte> packet)
    {
        if (_loop!.Send(_sockets.Rtp, packet, _rtpPeer!))
        {
            _sent++;
            _sentOctets += packet.Length - RtpPacket.HeaderLength;
        }
        else
        {
            _sendFailures++;
        }
    }

    private void Unwatch()
    {
        _loop?.Remove(_sockets.Rtp);
        _loop?.Remove(_sockets.Rtcp);
        _loop = null;
    }
}
