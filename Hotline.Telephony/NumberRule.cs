using System.Diagnostics.CodeAnalysis;

namespace Hotline.Telephony;

/// <summary>
/// How numbers are written on a trunk: one that begins with <see cref="Prefix"/> gets <see cref="Replacement"/> in its place. Of several rules the first that
/// fits is used; a number that none fits stays as it is.
/// </summary>
/// <param name="Prefix">Digits, with or without a leading +; empty fits every number.</param>
/// <param name="Replacement">Digits, with or without a leading +, or empty.</param>
public sealed record NumberRule(string Prefix, string Replacement)
{
    /// <summary>Reads <c>prefix&gt;replacement</c>: <c>+86&gt;0</c>, <c>&gt;9</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NumberRule? rule)
    {
        ArgumentNullException.ThrowIfNull(text);
        rule = text.Split('>', StringSplitOptions.TrimEntries) is [var prefix, var replacement] && IsPart(prefix) && IsPart(replacement)
            ? new NumberRule(prefix, replacement)
            : null;
        return rule is not null;
    }

    internal static string Apply(IReadOnlyList<NumberRule> rules, string number) =>
        rules.FirstOrDefault(rule => number.StartsWith(rule.Prefix, StringComparison.Ordinal)) is { } fitting
            ? fitting.Replacement + number[fitting.Prefix.Length..]
            : number;

    private static bool IsPart(string text) => !text.AsSpan(text.StartsWith('+') ? 1 : 0).ContainsAnyExceptInRange('0', '9');
}
