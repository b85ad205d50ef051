using Hotline.Cases.Casework;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Hotline.Cases.Storage;

/// <summary>
/// Statements that the one writer of a SQLite file runs with nearly every act, prepared once for its connection: by itself EF makes and parses each anew for each
/// row, which cost more than all that the database did with it (docs/decisions/0006-prepared-inserts.md). What is stored is what EF would store, to the byte.
/// </summary>
internal sealed class PreparedStatements
{
    /// <summary>Rows that acts only add, those referred to before those that refer to them.</summary>
    private static readonly Type[] Kinds = [typeof(Case), typeof(Assignment), typeof(Countdown), typeof(HistoryEntry), typeof(HandledKey)];

    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, Insert> inserts = [];

    /// <summary>Puts in what was added of these kinds; the rest is left to EF.</summary>
    /// <param name="database">The writer, in a transaction; changes were detected, and rows sealed.</param>
    /// <returns>How many rows.</returns>
    /// <exception cref="DbUpdateException">The database refused a row.</exception>
    public int Add(SqliteHotlineDbContext database)
    {
        List<EntityEntry>? added = null;
        foreach (var entry in database.ChangeTracker.Entries())
        {
            if (entry.State == EntityState.Added && Array.IndexOf(Kinds, entry.Metadata.ClrType) >= 0)
            {
                (added ??= []).Add(entry);
            }
        }

        if (added is null)
        {
            return 0;
        }

        foreach (var kind in Kinds)
        {
            foreach (var entry in added.Where(entry => entry.Metadata.ClrType == kind))
            {
                if (!inserts.TryGetValue(kind, out var insert))
                {
                    inserts.Add(kind, insert = Insert.Of(entry.Metadata));
                }

                try
                {
                    Run(database, insert.Sql, insert.Values(entry)).ExecuteNonQuery();
                }
                catch (SqliteException failure)
                {
                    throw new DbUpdateException($"A row was not put into {entry.Metadata.GetTableName()}.", failure, [entry]);
                }

                entry.State = EntityState.Unchanged;
            }
        }

        return added.Count;
    }

    /// <summary>A statement with its values, ready to be run.</summary>
    /// <param name="database">The writer, in a transaction.</param>
    /// <param name="sql">The same text each time; its parameters are <c>$0</c>, <c>$1</c> and so on.</param>
    /// <param name="values">The values, as the database keeps them.</param>
    public SqliteCommand Run(SqliteHotlineDbContext database, string sql, params ReadOnlySpan<object?> values)
    {
        var connection = (SqliteConnection)database.Database.GetDbConnection();
        if (!commands.TryGetValue(sql, out var command) || command.Connection != connection)
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts of this room, without anybody's words in them.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var place = 0; place < values.Length; place++)
            {
                command.Parameters.Add(new SqliteParameter($"${place}", null));
            }

            commands[sql] = command;
        }

        command.Transaction = (SqliteTransaction?)database.Database.CurrentTransaction?.GetDbTransaction();
        for (var place = 0; place < values.Length; place++)
        {
            command.Parameters[place].Value = values[place] ?? DBNull.Value;
        }

        return command;
    }

    /// <summary>One table's statement, from the model.</summary>
    private sealed class Insert(string sql, (IProperty Property, Func<object?, object?>? Convert)[] columns)
    {
        private readonly object?[] values = new object?[columns.Length];

        public string Sql { get; } = sql;

        public static Insert Of(IEntityType kind)
        {
            var (table, properties) = (kind.GetTableName()!, kind.GetProperties().ToArray());
            var names = properties.Select(property => $"\"{property.GetColumnName()}\"");
            return new(
                $"INSERT INTO \"{table}\" ({string.Join(", ", names)}) VALUES ({string.Join(", ", properties.Select((_, place) => $"${place}"))})",
                [.. properties.Select(property => (property, property.GetTypeMapping().Converter?.ConvertToProvider))]);
        }

        /// <summary>The values of a row, until the next is asked for.</summary>
        public object?[] Values(EntityEntry entry)
        {
            var row = entry.CurrentValues;
            for (var place = 0; place < columns.Length; place++)
            {
                var (property, convert) = columns[place];
                var value = row[property];
                values[place] = value is null || convert is null ? value : convert(value);
            }

            return values;
        }
    }
}
