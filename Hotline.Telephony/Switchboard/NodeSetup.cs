using System.Globalization;
using Hotline.Telephony.Ivr;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Switchboard;

/// <summary>Checks what the operator decided, and reads what it points to; all faults at once.</summary>
internal static class NodeSetup
{
    /// <exception cref="TelephonyConfigurationException">Something is wrong.</exception>
    public static FlowSet Read(TelephonyOptions options)
    {
        var faults = new List<string>(Faults(options));
        var set = FlowSetReader.Read(options, faults);
        return faults.Count == 0 ? set! : throw new TelephonyConfigurationException(faults);
    }

    private static IEnumerable<string> Faults(TelephonyOptions options)
    {
        var systemChooses = options is { FirstRtpPort: 0, LastRtpPort: 0 };
        if (!systemChooses && (options.FirstRtpPort is < 1024 or > 65534 || options.FirstRtpPort % 2 != 0))
        {
            yield return Expected("FirstRtpPort", "an even port from 1024 to 65534, or 0 with LastRtpPort 0", options.FirstRtpPort);
        }

        if (!systemChooses && (options.LastRtpPort <= options.FirstRtpPort || options.LastRtpPort > 65535))
        {
            yield return Expected("LastRtpPort", "a port above FirstRtpPort, up to 65535", options.LastRtpPort);
        }

        if (options.HotlineNumber.Length == 0)
        {
            yield return "HotlineNumber: expected the number citizens ring; it is empty";
        }

        if (options.MaxCalls < 1)
        {
            yield return Expected("MaxCalls", "1 or more", options.MaxCalls);
        }

        if (options is { QueueLogFileBytes: < 64 << 10 } or { QueueLogFiles: < 2 })
        {
            yield return "QueueLogFileBytes, QueueLogFiles: expected 64 KiB or more, and 2 files or more";
        }

        if (options.BanAfter is < 1 or > 1000)
        {
            yield return Expected("BanAfter", "1 to 1000", options.BanAfter);
        }

        if (options.MessagesPerSecond is < 1 or > 1_000_000)
        {
            yield return Expected("MessagesPerSecond", "1 to 1,000,000", options.MessagesPerSecond);
        }

        foreach (var (name, value, shortest, longest) in new[]
        {
            ("RingTimeout", options.RingTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)),
            ("DialTimeout", options.DialTimeout, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5)),
            ("BanTime", options.BanTime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)),
            ("ReturnTimeout", options.ReturnTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)),
            ("WrapUp", options.WrapUp, TimeSpan.Zero, TimeSpan.FromHours(1)),
            ("RecordingFlushInterval", options.RecordingFlushInterval, TimeSpan.FromMilliseconds(20), TimeSpan.FromMinutes(1)),
            ("RecordingCheckInterval", options.RecordingCheckInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30)),
            ("RecordingPauseLimit", options.RecordingPauseLimit, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1)),
        })
        {
            if (value < shortest || value > longest)
            {
                yield return Expected(name, $"a time from {shortest} to {longest}", value);
            }
        }

        if (options.MediaTimeout != TimeSpan.Zero && (options.MediaTimeout < TimeSpan.FromSeconds(1) || options.MediaTimeout > TimeSpan.FromHours(1)))
        {
            yield return Expected("MediaTimeout", "zero, or a time from 1 s to 1 h", options.MediaTimeout);
        }

        if (options is { SipTls.Count: > 0, TlsCertificate: null or { HasPrivateKey: false } })
        {
            yield return "SipTls: expected a TlsCertificate with its key";
        }

        if (options.Sip.Count == 0)
        {
            yield return "Sip: expected an address and a port; there is none";
        }

        foreach (var (name, families) in new[]
        {
            ("Sip", options.Sip.Select(address => address.AddressFamily)),
            ("SipTls", options.SipTls.Select(address => address.AddressFamily)),
            ("AdvertisedAddresses", options.AdvertisedAddresses.Select(address => address.AddressFamily)),
        })
        {
            if (families.GroupBy(family => family).Any(group => group.Count() > 1))
            {
                yield return $"{name}: expected at most one address of IPv4 and one of IPv6";
            }
        }

        if (options.SipTls.Any(secure => options.Sip.All(address => address.AddressFamily != secure.AddressFamily)))
        {
            yield return "SipTls: expected addresses of the IP families that Sip has";
        }

        if (options.WebCalls is { } web && (web.Refill < TimeSpan.FromSeconds(1) || web.TicketLife < TimeSpan.FromSeconds(5) || web.TicketLife > TimeSpan.FromMinutes(10)))
        {
            yield return "WebCalls: expected a Refill of at least 1 s and a TicketLife from 5 s to 10 min";
        }

        foreach (var fault in options.Trunks.SelectMany(trunk => TrunkFaults(options, trunk)))
        {
            yield return fault;
        }

        foreach (var folder in options.PromptFolders.Where(folder => !Directory.Exists(folder)))
        {
            yield return $"PromptFolders: expected a folder; there is none at {folder}";
        }

        if (Unwritable(options.DataFolder) is { } reason)
        {
            yield return $"DataFolder: expected a folder we can write to; {reason}";
        }
    }

    private static IEnumerable<string> TrunkFaults(TelephonyOptions options, TrunkOptions trunk)
    {
        var name = $"Trunks {trunk.Name}";
        if (!HostPort.TryParse(trunk.Host, out _))
        {
            yield return Expected($"{name} Host", "a host, or a host and a port", trunk.Host);
        }

        if (trunk is { Transport: TrunkTransport.Tls } && options.SipTls.Count == 0)
        {
            yield return $"{name} Transport: TLS needs SipTls";
        }

        if (trunk is { Registers: true, UserName: null } or { Registers: true, Password: null })
        {
            yield return $"{name} Registers: expected a UserName and a Password";
        }

        if (trunk.Weight is < 1 or > 1000)
        {
            yield return Expected($"{name} Weight", "1 to 1000", trunk.Weight);
        }

        if (trunk.MaxCalls < 0)
        {
            yield return Expected($"{name} MaxCalls", "0 or more", trunk.MaxCalls);
        }

        if (trunk.Patience < TimeSpan.FromSeconds(1) || trunk.Patience > TimeSpan.FromSeconds(32))
        {
            yield return Expected($"{name} Patience", "a time from 1 s to 32 s", trunk.Patience);
        }

        if (trunk.HealthInterval != TimeSpan.Zero && (trunk.HealthInterval < TimeSpan.FromSeconds(1) || trunk.HealthInterval > TimeSpan.FromHours(1)))
        {
            yield return Expected($"{name} HealthInterval", "zero, or a time from 1 s to 1 h", trunk.HealthInterval);
        }

        if (trunk.RegistrationTime < TimeSpan.FromMinutes(1) || trunk.RegistrationTime > TimeSpan.FromDays(1))
        {
            yield return Expected($"{name} RegistrationTime", "a time from 1 min to 1 day", trunk.RegistrationTime);
        }
    }

    private static string? Unwritable(string folder)
    {
        try
        {
            var probe = Path.Combine(Directory.CreateDirectory(folder).FullName, ".probe");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault.Message;
        }
    }

    private static string Expected(string option, string expected, object found) =>
        string.Create(CultureInfo.InvariantCulture, $"{option}: expected {expected}; found {found}");
}
