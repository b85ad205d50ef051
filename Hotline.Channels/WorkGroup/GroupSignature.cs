using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hotline.Channels.WorkGroup;

/// <summary>
/// Our own signature, the same in both directions: HMAC-SHA256 in lower-case hexadecimal over time stamp, nonce and body with line feeds between, under
/// the shared secret. DingTalk's: HMAC-SHA256 in Base64 over time stamp in milliseconds, a line feed and the secret (加签).
/// </summary>
internal static class GroupSignature
{
    internal const string TimestampHeader = "X-Hotline-Timestamp";
    internal const string NonceHeader = "X-Hotline-Nonce";
    internal const string SignatureHeader = "X-Hotline-Signature";

    internal static string Sign(string secret, string timestamp, string nonce, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes($"{timestamp}\n{nonce}\n"));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    internal static bool Fits(string secret, string timestamp, string nonce, ReadOnlySpan<byte> body, string signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(secret, timestamp, nonce, body)), Encoding.UTF8.GetBytes(signature.ToLowerInvariant()));

    /// <summary>The query of a signed DingTalk address.</summary>
    internal static string DingTalk(string secret, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}\n{secret}")));
        return $"timestamp={timestamp}&sign={Uri.EscapeDataString(sign)}";
    }
}
