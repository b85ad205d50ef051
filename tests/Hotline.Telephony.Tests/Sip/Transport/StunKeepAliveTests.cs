using System.Net;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Tests.Sip.Transport;

public sealed class StunKeepAliveTests
{
    private const string Cookie = "2112A442";
    private const string Transaction = "B7E7A701BC34D686FA87DFAE";

    [Theory]
    [InlineData("192.0.2.1", "0101000C", "002000080001A147E112A643")]
    [InlineData("2001:db8:1234:5678:11:2233:4455:6677", "01010018", "002000140002A1470113A9FAA5D3F179BC25F4B5BED2B9D9")]
    public void Tells_the_phone_its_address_as_in_RFC_5769(string address, string head, string mapped)
    {
        var answer = Ask($"00010000{Cookie}{Transaction}", address);

        Assert.Equal($"{head}{Cookie}{Transaction}{mapped}", answer);
    }

    [Fact]
    public void What_may_be_passed_over_is_and_what_may_not_is_420()
    {
        Assert.StartsWith("0101", Ask($"0001000C{Cookie}{Transaction}8022000574657374650000000000"[..^4]), StringComparison.Ordinal);
        Assert.Equal($"01110010{Cookie}{Transaction}0009000400000414000A000200030000", Ask($"00010008{Cookie}{Transaction}0003000400000002"));
    }

    [Theory]
    [InlineData("0101000021")] // no request, and short
    [InlineData("01010000" + Cookie + Transaction)] // a success
    [InlineData("00110000" + Cookie + Transaction)] // an indication
    [InlineData("00010004" + Cookie + Transaction)] // longer by its own account
    [InlineData("00010000" + "00000000" + Transaction)] // without the cookie
    [InlineData("00010004" + Cookie + Transaction + "80220040")] // an attribute that goes on behind the end
    public void Anything_else_is_not_answered(string datagram) => Assert.Empty(Ask(datagram));

    [Fact]
    public void No_prefix_of_a_request_is_answered_and_nothing_fails()
    {
        var request = Convert.FromHexString($"00010008{Cookie}{Transaction}8022000474657374");
        for (var length = 0; length < request.Length; length++)
        {
            Assert.Empty(StunKeepAlive.Answer(request.AsSpan(0, length), new IPEndPoint(IPAddress.Loopback, 1)));
        }
    }

    private static string Ask(string datagram, string address = "192.0.2.1") =>
        Convert.ToHexString(StunKeepAlive.Answer(Convert.FromHexString(datagram), new IPEndPoint(IPAddress.Parse(address), 32853)));
}
