using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Storage;

/// <summary>Brings the database up to this version of the product, or says in one line why it cannot.</summary>
internal sealed class DatabaseStart(Func<HotlineDbContext> open, CaseOptions options)
{
    /// <summary>A database that does not answer in this time is away: callers wait meanwhile.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Builds the model, which takes as long as reading a policy does: the two go side by side.</summary>
    public void Warm()
    {
        using var database = open();
        _ = database.Model;
    }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (options.Database == CaseDatabase.Sqlite)
        {
            PrepareFolder(options.DataFolder);
        }

        await using var database = open();
        try
        {
            await ProbeAsync(database, cancellationToken);
            if (await IsOldAsync(database, cancellationToken))
            {
                await ReleaseStaleLockAsync(database, cancellationToken);
                await database.Database.MigrateAsync(cancellationToken);
            }

            await SealBackfill.FinishAsync(database, cancellationToken);

            if (options.Database == CaseDatabase.Sqlite)
            {
                await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
                await WordIndex.PrepareAsync(database, cancellationToken);
            }
        }
        catch (DbException failure)
        {
            throw new CaseStartException($"the database cannot be opened: {failure.Message}", failure) { StoreAway = true };
        }
    }

    /// <summary>For a command that only reads: the database must be there and of this version, and is left as it is.</summary>
    /// <exception cref="CaseStartException">It is not.</exception>
    public async Task RequireCurrentAsync(CancellationToken cancellationToken)
    {
        await using var database = open();
        try
        {
            if (await IsOldAsync(database, cancellationToken) || await SealBackfill.IsToComeAsync(database, cancellationToken))
            {
                throw new CaseStartException("there is no database of this version; start the product once on it, or name its folder with --data");
            }
        }
        catch (DbException failure)
        {
            throw new CaseStartException($"the database cannot be opened: {failure.Message}", failure);
        }
    }

    /// <summary>Policies and versions of cases that are not over, as <c>hanjiang-2016 v1</c>, but for those known. A look per version, not per case.</summary>
    public async Task<List<string>> OpenPoliciesAsync(Func<string, bool> isKnown, CancellationToken cancellationToken)
    {
        await using var database = open();
        var found = new List<string>();
        var keys = database.Cases.Select(row => row.PolicyId);
        for (var key = await keys.MinAsync(row => (string?)row, cancellationToken); key is not null;)
        {
            if (!isKnown(key) && await database.Cases.AnyAsync(row => row.PolicyId == key && row.State != CaseState.Archived, cancellationToken))
            {
                found.Add(key);
            }

            var last = key;
#pragma warning disable CA1309 // Becomes SQL: the database compares.
            key = await keys.Where(row => string.Compare(row, last) > 0).MinAsync(row => (string?)row, cancellationToken);
#pragma warning restore CA1309
        }

        return found;
    }

    // A file that somebody holds would keep each step of the start waiting for as long as any other command.
    private async Task ProbeAsync(HotlineDbContext database, CancellationToken cancellationToken)
    {
        if (options.Database != CaseDatabase.Sqlite || !File.Exists(Path.Combine(options.DataFolder, SqliteFile.Name)))
        {
            return;
        }

        var connection = (SqliteConnection)database.Database.GetDbConnection();
        var standard = connection.DefaultTimeout;
        connection.DefaultTimeout = (int)Patience.TotalSeconds;
        try
        {
            await database.Database.OpenConnectionAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM sqlite_master";
            await command.ExecuteScalarAsync(cancellationToken);
        }
        finally
        {
            await database.Database.CloseConnectionAsync();
            connection.DefaultTimeout = standard;
        }
    }

    private static async Task<bool> IsOldAsync(HotlineDbContext database, CancellationToken cancellationToken)
    {
        if (!await database.Database.CanConnectAsync(cancellationToken))
        {
            return true;
        }

        var applied = (await database.Database.GetAppliedMigrationsAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var known = database.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        if (applied.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new CaseStartException(
                $"the database was written by a newer version of Hotline (it holds the change '{unknown}'); "
                + "start that version, or restore a backup made before the upgrade");
        }

        return !known.IsSubsetOf(applied);
    }

    /// <summary>
    /// A start that was killed while it changed a SQLite file leaves EF's lock in it, on which the next start would wait for ever.
    /// The data folder belongs to one process, so whoever held the lock is gone.
    /// </summary>
    private async Task ReleaseStaleLockAsync(HotlineDbContext database, CancellationToken cancellationToken)
    {
        if (options.Database == CaseDatabase.Sqlite && await database.Database.CanConnectAsync(cancellationToken))
        {
            await database.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock", cancellationToken);
        }
    }

    private static void PrepareFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".probe-{Guid.NewGuid():N}");
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
            {
                // Only whether it can be made.
            }

            foreach (var file in Directory.EnumerateFiles(folder, $"{SqliteFile.Name}*"))
            {
                using (File.Open(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
                {
                    // Only whether it can be written.
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CaseStartException($"the data folder {Path.GetFullPath(folder)} cannot be written: {failure.Message}", failure);
        }
    }
}
