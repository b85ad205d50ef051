using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Media;

/// <summary>The loop's side of a leg: everything here runs on the thread of the loop that has the leg, and needs no lock.</summary>
internal sealed class MediaLine : IDatagramReader
{
    /// <summary>Codes in a packet of ours: 20 ms.</summary>
    public const int PacketSamples = G711.SampleRate / 50;

    private readonly MediaWire _wire;
    private readonly long _ticksPerSample;
    private readonly Action<char> _keyPressed;
    private readonly OutgoingStream _out;
    private readonly RtpReception _in = new();
    private readonly TelephoneEvents _events = new();
    private readonly RtcpExchange _rtcp;
    private readonly byte[] _packet = new byte[RtpPacket.HeaderLength + PacketSamples];
    private readonly byte[] _keyPacket = new byte[RtpPacket.HeaderLength + KeySender.PayloadLength];
    private readonly byte[] _report = new byte[Rtcp.MaxLength];

    private MediaLoop? _home;
    private MediaRemote? _remote;
    private PromptPlayer? _player;
    private TaskCompletionSource<PlayEnding>? _playing;
    private IMediaJoint? _joint;
    private bool _calmJoint = true;
    private KeySender? _keySender;
    private ToneKeys? _toneKeys;
    private IAudioTap? _tap;
    private long _unusable;
    private long _sent;
    private long _sentOctets;
    private long _sound;
    private long _recorded;

    /// <param name="sockets">Closed by <see cref="Close"/>.</param>
    /// <param name="clock">Monotonic time and time of day.</param>
    /// <param name="keyPressed">Takes a key without waiting.</param>
    public MediaLine(RtpSocketPair sockets, TimeProvider clock, Action<char> keyPressed)
    {
        (_wire, _keyPressed) = (new MediaWire(sockets, this), keyPressed);
        _ticksPerSample = clock.TimestampFrequency / G711.SampleRate;
        _out = new OutgoingStream(clock.TimestampFrequency);
        _rtcp = new RtcpExchange(clock);
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
        Foreign = _wire.Foreign,
        Unusable = Volatile.Read(ref _unusable) + _wire.Unopened,
        Sent = Volatile.Read(ref _sent),
        SendFailures = _wire.SendFailures,
        LostByFarEnd = _rtcp.LostByFarEnd,
        RoundTrip = _rtcp.RoundTrip,
        Sound = Volatile.Read(ref _sound),
        Recorded = Volatile.Read(ref _recorded),
    };

    /// <summary>A loop takes the leg over.</summary>
    public void Arrive(MediaLoop home, RtpLoop loop)
    {
        _home = home;
        _wire.Watch(loop);
    }

    /// <summary>The loop that has the leg lets go of it.</summary>
    public void Depart(long now)
    {
        _joint?.Lose(this, now);
        _wire.Unwatch();
        _home = null;
    }

    /// <summary>Takes other sockets in place of its own; the far end is to be pinned anew.</summary>
    public void Reseat(RtpSocketPair sockets)
    {
        if (IsClosed)
        {
            sockets.Rtp.Dispose();
            sockets.Rtcp.Dispose();
            return;
        }

        _wire.Reseat(sockets);
        _remote = null;
    }

    /// <summary>Pins the far end.</summary>
    public void Connect(MediaRemote remote)
    {
        if (IsClosed)
        {
            remote.Guard?.Dispose();
            return;
        }

        _wire.Connect(remote);
        _remote = remote;
        Law = remote.Law;
        _toneKeys = remote.TelephoneEventPayloadType is null ? new ToneKeys() : null;
        _out.Seam();
        _home?.Stir(this);
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
        _home?.Stir(this);
    }

    /// <summary>Ends playing and bridging.</summary>
    public void Quiet(PlayEnding ending, long now)
    {
        _joint?.Lose(this, now);
        var playing = _playing;
        (_player, _playing) = (null, null);
        playing?.SetResult(ending);
    }

    /// <summary>A bridge or room takes the leg.</summary>
    public void Join(IMediaJoint joint)
    {
        (_joint, _calmJoint) = (joint, joint.IsCalm);
        _out.Seam();
        _home?.Stir(this);
    }

    /// <summary>A bridge or room lets go of the leg.</summary>
    public void Leave(IMediaJoint joint)
    {
        if (_joint == joint)
        {
            (_joint, _calmJoint) = (null, true);
        }
    }

    /// <summary>Sound of the leg went into a recording.</summary>
    public void CountRecorded(int codes) => _recorded += codes;

    /// <summary>Presses a key towards the far end (RFC 4733); keys wait for one another, and other sound waits for them.</summary>
    public void Dial(char key)
    {
        (_keySender ??= new KeySender()).Press(key);
        _home?.Stir(this);
    }

    /// <summary>Hands what arrives to a tap of the leg's own.</summary>
    public void Listen(IAudioTap? tap, long now)
    {
        _tap?.End(now);
        _tap = IsClosed ? null : tap;
        _tap?.Begin(now);
        _home?.Stir(this);
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
        _wire.Close();
        return true;
    }

