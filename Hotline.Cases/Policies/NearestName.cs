namespace Hotline.Cases.Policies;

/// <summary>Finds the valid name that a mistyped one most likely meant.</summary>
internal static class NearestName
{
    /// <summary>
    /// The name that begins with what was found, else that with the fewest letters changed, added or left out; <see langword="null"/> where more
    /// than half of it would change.
    /// </summary>
    public static string? Of(string found, IEnumerable<string> valid)
    {
        var names = valid.ToList();
        if (found.Length > 2 && names.FirstOrDefault(name => name.StartsWith(found, StringComparison.OrdinalIgnoreCase)) is { } whole)
        {
            return whole;
        }

        string? nearest = null;
        var fewest = (Math.Max(found.Length, 2) / 2) + 1;
        foreach (var name in names)
        {
            var changes = Changes(found, name);
            if (changes < fewest)
            {
                (nearest, fewest) = (name, changes);
            }
        }

        return nearest;
    }

    // Levenshtein's distance, one row at a time.
    private static int Changes(string from, string to)
    {
        var row = new int[to.Length + 1];
        for (var column = 0; column <= to.Length; column++)
        {
            row[column] = column;
        }

        for (var line = 1; line <= from.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line;
            for (var column = 1; column <= to.Length; column++)
            {
                var substituted = diagonal + (char.ToLowerInvariant(from[line - 1]) == char.ToLowerInvariant(to[column - 1]) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(substituted, Math.Min(row[column], row[column - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
