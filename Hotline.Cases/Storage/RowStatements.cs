using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Hotline.Cases.Storage;

/// <summary>
/// One table's statements, from EF's model, prepared once for a connection and bound by place: ADO.NET's parameters look each name up among all, fifty by fifty for a case.
/// Values go in as Microsoft.Data.Sqlite would bind them.
/// </summary>
internal sealed class RowStatements
{
    private readonly (IProperty Property, IClrPropertyGetter? Getter, Func<object?, object?>? Convert)[] columns;
    private readonly object?[] values;
    private readonly Statement insert;
    private readonly Statement update;

    private RowStatements(IEntityType kind)
    {
        var (table, properties) = (kind.GetTableName()!, kind.GetProperties().ToArray());
        var names = Array.ConvertAll(properties, property => $"\"{property.GetColumnName()}\"");
        Kind = kind;
        columns = Array.ConvertAll(properties, property => (property, property.IsShadowProperty() ? null : property.GetGetter(), property.GetTypeMapping().Converter?.ConvertToProvider));
        values = new object?[columns.Length];
        insert = new($"INSERT INTO \"{table}\" ({string.Join(", ", names)}) VALUES ({string.Join(", ", names.Select((_, place) => Parameter(place)))})");
        update = new($"UPDATE \"{table}\" SET {string.Join(", ", names.Select((name, place) => $"{name} = {Parameter(place)}"))} WHERE \"Id\" = {Parameter(Array.IndexOf(names, "\"Id\""))}");
        Select = $"SELECT {string.Join(", ", names)} FROM \"{table}\" WHERE \"Id\" = $0";
    }

    public IEntityType Kind { get; }

    /// <summary>The row of an id, as <see cref="Read"/> takes it.</summary>
    public string Select { get; }

    public static RowStatements Of(IEntityType kind) => new(kind);

    /// <exception cref="SqliteException">The database refused it.</exception>
    public void PutIn(sqlite3 connection, object?[] row) => insert.Run(connection, row);

    /// <exception cref="SqliteException">The database refused it.</exception>
    public void Change(sqlite3 connection, object?[] row) => update.Run(connection, row);

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

    private static string Parameter(int place) => string.Create(CultureInfo.InvariantCulture, $"?{place + 1}");

    private void Set(int place, object? value) => values[place] = value is null || columns[place].Convert is not { } convert ? value : convert(value);

    /// <summary>Prepared again where the connection is another one.</summary>
    private sealed class Statement(string sql)
    {
        private byte[] text = new byte[4096];
        private sqlite3? preparedFor;
        private sqlite3_stmt? prepared;

        public void Run(sqlite3 connection, object?[] row)
        {
            if (prepared is null || preparedFor != connection)
            {
                prepared?.Dispose();
                SqliteException.ThrowExceptionForRC(sqlite3_prepare_v2(connection, sql, out prepared), connection);
                preparedFor = connection;
            }

            for (var place = 0; place < row.Length; place++)
            {
                SqliteException.ThrowExceptionForRC(Bind(prepared, place + 1, row[place]), connection);
            }

            try
            {
                SqliteException.ThrowExceptionForRC(sqlite3_step(prepared), connection);
            }
            finally
            {
                _ = sqlite3_reset(prepared);
            }
        }

        private int Bind(sqlite3_stmt statement, int place, object? value) => value switch
        {
            null => sqlite3_bind_null(statement, place),
            "" => sqlite3_bind_text(statement, place, ""),
            string words => sqlite3_bind_text(statement, place, Bytes(words)),
            bool yes => sqlite3_bind_int(statement, place, yes ? 1 : 0),
            int number => sqlite3_bind_int(statement, place, number),
            long number => sqlite3_bind_int64(statement, place, number),
            double number => sqlite3_bind_double(statement, place, number),
            Guid id => sqlite3_bind_text(statement, place, Bytes(id)),
            _ => throw new InvalidOperationException($"Nobody said how to bind a {value.GetType().Name}."),
        };

        private ReadOnlySpan<byte> Bytes(string words)
        {
            var most = Encoding.UTF8.GetMaxByteCount(words.Length);
            if (text.Length < most)
            {
                text = new byte[most];
            }

            return text.AsSpan(0, Encoding.UTF8.GetBytes(words, text));
        }

        // In capitals, as Microsoft.Data.Sqlite writes them.
        private ReadOnlySpan<byte> Bytes(Guid id)
        {
            _ = id.TryFormat(text, out var written);
            var letters = text.AsSpan(0, written);
            for (var place = 0; place < written; place++)
            {
                letters[place] -= (byte)(letters[place] is >= (byte)'a' and <= (byte)'f' ? 'a' - 'A' : 0);
            }

            return letters;
        }
    }
}
