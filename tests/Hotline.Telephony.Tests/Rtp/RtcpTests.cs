using Hotline.Telephony.Rtp;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Rtp;

public sealed class RtcpTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Reads_back_a_report_block()
    {
        var block = new RtcpBlock { Ssrc = 7, FractionLost = 200, CumulativeLost = -3, ExtendedHighest = 70_000, Jitter = 12, LastSenderReport = 0xABCD, DelaySinceLast = 99 };
        var bytes = new byte[Rtcp.MaxLength];

        var length = Rtcp.Write(bytes, 5, new RtcpSender(0x1122_3344_5566_7788, 1, 2, 3), block, "0123456789abcdef"u8);

        Assert.True(Rtcp.TryRead(bytes.AsSpan(0, length), 7, out var reading));
        Assert.Equal(block, reading.Block);
        Assert.Equal(0x3344_5566u, reading.SenderReport);
        Assert.True(Rtcp.TryRead(bytes.AsSpan(0, length), 8, out var ofOthers));
        Assert.Null(ofOthers.Block);
    }

    [Fact]
    public void Every_prefix_and_any_noise_is_refused_or_read_without_harm()
    {
        var bytes = new byte[Rtcp.MaxLength];
        var block = new RtcpBlock { Ssrc = 7, FractionLost = 0, CumulativeLost = 0, ExtendedHighest = 0, Jitter = 0, LastSenderReport = 0, DelaySinceLast = 0 };
        var length = Rtcp.Write(bytes, 5, new RtcpSender(1, 1, 2, 3), block, "0123456789abcdef"u8);
        for (var prefix = 1; prefix < length; prefix++)
        {
            // Only where one packet of the compound ends does a shorter one begin.
            Assert.Equal(prefix == 52, Rtcp.TryRead(bytes.AsSpan(0, prefix), 7, out _));
        }

        var random = new Random(20261122);
        for (var round = 0; round < 100_000; round++)
        {
            var noise = bytes[..length];
            noise[random.Next(length)] = (byte)random.Next(256);
            noise[random.Next(length)] = (byte)random.Next(256);
            _ = Rtcp.TryRead(noise, 7, out _);
        }
    }

    [Fact]
    public void The_ntp_time_counts_from_1900()
    {
        Assert.Equal(0x83AA_7E80_8000_0000ul, Rtcp.NtpTime(DateTimeOffset.UnixEpoch.AddSeconds(0.5)));
    }

    [Fact]
    public void Two_ends_measure_the_round_trip()
    {
        var (here, there) = (new RtcpExchange(_clock), new RtcpExchange(_clock));
        var (bytes, reception) = (new byte[Rtcp.MaxLength], Received());

        // We report; it takes 30 ms; they answer after a second; that takes 50 ms.
        var length = here.Write(bytes, 1, new RtpReception(), packets: 10, octets: 1600, 0, _clock.GetTimestamp());
        _clock.Advance(TimeSpan.FromMilliseconds(30));
        Assert.True(there.Take(bytes.AsSpan(0, length), 2, _clock.GetTimestamp()));
        _clock.Advance(TimeSpan.FromSeconds(1));
        length = there.Write(bytes, 2, reception, packets: 0, octets: 0, 0, _clock.GetTimestamp());
        _clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.True(here.Take(bytes.AsSpan(0, length), 1, _clock.GetTimestamp()));

        Assert.InRange(here.RoundTrip!.Value, TimeSpan.FromMilliseconds(79), TimeSpan.FromMilliseconds(81));
        Assert.Equal(1, here.LostByFarEnd);
    }

    [Fact]
    public void Reports_are_due_about_every_five_seconds()
    {
        var exchange = new RtcpExchange(_clock);
        var bytes = new byte[Rtcp.MaxLength];
        var reports = 0;
        for (var i = 0; i < 50 * 60; i++)
        {
            if (exchange.IsDue(_clock.GetTimestamp()))
            {
                exchange.Write(bytes, 1, new RtpReception(), i, i * 160, 0, _clock.GetTimestamp());
                reports++;
            }

            _clock.Advance(TimeSpan.FromMilliseconds(20));
        }

        Assert.InRange(reports, 8, 25);
    }

    private static RtpReception Received()
    {
        // One of three lost, from source 1.
        var reception = new RtpReception();
        foreach (var sequence in (ushort[])[1, 3])
        {
            reception.Take(
                new RtpPacket { Marker = false, PayloadType = 8, Sequence = sequence, Timestamp = 0, Ssrc = 1, PayloadOffset = 12, PayloadLength = 160 }, 0, timed: true);
        }

        return reception;
    }
}
