using System.Globalization;
using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Casework;

/// <summary>What is known of a matter that may be the same as another.</summary>
/// <param name="CategoryCode">Null while nobody has chosen one.</param>
/// <param name="Place">In words.</param>
/// <param name="Point">On the map.</param>
/// <param name="Text">What is the matter.</param>
/// <param name="At">When it was brought.</param>
internal sealed record Matter(string? CategoryCode, string Place, MapPoint? Point, string Text, DateTimeOffset At)
{
    public static Matter Of(Case brought) => new(brought.CategoryCode, brought.Place, brought.Point, brought.Text, brought.RegisteredAt);
}

/// <summary>
/// How alike two matters are, from 0 to 100, in parts that can be explained: class 35, place 30, words 25, time 10.
/// Words are compared by pairs of neighbouring characters, which is how most Chinese words are long.
/// </summary>
internal static class Likeness
{
    public const string Category = "category";
    public const string Place = "place";
    public const string Text = "text";
    public const string Time = "time";

    /// <summary>Below this nothing is suggested: class and time alone do not make the same matter.</summary>
    public const int Suggested = 50;

    private const double SameStreetMetres = 500;

    public static IReadOnlyList<LikenessPart> Compare(Matter asked, Matter known, TimeSpan window, CategoryTree tree) =>
    [
        .. new[] { ByCategory(asked, known, tree), ByPlace(asked, known), ByText(asked, known), ByTime(asked, known, window) }.Where(part => part.Points > 0),
    ];

    /// <summary>Pairs in common over all pairs (Dice), from 0 to 1. Signs and spaces do not count.</summary>
    public static double Common(string one, string other)
    {
        var left = Pairs(one);
        var right = Pairs(other);
        return left.Length + right.Length == 0 ? 0 : 2.0 * InCommon(left, right) / (left.Length + right.Length);
    }

    private static LikenessPart ByCategory(Matter asked, Matter known, CategoryTree tree)
    {
        if (asked.CategoryCode is not { } code || code == CaseRules.OutsideTree || known.CategoryCode is not { } other)
        {
            return new(Category, 0, "");
        }

        return code == other ? new(Category, 35, $"同一细类：{tree.Find(code)?.Name}")
            : tree.Find(code)?.Parent is { } minor && minor == tree.Find(other)?.Parent ? new(Category, 15, $"同一小类：{tree.Find(minor)?.Name}")
            : new(Category, 0, "");
    }

    private static LikenessPart ByPlace(Matter asked, Matter known)
    {
        if (asked.Point is { } here && known.Point is { } there)
        {
            var metres = here.MetresTo(there);
            return new(Place, (int)Math.Round(30 * Math.Max(0, 1 - (metres / SameStreetMetres))), string.Create(CultureInfo.InvariantCulture, $"相距约{metres:0}米"));
        }

        return new(Place, (int)Math.Round(30 * Common(asked.Place, known.Place)), $"地点相近：{known.Place}");
    }

    private static LikenessPart ByText(Matter asked, Matter known)
    {
        var common = Common(asked.Text, known.Text);
        return new(Text, (int)Math.Round(25 * common), string.Create(CultureInfo.InvariantCulture, $"内容相同{100 * common:0}%"));
    }

    private static LikenessPart ByTime(Matter asked, Matter known, TimeSpan window)
    {
        var apart = (asked.At - known.At).Duration();
        return new(Time, (int)Math.Round(10 * Math.Max(0, 1 - (apart / window))), string.Create(CultureInfo.InvariantCulture, $"相隔{apart.TotalDays:0.#}天"));
    }

    /// <summary>Each pair once, in order.</summary>
    public static ReadOnlySpan<int> Pairs(string text)
    {
        var pairs = new int[text.Length];
        var (count, before) = (0, -1);
        foreach (var letter in text)
        {
            if (char.IsLetterOrDigit(letter))
            {
                var small = char.ToLowerInvariant(letter);
                if (before >= 0)
                {
                    pairs[count++] = (before << 16) | small;
                }

                before = small;
            }
        }

        if (count == 0 && before >= 0)
        {
            pairs[count++] = before << 16; // a letter alone
        }

        var found = pairs.AsSpan(0, count);
        found.Sort();
        var kept = 0;
        for (var i = 0; i < count; i++)
        {
            if (i == 0 || found[i] != found[i - 1])
            {
                found[kept++] = found[i];
            }
        }

        return found[..kept];
    }

    /// <summary>How many pairs two texts have in common.</summary>
    public static int InCommon(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var (i, j, common) = (0, 0, 0);
        while (i < left.Length && j < right.Length)
        {
            var order = left[i].CompareTo(right[j]);
            common += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return common;
    }
}
