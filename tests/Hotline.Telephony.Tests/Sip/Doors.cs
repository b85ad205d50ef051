using System.Net;
using Hotline.Telephony.Sip.Transport;
using Hotline.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Sip;

/// <summary>Doorkeepers for tests.</summary>
internal static class Doors
{
    /// <summary>This machine, as a network that is listened to whatever it sends.</summary>
    public static IReadOnlyList<IPNetwork> Loopback { get; } = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    /// <summary>One that never turns this machine away.</summary>
    public static Doorkeeper Open() => new(DoorLimits.Default, Loopback, new ManualTimeProvider(), NullLogger.Instance);
}
