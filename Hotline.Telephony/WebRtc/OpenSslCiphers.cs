using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Hotline.Telephony.WebRtc;

/// <summary>
/// The ciphers of SRTP: contexts that keep their key and take a new counter with each packet. .NET's own begin each packet from the key; on a few hundred
/// bytes, fifty times a second and leg, that costs more than the cipher. All calls but those that make and free are too short to tell the garbage collector of.
/// </summary>
internal static unsafe partial class OpenSsl
{
    public const int GetTag = 0x10;
    public const int SetTag = 0x11;

    public static nint Aes128Counter { get; } = Fetched(CipherFetch(0, "AES-128-CTR", null));

    public static nint Aes128Galois { get; } = Fetched(CipherFetch(0, "AES-128-GCM", null));

    private static nint Hmac { get; } = Fetched(MacFetch(0, "HMAC", null));

    /// <summary>A context of that cipher, still without a key.</summary>
    public static nint CipherContext(nint cipher)
    {
        var context = Fetched(CipherContextNew());
        Check(EncryptBegin(context, cipher, null, null, 0));
        return context;
    }

    /// <summary>A context of HMAC-SHA1 under a key.</summary>
    public static nint HmacSha1(ReadOnlySpan<byte> key)
    {
        var context = Fetched(MacContextNew(Hmac));
        fixed (byte* bytes = key, name = "digest"u8, digest = "SHA1"u8)
        {
            var parameters = stackalloc Parameter[] { Text(name, digest, 0), End() };
            Check(MacBegin(context, bytes, key.Length, parameters));
        }

        return context;
    }

    /// <exception cref="CryptographicException">OpenSSL would not; nothing that comes from the network makes it so.</exception>
    public static void Check(int result)
    {
        if (result != 1)
        {
            throw new CryptographicException("OpenSSL refused a cipher's step.");
        }
    }

    [LibraryImport(Crypto, EntryPoint = "EVP_CIPHER_CTX_free")]
    public static partial void CipherContextFree(nint context);

    [LibraryImport(Crypto, EntryPoint = "EVP_EncryptInit_ex2")]
    [SuppressGCTransition]
    public static partial int EncryptBegin(nint context, nint cipher, byte* key, byte* counter, nint parameters);

    [LibraryImport(Crypto, EntryPoint = "EVP_EncryptUpdate")]
    [SuppressGCTransition]
    public static partial int EncryptUpdate(nint context, byte* target, int* written, byte* source, int length);

    [LibraryImport(Crypto, EntryPoint = "EVP_EncryptFinal_ex")]
    [SuppressGCTransition]
    public static partial int EncryptEnd(nint context, byte* target, int* written);

    [LibraryImport(Crypto, EntryPoint = "EVP_DecryptInit_ex2")]
    [SuppressGCTransition]
    public static partial int DecryptBegin(nint context, nint cipher, byte* key, byte* counter, nint parameters);

    [LibraryImport(Crypto, EntryPoint = "EVP_DecryptUpdate")]
    [SuppressGCTransition]
    public static partial int DecryptUpdate(nint context, byte* target, int* written, byte* source, int length);

    [LibraryImport(Crypto, EntryPoint = "EVP_DecryptFinal_ex")]
    [SuppressGCTransition]
    public static partial int DecryptEnd(nint context, byte* target, int* written);

    [LibraryImport(Crypto, EntryPoint = "EVP_CIPHER_CTX_ctrl")]
    [SuppressGCTransition]
    public static partial int CipherControl(nint context, int command, int number, byte* pointer);

    [LibraryImport(Crypto, EntryPoint = "EVP_MAC_CTX_free")]
    public static partial void MacContextFree(nint context);

    [LibraryImport(Crypto, EntryPoint = "EVP_MAC_init")]
    [SuppressGCTransition]
    public static partial int MacBegin(nint context, byte* key, nint length, Parameter* parameters);

    [LibraryImport(Crypto, EntryPoint = "EVP_MAC_update")]
    [SuppressGCTransition]
    public static partial int MacUpdate(nint context, byte* data, nint length);

    [LibraryImport(Crypto, EntryPoint = "EVP_MAC_final")]
    [SuppressGCTransition]
    public static partial int MacEnd(nint context, byte* target, nint* written, nint room);

    [LibraryImport(Crypto, EntryPoint = "EVP_CIPHER_fetch", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint CipherFetch(nint library, string name, string? properties);

    [LibraryImport(Crypto, EntryPoint = "EVP_CIPHER_CTX_new")]
    private static partial nint CipherContextNew();

    [LibraryImport(Crypto, EntryPoint = "EVP_MAC_fetch", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint MacFetch(nint library, string name, string? properties);

    [LibraryImport(Crypto, EntryPoint = "EVP_MAC_CTX_new")]
    private static partial nint MacContextNew(nint mac);

    [LibraryImport(Crypto, EntryPoint = "OSSL_PARAM_construct_utf8_string")]
    private static partial Parameter Text(byte* name, byte* text, nint length);

    [LibraryImport(Crypto, EntryPoint = "OSSL_PARAM_construct_end")]
    private static partial Parameter End();

    private static nint Fetched(nint handle) => handle != 0 ? handle : throw new CryptographicException("OpenSSL does not have a cipher of SRTP.");

    /// <summary><c>OSSL_PARAM</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly struct Parameter
    {
        private readonly nint key;
        private readonly uint type;
        private readonly nint data;
        private readonly nint length;
        private readonly nint returned;
    }
}
