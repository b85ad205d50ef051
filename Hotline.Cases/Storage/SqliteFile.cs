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
/// Settings of each connection: write-ahead log, so that readers never wait for the writer; every commit on the disk before it is
/// answered (reliability: power cut); a writer from another process is waited for.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
