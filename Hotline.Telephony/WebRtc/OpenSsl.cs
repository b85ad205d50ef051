using System.Runtime.InteropServices;

namespace Hotline.Telephony.WebRtc;

/// <summary>The functions of OpenSSL 3 that DTLS-SRTP needs: .NET offers TLS, not DTLS.</summary>
internal static unsafe partial class OpenSsl
{
    public const int VerifyPeer = 1;
    public const int FailWithoutPeerCertificate = 2;
    public const int EllipticCurveKey = 408;
    public const int SetMtu = 17;
    public const int HandleTimeout = 74;
    public const int WantRead = 2;
    public const ulong NoQueryMtu = 0x1000;

    private const string Ssl = "libssl.so.3";
    private const string Crypto = "libcrypto.so.3";

    [LibraryImport(Ssl, EntryPoint = "DTLS_method")]
    public static partial nint DtlsMethod();

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_new")]
    public static partial nint ContextNew(nint method);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_free")]
    public static partial void ContextFree(nint context);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_use_certificate_ASN1")]
    public static partial int UseCertificate(nint context, int length, byte* certificate);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_use_PrivateKey_ASN1")]
    public static partial int UsePrivateKey(int type, nint context, byte* key, nint length);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_verify")]
    public static partial void SetVerify(nint context, int mode, delegate* unmanaged<int, nint, int> verify);

    /// <summary>0 is success, unlike everywhere else.</summary>
    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_tlsext_use_srtp", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int UseSrtp(nint context, string profiles);

    [LibraryImport(Ssl, EntryPoint = "SSL_new")]
    public static partial nint New(nint context);

    [LibraryImport(Ssl, EntryPoint = "SSL_free")]
    public static partial void Free(nint ssl);

    [LibraryImport(Ssl, EntryPoint = "SSL_set_bio")]
    public static partial void SetPipes(nint ssl, nint incoming, nint outgoing);

    [LibraryImport(Ssl, EntryPoint = "SSL_set_accept_state")]
    public static partial void SetAccepting(nint ssl);

    [LibraryImport(Ssl, EntryPoint = "SSL_set_connect_state")]
    public static partial void SetConnecting(nint ssl);

    [LibraryImport(Ssl, EntryPoint = "SSL_set_options")]
    public static partial ulong SetOptions(nint ssl, ulong options);

    [LibraryImport(Ssl, EntryPoint = "SSL_ctrl")]
    public static partial nint Control(nint ssl, int command, nint number, nint pointer);

    [LibraryImport(Ssl, EntryPoint = "SSL_do_handshake")]
    public static partial int Handshake(nint ssl);

    [LibraryImport(Ssl, EntryPoint = "SSL_get_error")]
    public static partial int ErrorOf(nint ssl, int result);

    [LibraryImport(Ssl, EntryPoint = "SSL_get1_peer_certificate")]
    public static partial nint PeerCertificate(nint ssl);

    [LibraryImport(Ssl, EntryPoint = "SSL_get_selected_srtp_profile")]
    public static partial SrtpProtection* SelectedProfile(nint ssl);

    [LibraryImport(Ssl, EntryPoint = "SSL_export_keying_material", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ExportKeys(nint ssl, byte* target, nint length, string label, nint labelLength, nint context, nint contextLength, int useContext);

    [LibraryImport(Crypto, EntryPoint = "BIO_new")]
    public static partial nint PipeNew(nint method);

    [LibraryImport(Crypto, EntryPoint = "BIO_s_mem")]
    public static partial nint MemoryPipe();

    [LibraryImport(Crypto, EntryPoint = "BIO_read")]
    public static partial int PipeRead(nint pipe, byte* target, int length);

    [LibraryImport(Crypto, EntryPoint = "BIO_write")]
    public static partial int PipeWrite(nint pipe, byte* source, int length);

    [LibraryImport(Crypto, EntryPoint = "i2d_X509")]
    public static partial int EncodeCertificate(nint certificate, byte** target);

    [LibraryImport(Crypto, EntryPoint = "X509_free")]
    public static partial void FreeCertificate(nint certificate);

    [LibraryImport(Crypto, EntryPoint = "ERR_clear_error")]
    public static partial void ClearErrors();

    /// <summary><c>SRTP_PROTECTION_PROFILE</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct SrtpProtection
    {
        public nint Name;
        public nuint Id;
    }
}
