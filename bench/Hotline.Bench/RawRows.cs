using Microsoft.Data.Sqlite;
using Hotline.Cases.Storage;

namespace Hotline.Bench;

/// <summary>What the database alone needs for rows that the product wrote: they are read, taken out, and put in again by prepared statements in one transaction.</summary>
internal static class RawRows
{
    /// <summary>Puts in again what was registered from a number on.</summary>
    /// <returns>How many cases, and the processor time of putting their rows in, with the commit.</returns>
    internal static (int Cases, TimeSpan Cpu) PutInAgain(string folder, string fromNumber)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "hotline.db")};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA synchronous = FULL");
        var own = $"CaseId IN (SELECT Id FROM Cases WHERE Number >= '{fromNumber}')";
        (string Table, string Where)[] tables =
        [
            ("Cases", $"Number >= '{fromNumber}'"), ("Countdowns", own), ("History", own), ("HandledKeys", $"CaseNumber >= '{fromNumber}'"), ("Rectifications", $"Number >= 'ZG{fromNumber}'"),
        ];
        var rows = tables.Select(table => (table.Table, Rows: Read(connection, $"SELECT * FROM {table.Table} WHERE {table.Where}"))).ToList();
        var words = Read(connection, $"SELECT CAST(Number AS INTEGER), Text, Place FROM Cases WHERE Number >= '{fromNumber}'")
            .Select(row => new object?[] { row[0], WordPairs.Index((string)row[1]!, (string)row[2]!) }).ToList();
        Run(connection, $"BEGIN; DELETE FROM CaseWords WHERE rowid >= {fromNumber}; "
            + string.Join("; ", tables.Reverse().Select(table => $"DELETE FROM {table.Table} WHERE {table.Where}")) + "; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");

        var before = Environment.CpuUsage.TotalTime;
        using (var transaction = connection.BeginTransaction())
        {
            foreach (var (table, found) in rows)
            {
                Insert(connection, transaction, table, found);
            }

            Insert(connection, transaction, "CaseWords (rowid, Words)", words);
            transaction.Commit();
        }

        return (words.Count, Environment.CpuUsage.TotalTime - before);
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Case numbers of our own making.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static List<object?[]> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Case numbers of our own making.
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private static void Insert(SqliteConnection connection, SqliteTransaction transaction, string table, List<object?[]> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Tables named in this file.
        command.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", rows[0].Select((_, column) => $"${column}"))})";
#pragma warning restore CA2100
        var parameters = rows[0].Select((_, column) => command.Parameters.Add(new SqliteParameter($"${column}", null))).ToArray();
        command.Prepare();
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Length; column++)
            {
                parameters[column].Value = row[column] ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }
    }
}
