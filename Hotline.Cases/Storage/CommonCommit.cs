using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Hotline.Cases.Storage;

/// <summary>
/// SQLite's one writer. Whoever writes takes the turn, does it under a savepoint of its own and, where nobody waits for the turn, commits at once; where
/// somebody does, the commit is left to the last of them, and all are answered when it is on the disk. One commit then serves many, and no write is
/// answered before its own. A write that fails takes back only what is its own. The connection stays open: opening costs more than a query.
/// </summary>
internal sealed class CommonCommit(Func<HotlineDbContext> open, Action<IEnumerable<LiveEvent>> tell) : IDisposable
{
    /// <summary>Writes that share one commit; bounds how long the first of them waits.</summary>
    private const int MostTogether = 64;

    private const string OwnPart = "own_part";

    private readonly SemaphoreSlim turn = new(1);
    private HotlineDbContext? writer;
    private Group? group;
    private int waiting;

    /// <summary>Does one write and returns when it is on the disk.</summary>
    /// <param name="save">Decides and saves, without commit; called again after a failure that may pass.</param>
    /// <param name="mostAttempts">How often <paramref name="save"/> is tried.</param>
    public async ValueTask<T> WriteAsync<T>(Func<HotlineDbContext, Task<(T Result, List<LiveEvent> News)>> save, int mostAttempts)
    {
        // Not given up while it waits: whoever went before may have left the commit to it.
        Interlocked.Increment(ref waiting);
        await turn.WaitAsync(CancellationToken.None);
        Interlocked.Decrement(ref waiting);
        Task committed;
        T result;
        try
        {
            (result, committed) = await TryAsync(save, mostAttempts);
        }
        finally
        {
            await EndTurnAsync();
        }

        await committed;
        return result;
    }

    public void Dispose()
    {
        writer?.Dispose();
        turn.Dispose();
    }

    private async Task<(T Result, Task Committed)> TryAsync<T>(Func<HotlineDbContext, Task<(T Result, List<LiveEvent> News)>> save, int mostAttempts)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (database, own) = await BeginAsync();
            try
            {
                var (result, news) = await save(database);
                own.News.AddRange(news);
                own.Tally.Add(database.Tally);
                own.Writes++;
                return (result, own.Committed.Task);
            }
            catch (Exception failure)
            {
                var again = attempt < mostAttempts && database.IsTransient(failure);
                await TakeBackAsync(database, own);
                if (!again)
                {
                    throw;
                }
            }
        }
    }

    private async Task<(HotlineDbContext Database, Group Group)> BeginAsync()
    {
        try
        {
            if (writer is null)
            {
                writer = open();
                writer.Database.AutoSavepointsEnabled = false;
                await writer.Database.OpenConnectionAsync();
                await writer.Database.ExecuteSqlRawAsync(SqliteFile.Writer);
            }

            group ??= new Group(await writer.Database.BeginTransactionAsync());
            await group.Transaction.CreateSavepointAsync(OwnPart);
            return (writer, group);
        }
        catch (Exception failure)
        {
            await BreakAsync(failure);
            throw;
        }
    }

    private async Task TakeBackAsync(HotlineDbContext database, Group own)
    {
        database.ChangeTracker.Clear();
        try
        {
            await own.Transaction.RollbackToSavepointAsync(OwnPart);
        }
        catch (Exception failure)
        {
            // The database itself took the whole transaction back: a full disk does that.
            await BreakAsync(failure);
            throw;
        }
    }

    private async Task EndTurnAsync()
    {
        try
        {
            writer?.ChangeTracker.Clear();
            if (group is { } own && (Volatile.Read(ref waiting) == 0 || own.Writes >= MostTogether))
            {
                await CommitAsync(own);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task CommitAsync(Group own)
    {
        try
        {
            await own.Tally.WriteAsync(writer!, CancellationToken.None);
            await own.Transaction.CommitAsync();
        }
        catch (Exception failure)
        {
            await BreakAsync(failure);
            return;
        }

        // Put in line before the next writer's turn, so that news stays in the order of commits.
        group = null;
        tell(own.News);
        own.Committed.SetResult();
        await own.Transaction.DisposeAsync();
    }

    /// <summary>Everybody of the group is told that it failed; the next writer begins on a new connection.</summary>
    private async Task BreakAsync(Exception failure)
    {
        var (broken, lost) = (group, writer);
        (group, writer) = (null, null);
        if (broken is not null)
        {
            broken.Committed.TrySetException(failure);
            _ = broken.Committed.Task.Exception; // seen, where nobody waits for it
            await broken.Transaction.DisposeAsync();
        }

        if (lost is not null)
        {
            await lost.DisposeAsync();
        }
    }

    private sealed class Group(IDbContextTransaction transaction)
    {
        public IDbContextTransaction Transaction { get; } = transaction;

        public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<LiveEvent> News { get; } = [];

        public TallyChange Tally { get; } = new();

        public int Writes { get; set; }
    }
}
