using System.Text;

namespace Hotline.Telephony.Sip.Messages;

/// <summary>The <c>name=value</c> list behind <c>Digest</c> in a challenge or in credentials (RFC 3261 §25.1).</summary>
internal static class DigestFields
{
    /// <summary>The fields, quotes removed, names without case; null where it is another scheme or malformed.</summary>
    public static Dictionary<string, string>? Read(ReadOnlySpan<byte> value)
    {
        var scanner = new SipScanner(value);
        scanner.SkipWhite();
        if (!Ascii.EqualsIgnoreCase(scanner.TakeToken(), "Digest"u8))
        {
            return null;
        }

        scanner.SkipWhite();
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        do
        {
            var name = scanner.TakeToken();
            if (name.IsEmpty || !scanner.TryTakeSeparator((byte)'='))
            {
                return null;
            }

            var text = scanner.Peek == (byte)'"' ? scanner.TakeQuoted() : scanner.TakeToken();
            if (text.IsEmpty || !fields.TryAdd(Encoding.ASCII.GetString(name), SipScanner.Unquote(text)))
            {
                return null;
            }
        }
        while (scanner.TryTakeSeparator((byte)','));
        scanner.SkipWhite();
        return scanner.AtEnd ? fields : null;
    }

    /// <summary>The algorithm named; MD5 where none is (RFC 7616 §3.3); null for one we do not speak.</summary>
    public static DigestAlgorithm? AlgorithmOf(Dictionary<string, string> fields) =>
        !fields.TryGetValue("algorithm", out var name) || name.Equals("MD5", StringComparison.OrdinalIgnoreCase) ? DigestAlgorithm.Md5
        : name.Equals("SHA-256", StringComparison.OrdinalIgnoreCase) ? DigestAlgorithm.Sha256
        : null;
}
