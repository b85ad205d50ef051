using System.Buffers.Binary;
using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Tests.Rtp;

public sealed class OutgoingStreamTests
{
    private const long TicksPerSecond = 10_000_000;

    private readonly OutgoingStream _stream = new(TicksPerSecond);

    [Fact]
    public void Numbers_and_timestamps_go_on_across_sources()
    {
        var first = Play(0);
        Play(0.020);
        _stream.Seam();
        var forwarded = Forward(0.100, sequence: 500, timestamp: 88_000);
        var next = Forward(0.120, sequence: 501, timestamp: 88_160);
        _stream.Seam();
        var played = Play(1.120);

        Assert.Equal([0, 2, 3, 4], ((Sent[])[first, forwarded!, next!, played]).Select(sent => sent.Sequence - first.Sequence));
        Assert.Equal([0u, 800u, 960u, 8960u], ((Sent[])[first, forwarded!, next!, played]).Select(sent => sent.Timestamp - first.Timestamp));
        Assert.Equal([true, true, false, true], ((Sent[])[first, forwarded!, next!, played]).Select(sent => sent.Marker));
    }

    [Fact]
    public void After_a_stall_that_cannot_be_made_up_the_timestamp_is_that_of_the_clock()
    {
        var first = Play(0);
        Assert.Equal((false, 160u), (Play(0.08).Marker, Play(0.08).Timestamp - first.Timestamp - 160));
        var late = Play(0.58);
        Assert.Equal((true, 320u + 4000), (late.Marker, late.Timestamp - first.Timestamp));
    }

    [Fact]
    public void A_source_that_jumps_by_half_of_all_numbers_starts_anew()
    {
        Forward(0, 0, 1000);

        Assert.Equal((true, 1), (Forward(0.02, 0x8000, 1160)!.Marker, Forward(0.04, 0x8001, 1320)!.Sequence - 1));
    }

    [Fact]
    public void Loss_and_overtaking_of_the_source_are_passed_on()
    {
        var first = Forward(0, 10, 1000)!;
        var third = Forward(0.04, 12, 1320)!;
        var second = Forward(0.05, 11, 1160)!;
        var sixth = Forward(0.10, 15, 1800)!;

        Assert.Equal([0, 2, 1, 5], ((Sent[])[first, third, second, sixth]).Select(sent => sent.Sequence - first.Sequence));
        Assert.Equal([0u, 320u, 160u, 800u], ((Sent[])[first, third, second, sixth]).Select(sent => sent.Timestamp - first.Timestamp));
    }

    [Fact]
    public void What_belongs_before_the_seam_is_left_out()
    {
        Play(0);
        _stream.Seam();
        Assert.NotNull(Forward(0.02, 10, 1000));
        Assert.Null(Forward(0.03, 9, 840));
        Assert.NotNull(Forward(0.04, 11, 1160));
    }

    [Fact]
    public void A_source_that_starts_anew_makes_a_seam()
    {
        var first = Forward(0, 10, 1000)!;
        var restarted = Forward(0.02, 40_000, 77)!;
        var other = Forward(0.04, 3, 5, ssrc: 99)!;
        var jumped = Forward(0.06, 4, 900_000, ssrc: 99)!;

        Assert.Equal([1, 2, 3], ((Sent[])[restarted, other, jumped]).Select(sent => sent.Sequence - first.Sequence));
        Assert.Equal([160u, 320u, 480u], ((Sent[])[restarted, other, jumped]).Select(sent => sent.Timestamp - first.Timestamp));
    }

    [Fact]
    public void An_hour_through_many_turns_of_the_sequence_number_stays_continuous()
    {
        var last = Forward(0, 65_530, 0)!;
        for (var i = 1; i < 180_000; i++)
        {
            var sent = Forward(i * 0.02, (ushort)(65_530 + i), (uint)(i * 160))!;
            Assert.Equal((1, 160u), ((ushort)(sent.Sequence - last.Sequence), sent.Timestamp - last.Timestamp));
            Assert.False(sent.Marker);
            last = sent with { Sequence = sent.Sequence };
        }
    }

    [Fact]
    public void Nothing_is_missing_where_a_packet_is_left_out_on_purpose()
    {
        var first = Forward(0, 10, 1000)!;
        _stream.LeaveOut(Packet(11, 1160, 1));
        _stream.LeaveOut(Packet(12, 1160, 1));
        Assert.Equal(1, Forward(0.06, 13, 1480)!.Sequence - first.Sequence);
    }

    [Fact]
    public void Its_own_timestamp_follows_the_clock()
    {
        var first = Play(0);
        Assert.Equal(8000u, _stream.TimestampAt(TicksPerSecond) - first.Timestamp);
    }

    private static RtpPacket Packet(ushort sequence, uint timestamp, uint ssrc) =>
        new() { Marker = false, PayloadType = 8, Sequence = sequence, Timestamp = timestamp, Ssrc = ssrc, PayloadOffset = 12, PayloadLength = 160 };

    private Sent Play(double at)
    {
        var header = new byte[12];
        _stream.WritePlayed(header, 8, 160, (long)Math.Round(at * TicksPerSecond));
        return Read(header);
    }

    private Sent? Forward(double at, ushort sequence, uint timestamp, uint ssrc = 1)
    {
        var header = new byte[12];
        return _stream.WriteForwarded(header, Packet(sequence, timestamp, ssrc), 8, 160, (long)Math.Round(at * TicksPerSecond)) ? Read(header) : null;
    }

    // Numbers are compared as differences to the first, so that the random start needs no wrap in the tests.
    private Sent Read(byte[] header)
    {
        var sequence = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2));
        _firstSequence ??= sequence;
        return new Sent(header[1] >= 0x80, (ushort)(sequence - _firstSequence.Value), BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)));
    }

    private ushort? _firstSequence;

    private sealed record Sent(bool Marker, int Sequence, uint Timestamp);
}
