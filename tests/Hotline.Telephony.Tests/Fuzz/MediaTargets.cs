using Hotline.Telephony.Media;
using Hotline.Telephony.Recording;
using Hotline.Telephony.Rtp;
using Hotline.Telephony.Tests.WebRtc;
using Hotline.Telephony.WebRtc;

namespace Hotline.Telephony.Tests.Fuzz;

/// <summary>A packet's parts lie inside it; whatever comes, all that counts, forwards, mixes and records goes on.</summary>
internal sealed class RtpTarget : IFuzzTarget, IFrameSink
{
    private readonly RtpReception _reception = new();
    private readonly TelephoneEvents _events = new();
    private readonly OutgoingStream _out = new(8000);
    private readonly JitterBuffer _buffer = new();
    private readonly ToneKeys _keys = new();
    private readonly StereoTimeline _timeline = new(G711Law.A);
    private readonly short[] _samples = new short[160];
    private long _now;
    private long _frames;

    public RtpTarget()
    {
        var sound = new byte[12 + 160];
        RtpPacket.WriteHeader(sound, marker: false, 8, 1, 160, 7);
        byte[] extended = [0x92, 8, 0, 2, 0, 0, 1, 64, 0, 0, 0, 7, 1, 1, 1, 1, 2, 2, 2, 2, 0xBE, 0xDE, 0, 1, 9, 9, 9, 9, .. new byte[80]];
        byte[] padded = [0xA0, 8, 0, 3, 0, 0, 1, 224, 0, 0, 0, 7, .. new byte[156], 0, 0, 0, 4];
        byte[] key = [0x80, 0xE5, 0, 4, 0, 0, 2, 128, 0, 0, 0, 7, 5, 0x8A, 1, 64];
        Seeds = [sound, extended, padded, key];
    }

    public IReadOnlyList<byte[]> Seeds { get; }

    public byte[][] Pieces => Mutation.BinaryPieces;

    public bool Take(byte[] bytes)
    {
        _now += 160;
        _buffer.Next(_samples);
        _timeline.Advance(_now, this);
        if (!RtpPacket.TryRead(bytes, out var packet))
        {
            return false;
        }

        Assert.InRange(packet.PayloadOffset, RtpPacket.HeaderLength, bytes.Length);
        Assert.InRange(packet.PayloadLength, 0, bytes.Length - packet.PayloadOffset);
        var payload = bytes.AsSpan(packet.PayloadOffset, packet.PayloadLength);
        _reception.Take(packet, (uint)_now, timed: true);
        Assert.True(double.IsFinite(_reception.Jitter) && _reception.Jitter >= 0);
        _events.TryTakeKey(packet, payload, out _);
        _buffer.Take(packet, payload, G711Law.Mu);
        _keys.Take(payload, G711Law.A, _ => { });
        _timeline.Take(
            new TappedSound { Side = TapSide.Second, Codes = payload, Law = G711Law.Mu, Ssrc = packet.Ssrc, RtpTimestamp = packet.Timestamp, Arrived = _now },
            _now,
            this);
        Assert.Equal(_timeline.Committed, _frames);
        var header = new byte[RtpPacket.HeaderLength];
        if (_out.WriteForwarded(header, packet, 8, packet.PayloadLength, _now))
        {
            Assert.True(RtpPacket.TryRead(header, out var forwarded));
            Assert.Equal(_out.Ssrc, forwarded.Ssrc);
        }

        return true;
    }

    public void Append(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => _frames += left.Length;

    public void Skip(long frames) => _frames += frames;
}

/// <summary>A report is taken whole or not at all; what it claims stays in sensible bounds.</summary>
internal sealed class RtcpTarget : IFuzzTarget
{
    private readonly RtcpExchange _exchange = new(TimeProvider.System);

    public RtcpTarget()
    {
        var block = new RtcpBlock { Ssrc = 7, FractionLost = 3, CumulativeLost = -5, ExtendedHighest = 70_000, Jitter = 12, LastSenderReport = 99, DelaySinceLast = 1 };
        var sender = new byte[Rtcp.MaxLength];
        var receiver = new byte[Rtcp.MaxLength];
        Seeds =
        [
            sender[..Rtcp.Write(sender, 1, new RtcpSender(1, 2, 3, 4), block, "a name"u8)],
            receiver[..Rtcp.Write(receiver, 1, null, block, "b"u8)],
            [0x81, 203, 0, 1, 0, 0, 0, 1],
        ];
    }

    public IReadOnlyList<byte[]> Seeds { get; }

    public byte[][] Pieces => Mutation.BinaryPieces;

    public bool Take(byte[] bytes)
    {
        var taken = _exchange.Take(bytes, 7, TimeProvider.System.GetTimestamp());
        Assert.InRange(_exchange.LostByFarEnd ?? 0, -0x800000, 0x7FFFFF);
        Assert.True(_exchange.RoundTrip is null || _exchange.RoundTrip >= TimeSpan.Zero);
        return taken;
    }
}

/// <summary>Only what was sealed with the key opens, to the byte.</summary>
internal sealed class SrtpTarget : IFuzzTarget
{
    private static readonly byte[] Key = new byte[16];

    private readonly List<(byte[] Sealed, byte[] Plain, SrtpProfile Profile)> _packets = [];

    public SrtpTarget()
    {
        foreach (var profile in Enum.GetValues<SrtpProfile>())
        {
            using var session = new SrtpSession(profile, Key, new byte[profile.SaltLength()]);
            for (ushort number = 0; number < 4; number++)
            {
                var buffer = new byte[172 + SrtpProfiles.MostAdded];
                RtpPacket.WriteHeader(buffer, false, 8, number, number, 7);
                var (plain, length) = (buffer[..172], 172);
                Assert.True(session.TrySeal(buffer, ref length));
                _packets.Add((buffer[..length], plain, profile));
            }
        }

        Seeds = [.. _packets.Select(packet => packet.Sealed)];
    }

    public IReadOnlyList<byte[]> Seeds { get; }

    public byte[][] Pieces => Mutation.BinaryPieces;

    public bool Take(byte[] bytes)
    {
        var taken = false;
        foreach (var profile in Enum.GetValues<SrtpProfile>())
        {
            using var session = new SrtpSession(profile, Key, new byte[profile.SaltLength()]);
            var (report, sound) = ((byte[])bytes.Clone(), (byte[])bytes.Clone());
            Assert.False(session.TryOpenControl(report, out _));
            if (session.TryOpen(sound, out var length))
            {
                Assert.Contains(_packets, packet => packet.Profile == profile && packet.Sealed.AsSpan().SequenceEqual(bytes) && packet.Plain.AsSpan().SequenceEqual(sound.AsSpan(0, length)));
                taken = true;
            }
        }

        return taken;
    }
}

/// <summary>Only a request that was signed is taken, to the byte.</summary>
internal sealed class StunTarget : IFuzzTarget
{
    public IReadOnlyList<byte[]> Seeds { get; } = [StunMessageTests.Request];

    public byte[][] Pieces => Mutation.BinaryPieces;

    public bool Take(byte[] bytes)
    {
        if (!StunMessage.TryReadRequest(bytes, StunMessageTests.Password, out var request))
        {
            return false;
        }

        Assert.Equal(StunMessageTests.Request, bytes);
        var answer = new byte[StunMessage.MaxLength];
        Assert.InRange(StunMessage.WriteSuccess(answer, request.TransactionId, new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 9), StunMessageTests.Password), 20, answer.Length);
        return true;
    }
}
