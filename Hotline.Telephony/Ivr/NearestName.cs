namespace Hotline.Telephony.Ivr;

/// <summary>Finds what somebody who mistyped a name meant.</summary>
internal static class NearestName
{
    /// <summary>The candidate with the fewest letters to change; null where a third of the letters or more would have to change.</summary>
    public static string? Of(string written, IEnumerable<string> candidates)
    {
        var nearest = candidates
            .Select(candidate => (candidate, changes: Changes(written, candidate)))
            .OrderBy(pair => pair.changes).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.candidate is not null && nearest.changes <= Math.Max(2, nearest.candidate.Length / 3) && nearest.changes < nearest.candidate.Length
            ? nearest.candidate
            : null;
    }

    // Levenshtein distance, one row at a time.
    private static int Changes(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substituted = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
