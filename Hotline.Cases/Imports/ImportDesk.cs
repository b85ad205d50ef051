using System.Text.Encodings.Web;
using System.Text.Json;
using Hotline.Cases.Casework;

namespace Hotline.Cases.Imports;

/// <summary>See <see cref="IImportDesk"/>.</summary>
internal sealed class ImportDesk(ICitizenDesk citizens, RuleBook book, TimeProvider time) : IImportDesk
{
    private const long MostBytes = 200L * 1024 * 1024;

    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async ValueTask<ImportReport> ImportAsync(string file, string mapping, bool dryRun, Action<int, int> progress, CancellationToken cancellationToken)
    {
        var loaded = ImportMappingFile.Load(mapping);
        if (loaded.Value is not { } map)
        {
            return new ImportReport { Refusals = [.. loaded.Errors.Select(error => error.ToString())] };
        }

        if (new FileInfo(file) is not { Exists: true, Length: <= MostBytes })
        {
            return new ImportReport { Refusals = [$"{file}: expected a file of at most 200 MB"] };
        }

        if (ImportText.Read(await File.ReadAllBytesAsync(file, cancellationToken)) is not var (text, encoding))
        {
            return new ImportReport { Refusals = [$"{file}: expected UTF-8, UTF-16 with a byte order mark, or GB18030"] };
        }

        var rows = map.IsJson ? ImportRows.FromJson(text, map.Rows) : ImportRows.FromCsv(text, map.Separator);
        var reading = new ImportReading(map, book.Rules, time.GetUtcNow());
        var refusals = (rows.Fault is { } fault ? [fault] : map.IsJson ? [] : reading.Missing(rows)).Select(one => $"{file}:{one.Line}: {Named(one)}{one.Expected}").ToArray();
        return refusals.Length > 0
            ? new ImportReport { Refusals = refusals, Encoding = encoding }
            : await TakeAsync(map, rows, reading, new ImportReport { Encoding = encoding, DryRun = dryRun, Rows = rows.Rows.Count }, progress, cancellationToken);
    }

    private async ValueTask<ImportReport> TakeAsync(
        ImportMapping map, ImportRows rows, ImportReading reading, ImportReport report, Action<int, int> progress, CancellationToken cancellationToken)
    {
        var (taken, repeated, done) = (0, 0, 0);
        var faults = new List<ImportFault>();
        var rejected = new List<ImportRow>();
        foreach (var row in rows.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (message, wrong) = reading.Read(row);
            if (message is null)
            {
                faults.AddRange(wrong);
                rejected.Add(row);
            }
            else if (!report.DryRun && (await citizens.TakeAsync(message, cancellationToken)).Repeated)
            {
                repeated++;
            }
            else
            {
                taken++;
            }

            progress(++done, rows.Rows.Count);
        }

        return report with
        {
            Taken = taken,
            Repeated = repeated,
            Rejected = rejected.Count,
            Faults = faults,
            Rejects = rejected.Count == 0 ? "" : Write(map, rows, rejected),
        };
    }

    /// <summary>The rejected rows untouched in the file's own form, so that what is mended there can be taken in by the same mapping.</summary>
    private static string Write(ImportMapping map, ImportRows rows, IEnumerable<ImportRow> rejected)
    {
        if (!map.IsJson)
        {
            return string.Concat(rejected.Select(row => $"{row.Source}\n").Prepend($"{rows.Header}\n"));
        }

        var list = $"[\n{string.Join(",\n", rejected.Select(row => row.Source))}\n]";
        return $"{map.Rows.Reverse().Aggregate(list, (inner, key) => $"{{{JsonSerializer.Serialize(key, Written)}: {inner}}}")}\n";
    }

    private static string Named(ImportFault fault) => fault.Column.Length == 0 ? "" : $"{fault.Column}: ";
}
