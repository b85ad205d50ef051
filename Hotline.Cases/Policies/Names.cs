using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace Hotline.Cases.Policies;

/// <summary>The names of an enumeration as files and commands write them: <c>OnSite</c> is <c>on-site</c>.</summary>
internal static class Names<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Texts =
        Enum.GetValues<T>().ToFrozenDictionary(value => value, value => Kebab(value.ToString()));

    private static readonly FrozenDictionary<string, T> Values =
        Texts.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    public static ImmutableArray<string> All { get; } = [.. Enum.GetValues<T>().Select(value => Texts[value])];

    public static string Text(T value) => Texts[value];

    public static bool TryParse(string text, out T value) => Values.TryGetValue(text, out value);

    private static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
