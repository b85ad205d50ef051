using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Hotline.Telephony.Sip.Transport;

/// <summary>What TLS needs.</summary>
internal sealed record TlsSettings
{
    /// <summary>Where TLS listens, at most one address of each IP family; port 0 lets the system choose.</summary>
    public required IReadOnlyList<IPEndPoint> Listen { get; init; }

    /// <summary>Our certificate, with its key.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Certificates of authorities trusted beside those of the system; none by default.</summary>
    public X509Certificate2Collection Trusted { get; init; } = [];
}

/// <summary>Makes a stream of bytes of a connected socket: plain, or TLS over it.</summary>
internal interface IStreamOpening
{
    /// <param name="socket">Connected.</param>
    /// <param name="remote">The peer.</param>
    /// <param name="dialled">We opened the connection.</param>
    /// <param name="cancellationToken">Patience.</param>
    ValueTask<Stream> OpenAsync(Socket socket, IPEndPoint remote, bool dialled, CancellationToken cancellationToken);
}

/// <summary>TCP as it is.</summary>
internal sealed class PlainOpening : IStreamOpening
{
    public ValueTask<Stream> OpenAsync(Socket socket, IPEndPoint remote, bool dialled, CancellationToken cancellationToken) =>
        new(new NetworkStream(socket, ownsSocket: false));
}

/// <summary>
/// TLS 1.2 and 1.3 (RFC 3261 §26.2.1). Whom we dial must show a certificate for the name we dialled by, from an authority we trust; whoever dials us shows
/// none, a phone proving itself by digest.
/// </summary>
internal sealed class TlsOpening(TlsSettings settings) : IStreamOpening
{
    private readonly ConcurrentDictionary<IPEndPoint, string> _names = new();

    /// <summary>Notes the name by which a peer is going to be dialled. Only names of the configuration come here, so it does not grow.</summary>
    public void Expect(IPEndPoint remote, string name) => _names[remote] = name;

    public async ValueTask<Stream> OpenAsync(Socket socket, IPEndPoint remote, bool dialled, CancellationToken cancellationToken)
    {
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: false));
        try
        {
            if (dialled)
            {
                var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck };
                if (settings.Trusted.Count > 0)
                {
                    policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                    policy.CustomTrustStore.AddRange(settings.Trusted);
                }

                await stream.AuthenticateAsClientAsync(
                    new SslClientAuthenticationOptions { TargetHost = _names.GetValueOrDefault(remote, remote.Address.ToString()), CertificateChainPolicy = policy },
                    cancellationToken);
            }
            else
            {
                await stream.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificate = settings.Certificate, ClientCertificateRequired = false }, cancellationToken);
            }

            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }
}
