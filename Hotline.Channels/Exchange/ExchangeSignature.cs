using System.Security.Cryptography;
using System.Text;

namespace Hotline.Channels.Exchange;

/// <summary>
/// HMAC-SHA256 in lower-case hexadecimal over key id, method, path with query, time stamp, nonce and the body's SHA-256 in hexadecimal, with line feeds
/// between: nothing of a request can be moved to another without the key.
/// </summary>
internal static class ExchangeSignature
{
    internal const string KeyHeader = "X-Hotline-Key";
    internal const string TimestampHeader = "X-Hotline-Timestamp";
    internal const string NonceHeader = "X-Hotline-Nonce";
    internal const string SignatureHeader = "X-Hotline-Signature";

    internal static string Sign((string Id, string Key) key, string method, string path, string timestamp, string nonce, ReadOnlySpan<byte> body)
    {
        var text = $"{key.Id}\n{method}\n{path}\n{timestamp}\n{nonce}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key.Key), Encoding.UTF8.GetBytes(text)));
    }

    internal static bool Fits((string Id, string Key) key, string method, string path, string timestamp, string nonce, ReadOnlySpan<byte> body, string signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(key, method, path, timestamp, nonce, body)), Encoding.UTF8.GetBytes(signature));
}
