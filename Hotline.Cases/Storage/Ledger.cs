using Hotline.Cases.Casework;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Hotline.Cases.Storage;

/// <summary>
/// Every write is one transaction here, and every read one context. SQLite takes one writer at a time: writers of this process
/// stand in line for it rather than fail, and those who stand in line together are brought to the disk together (<see cref="CommonCommit"/>).
/// What was decided on rows that somebody else changed meanwhile is decided again.
/// </summary>
internal sealed class Ledger(Func<HotlineDbContext> open, CaseOptions options, NewsRoom newsRoom, StoreGate gate, RuleBook book) : IDisposable
{
    /// <summary>Somebody else was quicker so many times in a row: then the failure is let out.</summary>
    private const int MostAttempts = 8;

    private readonly CommonCommit? line = options.Database == CaseDatabase.Sqlite ? new CommonCommit(open, newsRoom.Tell) : null;

    /// <summary>Reads with a fresh context that tracks nothing.</summary>
    public ValueTask<T> ReadAsync<T>(Func<HotlineDbContext, Task<T>> read) => gate.PassAsync(() => LookAsync(read));

    /// <summary>Loads, decides, saves; news of the cases touched is told once it is committed.</summary>
    public ValueTask<T> WriteAsync<T>(Func<HotlineDbContext, Task<T>> decide, CancellationToken cancellationToken) =>
        gate.PassAsync(() => KeepAsync(decide, cancellationToken));

    public void Dispose() => line?.Dispose();

    private async ValueTask<T> LookAsync<T>(Func<HotlineDbContext, Task<T>> read)
    {
        await using var database = open();
        database.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;

        // Held for all the queries of one view: opening costs more than a query.
        await database.Database.OpenConnectionAsync();
        return await read(database);
    }

    private async ValueTask<T> KeepAsync<T>(Func<HotlineDbContext, Task<T>> decide, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (line is not null)
        {
            return await line.WriteAsync(database => SaveAsync(database, decide, cancellationToken), MostAttempts);
        }

        for (var attempt = 1; ; attempt++)
        {
            await using var database = open();
            try
            {
                await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
                var (result, news) = await SaveAsync(database, decide, cancellationToken);
                await database.Tally.WriteAsync(database, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                newsRoom.Tell(news);
                return result;
            }
            catch (Exception failure) when (attempt < MostAttempts && database.IsTransient(failure))
            {
                // Decide again, on what is there now.
            }
        }
    }

    /// <summary>Decides and saves; the commit is still to come.</summary>
    private async Task<(T Result, List<LiveEvent> News)> SaveAsync<T>(
        HotlineDbContext database, Func<HotlineDbContext, Task<T>> decide, CancellationToken cancellationToken)
    {
        database.News.Clear(); // a context is used again: what EF does not know of it does not reset
        database.Tally.Clear();
        database.Words.Clear();
        database.Openings.Clear();
        database.Groups.Clear();
        var result = await decide(database);

        // What reads all that is new, reads it from EF.
        if (book.Groups.Count > 0 || book.Peers.Count > 0 || !database.Openings.TrueForAll(opening => opening.IsPlain))
        {
            database.TrackOpenings();
        }

        // Looked for once here and once with the save, not by each who asks what is to be saved.
        database.ChangeTracker.DetectChanges();
        database.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return (result, await FollowAsync(database, cancellationToken));
        }
        finally
        {
            database.ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    /// <summary>What follows from what was decided; and saves it all.</summary>
    private async Task<List<LiveEvent>> FollowAsync(HotlineDbContext database, CancellationToken cancellationToken)
    {
        var touched = database.ChangeTracker.Entries<Case>().Where(entry => entry.State is EntityState.Added or EntityState.Modified).ToList();
        if (database.HasWordIndex)
        {
            database.Words.AddRange(touched.Where(HasNewWords).Select(entry => CaseWords.Of(entry.Entity, entry.State == EntityState.Added)));
            database.Words.AddRange(database.Openings.Select(opening => CaseWords.Of(opening.Case, isNew: true)));
        }

        var cases = touched.Select(entry => entry.Entity).Concat(database.Openings.Select(opening => opening.Case)).ToList();
        var watched = false;
        foreach (var concerned in cases)
        {
            watched |= await database.WatchAsync(concerned, book, cancellationToken);
        }

        if (watched)
        {
            database.ChangeTracker.DetectChanges();
        }

        var news = new List<LiveEvent>(database.News);
        foreach (var changed in cases)
        {
            news.Add(new CaseChanged(changed.Number, changed.State, [.. changed.KnownTo]));
            news.AddRange(changed.News);
        }

        if (book.Groups.Count > 0 && touched.Count > 0)
        {
            var told = GroupNotices.Of(database, book);
            database.Notices.AddRange(told);
            news.AddRange(told.Count > 0 ? [new NoticeQueued()] : []);
        }

        if (book.Peers.Count > 0 && touched.Count > 0)
        {
            await ExchangeWriter.WriteAsync(database, book, cancellationToken);
        }

        database.WriteAtOnce();
        if (database.ChangeTracker.HasChanges())
        {
            await database.SaveChangesAsync(cancellationToken);
        }

        return news;
    }

    private static bool HasNewWords(EntityEntry<Case> entry) => entry.State == EntityState.Added
        || (entry.State == EntityState.Modified && (entry.Property(row => row.Text).IsModified || entry.Property(row => row.Place).IsModified || entry.Property(row => row.UnitId).IsModified
            || entry.Collection(row => row.CoHandlings).IsModified || entry.Collection(row => row.Requests).IsModified));
}
