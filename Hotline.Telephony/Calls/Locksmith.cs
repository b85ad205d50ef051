using System.Net;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using Hotline.Telephony.Sip.Transport;
using Hotline.Telephony.WebRtc;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Calls;

/// <summary>What a node protects sound with: its certificate for browsers, made when the first one comes, and the addresses they may try. Thread-safe.</summary>
internal sealed partial class Locksmith : IDisposable
{
    private readonly Lazy<DtlsCertificate?> certificate;
    private readonly ILogger logger;

    /// <param name="bound">Where media listens; the any-address stands for every address of the machine of its family.</param>
    /// <param name="advertised">The addresses told to phones beside them.</param>
    /// <param name="time">Dates the certificate.</param>
    /// <param name="logger">Told once where there is no OpenSSL 3.</param>
    public Locksmith(IReadOnlyList<IPAddress> bound, IReadOnlyList<IPAddress> advertised, TimeProvider time, ILogger<Locksmith> logger)
    {
        this.logger = logger;
        certificate = new Lazy<DtlsCertificate?>(() => Make(time));
        Addresses = [.. advertised.Concat(bound.SelectMany(OwnAddresses)).Distinct()];
    }

    /// <summary>Ours for DTLS; null on a machine without OpenSSL 3, which then serves no browser phones.</summary>
    public DtlsCertificate? Certificate => certificate.Value;

    /// <summary>Where browsers may find us.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; }

    /// <summary>The security of a leg whose signalling goes a certain way; null for one that is reached by none yet, which is in the clear.</summary>
    /// <param name="flow">The way.</param>
    /// <param name="local">Where we hear RTP.</param>
    public LegSecurity? For(SipFlow? flow, IPEndPoint local) => flow is null ? null : new LegSecurity(this, flow.Protocol, local);

    public void Dispose()
    {
        if (certificate is { IsValueCreated: true, Value: { } made })
        {
            made.Dispose();
        }
    }

    private DtlsCertificate? Make(TimeProvider time)
    {
        try
        {
            return new DtlsCertificate(time);
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException or CryptographicException)
        {
            NoCertificate(fault);
            return null;
        }
    }

    private static List<IPAddress> OwnAddresses(IPAddress bound)
    {
        if (!bound.Equals(IPAddress.Any) && !bound.Equals(IPAddress.IPv6Any))
        {
            return [bound];
        }

        // Loopback last: a browser on this machine finds it where it is allowed to, and others lose nothing.
        return NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up || network.NetworkInterfaceType == NetworkInterfaceType.Loopback)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses.Select(unicast => unicast.Address))
            .Where(address => address.AddressFamily == bound.AddressFamily && !address.IsIPv6LinkLocal)
            .OrderBy(IPAddress.IsLoopback)
            .ToList();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Browser phones cannot be served: OpenSSL 3 is not on this machine, or gave no certificate")]
    private partial void NoCertificate(Exception fault);
}
