using System.Security.Claims;
using Hotline.Host.Access;
using Hotline.Testing;
using Microsoft.AspNetCore.Authentication;

namespace Hotline.Host.Tests.Access;

public sealed class KnownTicketsTests
{
    private readonly ManualTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero));
    private readonly CountedSeal seal = new();

    private KnownTickets Tickets => field ??= new KnownTickets(seal, time);

    [Fact]
    public void A_cookie_is_opened_once_in_a_minute()
    {
        var first = Tickets.Unprotect("good");
        var second = Tickets.Unprotect("good");
        Assert.Equal(1, seal.Opened);
        Assert.Equal("good", second?.Principal.Identity?.Name);
        Assert.NotSame(first, second);

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(Tickets.Unprotect("good"));
        Assert.Equal(2, seal.Opened);
    }

    [Fact]
    public void What_is_changed_in_a_ticket_is_not_seen_by_the_next_request()
    {
        var first = Tickets.Unprotect("good")!;
        var ends = first.Properties.ExpiresUtc;
        first.Properties.ExpiresUtc = time.GetUtcNow().AddYears(1);
        Assert.Equal(ends, Tickets.Unprotect("good")!.Properties.ExpiresUtc);
    }

    [Fact]
    public void A_cookie_that_does_not_open_is_looked_at_each_time_and_so_is_one_for_a_purpose()
    {
        Assert.Null(Tickets.Unprotect("bad"));
        Assert.Null(Tickets.Unprotect("bad"));
        Assert.Null(Tickets.Unprotect(null));
        Assert.NotNull(Tickets.Unprotect("good", "a purpose"));
        Assert.NotNull(Tickets.Unprotect("good", "a purpose"));
        Assert.Equal(5, seal.Opened);
    }

    [Fact]
    public void However_many_cookies_there_are_each_is_whose_it_is()
    {
        for (var number = 0; number < 10_000; number++)
        {
            Assert.Equal($"good {number}", Tickets.Unprotect($"good {number}")?.Principal.Identity?.Name);
        }

        Assert.Equal("good 1", Tickets.Unprotect("good 1")?.Principal.Identity?.Name);
        Assert.Equal(10_001, seal.Opened);
    }

    private sealed class CountedSeal : ISecureDataFormat<AuthenticationTicket>
    {
        public int Opened { get; private set; }

        public string Protect(AuthenticationTicket data) => Protect(data, null);

        public string Protect(AuthenticationTicket data, string? purpose) => data.Principal.Identity!.Name!;

        public AuthenticationTicket? Unprotect(string? protectedText) => Unprotect(protectedText, null);

        public AuthenticationTicket? Unprotect(string? protectedText, string? purpose)
        {
            Opened++;
            return protectedText?.StartsWith("good", StringComparison.Ordinal) == true
                ? new(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, protectedText)], "test")), new AuthenticationProperties(), "test")
                : null;
        }
    }
}
