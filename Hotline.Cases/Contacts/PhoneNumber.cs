namespace Hotline.Cases.Contacts;

/// <summary>Telephone numbers as people and networks write them, made comparable.</summary>
internal static class PhoneNumber
{
    /// <summary>
    /// Digits only, without the prefix of China: <c>+86 138-0000-0001</c>, <c>0086…</c> and <c>138…</c> are one number.
    /// Empty where there are no digits.
    /// </summary>
    public static string Key(string? written)
    {
        if (string.IsNullOrEmpty(written))
        {
            return "";
        }

        var digits = string.Concat(written.Where(char.IsAsciiDigit));
        if (digits.StartsWith("00", StringComparison.Ordinal))
        {
            digits = digits[2..];
        }

        return digits.Length >= 12 && digits.StartsWith("86", StringComparison.Ordinal) ? digits[2..] : digits;
    }

    /// <summary>
    /// Whether a short message may be tried. Landlines are known by their trunk prefix 0, by their 7 or 8 digits, and 400/800 numbers
    /// by those digits; whether any other number takes messages is for the carrier to say.
    /// </summary>
    public static bool TakesMessages(string? written)
    {
        var key = Key(written);
        return key.Length >= 5
            && key.Length is not (7 or 8)
            && key[0] != '0'
            && !(key.Length == 10 && (key.StartsWith("400", StringComparison.Ordinal) || key.StartsWith("800", StringComparison.Ordinal)));
    }

    /// <summary>The number for those who need to tell two apart but not to ring: <c>138****0001</c>.</summary>
    public static string Mask(string written) =>
        written.Length <= 4 ? new string('*', written.Length)
        : written.Length < 11 ? $"****{written[^2..]}"
        : $"{written[..3]}****{written[^4..]}";
}
