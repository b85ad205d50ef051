using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Hotline.Cases.Storage;

/// <summary>How the SQLite file is opened.</summary>
internal static class SqliteFile
{
    public const string Name = "hotline.db";

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
