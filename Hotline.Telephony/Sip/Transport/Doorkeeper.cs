using System.Net;
using System.Net.Sockets;
using Hotline.Telephony.Sip.Messages;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Sip.Transport;

/// <summary>What the door has turned away since the start.</summary>
/// <param name="Banned">Messages and connections of banned addresses.</param>
/// <param name="Limited">Messages beyond an address's allowance.</param>
/// <param name="WrongCredentials">Wrong credentials.</param>
internal readonly record struct DoorCounts(long Banned, long Limited, long WrongCredentials);

/// <summary>
/// Who is listened to at all: an allowance for each address, and a ban for wrong credentials. Trunks and our own proxies are always listened to; behind a proxy the
/// address it noted counts. Only credentials made with a nonce that was sent to the same address count, so nobody can have somebody else's address banned by
/// writing it on their packets. Thread-safe; memory is bounded.
/// </summary>
internal sealed partial class Doorkeeper(DoorLimits limits, IReadOnlyList<IPNetwork> edges, TimeProvider time, ILogger logger) : IBanDesk
{
    /// <summary>Proxies of ours one behind the other; more are a claim.</summary>
    private const int MaxEdges = 4;

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, Visitor> _visitors = [];
    private readonly Visitor _strangers = new(limits, time);
    private long _sweptAt = time.GetTimestamp();
    private long _banned;
    private long _limited;
    private long _wrong;

    /// <summary>Whether an address is a trunk's. Set before anything is received.</summary>
    public Func<IPAddress, bool> IsTrunk { get; set; } = _ => false;

    /// <summary>Told, outside locks, of each address that is banned, and of each that is listened to again by order. Set before anything is received.</summary>
    public Action<BannedAddress, bool>? Changed { get; set; }

    public DoorCounts Counts => new(Volatile.Read(ref _banned), Volatile.Read(ref _limited), Volatile.Read(ref _wrong));

