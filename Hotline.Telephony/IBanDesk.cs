using System.Net;

namespace Hotline.Telephony;

/// <summary>Addresses the telephone node does not listen to, for their wrong credentials. Thread-safe. A ban lasts its time over restarts too, and so does its being lifted.</summary>
public interface IBanDesk
{
    /// <summary>The bans that stand, the latest first.</summary>
    IReadOnlyList<BannedAddress> Bans { get; }

    /// <summary>Listens to an address again, its failures forgotten. False where it is not banned.</summary>
    /// <param name="address">The address; of IPv6 any in the network banned.</param>
    bool Lift(IPAddress address);
}

/// <summary>An address that is not listened to.</summary>
/// <param name="Address">The address; of IPv6 the first of its /64, which is one subscriber's (RFC 6177).</param>
/// <param name="Since">Banned at, UTC.</param>
/// <param name="Until">Listened to again from, UTC.</param>
/// <param name="Failures">Wrong credentials it had sent.</param>
public sealed record BannedAddress(IPAddress Address, DateTimeOffset Since, DateTimeOffset Until, int Failures);
