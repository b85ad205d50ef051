using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using static SQLitePCL.raw;

namespace Hotline.Cases.Storage;

/// <summary>
/// SQLite's one writer. Whoever writes takes the turn and, where nobody waits for the turn, commits at once; where somebody does, the commit is left to the
/// last of them, and all are answered when it is on the disk. One commit then serves many, and no write is answered before its own. A write that fails takes back
/// only what is its own: where it had changed something, the whole group is taken back and its other writes are done again, each under a savepoint now, and so are the next
/// ones for a while. Savepoints are not kept always: each makes the index of words write out what it gathered. The connection stays open: opening costs more than a query.
/// </summary>
internal sealed class CommonCommit(Func<HotlineDbContext> open, Action<IEnumerable<LiveEvent>> tell) : IDisposable
{
    /// <summary>Writes that share one commit; bounds how long the first of them waits.</summary>
    private const int MostTogether = 64;

    /// <summary>Writes under a savepoint after one that failed: what fails often takes nobody else's back often.</summary>
    private const int CautiousWrites = 256;

    private const string OwnPart = "own_part";

    private readonly SemaphoreSlim turn = new(1);
    private HotlineDbContext? writer;
    private Group? group;
    private int waiting;
    private int cautious;

    /// <summary>Does one write and returns when it is on the disk.</summary>
    /// <param name="save">Decides and saves, without commit; called again after a failure that may pass, and where a neighbour's failure took it back.</param>
    /// <param name="mostAttempts">How often <paramref name="save"/> is tried after failures of its own.</param>
    public async ValueTask<T> WriteAsync<T>(Func<HotlineDbContext, Task<(T Result, List<LiveEvent> News)>> save, int mostAttempts)
    {
        while (true)
        {
            // Not given up while it waits: whoever went before may have left the commit to it.
            Interlocked.Increment(ref waiting);
            await turn.WaitAsync(CancellationToken.None);
            Interlocked.Decrement(ref waiting);
            Task<bool> committed;
            T result;
            try
            {
                (result, committed) = await TryAsync(save, mostAttempts);
            }
            finally
            {
                await EndTurnAsync();
            }

            if (await committed)
            {
                return result;
            }
        }
    }

    public void Dispose()
    {
        writer?.Dispose();
        turn.Dispose();
    }

    private async Task<(T Result, Task<bool> Committed)> TryAsync<T>(Func<HotlineDbContext, Task<(T Result, List<LiveEvent> News)>> save, int mostAttempts)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (database, own) = await BeginAsync();
            var before = sqlite3_total_changes(Handle(database));
            try
            {
                var (result, news) = await save(database);
                if (own.IsCautious)
                {
                    await own.Transaction.ReleaseSavepointAsync(OwnPart);
                }

                own.News.AddRange(news);
                own.Tally.Add(database.Tally);
                own.Words.AddRange(database.Words);
                own.Writes++;
                return (result, own.Committed.Task);
            }
            catch (Exception failure)
            {
                var again = attempt < mostAttempts && database.IsTransient(failure);
                await TakeBackAsync(database, own, before, failure);
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
            group.IsCautious = cautious > 0;
            if (group.IsCautious)
            {
                cautious--;
                await group.Transaction.CreateSavepointAsync(OwnPart);
            }

            return (writer, group);
        }
        catch (Exception failure)
        {
            await BreakAsync(failure);
            throw;
        }
    }

    private async Task TakeBackAsync(HotlineDbContext database, Group own, int changesBefore, Exception failure)
    {
        database.ChangeTracker.Clear();
        database.ForgetWrites();
        var connection = Handle(database);
        if (sqlite3_get_autocommit(connection) != 0)
        {
            // The database itself took the whole transaction back: a full disk does that.
            await BreakAsync(failure);
            return;
        }

        try
        {
            if (own.IsCautious)
            {
                await own.Transaction.RollbackToSavepointAsync(OwnPart);
                await own.Transaction.ReleaseSavepointAsync(OwnPart);
            }
            else if (sqlite3_total_changes(connection) != changesBefore)
            {
                await own.Transaction.RollbackAsync();
                await own.Transaction.DisposeAsync();
                (group, cautious) = (null, own.Writes > 0 ? CautiousWrites : 0);
                own.Committed.SetResult(false);
            }
        }
        catch (Exception lost)
        {
            await BreakAsync(lost);
            throw;
        }
    }

    private static SQLitePCL.sqlite3 Handle(HotlineDbContext database) => ((SqliteConnection)database.Database.GetDbConnection()).Handle!;

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
            foreach (var words in own.Words)
            {
                await writer!.KeepWordsAsync(words, CancellationToken.None);
            }

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
        own.Committed.SetResult(true);
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

        /// <summary>Whether it is on the disk; false: it was taken back, and is to be done again.</summary>
        public TaskCompletionSource<bool> Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The write under way has a savepoint of its own.</summary>
        public bool IsCautious { get; set; }

        public List<LiveEvent> News { get; } = [];

        public TallyChange Tally { get; } = new();

        /// <summary>Put into the index once for all: it gathers what comes together.</summary>
        public List<CaseWords> Words { get; } = [];

        public int Writes { get; set; }
    }
}
