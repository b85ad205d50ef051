using System.Net;
using System.Security.Cryptography;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Switchboard;

/// <summary>Who calls from the public page: tickets not used yet, those used a while ago, and how many calls go on. Thread-safe.</summary>
internal sealed class WebCallers(TelephonyOptions options, ICityHours hours, TimeProvider time) : IWebCallDesk
{
    private const string Prefix = "web-";
    private const int SecretBytes = 24;

    /// <summary>Addresses remembered: a flood from many must not fill the memory. Beyond it all share one allowance.</summary>
    private const int MostAddresses = 20_000;

    /// <summary>A used or old ticket is still known for so long: who shows it again is refused, and not taken for somebody who guesses passwords.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Issued> tickets = new(StringComparer.Ordinal);
    private readonly Dictionary<IPAddress, Bucket> addresses = [];
    private Bucket everybody = new(options.WebCalls?.PerMinute ?? 0, time.GetUtcNow());
    private (DateOnly Day, int Calls) today;
    private int open;

    public WebCallAnswer Issue(IPAddress from, string? leftNumber)
    {
        if (options.WebCalls is not { } limits)
        {
            return Refused(WebCallRefusal.NotOffered);
        }

        var now = time.GetUtcNow();
        if (limits.InOfficeHours && !hours.IsOfficeOpen(now))
        {
            return Refused(WebCallRefusal.Closed);
        }

        var number = leftNumber is { Length: > 0 } ? leftNumber : null;
        if (number is not null && !Routes.IsNumber(number))
        {
            return Refused(WebCallRefusal.NoNumber);
        }

        lock (gate)
        {
            Sweep(now);
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, hours.Zone).DateTime);
            today = today.Day == day ? today : (day, 0);
            var waiting = tickets.Values.Count(ticket => !ticket.IsUsed && ticket.Ticket.Until > now);
            everybody = everybody.At(now, limits.PerMinute, TimeSpan.FromMinutes(1) / limits.PerMinute);
            if (open + waiting >= limits.AtOnce || today.Calls >= limits.PerDay || everybody.Left < 1)
            {
                return Refused(WebCallRefusal.Busy, TimeSpan.FromMinutes(1));
            }

            var address = addresses.Count >= MostAddresses && !addresses.ContainsKey(Network(from)) ? IPAddress.None : Network(from);
            var allowance = (addresses.TryGetValue(address, out var known) ? known : new Bucket(limits.PerAddress, now)).At(now, limits.PerAddress, limits.Refill);
            if (allowance.Left < 1)
            {
                return Refused(WebCallRefusal.TooMany, limits.Refill * (1 - allowance.Left));
            }

            addresses[address] = allowance with { Left = allowance.Left - 1 };
            everybody = everybody with { Left = everybody.Left - 1 };
            today = (day, today.Calls + 1);
            var issued = Draw(number, now + limits.TicketLife);
            tickets[issued.Ticket.UserName] = issued;
            return new WebCallAnswer(WebCallRefusal.None, issued.Ticket, TimeSpan.Zero);
        }
    }

    /// <summary>The account of a ticket; null where there is none of this name.</summary>
    public SipAccount? Find(string userName)
    {
        lock (gate)
        {
            return tickets.TryGetValue(userName, out var issued) ? issued.Account : null;
        }
    }

    /// <summary>Uses a ticket up and begins a call, for which <see cref="End"/> is owed. False where it was used or is too old.</summary>
    /// <param name="account">As it was authenticated.</param>
    /// <param name="leftNumber">The number left with it; null for none.</param>
    public bool TryBegin(SipAccount account, out string? leftNumber)
    {
        lock (gate)
        {
            leftNumber = null;
            if (!tickets.TryGetValue(account.UserName, out var issued) || issued.IsUsed || issued.Ticket.Until <= time.GetUtcNow())
            {
                return false;
            }

            tickets[account.UserName] = issued with { IsUsed = true };
            leftNumber = issued.LeftNumber;
            open++;
            return true;
        }
    }

    /// <summary>Such a call is over.</summary>
    public void End()
    {
        lock (gate)
        {
            open--;
        }
    }

    /// <summary>Whether an account is a ticket.</summary>
    public bool Owns(SipAccount account) => ReferenceEquals(Find(account.UserName), account);

    private Issued Draw(string? leftNumber, DateTimeOffset until)
    {
        var ticket = new WebCallTicket(Prefix + Secret(), Secret(), options.Realm, options.HotlineNumber, until);
        return new Issued(ticket, leftNumber, IsUsed: false, new SipAccount
        {
            AgentId = "",
            UserName = ticket.UserName,
            Ha1Md5 = DigestHash.OfAccount(DigestAlgorithm.Md5, ticket.UserName, ticket.Realm, ticket.Password),
            Ha1Sha256 = DigestHash.OfAccount(DigestAlgorithm.Sha256, ticket.UserName, ticket.Realm, ticket.Password),
            DisplayName = ticket.UserName,
        });
    }

    // Both grow with tickets issued and time, so a sweep costs what was issued since.
    private void Sweep(DateTimeOffset now)
    {
        foreach (var old in tickets.Where(entry => entry.Value.Ticket.Until + Remembered <= now).Select(entry => entry.Key).ToArray())
        {
            tickets.Remove(old);
        }

        if (addresses.Count >= MostAddresses / 2)
        {
            var limits = options.WebCalls!;
            foreach (var full in addresses.Where(entry => entry.Value.At(now, limits.PerAddress, limits.Refill).Left >= limits.PerAddress).Select(entry => entry.Key).ToArray())
            {
                addresses.Remove(full);
            }
        }
    }

    private static WebCallAnswer Refused(WebCallRefusal refusal, TimeSpan retryAfter = default) => new(refusal, null, retryAfter);

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));

    // One subscriber has a whole /64 of IPv6 (RFC 6177).
    private static IPAddress Network(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (plain.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6)
        {
            return plain;
        }

        var bytes = plain.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private sealed record Issued(WebCallTicket Ticket, string? LeftNumber, bool IsUsed, SipAccount Account);

    /// <summary>A token bucket.</summary>
    private readonly record struct Bucket(double Left, DateTimeOffset Since)
    {
        public Bucket At(DateTimeOffset now, int most, TimeSpan refill) =>
            now <= Since ? this with { Left = Math.Min(most, Left) } : new Bucket(Math.Min(most, Left + ((now - Since) / refill)), now);
    }
}
