using Hotline.Cases.Casework;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Hotline.Cases.Storage;

/// <summary>
/// Every write is one transaction here, and every read one context. SQLite takes one writer at a time: writers of this process
/// stand in line for it rather than fail. What was decided on rows that somebody else changed meanwhile is decided again.
/// </summary>
internal sealed class Ledger(Func<HotlineDbContext> open, CaseOptions options, NewsRoom newsRoom) : IDisposable
{
    /// <summary>Somebody else was quicker so many times in a row: then the failure is let out.</summary>
    private const int MostAttempts = 8;

    private readonly SemaphoreSlim? turn = options.Database == CaseDatabase.Sqlite ? new SemaphoreSlim(1) : null;

    /// <summary>Reads with a fresh context that tracks nothing.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<HotlineDbContext, Task<T>> read)
    {
        await using var database = open();
        database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;

        // Held for all the queries of one view: opening costs more than a query.
        await database.Database.OpenConnectionAsync();
        return await read(database);
    }

    /// <summary>Loads, decides, saves; news of the cases touched is told once it is committed.</summary>
    public async ValueTask<T> WriteAsync<T>(Func<HotlineDbContext, Task<T>> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var database = open();
            try
            {
                return await CommitAsync(database, decide, cancellationToken);
            }
            catch (Exception failure) when (attempt < MostAttempts && database.IsTransient(failure))
            {
                // Decide again, on what is there now.
            }
        }
    }

    public void Dispose() => turn?.Dispose();

    private static bool HasNewWords(EntityEntry<Case> entry) => entry.State == EntityState.Added
        || (entry.State == EntityState.Modified && (entry.Property(row => row.Text).IsModified || entry.Property(row => row.Place).IsModified));

    private async Task<T> CommitAsync<T>(HotlineDbContext database, Func<HotlineDbContext, Task<T>> decide, CancellationToken cancellationToken)
    {
        if (turn is not null)
        {
            await turn.WaitAsync(cancellationToken);
        }

        try
        {
            database.News.Clear(); // a context is used again by the pool: what EF does not know of it does not reset
            await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
            var result = await decide(database);
            var touched = database.ChangeTracker.Entries<Case>()
                .Where(entry => entry.State is EntityState.Added or EntityState.Modified).Select(entry => entry.Entity).ToList();
            foreach (var entry in database.ChangeTracker.Entries<Case>().Where(HasNewWords).ToList())
            {
                await database.KeepWordsAsync(entry.Entity, entry.State == EntityState.Added, cancellationToken);
            }

            await database.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);

            // Put in line before the next writer's turn, so that news stays in the order of commits.
            newsRoom.Tell(database.News);
            foreach (var changed in touched)
            {
                var units = changed.Assignments.Select(assignment => assignment.UnitId).Concat(changed.CoHandlings.Select(part => part.UnitId)).Distinct(StringComparer.Ordinal);
                newsRoom.Tell([new CaseChanged(changed.Number, changed.State, [.. units]), .. changed.News]);
            }

            return result;
        }
        finally
        {
            turn?.Release();
        }
    }
}
