using Hotline.Cases.Contacts;
using System.Globalization;
using System.Text;

namespace Hotline.Cases.Storage;

/// <summary>
/// Text cut into two-character tokens for an index of words: most Chinese words have two characters, and nothing marks where one ends.
/// <c>路灯不亮</c> becomes <c>路灯 灯不 不亮 亮</c>; the last character stands alone too, so that every single character begins a token. What is looked
/// for becomes phrases of such tokens, and is found exactly where it stands, width and capitals of Latin letters aside.
/// </summary>
internal static class WordPairs
{
    /// <summary>More of what is looked for than this is not looked at; stops a query of a whole book.</summary>
    private const int LongestQuery = 100;

    /// <summary>Private characters in place of ASCII signs, which the index would take for gaps between tokens.</summary>
    private const int Signs = 0xE000;

    /// <summary>The tokens of texts; between two texts there is a gap that no phrase crosses.</summary>
    public static string Index(params ReadOnlySpan<string> texts)
    {
        var tokens = new StringBuilder();
        foreach (var text in texts)
        {
            foreach (var run in Runs(text))
            {
                for (var at = 0; at < run.Count; at++)
                {
                    tokens.Append(run[at]);
                    if (at + 1 < run.Count)
                    {
                        tokens.Append(run[at + 1]);
                    }

                    tokens.Append(' ');
                }

                tokens.Append(Gap).Append(' ');
            }
        }

        return tokens.ToString();
    }

    /// <summary>What is looked for, in the words of SQLite's FTS5: every run of it as a phrase. Null where there is nothing in it to look for.</summary>
    public static string? Phrases(string words)
    {
        var phrases = new List<string>();
        foreach (var run in Runs(Excerpt.Kept(words, LongestQuery)))
        {
            phrases.Add(run.Count == 1 ? $"\"{run[0]}\"*" : $"\"{string.Join(' ', run.Zip(run.Skip(1), (first, second) => $"{first}{second}"))}\"");
        }

        return phrases.Count == 0 ? null : string.Join(' ', phrases);
    }

    /// <summary>A token that no text holds: the case is or was with this unit.</summary>
    public static string Unit(string unitId) => $"{UnitMark}{string.Concat(unitId.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : (char)(Signs + (letter & 0x7F))))}";

    private const char UnitMark = (char)(Signs + 0x80);

    /// <summary>A token of its own between two runs, so that no phrase goes from one into the next.</summary>
    private const char Gap = (char)(Signs + ' ');

    private static List<List<string>> Runs(string text)
    {
        var (runs, run) = (new List<List<string>>(), new List<string>());
        foreach (var rune in Whole(text).Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Format:
                    break;
                case UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Control:
                    End();
                    break;
                default:
                    run.Add(rune is { IsAscii: true } && !Rune.IsLetterOrDigit(rune) ? $"{(char)(Signs + rune.Value)}" : Rune.ToLowerInvariant(rune).ToString());
                    break;
            }
        }

        End();
        return runs;

        void End()
        {
            if (run.Count > 0)
            {
                runs.Add(run);
                run = [];
            }
        }
    }

    /// <summary>Halves of characters have no normal form.</summary>
    private static string Whole(string text)
    {
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            whole.Append(rune);
        }

        return whole.ToString();
    }
}
