using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Media;

/// <summary>Where one leg sits in a room.</summary>
internal sealed record Seat
{
    public required MediaPort Port { get; init; }

    /// <summary>Whom it hears; nobody and no <see cref="Plays"/> is silence.</summary>
    public IReadOnlyList<MediaPort> Hears { get; init; } = [];

    /// <summary>What it hears instead, over and over: music while held, the ringing of the phone being called.</summary>
    public IReadOnlyList<Prompt> Plays { get; init; } = [];

    /// <summary>Its sound belongs into the recording. Of the first seat it always does.</summary>
    public bool IsRecorded { get; init; }
}

/// <summary>
/// Legs that do not all hear the same: a held caller and a consultation, a conference, a supervisor who listens, whispers or speaks. Sound is decoded, evened
/// out and mixed every 20 ms. Lives on the loop of the first leg. The tap hears the first leg on one side and the mix of all other recorded legs on the other.
/// </summary>
internal sealed class MediaRoom : IMediaJoint
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<RoomSeat> _seats = [];
    private readonly MediaPort _first;
    private readonly IAudioTap? _tap;
    private readonly int[] _mix = new int[MediaLine.PacketSamples];
    private readonly short[] _mixed = new short[MediaLine.PacketSamples];
    private readonly byte[] _tapped = new byte[MediaLine.PacketSamples];
    private readonly Predicate<MediaLine> _isFirst;
    private readonly Predicate<MediaLine> _isRecorded;
    private uint _timestamp;
    private bool _begun;
    private bool _over;

    /// <param name="first">The caller's leg: its loop runs the room, and the room ends with it.</param>
    /// <param name="tap">Hears all that is recorded.</param>
    public MediaRoom(MediaPort first, IAudioTap? tap)
    {
        (_first, _tap) = (first, tap);
        _isFirst = line => line == first.Line;
        _isRecorded = line => line != first.Line && Find(line) is { IsRecorded: true };
    }

    /// <summary>Completes when the loop has let go of all legs and of the tap.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Ends the room; the legs fall silent. May be called again.</summary>
    public Task EndAsync()
    {
        _first.Post(Over);
        return Ended;
    }

    /// <summary>A leg comes in, or hears others from now on. Loop's thread.</summary>
    public void Take(Seat seat, long now)
    {
        var line = seat.Port.Line;
        if (_over || line.IsClosed)
        {
            return;
        }

        var taken = Find(line);
        if (taken is null)
        {
            line.Quiet(PlayEnding.Stopped, now);
            line.Join(this);
            taken = new RoomSeat(line);
            _seats.Add(taken);
            if (line == _first.Line && !_begun)
            {
                _begun = true;
                _tap?.Begin(now);
            }
        }

        taken.Arrange(seat);
    }

    /// <summary>Whoever is not among these goes. Loop's thread.</summary>
    public void Keep(IReadOnlyList<Seat> seats, long now)
    {
        foreach (var gone in _seats.Where(taken => seats.All(seat => seat.Port.Line != taken.Line)).ToList())
        {
            Lose(gone.Line, now);
        }
    }

    /// <inheritdoc/>
    public bool IsCalm => false;

    /// <inheritdoc/>
    public void Forward(MediaLine from, Span<byte> datagram, in RtpPacket packet, long arrived)
    {
        if (Find(from) is not { } seat)
        {
            return;
        }

        if (_tap is not null && (from == _first.Line || seat.IsRecorded))
        {
            from.CountRecorded(packet.PayloadLength);
        }

        seat.Buffer.Take(packet, datagram.Slice(packet.PayloadOffset, packet.PayloadLength), from.Law);
    }

    /// <inheritdoc/>
    public void ForwardEvent(MediaLine from, Span<byte> datagram, in RtpPacket packet, long arrived)
    {
        // Mixed sound has numbers of its own, so keys are sent anew: see Press.
    }

    /// <inheritdoc/>
    public void Press(MediaLine from, char key)
    {
        foreach (var seat in _seats)
        {
            if (seat.HearsLine(from))
            {
                seat.Line.Dial(key);
            }
        }
    }

    /// <inheritdoc/>
    public void LeaveOut(MediaLine from, in RtpPacket packet)
    {
        // Nothing of it was passed on.
    }

    /// <inheritdoc/>
    public void Beat(MediaLine line, long now)
    {
        if (line != _first.Line)
        {
            return;
        }

        foreach (var seat in _seats)
        {
            seat.Buffer.Next(seat.Samples);
        }

        foreach (var seat in _seats)
        {
            if (seat.Player is { } player)
            {
                seat.Line.SendPlayed(player, now);
            }
            else
            {
                Mix(seat.HearsLine);
                seat.Line.SendMixed(_mixed, now);
            }
        }

        Record(now);
    }

    /// <inheritdoc/>
    public void Lose(MediaLine line, long now)
    {
        if (line == _first.Line)
        {
            Over(now);
        }
        else if (_seats.RemoveAll(seat => seat.Line == line) > 0)
        {
            line.Leave(this);
        }
    }

    private void Over(long now)
    {
        if (_over)
        {
            return;
        }

        _over = true;
        _seats.ForEach(seat => seat.Line.Leave(this));
        _seats.Clear();
        if (_begun)
        {
            _tap?.End(now);
        }

        _ended.SetResult();
    }

    private void Record(long now)
    {
        if (_tap is null)
        {
            return;
        }

        _tap.Beat(now);
        Mix(_isFirst);
        Tap(TapSide.First, now);
        Mix(_isRecorded);
        Tap(TapSide.Second, now);
        _timestamp += MediaLine.PacketSamples;
    }

    private void Tap(TapSide side, long now)
    {
        G711.Encode(_first.Line.Law, _mixed, _tapped);
        _tap!.Take(new TappedSound
        {
            Side = side,
            Codes = _tapped,
            Law = _first.Line.Law,
            Ssrc = 0,
            RtpTimestamp = _timestamp,
            Arrived = now,
        });
    }

    private void Mix(Predicate<MediaLine> wanted)
    {
        Array.Clear(_mix);
        foreach (var seat in _seats)
        {
            if (wanted(seat.Line))
            {
                for (var i = 0; i < _mix.Length; i++)
                {
                    _mix[i] += seat.Samples[i];
                }
            }
        }

        for (var i = 0; i < _mix.Length; i++)
        {
            _mixed[i] = (short)Math.Clamp(_mix[i], short.MinValue, short.MaxValue);
        }
    }

    private RoomSeat? Find(MediaLine line)
    {
        foreach (var seat in _seats)
        {
            if (seat.Line == line)
            {
                return seat;
            }
        }

        return null;
    }

    /// <summary>A leg in the room.</summary>
    private sealed class RoomSeat
    {
        private IReadOnlyList<Prompt> _plays = [];
        private MediaLine[] _hears = [];

        public RoomSeat(MediaLine line)
        {
            Line = line;
            HearsLine = other => Array.IndexOf(_hears, other) >= 0;
        }

        public MediaLine Line { get; }

        public Predicate<MediaLine> HearsLine { get; }

        public JitterBuffer Buffer { get; } = new();

        public short[] Samples { get; } = new short[MediaLine.PacketSamples];

        public PromptPlayer? Player { get; private set; }

        public bool IsRecorded { get; private set; }

        public void Arrange(Seat seat)
        {
            // The same music goes on where it was.
            if (!_plays.SequenceEqual(seat.Plays))
            {
                Player = seat.Plays.Count == 0 ? null : new PromptPlayer(seat.Plays, loop: true);
                _plays = seat.Plays;
            }

            (_hears, IsRecorded) = ([.. seat.Hears.Select(port => port.Line)], seat.IsRecorded);
        }

    }
}
