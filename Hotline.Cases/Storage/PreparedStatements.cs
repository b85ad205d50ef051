using System.Globalization;
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
        var columns = InsertOf(database.Model.FindEntityType(typeof(T))!);
        using var reader = Run(database, columns.Select, id).ExecuteReader();
        return reader.Read() ? (T)columns.Read(reader) : throw new InvalidOperationException($"{columns.Kind.GetTableName()} has no such row.");
    }

    /// <summary>Writes a row from <see cref="Find{T}"/> as it is now, sealed. Nobody else wrote it meanwhile: there is one writer.</summary>
    public void Change<T>(SqliteHotlineDbContext database, T row)
        where T : class
    {
        var columns = InsertOf(database.Model.FindEntityType(typeof(T))!);
        Run(database, columns.Update, columns.Values(row, RowSeals.Of(columns.Kind, row))).ExecuteNonQuery();
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
        var insert = InsertOf(database.Model.FindEntityType(typeof(T))!);
        if (RowKind.Find(typeof(T)).Proof == Proof.Sealed)
        {
            database.Tally.Add(insert.Kind, row, 1);
        }

        try
        {
            Run(database, insert.Sql, insert.Values(row, RowKind.Find(typeof(T)).IsSealed ? RowSeals.Of(insert.Kind, row) : null)).ExecuteNonQuery();
        }
        catch (SqliteException failure)
        {
            throw new DbUpdateException($"A row was not put into {insert.Kind.GetTableName()}.", failure);
        }
    }

    private Insert InsertOf(IEntityType kind)
    {
        if (!inserts.TryGetValue(kind.ClrType, out var insert))
        {
            inserts.Add(kind.ClrType, insert = Insert.Of(kind));
        }

        return insert;
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
                var insert = InsertOf(entry.Metadata);
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
    private sealed class Insert(IEntityType kind, string sql, (IProperty Property, IClrPropertyGetter? Getter, Func<object?, object?>? Convert)[] columns)
    {
        private readonly object?[] values = new object?[columns.Length];

        public IEntityType Kind { get; } = kind;

        public string Sql { get; } = sql;

        public string Select { get; } = $"SELECT {string.Join(", ", columns.Select(column => $"\"{column.Property.GetColumnName()}\""))} FROM \"{kind.GetTableName()}\" WHERE \"Id\" = $0";

        public string Update { get; } = string.Create(
            CultureInfo.InvariantCulture,
            $"UPDATE \"{kind.GetTableName()}\" SET {string.Join(", ", columns.Select((column, place) => $"\"{column.Property.GetColumnName()}\" = ${place}"))} WHERE \"Id\" = ${Array.FindIndex(columns, column => column.Property.Name == "Id")}");

        public static Insert Of(IEntityType kind)
        {
            var (table, properties) = (kind.GetTableName()!, kind.GetProperties().ToArray());
            var names = properties.Select(property => $"\"{property.GetColumnName()}\"");
            return new(
                kind,
                $"INSERT INTO \"{table}\" ({string.Join(", ", names)}) VALUES ({string.Join(", ", properties.Select((_, place) => $"${place}"))})",
                [.. properties.Select(property => (property, property.IsShadowProperty() ? null : property.GetGetter(), property.GetTypeMapping().Converter?.ConvertToProvider))]);
        }

        /// <summary>The values of a row, until the next is asked for.</summary>
        public object?[] Values(EntityEntry entry)
        {
            var row = entry.CurrentValues;
            for (var place = 0; place < columns.Length; place++)
            {
                Set(place, row[columns[place].Property]);
            }

            return values;
        }

        /// <summary>The values of a row that EF does not know; the one thing that is not on it is its seal.</summary>
        public object?[] Values(object row, string? seal)
        {
            for (var place = 0; place < columns.Length; place++)
            {
                Set(place, columns[place].Getter is { } getter ? getter.GetClrValue(row) : seal);
            }

            return values;
        }

        /// <summary>The row that a reader stands on.</summary>
        public object Read(SqliteDataReader reader)
        {
            var row = Activator.CreateInstance(Kind.ClrType, nonPublic: true)!;
            for (var place = 0; place < columns.Length; place++)
            {
                var property = columns[place].Property;
                if (property.PropertyInfo is { } member && !reader.IsDBNull(place))
                {
                    var converter = property.GetTypeMapping().Converter;
                    var type = converter?.ProviderClrType ?? property.ClrType;
                    type = Nullable.GetUnderlyingType(type) ?? type;
                    var value = type == typeof(Guid) ? reader.GetGuid(place) : Convert.ChangeType(reader.GetValue(place), type, CultureInfo.InvariantCulture);
                    member.SetValue(row, converter is null ? value : converter.ConvertFromProvider(value));
                }
            }

            return row;
        }

        private void Set(int place, object? value) => values[place] = value is null || columns[place].Convert is not { } convert ? value : convert(value);
    }
}
