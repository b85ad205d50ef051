using System.Net;
using System.Net.Sockets;

namespace Hotline.Channels.Web;

/// <summary>So many of something from one address in a time; then it has to wait until that time is over. Thread-safe.</summary>
/// <param name="most">How many.</param>
/// <param name="span">In which time.</param>
/// <param name="time">The clock.</param>
internal sealed class VisitorLimit(int most, TimeSpan span, TimeProvider time)
{
    /// <summary>Addresses remembered; stops a flood from many from filling the memory. The oldest half gives way.</summary>
    private const int MostVisitors = 20_000;

    private readonly Lock padlock = new();
    private readonly Dictionary<string, (DateTimeOffset Since, int Count)> visitors = new(StringComparer.Ordinal);

    /// <summary>Zero where it may go on, else how long to wait.</summary>
    internal TimeSpan Take(IPAddress? address) => Take(Network(address ?? IPAddress.None).ToString());

    /// <summary>The same for whoever is known by name.</summary>
    internal TimeSpan Take(string visitor)
    {
        lock (padlock)
        {
            var now = time.GetUtcNow();
            var (since, count) = visitors.TryGetValue(visitor, out var known) && known.Since + span > now && known.Since <= now ? known : (now, 0);
            if (count >= most)
            {
                return since + span - now;
            }

            if (visitors.Count >= MostVisitors && !visitors.ContainsKey(visitor))
            {
                foreach (var old in visitors.OrderBy(entry => entry.Value.Since).Take(MostVisitors / 2).Select(entry => entry.Key).ToArray())
                {
                    visitors.Remove(old);
                }
            }

            visitors[visitor] = (since, count + 1);
            return TimeSpan.Zero;
        }
    }

    /// <summary>One household has a /64 of IPv6 (RFC 6177).</summary>
    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
