using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hotline.Testing;

/// <summary>An authority of a test's own and what it signs.</summary>
public sealed class TestCertificates : IDisposable
{
    private readonly ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Valid from yesterday to tomorrow by the machine's clock.</summary>
    public TestCertificates(TimeProvider time)
    {
        var now = time.GetUtcNow();
        (From, To) = (now.AddDays(-1), now.AddDays(1));
        var request = new CertificateRequest("CN=Hotline test authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Authority = request.CreateSelfSigned(From, To);
    }

    /// <summary>The authority, with its key.</summary>
    public X509Certificate2 Authority { get; }

    private DateTimeOffset From { get; }

    private DateTimeOffset To { get; }

    /// <summary>A certificate for 127.0.0.1 or for a name, with its key.</summary>
    public X509Certificate2 Issue(string? name = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name ?? "127.0.0.1"}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (name is null)
        {
            names.AddIpAddress(IPAddress.Loopback);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(Authority, From, To, RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>Writes a certificate for 127.0.0.1 with its key, and the authority, as PEM.</summary>
    public (string Certificate, string Authority) Write(TemporaryFolder folder)
    {
        using var certificate = Issue();
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(folder.File("server.pem"), certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        File.WriteAllText(folder.File("authority.pem"), Authority.ExportCertificatePem() + "\n");
        return (folder.File("server.pem"), folder.File("authority.pem"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Authority.Dispose();
        authorityKey.Dispose();
    }
}
