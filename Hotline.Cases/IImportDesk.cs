namespace Hotline.Cases;

/// <summary>Takes in what other platforms, counters and patrols keep in files, each row once by its external id.</summary>
public interface IImportDesk
{
    /// <summary>
    /// Reads a file by a mapping and takes its good rows in: each becomes a contact and a case, one that was taken in before changes nothing. A trial run
    /// reads and judges all the same and stores nothing.
    /// </summary>
    /// <param name="file">CSV or JSON; UTF-8, UTF-16 with a byte order mark, or GB18030. At most 200 MB.</param>
    /// <param name="mapping">A mapping file (policies/imports).</param>
    /// <param name="dryRun">Store nothing.</param>
    /// <param name="progress">Told how many rows of how many are done.</param>
    /// <param name="cancellationToken">Stops between two rows; run again, it goes on where it stopped.</param>
    /// <returns>What came of it; or, where <see cref="ImportReport.Refusals"/> is not empty, why nothing was read.</returns>
    ValueTask<ImportReport> ImportAsync(string file, string mapping, bool dryRun, Action<int, int> progress, CancellationToken cancellationToken);
}

/// <summary>Something wrong in a row.</summary>
/// <param name="Line">Where the row begins, from 1.</param>
/// <param name="Column">The column; empty where the row itself is meant.</param>
/// <param name="Expected">What should stand there. Never what does: it may be somebody's name or number.</param>
public sealed record ImportFault(int Line, string Column, string Expected);

/// <summary>What came of an import.</summary>
public sealed record ImportReport
{
    /// <summary>Why nothing was read: the mapping's errors, or the file's; a line each.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    /// <summary>The encoding found.</summary>
    public string Encoding { get; init; } = "";

    /// <summary>Nothing was stored.</summary>
    public bool DryRun { get; init; }

    /// <summary>Rows of the file.</summary>
    public int Rows { get; init; }

    /// <summary>Rows that became cases; in a trial run, that are good.</summary>
    public int Taken { get; init; }

    /// <summary>Rows that were taken in before.</summary>
    public int Repeated { get; init; }

    /// <summary>Rows with something wrong.</summary>
    public int Rejected { get; init; }

    /// <summary>Everything wrong, by line.</summary>
    public IReadOnlyList<ImportFault> Faults { get; init; } = [];

    /// <summary>The rejected rows as they stood in the file, in its form; empty where none was.</summary>
    public string Rejects { get; init; } = "";
}
