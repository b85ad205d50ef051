using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Storage;

/// <summary>Seals and counts, once, what a version wrote that did not: as found then, so what was altered before is not told from what was not.</summary>
internal static class SealBackfill
{
    private const int RowsAtOnce = 2000;

    // Sealed since an earlier version: a row of these without a seal was tampered with, and stays so.
    private static readonly string[] SealedBefore = ["Cases", "Notices", "Recordings", "SampledCalls", "CallScores"];

    public static Task<bool> IsToComeAsync(HotlineDbContext database, CancellationToken cancellationToken) =>
        database.Tallies.AnyAsync(row => row.Name == Tally.ToCome, cancellationToken);

    /// <summary>All in one transaction: a start that is killed meanwhile leaves it to the next.</summary>
    public static async Task FinishAsync(HotlineDbContext database, CancellationToken cancellationToken)
    {
        if (!await IsToComeAsync(database, cancellationToken))
        {
            return;
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (await database.Tallies.Where(row => row.Name == Tally.ToCome).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return; // another process did it
        }

        foreach (var kind in RowKind.All.Where(kind => kind.Proof == Proof.Sealed))
        {
            var type = database.Model.FindEntityType(kind.Type)!;
            var table = type.GetTableName()!;
            while (!SealedBefore.Contains(table, StringComparer.Ordinal) && await kind.UnsealedAsync(database, RowsAtOnce, cancellationToken) is { Count: > 0 } rows)
            {
                rows.ForEach(row => database.Entry(row).Property(RowSeals.Seal).CurrentValue = RowSeals.Of(type, row));
                await database.SaveChangesAsync(cancellationToken);
                database.ChangeTracker.Clear();
            }

            var (held, high, low) = await CountAsync(database, kind, cancellationToken);
            database.Tallies.Add(Tally.Begin(table, held, high, low));
        }

        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>How many rows there are, and the exclusive-or of their keys.</summary>
    public static async Task<(long Held, long High, long Low)> CountAsync(HotlineDbContext database, RowKind kind, CancellationToken cancellationToken)
    {
        var type = database.Model.FindEntityType(kind.Type)!;
        var (held, high, low) = (0L, 0L, 0L);
        await foreach (var found in kind.Read(database).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var key = RowSeals.KeyOf(type, found.Row);
            (held, high, low) = (held + 1, high ^ key.High, low ^ key.Low);
        }

        return (held, high, low);
    }
}
