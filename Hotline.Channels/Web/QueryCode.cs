using System.Security.Cryptography;
using System.Text;

namespace Hotline.Channels.Web;

/// <summary>
/// What shows a report's progress together with its case number: 60 random bits as twelve letters and digits, given once to whoever reported. Only its
/// hash is kept, as the reporter's address.
/// </summary>
internal static class QueryCode
{
    /// <summary>Crockford's base 32: nothing in it is taken for anything else when read out or copied by hand.</summary>
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int Length = 12;

    internal static string Draw() => RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>As it is shown: <c>7KQM-2XTD-9HPA</c>.</summary>
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
