using System.Security.Cryptography;
using System.Text;

namespace Hotline.Telephony.Sip.Messages;

/// <summary>The algorithms we speak (RFC 7616 §3.3, RFC 8760 §2).</summary>
internal enum DigestAlgorithm
{
    Sha256,

    /// <summary>Broken as a hash, and all that many phones know.</summary>
    Md5,
}

/// <summary>The arithmetic of digest authentication with <c>qop=auth</c> (RFC 7616 §3.4): pure.</summary>
internal static class DigestHash
{
    public static string NameOf(DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Sha256 => "SHA-256",
        DigestAlgorithm.Md5 => "MD5",
    };

    /// <summary>Lower-case hex of H(user:realm:password).</summary>
    public static string OfAccount(DigestAlgorithm algorithm, string user, string realm, string password) => Hex(algorithm, $"{user}:{realm}:{password}");

    /// <summary>The response a client must show.</summary>
    public static string Response(DigestAlgorithm algorithm, string ha1, string method, string uri, string nonce, string nonceCount, string clientNonce) =>
        Hex(algorithm, $"{ha1}:{nonce}:{nonceCount}:{clientNonce}:auth:{Hex(algorithm, $"{method}:{uri}")}");

    private static string Hex(DigestAlgorithm algorithm, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(algorithm switch
        {
            DigestAlgorithm.Sha256 => SHA256.HashData(bytes),
#pragma warning disable CA5351 // RFC 7616 keeps MD5 for peers that know nothing else; SHA-256 is offered first
            DigestAlgorithm.Md5 => MD5.HashData(bytes),
#pragma warning restore CA5351
        });
    }
}
