using System.Net;
using System.Net.Sockets;
using Hotline.Telephony.Rtp;

namespace Hotline.Telephony.Tests.Rtp;

public sealed class RtpPortPoolTests
{
    [Fact]
    public void Without_a_range_the_system_chooses_an_even_port_and_the_next()
    {
        var pool = new RtpPortPool(IPAddress.Loopback, 0, 0);
        Assert.True(pool.TryOpen(out var pair));
        using (pair.Rtp)
        using (pair.Rtcp)
        {
            Assert.Equal(0, pair.Rtp.Local.Port % 2);
            Assert.Equal(pair.Rtp.Local.Port + 1, pair.Rtcp.Local.Port);
        }
    }

    [Theory]
    [InlineData(20_001, 20_002)]
    [InlineData(20_000, 20_000)]
    [InlineData(30_000, 20_000)]
    [InlineData(65_534, 65_536)]
    [InlineData(-2, 4)]
    public void Refuses_a_range_without_a_pair(int first, int last)
    {
        var error = Assert.Throws<ArgumentException>(() => new RtpPortPool(IPAddress.Loopback, first, last));
        Assert.Contains($"{first}–{last}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Passes_over_a_pair_of_which_another_program_has_one()
    {
        // Chance may give a neighbour away; then another base is tried.
        for (var tries = 0; ; tries++)
        {
            var first = 40_000 + (Random.Shared.Next(5_000) * 2);
            using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                other.Bind(new IPEndPoint(IPAddress.Loopback, first + 1));
            }
            catch (SocketException) when (tries < 50)
            {
                continue;
            }

            var pool = new RtpPortPool(IPAddress.Loopback, first, first + 3);
            if (!pool.TryOpen(out var pair) && tries < 50)
            {
                continue;
            }

            Assert.NotNull(pair);
            Assert.Equal(first + 2, pair.Rtp.Local.Port);
            Assert.False(pool.TryOpen(out _));
            pair.Rtp.Dispose();
            pair.Rtcp.Dispose();
            return;
        }
    }

    [Fact]
    public void A_far_end_is_its_address_and_its_port()
    {
        var peer = new PeerAddress(new IPEndPoint(IPAddress.Parse("10.0.0.1"), 4000));
        Assert.True(peer.Matches(Bytes("10.0.0.1", 4000)));
        Assert.False(peer.Matches(Bytes("10.0.0.1", 4002)));
        Assert.False(peer.Matches(Bytes("10.0.0.2", 4000)));
        Assert.False(peer.Matches([]));

        var peer6 = new PeerAddress(new IPEndPoint(IPAddress.Parse("fd00::1"), 4000));
        Assert.True(peer6.Matches(Bytes("fd00::1", 4000)));
        Assert.False(peer6.Matches(Bytes("fd00::2", 4000)));
        Assert.False(peer6.Matches(Bytes("fd00::1", 4002)));
        Assert.False(peer6.Matches(Bytes("10.0.0.1", 4000)));
    }

    private static byte[] Bytes(string address, int port)
    {
        var serialized = new IPEndPoint(IPAddress.Parse(address), port).Serialize();
        return serialized.Buffer[..serialized.Size].ToArray();
    }
}
