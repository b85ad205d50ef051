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
    private readonly Dictionary<Type, RowStatements> rows = [];

    /// <summary>Puts in a new case with its rows, sealed and counted, of which EF knows nothing.</summary>
    /// <param name="database">The writer, in a transaction.</param>
    /// <param name="opening">A plain one.</param>
    /// <exception cref="DbUpdateException">The database refused a row.</exception>
    public void PutIn(SqliteHotlineDbContext database, Opening opening)
    {
        var opened = opening.Case;
        opened.Count(opened.Assignments.Count + opened.Countdowns.Count);
        PutIn(database, opened);
        PutAll(database, opened.Assignments);
        PutAll(database, opened.Countdowns);
        PutAll(database, opened.History);
        PutAll(database, opened.Contacts);
        PutIn(database, opening.Key);
    }

    /// <summary>One row as it is stored, of which EF knows nothing.</summary>
    /// <param name="database">The writer, in a transaction.</param>
    /// <param name="id">Its key.</param>
    public T Find<T>(SqliteHotlineDbContext database, Guid id)
        where T : class
    {
        var statements = RowsOf(database.Model.FindEntityType(typeof(T))!);
        using var reader = Run(database, statements.Select, id).ExecuteReader();
        return reader.Read() ? (T)statements.Read(reader) : throw new InvalidOperationException($"{statements.Kind.GetTableName()} has no such row.");
    }

    /// <summary>Writes a row from <see cref="Find{T}"/> as it is now, sealed. Nobody else wrote it meanwhile: there is one writer.</summary>
    public void Change<T>(SqliteHotlineDbContext database, T row)
        where T : class
    {
        var statements = RowsOf(database.Model.FindEntityType(typeof(T))!);
        statements.Change(Connection(database), statements.Values(row, RowSeals.Of(statements.Kind, row)));
    }

    private void PutAll<T>(SqliteHotlineDbContext database, IReadOnlyList<T> rows)
        where T : class
    {
        for (var place = 0; place < rows.Count; place++)
        {
            PutIn(database, rows[place]);
        }
    }

    private void PutIn<T>(SqliteHotlineDbContext database, T row)
        where T : class
    {
        var (statements, kind) = (RowsOf(database.Model.FindEntityType(typeof(T))!), RowKind.Find(typeof(T)));
        if (kind.Proof == Proof.Sealed)
        {
            database.Tally.Add(statements.Kind, row, 1);
        }

        try
        {
            statements.PutIn(Connection(database), statements.Values(row, kind.IsSealed ? RowSeals.Of(statements.Kind, row) : null));
        }
        catch (SqliteException failure)
        {
            throw new DbUpdateException($"A row was not put into {statements.Kind.GetTableName()}.", failure);
        }
    }

    private static SQLitePCL.sqlite3 Connection(SqliteHotlineDbContext database) => ((SqliteConnection)database.Database.GetDbConnection()).Handle!;

    private RowStatements RowsOf(IEntityType kind)
    {
        if (!rows.TryGetValue(kind.ClrType, out var statements))
        {
            rows.Add(kind.ClrType, statements = RowStatements.Of(kind));
        }

        return statements;
    }

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
                var statements = RowsOf(entry.Metadata);
                try
                {
                    statements.PutIn(Connection(database), statements.Values(entry));
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
}
