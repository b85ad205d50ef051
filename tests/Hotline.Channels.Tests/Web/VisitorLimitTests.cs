using System.Net;
using Hotline.Channels.Web;
using Hotline.Testing;

namespace Hotline.Channels.Tests.Web;

public sealed class VisitorLimitTests
{
    private static readonly IPAddress Visitor = IPAddress.Parse("198.51.100.7");

    private readonly ManualTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public void After_so_many_an_address_waits_until_the_time_is_over_and_others_do_not()
    {
        var limit = new VisitorLimit(2, TimeSpan.FromMinutes(10), time);

        Assert.Equal(TimeSpan.Zero, limit.Take(Visitor));
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(TimeSpan.Zero, limit.Take(Visitor));
        Assert.Equal(TimeSpan.FromMinutes(6), limit.Take(Visitor));
        Assert.Equal(TimeSpan.FromMinutes(6), limit.Take(Visitor.MapToIPv6()));
        Assert.Equal(TimeSpan.Zero, limit.Take(IPAddress.Parse("198.51.100.8")));
        time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(TimeSpan.Zero, limit.Take(Visitor));
    }

    [Fact]
    public void One_household_of_IPv6_is_one_visitor()
    {
        var limit = new VisitorLimit(1, TimeSpan.FromMinutes(10), time);

        Assert.Equal(TimeSpan.Zero, limit.Take(IPAddress.Parse("2001:db8:1:2::1")));
        Assert.NotEqual(TimeSpan.Zero, limit.Take(IPAddress.Parse("2001:db8:1:2:ffff::9")));
        Assert.Equal(TimeSpan.Zero, limit.Take(IPAddress.Parse("2001:db8:1:3::1")));
    }

    [Fact]
    public void A_flood_of_addresses_does_not_fill_the_memory_nor_forget_the_last()
    {
        var limit = new VisitorLimit(1, TimeSpan.FromMinutes(10), time);
        for (var visitor = 0; visitor < 30_000; visitor++)
        {
            limit.Take(new IPAddress(0x0b000000 + visitor));
        }

        Assert.NotEqual(TimeSpan.Zero, limit.Take(new IPAddress(0x0b000000 + 29_999)));
    }
}