    /// <summary>Addresses remembered now.</summary>
    public int Visitors
    {
        get
        {
            lock (_lock)
            {
                return _visitors.Count;
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<BannedAddress> Bans
    {
        get
        {
            lock (_lock)
            {
                return [.. _visitors.Where(entry => entry.Value.IsBanned).Select(entry => View(entry.Key, entry.Value)).OrderByDescending(ban => ban.Since)];
            }
        }
    }

    /// <summary>Whether one more message of an address is read.</summary>
    public bool Admits(IPAddress address)
    {
        var source = Normal(address);
        if (IsTrusted(source))
        {
            return true;
        }

        lock (_lock)
        {
            var visitor = Of(source);
            if (visitor.IsBanned)
            {
                _banned++;
                return false;
            }

            if (!visitor.TrySpend())
            {
                _limited++;
                return false;
            }

            return true;
        }
    }

    /// <summary>Whether a connection of an address is taken, or a request that one of our proxies passed on for it.</summary>
    public bool IsBanned(IPAddress address)
    {
        var source = Normal(address);
        if (IsTrusted(source))
        {
            return false;
        }

        lock (_lock)
        {
            var isBanned = _visitors.TryGetValue(KeyOf(source), out var visitor) && visitor.IsBanned;
            _banned += isBanned ? 1 : 0;
            return isBanned;
        }
    }

    /// <summary>The address a request comes from; where one of our proxies passed it on, the one the proxy noted (RFC 3261 §18.2.1).</summary>
    public IPAddress SourceOf(SipRequest request, SipFlow flow)
    {
        var source = Normal(flow.Remote.Address);
        if (!IsEdge(source) || Via.IsOnly(request.Headers))
        {
            return source;
        }

        foreach (var hop in Via.All(request.Headers).Skip(1).Take(MaxEdges))
        {
            if ((IPAddress.TryParse(hop.Parameters["received"]?.Trim('[', ']'), out var received) ? received : hop.SentBy.Address) is not { } noted)
            {
                return source;
            }

            source = Normal(noted);
            if (!IsEdge(source))
            {
                return source;
            }
        }

        return source;
    }

    /// <summary>Whether a name has failed so often from a known address that it is not listened to there.</summary>
    public bool IsBarred(IPAddress source, string name)
    {
        lock (_lock)
        {
            return _visitors.TryGetValue(KeyOf(source), out var visitor) && visitor.IsBarred(name);
        }
    }

    /// <summary>Wrong credentials, made with a nonce that was sent to this address.</summary>
    public void Failed(IPAddress source, string name)
    {
        Interlocked.Increment(ref _wrong);
        if (IsTrusted(source))
        {
            return;
        }

        BannedAddress? banned = null;
        lock (_lock)
        {
            // Where the table is full nobody is banned in the others' place; they are limited together.
            if (Of(source) is var visitor && visitor != _strangers && visitor.Fail(name))
            {
                LogBanned(KeyOf(source), limits.BanTime);
                banned = View(KeyOf(source), visitor);
            }
        }

        if (banned is not null)
        {
            Changed?.Invoke(banned, true);
        }
    }

    /// <summary>Bans of an earlier run go on for the rest of their time. One that lies in the future, the clock having been set back, begins now.</summary>
    public void Restore(IEnumerable<BannedAddress> bans)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            foreach (var ban in bans.Where(ban => ban.Until > now))
            {
                var lasted = now - ban.Since;
                if (Of(KeyOf(Normal(ban.Address))) is var visitor && visitor != _strangers)
                {
                    visitor.Restore(ban.Since, lasted > TimeSpan.Zero ? lasted : TimeSpan.Zero, ban.Failures);
                }
            }
        }
    }

    /// <summary>Good credentials.</summary>
    public void Succeeded(IPAddress source)
    {
        if (IsTrusted(source))
        {
            return;
        }

        lock (_lock)
        {
            if (Of(source) is var visitor && visitor != _strangers)
            {
                visitor.Succeed();
            }
        }
    }

    /// <inheritdoc/>
    public bool Lift(IPAddress address)
    {
        BannedAddress lifted;
        lock (_lock)
        {
            var key = KeyOf(Normal(address));
            if (!_visitors.TryGetValue(key, out var visitor) || !visitor.IsBanned)
            {
                return false;
            }

            lifted = View(key, visitor);
            visitor.Lift();
        }

        Changed?.Invoke(lifted, false);
        return true;
    }

    private BannedAddress View(IPAddress key, Visitor visitor) => new(key, visitor.Banned!.Value.At, visitor.Banned.Value.At + limits.BanTime, visitor.Failures);

    private bool IsTrusted(IPAddress address) => IsEdge(address) || IsTrunk(address);

    /// <summary>Whether an address is one of our own proxies.</summary>
    public bool IsEdge(IPAddress address)
    {
        for (var i = 0; i < edges.Count; i++)
        {
            if (edges[i].Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private Visitor Of(IPAddress address)
    {
        var key = KeyOf(address);
        if (_visitors.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_visitors.Count >= limits.MaxAddresses && !TryMakeRoom())
        {
            return _strangers;
        }

        return _visitors[key] = new Visitor(limits, time);
    }

    // At most once a second: a flood of invented addresses must not make us look through all of them at each packet.
    private bool TryMakeRoom()
    {
        if (time.GetElapsedTime(_sweptAt) < TimeSpan.FromSeconds(1))
        {
            return false;
        }

        _sweptAt = time.GetTimestamp();
        foreach (var (key, _) in _visitors.Where(entry => entry.Value.IsForgettable).ToList())
        {
            _visitors.Remove(key);
        }

        return _visitors.Count < limits.MaxAddresses;
    }

    private static IPAddress Normal(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    // One subscriber has a whole /64 of IPv6.
    private static IPAddress KeyOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Address} is not listened to for {Time}: too many wrong SIP credentials")]
    private partial void LogBanned(IPAddress address, TimeSpan time);
}
