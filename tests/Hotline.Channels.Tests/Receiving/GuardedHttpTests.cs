using System.Net;
using Hotline.Channels.Receiving;

namespace Hotline.Channels.Tests.Receiving;

public sealed class GuardedHttpTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("198.18.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("203.0.113.9")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:1::")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    public void Addresses_that_are_not_public_are_known(string address) => Assert.False(GuardedHttp.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2408:8000::1")]
    [InlineData("::ffff:114.114.114.114")]
    public void Public_ones_too(string address) => Assert.True(GuardedHttp.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://localhost/x")]
    [InlineData("https://127.0.0.1/x")]
    public async Task A_name_on_the_list_that_leads_to_a_private_address_is_refused_when_connecting(string address)
    {
        using var http = new GuardedHttp(new Uri("https://provider.example"), ["localhost", "127.0.0.1"]);

        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri(address), 1000, TestContext.Current.CancellationToken));
        Assert.Equal(HttpRequestError.ConnectionError, fault.HttpRequestError);
    }
}
