using Hotline.Telephony.Media;
using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Tests.Media;

public sealed class JitterBufferTests
{
    // What the concealment keeps back: 3.75 ms.
    private const int Delay = 30;

    private readonly JitterBuffer _buffer = new();
    private readonly short[] _voice = Tone.Samples(200, TimeSpan.FromSeconds(1), 0.4);
    private readonly List<short> _heard = [];

    [Fact]
    public void Packets_in_any_order_come_out_in_theirs_40_ms_after_the_first()
    {
        Beats(0, 2, 1, 3, 4, 6, 5, 7);

        Assert.All(_heard[..(320 + Delay)], sample => Assert.Equal(0, sample));
        Assert.Equal(Coded()[..(6 * 160 - Delay)], _heard[(320 + Delay)..]);
    }

    [Fact]
    public void A_lost_packet_of_a_steady_voice_is_not_a_hole()
    {
        Beats(0, 1, 2, 3, null, 5, 6, 7, 8, 9, 10);

        var inPlaceOfTheLost = _heard[((2 + 4) * 160)..((2 + 5) * 160)];
        Assert.True(Tone.Level(inPlaceOfTheLost.ToArray(), 200) > 0.3);
    }

    [Fact]
    public void A_sender_that_falls_silent_is_silent_after_60_ms()
    {
        Beats(0, 1, 2, 3, null, null, null, null, null, null, null, null);

        Assert.All(_heard[^320..], sample => Assert.Equal(0, sample));
    }

    [Fact]
    public void A_new_source_and_a_late_stream_start_over()
    {
        Beats(0, 1, 2, 3);
        Take(10, 99);
        Beats(11, 12, 13);

        Assert.Contains(_heard[^160..], sample => sample != 0);
    }

    private short[] Coded() => [.. _voice.Select(sample => G711.Decode(G711Law.A, G711.Encode(G711Law.A, sample)))];

    // One beat each: what arrived before it, then 20 ms are taken out.
    private void Beats(params int?[] packets)
    {
        var out20 = new short[160];
        foreach (var number in packets)
        {
            if (number is { } arrived)
            {
                Take(arrived, arrived > 10 ? 99u : 1u);
            }

            _buffer.Next(out20);
            _heard.AddRange(out20);
        }
    }

    private void Take(int number, uint ssrc)
    {
        var codes = new byte[160];
        G711.Encode(G711Law.A, _voice.AsSpan(number * 160, 160), codes);
        _buffer.Take(
            new RtpPacket
            {
                Marker = false,
                PayloadType = 8,
                Sequence = (ushort)number,
                Timestamp = (uint)(number * 160),
                Ssrc = ssrc,
                PayloadOffset = 12,
                PayloadLength = 160,
            },
            codes,
            G711Law.A);
    }
}