    /// <summary>Nothing waits for its next beat: one in ten is enough.</summary>
    public bool IsCalm => _calmJoint && _player is null && !_wire.IsGuarded && _tap is null && _keySender is not { IsIdle: false };

    /// <summary>Every 20 ms; every 200 ms while it <see cref="IsCalm"/>.</summary>
    public void Beat(long now)
    {
        _joint?.Beat(this, now);
        _tap?.Beat(now);
        if (_keySender is { IsIdle: false })
        {
            SendKey(_keySender, now);
        }

        if (_player is { } player)
        {
            SendPlayed(player, now);
            if (player.Finished)
            {
                var playing = _playing;
                (_player, _playing) = (null, null);
                playing?.SetResult(PlayEnding.Finished);
            }
        }

        _wire.Beat(now);
        if (_wire.TakesReports && _rtcp.IsDue(now))
        {
            var length = _rtcp.Write(_report, _out.Ssrc, _in, _sent, _sentOctets, _out.TimestampAt(now), now);
            _wire.SendReport(_report.AsSpan(0, length));
        }
    }

    /// <inheritdoc/>
    public void Take(DatagramSocket socket, Span<byte> datagram, ReadOnlySpan<byte> source, long arrived)
    {
        if (_wire.TryTake(socket, ref datagram, source, out var control)
            && (control ? !_rtcp.Take(datagram, _out.Ssrc, arrived) : !TakeRtp(datagram, arrived)))
        {
            _unusable++;
        }
    }

    /// <summary>Sends sound of the other leg of a bridge; the bytes are changed in place.</summary>
    public void SendForwarded(Span<byte> datagram, in RtpPacket packet, G711Law law, long now)
    {
        if (_remote is not { Listens: true } remote || _keySender is { IsIdle: false })
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
        if (_remote is not { Listens: true, TelephoneEventPayloadType: { } payloadType } || _keySender is { IsIdle: false })
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

        _wire.CountHeard();
        var sound = packet.PayloadType == remote.PayloadType;
        if (!sound && packet.PayloadType != remote.TelephoneEventPayloadType)
        {
            _joint?.LeaveOut(this, packet);
            return false;
        }

        _in.Take(packet, (uint)(arrived / _ticksPerSample), timed: sound);
        if (!sound)
        {
            if (_events.TryTakeKey(packet, datagram.Slice(packet.PayloadOffset, packet.PayloadLength), out var key))
            {
                _keyPressed(key);
                _joint?.Press(this, key);
            }

            _joint?.ForwardEvent(this, datagram, packet, arrived);
        }
        else if (packet.PayloadLength > 0)
        {
            _sound += packet.PayloadLength;
            // Two who talk need no keys of ours, and a voice can sound like one.
            if (_joint is null)
            {
                _toneKeys?.Take(datagram.Slice(packet.PayloadOffset, packet.PayloadLength), remote.Law, _keyPressed);
            }

            _tap?.Take(new TappedSound
            {
                Side = TapSide.First,
                Codes = datagram.Slice(packet.PayloadOffset, packet.PayloadLength),
                Law = remote.Law,
                Ssrc = packet.Ssrc,
                RtpTimestamp = packet.Timestamp,
                Arrived = arrived,
            });
            _joint?.Forward(this, datagram, packet, arrived);
        }

        return true;
    }

    /// <summary>Sends the next 20 ms of prompts.</summary>
    public void SendPlayed(PromptPlayer player, long now)
    {
        player.Next(_packet.AsSpan(RtpPacket.HeaderLength), _remote?.Law ?? G711Law.A);
        SendOwn(now);
    }

    /// <summary>Sends 20 ms of mixed sound.</summary>
    public void SendMixed(ReadOnlySpan<short> samples, long now)
    {
        G711.Encode(_remote?.Law ?? G711Law.A, samples, _packet.AsSpan(RtpPacket.HeaderLength));
        SendOwn(now);
    }

    // A far end that does not listen, is not known yet or is sent a key misses what is played meanwhile, as it would on any telephone.
    private void SendOwn(long now)
    {
        if (_remote is { Listens: true } remote && _keySender is not { IsIdle: false })
        {
            _out.WritePlayed(_packet, remote.PayloadType, PacketSamples, now);
            SendRtp(_packet);
        }
    }

    private void SendKey(KeySender sender, long now)
    {
        var packet = _keyPacket.AsSpan();
        var part = sender.Next(packet[RtpPacket.HeaderLength..]);
        if (_remote is { Listens: true, TelephoneEventPayloadType: { } payloadType } && part != KeyPart.Pause)
        {
            _out.WriteKey(packet, payloadType, starts: part == KeyPart.Start, now);
            SendRtp(packet);
        }
    }

    private void SendRtp(ReadOnlySpan<byte> packet)
    {
        if (_wire.Send(packet))
        {
            _sent++;
            _sentOctets += packet.Length - RtpPacket.HeaderLength;
        }
    }
}
