using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Tests.Rtp;

public sealed class TelephoneEventsTests
{
    private readonly TelephoneEvents _events = new();

    [Fact]
    public void A_press_with_its_repeated_end_is_one_key()
    {
        var keys = Keys((5, 100, 160, false), (5, 100, 320, false), (5, 100, 480, true), (5, 100, 480, true), (5, 100, 480, true));
        Assert.Equal("5", keys);
    }

    [Fact]
    public void The_same_key_twice_is_two()
    {
        Assert.Equal("55", Keys((5, 100, 160, false), (5, 100, 480, true), (5, 900, 160, false), (5, 900, 480, true)));
    }

    [Fact]
    public void A_press_is_heard_also_when_only_its_last_packet_arrives()
    {
        Assert.Equal("9#", Keys((9, 100, 480, true), (11, 2000, 480, true)));
    }

    [Fact]
    public void A_late_packet_of_an_earlier_press_is_nothing_new()
    {
        Assert.Equal("12", Keys((1, 100, 480, true), (2, 900, 160, false), (1, 100, 480, true), (2, 900, 480, true)));
    }

    [Fact]
    public void A_press_from_long_ago_is_a_new_one_of_a_source_that_began_anew()
    {
        Assert.Equal("9#0", Keys((9, 67_840, 480, true), (11, 92_640, 480, true), (0, 17_632, 160, false), (0, 17_632, 480, true)));
    }

    [Fact]
    public void A_key_held_for_long_is_one_key()
    {
        Assert.Equal("0", Keys((0, 100, 65_000, false), (0, 100, 65_535, false), (0, 65_635, 160, false), (0, 65_635, 800, true)));
    }

    [Fact]
    public void All_sixteen_keys_are_known_and_nothing_else()
    {
        var keys = Keys([.. Enumerable.Range(0, 256).Select(code => ((byte)code, (uint)(code * 1000) + 1, (ushort)160, true))]);
        Assert.Equal("0123456789*#ABCD", keys);
        Assert.False(_events.TryTakeKey(Packet(9_000_000), [1, 0, 0], out _));
    }

    private static RtpPacket Packet(uint timestamp) =>
        new() { Marker = false, PayloadType = 101, Sequence = 0, Timestamp = timestamp, Ssrc = 1, PayloadOffset = 12, PayloadLength = 4 };

    private string Keys(params (byte Code, uint Timestamp, ushort Duration, bool End)[] packets)
    {
        var keys = "";
        foreach (var (code, timestamp, duration, end) in packets)
        {
            if (_events.TryTakeKey(Packet(timestamp), [code, (byte)(end ? 0x8A : 0x0A), (byte)(duration >> 8), (byte)duration], out var key))
            {
                keys += key;
            }
        }

        return keys;
    }
}
