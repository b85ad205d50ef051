using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Hotline.Telephony.WebRtc;

/// <summary>One direction's key in an <c>a=crypto</c> line (RFC 4568 §9.1): <c>1 AES_CM_128_HMAC_SHA1_80 inline:…</c>. Never logged.</summary>
/// <param name="Tag">Names the line, 1 to 9 digits.</param>
/// <param name="Profile">How.</param>
/// <param name="Key">16 bytes.</param>
/// <param name="Salt">14 or 12 bytes.</param>
internal sealed record SdesKey(int Tag, SrtpProfile Profile, byte[] Key, byte[] Salt)
{
    private const int MostTagDigits = 9;

    /// <summary>A new key.</summary>
    public static SdesKey New(int tag, SrtpProfile profile) =>
        new(tag, profile, RandomNumberGenerator.GetBytes(SrtpProfiles.KeyLength), RandomNumberGenerator.GetBytes(profile.SaltLength()));

    /// <summary>Reads an attribute's value; false for a suite we do not know, a wrong length, or parameters that change what we do (§6.3).</summary>
    public static bool TryRead(string value, [NotNullWhen(true)] out SdesKey? key)
    {
        key = null;
        if (value.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var tagText, var suite, var inline]
            || tagText.Length > MostTagDigits
            || !int.TryParse(tagText, NumberStyles.None, CultureInfo.InvariantCulture, out var tag)
            || !inline.StartsWith("inline:", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // A lifetime may follow the key; a master key index, which would stand in each packet, may not.
        var parts = inline["inline:".Length..].Split('|');
        if (parts.Length > 2 || (parts.Length == 2 && parts[1].Contains(':', StringComparison.Ordinal)))
        {
            return false;
        }

        foreach (var profile in Enum.GetValues<SrtpProfile>())
        {
            var bytes = new byte[SrtpProfiles.KeyLength + profile.SaltLength()];
            if (profile.SuiteName() == suite && Convert.TryFromBase64String(parts[0], bytes, out var length) && length == bytes.Length)
            {
                key = new SdesKey(tag, profile, bytes[..SrtpProfiles.KeyLength], bytes[SrtpProfiles.KeyLength..]);
                return true;
            }
        }

        return false;
    }

    /// <summary>The attribute's value.</summary>
    public string Write() => string.Create(CultureInfo.InvariantCulture, $"{Tag} {Profile.SuiteName()} inline:{Convert.ToBase64String([.. Key, .. Salt])}");

    /// <summary>Without the key.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Tag} {Profile}");
}
