using System.Net;
using Hotline.Telephony.WebRtc;

namespace Hotline.Telephony.Tests.WebRtc;

public sealed class StunMessageTests
{
    // RFC 5769 §2.1.
    internal static readonly byte[] Request = Convert.FromHexString(
        "000100582112A442B7E7A701BC34D686FA87DFAE802200105354554E207465737420636C69656E74002400046E0001FF80290008932FF9B151263B36"
        + "000600096576746A3A68367659202020"
        + "000800149AEAA70CBFD8CB56781EF2B5B2D3F249C1B571A280280004E57A3BCF");

    internal static byte[] Password => "VOkJxbRl1RmTxUk/WvJxBt"u8.ToArray();

    [Fact]
    public void Reads_the_request_of_RFC_5769()
    {
        Assert.True(StunMessage.TryReadRequest(Request, Password, out var request));

        Assert.Equal("evtj:h6vY"u8, request.UserName);
        Assert.Equal("B7E7A701BC34D686FA87DFAE", Convert.ToHexString(request.TransactionId));
        Assert.False(request.UseCandidate);
    }

    [Fact]
    public void Refuses_a_wrong_password_every_prefix_and_every_changed_bit()
    {
        Assert.False(StunMessage.TryReadRequest(Request, "other"u8, out _));
        for (var length = 0; length < Request.Length; length++)
        {
            Assert.False(StunMessage.TryReadRequest(Request.AsSpan(0, length), Password, out _), $"{length} bytes");
        }

        for (var bit = 0; bit < Request.Length * 8; bit++)
        {
            var changed = (byte[])Request.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(StunMessage.TryReadRequest(changed, Password, out _), $"bit {bit}");
        }
    }

    [Theory]
    [InlineData("192.0.2.1", "0101003C2112A442B7E7A701BC34D686FA87DFAE", "002000080001A147E112A643")]
    [InlineData("2001:db8:1234:5678:11:2233:4455:6677", "010100482112A442B7E7A701BC34D686FA87DFAE", "002000140002A1470113A9FAA5D3F179BC25F4B5BED2B9D9")]
    public void Tells_the_asker_its_address_as_in_RFC_5769(string address, string head, string mapped)
    {
        var answer = new byte[StunMessage.MaxLength];

        var length = StunMessage.WriteSuccess(answer, Convert.FromHexString("B7E7A701BC34D686FA87DFAE"), new IPEndPoint(IPAddress.Parse(address), 32853), Password);

        // The RFC's answer names its software besides: 16 bytes.
        Assert.Equal(head[..4], Convert.ToHexString(answer)[..4]);
        Assert.Equal(Convert.FromHexString(head)[3] - 16, answer[3]);
        Assert.Equal(head[8..] + mapped, Convert.ToHexString(answer.AsSpan(4, 16 + (mapped.Length / 2))));
        Assert.Equal(20 + answer[3], length);
    }
}
