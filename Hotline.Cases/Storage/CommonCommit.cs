using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using static SQLitePCL.raw;

namespace Hotline.Cases.Storage;

/// <summary>
/// SQLite's one writer. What is to be written stands in line; one thread at a time takes it from there, and commits where the line is empty: one commit serves all that
/// came together, and no write is answered before its own. A write that fails takes back only what is its own: where it had changed something, the whole group is taken
/// back and its other writes are done again, each under a savepoint now, and so are the next ones for a while. Savepoints are not kept always: each makes the index of
/// words write out what it gathered. The connection stays open: opening costs more than a query.
/// </summary>
internal sealed class CommonCommit(Func<HotlineDbContext> open, Action<IEnumerable<LiveEvent>> tell) : IThreadPoolWorkItem, IDisposable
{
    /// <summary>Writes that share one commit; bounds how long the first of them waits.</summary>
    private const int MostTogether = 64;

    /// <summary>Writes under a savepoint after one that failed: what fails often takes nobody else's back often.</summary>
    private const int CautiousWrites = 256;

    private const string OwnPart = "own_part";

    private readonly ConcurrentQueue<Write> line = new();
    private HotlineDbContext? writer;
    private Group? group;
    private int working;
    private int cautious;

    /// <summary>Does one write and returns when it is on the disk. Nothing takes it out of the line again.</summary>
    /// <param name="save">Decides and saves, without commit; called again after a failure that may pass, and where a neighbour's failure took it back.</param>
    /// <param name="mostAttempts">How often <paramref name="save"/> is tried after failures of its own.</param>
    public Task<T> WriteAsync<T>(Func<HotlineDbContext, Task<(T Result, List<LiveEvent> News)>> save, int mostAttempts)
    {
        var write = new Write<T>(save, mostAttempts);
        line.Enqueue(write);
        if (Interlocked.Exchange(ref working, 1) == 0)
        {
            // Not on this thread: whoever brought the first would wait for all that come meanwhile.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return write.Answer;
    }

    void IThreadPoolWorkItem.Execute() => _ = WorkAsync();

    public void Dispose() => writer?.Dispose();

    private async Task WorkAsync()
    {
        do
        {
            while (line.TryDequeue(out var write))
            {
                await DoAsync(write);
                writer?.ChangeTracker.Clear();
                if (group is { } own && (line.IsEmpty || own.Writes.Count >= MostTogether))
                {
                    await CommitAsync(own);
                }
            }

            Volatile.Write(ref working, 0);
        }
        while (!line.IsEmpty && Interlocked.Exchange(ref working, 1) == 0);
    }

    private async Task DoAsync(Write write)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await BeginAsync();
            }
            catch (Exception failure)
            {
                await BreakAsync(failure);
                write.Fail(failure);
                return;
            }

            var (database, own) = (writer!, group!);
            var before = sqlite3_total_changes(Handle(database));
            try
            {
                var news = await write.SaveAsync(database);
                if (own.IsCautious)
                {
                    await own.Transaction.ReleaseSavepointAsync(OwnPart);
                }

                own.News.AddRange(news);
                own.Tally.Add(database.Tally);
                own.Words.AddRange(database.Words);
                own.Writes.Add(write);
                return;
            }
            catch (Exception failure)
            {
                var again = attempt < write.MostAttempts && database.IsTransient(failure);
                await TakeBackAsync(database, own, before, failure);
                if (!again)
                {
                    write.Fail(failure);
                    return;
                }
            }
        }
    }

    private async Task BeginAsync()
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
    }

    private async Task TakeBackAsync(HotlineDbContext database, Group own, int changesBefore, Exception failure)
    {
        database.ChangeTracker.Clear();
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
                (group, cautious) = (null, own.Writes.Count > 0 ? CautiousWrites : 0);
                own.Writes.ForEach(line.Enqueue);
            }
        }
        catch (Exception lost)
        {
            await BreakAsync(lost);
        }
    }

    private static SQLitePCL.sqlite3 Handle(HotlineDbContext database) => ((SqliteConnection)database.Database.GetDbConnection()).Handle!;

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

        group = null;
        tell(own.News);
        own.Writes.ForEach(write => write.Succeed());
        await own.Transaction.DisposeAsync();
    }

    /// <summary>Everybody of the group is told that it failed; the next write begins on a new connection.</summary>
    private async Task BreakAsync(Exception failure)
    {
        var (broken, lost) = (group, writer);
        (group, writer) = (null, null);
        broken?.Writes.ForEach(write => write.Fail(failure));
        try
        {
            await using (lost)
            await using (broken?.Transaction)
            {
                // Let go of, in whatever state they are.
            }
        }
        catch (Exception)
        {
            // A broken one may not even close. Who wrote was told why above, and the next is a new one.
        }
    }

    private sealed class Group(IDbContextTransaction transaction)
    {
        public IDbContextTransaction Transaction { get; } = transaction;

        /// <summary>Answered when it is on the disk.</summary>
        public List<Write> Writes { get; } = [];

        /// <summary>The write under way has a savepoint of its own.</summary>
        public bool IsCautious { get; set; }

        public List<LiveEvent> News { get; } = [];

        public TallyChange Tally { get; } = new();

        /// <summary>Put into the index once for all: it gathers what comes together.</summary>
        public List<CaseWords> Words { get; } = [];
    }

    /// <summary>One that stands in line.</summary>
    private abstract class Write(int mostAttempts)
    {
        public int MostAttempts => mostAttempts;

        /// <summary>Keeps the result for when it is on the disk.</summary>
        public abstract Task<List<LiveEvent>> SaveAsync(HotlineDbContext database);

        public abstract void Succeed();

        public abstract void Fail(Exception failure);
    }

    private sealed class Write<T>(Func<HotlineDbContext, Task<(T Result, List<LiveEvent> News)>> save, int mostAttempts) : Write(mostAttempts)
    {
        private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;

        public Task<T> Answer => answer.Task;

        public override async Task<List<LiveEvent>> SaveAsync(HotlineDbContext database)
        {
            (result, var news) = await save(database);
            return news;
        }

        public override void Succeed() => answer.SetResult(result!);

        public override void Fail(Exception failure) => answer.SetException(failure);
    }
}
