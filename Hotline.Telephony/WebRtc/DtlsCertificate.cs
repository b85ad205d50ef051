using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hotline.Telephony.WebRtc;

/// <summary>
/// Our side of DTLS: a key and a certificate of our own making, new with each start. Nobody trusts it by itself: its fingerprint stands in the SDP, which
/// came over secured signalling (RFC 8122, RFC 8827 §5.1). Thread-safe.
/// </summary>
internal sealed unsafe class DtlsCertificate : IDisposable
{
    // GCM first: it costs less than half.
    private const string Profiles = "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80";

    private static readonly TimeSpan Validity = TimeSpan.FromDays(3650);

    /// <param name="clock">Dates the certificate.</param>
    /// <exception cref="CryptographicException">OpenSSL does not take it.</exception>
    /// <exception cref="DllNotFoundException">OpenSSL 3 is not on this machine.</exception>
    public DtlsCertificate(TimeProvider clock)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = clock.GetUtcNow();
        using var certificate = new CertificateRequest("CN=hotline", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now + Validity);
        Fingerprint = FingerprintOf(certificate.RawData);
        Context = OpenSsl.ContextNew(OpenSsl.DtlsMethod());
        var secret = key.ExportECPrivateKey();
        fixed (byte* der = certificate.RawData)
        fixed (byte* privateKey = secret)
        {
            if (Context == 0
                || OpenSsl.UseCertificate(Context, certificate.RawData.Length, der) != 1
                || OpenSsl.UsePrivateKey(OpenSsl.EllipticCurveKey, Context, privateKey, secret.Length) != 1
                || OpenSsl.UseSrtp(Context, Profiles) != 0)
            {
                throw new CryptographicException("OpenSSL did not take the certificate for DTLS.");
            }
        }

        CryptographicOperations.ZeroMemory(secret);

        // Any certificate at first; the one that counts is known by its fingerprint, after the handshake.
        OpenSsl.SetVerify(Context, OpenSsl.VerifyPeer | OpenSsl.FailWithoutPeerCertificate, &TakeAny);
    }

    /// <summary>SHA-256 of the certificate as <c>a=fingerprint</c> has it: upper-case hex with colons.</summary>
    public string Fingerprint { get; }

    /// <summary>OpenSSL's context.</summary>
    internal nint Context { get; }

    /// <summary>The fingerprint of a certificate.</summary>
    public static string FingerprintOf(ReadOnlySpan<byte> certificate) =>
        string.Join(':', SHA256.HashData(certificate).Select(value => value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));

    /// <inheritdoc/>
    public void Dispose() => OpenSsl.ContextFree(Context);

    [UnmanagedCallersOnly]
    private static int TakeAny(int verdict, nint store) => 1;
}
