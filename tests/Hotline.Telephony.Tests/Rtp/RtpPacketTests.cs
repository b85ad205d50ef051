using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Tests.Rtp;

public sealed class RtpPacketTests
{
    [Fact]
    public void Reads_back_what_it_writes()
    {
        var bytes = new byte[15];
        RtpPacket.WriteHeader(bytes, marker: true, payloadType: 101, sequence: 65535, timestamp: uint.MaxValue, ssrc: 0xDEADBEEF);

        Assert.True(RtpPacket.TryRead(bytes, out var packet));
        Assert.Equal((true, 101, 65535, uint.MaxValue, 0xDEADBEEF), (packet.Marker, packet.PayloadType, packet.Sequence, packet.Timestamp, packet.Ssrc));
        Assert.Equal((12, 3), (packet.PayloadOffset, packet.PayloadLength));
    }

    [Fact]
    public void Finds_the_payload_behind_sources_and_extension_and_before_padding()
    {
        // Two contributing sources, an extension of one word, four bytes of sound, three of padding (RFC 3550 §5.1, §5.3.1).
        byte[] bytes = [0xB2, 8, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 1, 1, 1, 1, 2, 2, 2, 2, 0xBE, 0xDE, 0, 1, 9, 9, 9, 9, 11, 12, 13, 14, 0, 0, 3];

        Assert.True(RtpPacket.TryRead(bytes, out var packet));
        Assert.Equal([11, 12, 13, 14], bytes.AsSpan(packet.PayloadOffset, packet.PayloadLength).ToArray());
        for (var length = 0; length < 28; length++)
        {
            Assert.False(RtpPacket.TryRead(bytes.AsSpan(0, length), out _), $"{length} bytes are not the whole header");
        }
    }

    [Theory]
    [InlineData("40080001000000020000000311")]
    [InlineData("A00800010000000200000003FF")]
    [InlineData("00010000211201A400000000000000000000000000000000")]
    public void Refuses_another_version_too_much_padding_and_STUN(string hex) =>
        Assert.False(RtpPacket.TryRead(Convert.FromHexString(hex), out _));

    [Fact]
    public void No_datagram_makes_it_read_outside()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 200_000; round++)
        {
            var bytes = new byte[random.Next(64)];
            random.NextBytes(bytes);
            if (bytes.Length > 0)
            {
                bytes[0] = (byte)(0x80 | (bytes[0] & 0x3F));
            }

            if (RtpPacket.TryRead(bytes, out var packet))
            {
                Assert.InRange(packet.PayloadOffset, 12, bytes.Length);
                Assert.InRange(packet.PayloadLength, 0, bytes.Length - packet.PayloadOffset);
            }
        }
    }
}
