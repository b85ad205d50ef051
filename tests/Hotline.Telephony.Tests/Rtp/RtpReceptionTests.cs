using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Tests.Rtp;

public sealed class RtpReceptionTests
{
    private readonly RtpReception _reception = new();

    [Fact]
    public void Counts_loss_across_the_turn_of_the_sequence_numbers()
    {
        foreach (var sequence in (int[])[65533, 65534, 0, 1, 5])
        {
            Take((ushort)sequence);
        }

        Assert.Equal(5, _reception.Received);
        Assert.Equal(4, _reception.Lost);
        Assert.Equal(65536u + 5, _reception.ExtendedHighest);
    }

    [Fact]
    public void Overtaking_is_no_loss_and_a_duplicate_counts_against_it()
    {
        foreach (var sequence in (int[])[1, 3, 2, 4, 4])
        {
            Take((ushort)sequence);
        }

        Assert.Equal(-1, _reception.Lost);
    }

    [Fact]
    public void A_new_source_or_a_great_jump_starts_anew_and_keeps_what_was_counted()
    {
        Take(1);
        Take(3);
        Take(40_000);
        Take(7, ssrc: 2);
        Take(8, ssrc: 2);

        Assert.Equal(5, _reception.Received);
        Assert.Equal(1, _reception.Lost);
        Assert.Equal(2u, _reception.Ssrc);
    }

    [Fact]
    public void The_fraction_lost_is_that_since_the_last_report()
    {
        for (ushort sequence = 1; sequence <= 100; sequence++)
        {
            if (sequence % 4 != 0 || sequence == 100)
            {
                Take(sequence);
            }
        }

        Assert.Equal(24 * 256 / 100, _reception.TakeFractionLost());
        Take(101);
        Assert.Equal(0, _reception.TakeFractionLost());
    }

    [Fact]
    public void Jitter_follows_RFC_3550_A_8()
    {
        // Every other packet 8 ms (64 samples) late: the difference is 64 each time, and the estimate tends to it.
        for (ushort i = 0; i < 200; i++)
        {
            Take(i, arrival: (uint)(i * 160) + (i % 2 == 0 ? 0u : 64u));
        }

        Assert.InRange(_reception.Jitter, 63, 64.001);
        Take(200, arrival: 200 * 160, timed: false);
        Assert.InRange(_reception.Jitter, 63, 64.001);
    }

    [Fact]
    public void A_clock_that_jumps_by_half_of_all_timestamps_is_no_jitter()
    {
        Take(0, arrival: 0);
        Take(1, arrival: 160u + 0x8000_0000);

        Assert.Equal(0, _reception.Jitter);
    }

    private void Take(ushort sequence, uint ssrc = 1, uint? arrival = null, bool timed = true) => _reception.Take(
        new RtpPacket { Marker = false, PayloadType = 8, Sequence = sequence, Timestamp = sequence * 160u, Ssrc = ssrc, PayloadOffset = 12, PayloadLength = 160 },
        arrival ?? sequence * 160u,
        timed);
}
