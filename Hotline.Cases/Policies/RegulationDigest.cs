using System.Collections.Immutable;

namespace Hotline.Cases.Policies;

/// <summary>The clauses of a regulation as its digest lists them: a Markdown table whose first two columns are the clause and its gist (要点).</summary>
internal static class RegulationDigest
{
    /// <summary>Every digest in a folder, by policy id, each clause with its full id, in the digest's order.</summary>
    public static ImmutableArray<Clause> Read(string folder) =>
    [
        .. Directory.GetFiles(folder, "*.md")
            .Where(file => !Path.GetFileName(file).Equals("README.md", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .SelectMany(file => Clauses(Path.GetFileNameWithoutExtension(file), File.ReadLines(file))),
    ];

    public static IEnumerable<Clause> Clauses(string id, IEnumerable<string> lines)
    {
        var inTable = false;
        foreach (var line in lines)
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            if (cells.Length < 4)
            {
                inTable = false;
            }
            else if (cells[1] == "clause")
            {
                inTable = true;
            }
            else if (inTable && !cells[1].All(letter => letter is '-' or ':'))
            {
                yield return new Clause($"{id}/{cells[1]}", cells[2]);
            }
        }
    }
}
