using System.Security.Cryptography;
using System.Text;

namespace Hotline.Channels.Web;

/// <summary>
/// What shows a report's progress together with its case number: twelve random digits, given once to whoever reported, which can be keyed in on a
/// telephone too. Whoever guesses needs the case number besides and is slowed down. Only its hash is kept, as the reporter's address.
/// </summary>
internal static class QueryCode
{
    /// <summary>Crockford's base 32: codes given before they were digits alone still hold.</summary>
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const string Digits = "0123456789";

    private const int Length = 12;

    internal static string Draw() => RandomNumberGenerator.GetString(Digits, Length);

    /// <summary>As it is shown: <c>4821-0937-5561</c>.</summary>
    internal static string Show(string code) => $"{code[..4]}-{code[4..8]}-{code[8..]}";

    /// <summary>As it was drawn, from what people type; null for what is no code.</summary>
    internal static string? Read(string? typed)
    {
        var letters = (typed ?? "").Normalize(NormalizationForm.FormKC).ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)
            .Select(letter => letter switch { 'O' => '0', 'I' or 'L' => '1', _ => letter }).ToArray();
        return letters.Length == Length && letters.All(letter => Letters.Contains(letter, StringComparison.Ordinal)) ? new string(letters) : null;
    }

    /// <summary>The reporter's address at this door.</summary>
    internal static string Address(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(code)).AsSpan(0, 16));
}
