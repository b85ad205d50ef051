using System.Data;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Storage;

/// <summary>
/// SQLite's index of words (FTS5), a row per case under the case's number. It is made from the cases and holds nothing of its own: where it is missing, as in
/// a database of an older version, it is made again at the start. Its tokens are <see cref="WordPairs"/>; the letters between them mean nothing to it.
/// </summary>
internal static class WordIndex
{
    private const int CasesAtOnce = 5000;

    /// <summary>Without the texts themselves (they stand in the case), with the places of tokens for phrases.</summary>
    private const string Table = "CREATE VIRTUAL TABLE IF NOT EXISTS CaseWords USING fts5(Words, tokenize = 'ascii', content = '', contentless_delete = 1)";

    /// <summary>Makes the index, and puts in every case whose number is beyond the last one in it.</summary>
    public static async Task PrepareAsync(HotlineDbContext database, CancellationToken cancellationToken)
    {
        await database.Database.ExecuteSqlRawAsync(Table, cancellationToken);
        for (; ;)
        {
            var last = await database.Database.SqlQuery<long>($"SELECT rowid AS Value FROM CaseWords ORDER BY rowid DESC LIMIT 1").ToListAsync(cancellationToken);
            var after = last.Count == 0 ? "" : last[0].ToString(CultureInfo.InvariantCulture);
            var missing = await database.Cases.AsNoTracking().Where(row => row.Number.CompareTo(after) > 0).OrderBy(row => row.Number).Take(CasesAtOnce)
                .Include(row => row.Assignments).Include(row => row.CoHandlings).Include(row => row.Requests).ToListAsync(cancellationToken);
            if (missing.Count == 0)
            {
                return;
            }

            await using var transaction = await database.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
            foreach (var row in missing)
            {
                await database.KeepWordsAsync(CaseWords.Of(row, isNew: true), cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }
    }
}
