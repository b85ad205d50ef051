using System.Globalization;
using System.Text.Json;
using Hotline.Telephony.Acd;

namespace Hotline.Telephony.Switchboard;

/// <summary>The files of one run of the log of distribution, in order.</summary>
/// <param name="Name">When it began.</param>
/// <param name="Files">Its files, the earliest first.</param>
internal sealed record QueueLogRun(string Name, IReadOnlyList<string> Files)
{
    /// <summary>Its first file is there: it can be lived again.</summary>
    public bool IsWhole => QueueLogFiles.PartOf(Files[0]) == 1;
}

/// <summary>
/// The log of distribution on disk: <c>20261122T210000000Z-0001.jsonl</c> and so on, a row of files per start. Each begins with the options of the run; then a line per
/// decision.
/// </summary>
internal static class QueueLogFiles
{
    private const string Ending = ".jsonl";

    public static string NameOf(string run, int part) => string.Create(CultureInfo.InvariantCulture, $"{run}-{part:0000}{Ending}");

    /// <summary>The number of a file in its run. One without was written before runs were divided.</summary>
    public static int PartOf(string file) =>
        Path.GetFileNameWithoutExtension(file).Split('-') is [_, var part] && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;

    /// <summary>The runs of a folder, the earliest first; none where there is no such folder.</summary>
    public static IReadOnlyList<QueueLogRun> Runs(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.GetFiles(folder, "*" + Ending)
            .GroupBy(file => Path.GetFileNameWithoutExtension(file).Split('-')[0], StringComparer.Ordinal)
            .OrderBy(run => run.Key, StringComparer.Ordinal)
            .Select(run => new QueueLogRun(run.Key, [.. run.OrderBy(PartOf)])),
    ];

    /// <summary>
    /// The options of a run, and its decisions across its files. A last line that a crash or a full disk tore is left out; a torn line before others is an error, for
    /// what follows a hole says nothing.
    /// </summary>
    /// <exception cref="InvalidDataException">The run is not whole, or a line in it is none.</exception>
    public static (AcdOptions Options, IEnumerable<AcdLogEntry> Entries) Read(QueueLogRun run)
    {
        for (var i = 0; i < run.Files.Count; i++)
        {
            if (PartOf(run.Files[i]) != i + 1)
            {
                throw new InvalidDataException($"file {i + 1} of run {run.Name} is missing: what is left cannot be lived again");
            }
        }

        using var lines = File.ReadLines(run.Files[0]).GetEnumerator();
        var first = lines.MoveNext() ? lines.Current : "";
        try
        {
            return (AcdLog.ReadOptions(first), Entries(run));
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"run {run.Name} does not begin with its options", fault);
        }
    }

    private static IEnumerable<AcdLogEntry> Entries(QueueLogRun run)
    {
        foreach (var file in run.Files)
        {
            using var lines = File.ReadLines(file).Skip(1).GetEnumerator();
            var (number, goesOn) = (1, lines.MoveNext());
            while (goesOn)
            {
                var line = lines.Current;
                (number, goesOn) = (number + 1, lines.MoveNext());
                if (Entry(line, isLast: !goesOn && file == run.Files[^1], file, number) is not { } entry)
                {
                    yield break;
                }

                yield return entry;
            }
        }
    }

    private static AcdLogEntry? Entry(string line, bool isLast, string file, int number)
    {
        try
        {
            return AcdLog.ReadEntry(line);
        }
        catch (JsonException fault)
        {
            return isLast ? null : throw new InvalidDataException($"{Path.GetFileName(file)}({number}): no decision", fault);
        }
    }
}
