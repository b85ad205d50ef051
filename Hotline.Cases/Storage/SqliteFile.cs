using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Hotline.Cases.Storage;

/// <summary>How the SQLite file is opened.</summary>
internal static class SqliteFile
{
    public const string Name = "hotline.db";

    /// <summary>
    /// For the one connection that writes. What a savepoint may take back is kept in memory: beyond 64 KiB it went to a file, which was most of what a registration wrote.
    /// 16 MiB of pages instead of 2, so that the inner pages of the indexes stay. The log is copied into the file every 4,000 pages instead of 1,000: most are the same pages again.
    /// </summary>
    public const string Writer = "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=4000;";

    public static string ConnectionString(string dataFolder) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(dataFolder, Name),
        ForeignKeys = true,

        // How long another process (a backup, a shell) may keep us waiting before a command fails.
        DefaultTimeout = 10,
    }.ToString();
}

/// <summary>
/// The setting that each connection needs for itself: every commit is on the disk before it is answered (power cut). The write-ahead
/// log, by which readers never wait for the writer, stays with the file: <see cref="DatabaseStart"/>.
/// </summary>
internal sealed class SqliteDurability : DbConnectionInterceptor
{
    private const string Durable = "PRAGMA synchronous=FULL;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Durable;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Durable;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
