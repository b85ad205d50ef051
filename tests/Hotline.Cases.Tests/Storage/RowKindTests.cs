using System.Security.Cryptography;
using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Desks;
using Hotline.Cases.Notices;
using Hotline.Cases.Storage;
using Hotline.Cases.Tests.Desks;
using Hotline.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Storage;

/// <summary>Every entity of the model is sealed, counted, chained, compared, or said to need none of it; and what is promised is held for every column.</summary>
public sealed class RowKindTests
{
    private static readonly DateTimeOffset Moment = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private static readonly byte[] Content = [1, 2, 3];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_entity_of_the_model_has_its_proof_and_the_documentation_says_which()
    {
        using var database = new SqliteDesign().CreateDbContext([]);
        Assert.Equal(database.Model.GetEntityTypes().Select(type => type.ClrType.Name).Order(StringComparer.Ordinal), RowKind.All.Select(kind => kind.Type.Name).Order(StringComparer.Ordinal));
        var documented = File.ReadAllLines(Repository.Path("docs", "seals.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        Assert.Equal(RowKind.All.Select(kind => $"| `{database.Model.FindEntityType(kind.Type)!.GetTableName()}` | {Word(kind.Proof)} | {kind.Why} |"), documented);
    }

    [Fact]
    public async Task Any_column_altered_and_any_row_taken_away_of_any_sealed_kind_is_named()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Dispatched);
        var rows = await FillAsync(city, seen.Number);
        Assert.Empty(await city.RowFaultsAsync());
        Assert.Equal(RowKind.All.Count(kind => kind.IsSealed), rows.Count);

        // The first column of every table at once, then the second, and so on.
        await using var connection = await OpenAsync(city);
        var altered = 0;
        for (var column = 0; ; column++)
        {
            var now = rows.Where(row => column < row.Columns.Count).ToList();
            if (now.Count == 0)
            {
                break;
            }

            foreach (var row in now)
            {
                await SetAsync(connection, row, row.Columns[column].Name, row.Columns[column].Other);
            }

            var named = (await city.RowFaultsAsync()).Select(fault => fault.Table).ToHashSet(StringComparer.Ordinal);
            Assert.All(now, row => Assert.True(named.Contains(row.Table), $"{row.Table}.{row.Columns[column].Name} altered is not found"));
            foreach (var row in now)
            {
                await SetAsync(connection, row, row.Columns[column].Name, row.Columns[column].Stored);
            }

            altered += now.Count;
        }

        Assert.True(altered > 400, $"only {altered} columns were altered");
        Assert.Empty(await city.RowFaultsAsync());

        foreach (var part in rows.Where(row => row.IsPart))
        {
            await RunAsync(connection, $"CREATE TEMP TABLE Kept AS SELECT * FROM \"{part.Table}\" WHERE rowid = $rowid", ("$rowid", part.RowId));
            await RunAsync(connection, $"DELETE FROM \"{part.Table}\" WHERE rowid = $rowid", ("$rowid", part.RowId));
            Assert.Equal([new("Cases", seen.Number, seen.Number, "a row that belongs to it is missing or was put in")], await city.RowFaultsAsync());
            await RunAsync(connection, $"INSERT INTO \"{part.Table}\" SELECT * FROM temp.Kept; DROP TABLE temp.Kept");
        }

        Assert.Empty(await city.RowFaultsAsync());
        var alone = rows.Where(row => !row.IsPart).ToList();
        foreach (var row in alone)
        {
            await RunAsync(connection, $"DELETE FROM \"{row.Table}\" WHERE rowid = $rowid", ("$rowid", row.RowId));
        }

        var faults = await city.RowFaultsAsync();
        Assert.All(alone, row => Assert.Contains(faults, fault => fault.Table == row.Table && fault.Row == row.Missing));
    }

    [Fact]
    public async Task A_file_that_is_gone_or_another_is_named()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Dispatched);
        await FillAsync(city, seen.Number);
        var files = Directory.GetFiles(Path.Combine(city.Folder, "attachments"), "*", SearchOption.AllDirectories);
        Assert.Equal(2, files.Length);
        await File.WriteAllBytesAsync(files[0], [1, 2, 4], Token);
        File.Delete(files[1]);
        Assert.Equal(
            files.Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal),
            (await city.RowFaultsAsync()).Where(fault => fault.Table is "Attachments" or "CasePhotos").Select(fault => Guid.Parse(fault.Row).ToString("N")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_row_put_in_and_a_count_taken_away_are_named()
    {
        await using var city = await SampleCity.OpenAsync();
        await city.BringToAsync(CaseState.Dispatched);
        await using var connection = await OpenAsync(city);
        await RunAsync(connection, "CREATE TABLE Kept AS SELECT * FROM Contacts LIMIT 1; UPDATE Kept SET Id = '01900000-0000-7000-8000-000000000001', ExternalId = 'other'; INSERT INTO Contacts SELECT * FROM Kept");
        var faults = await city.RowFaultsAsync();
        Assert.Contains(new("Contacts", "01900000-0000-7000-8000-000000000001", null, "the row was put in"), faults);
        await RunAsync(connection, "DELETE FROM Tallies WHERE Name = 'Notices'");
        Assert.Contains(await city.RowFaultsAsync(), fault => fault is { Table: "Tallies", Row: "Notices" });
    }

    [Fact]
    public async Task A_counter_that_was_set_back_or_taken_away_is_named()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Dispatched);
        await using var connection = await OpenAsync(city);
        await RunAsync(connection, "INSERT INTO LetterCounters (Kind, Year, Last) VALUES ('督办函', 2026, 3)");
        Assert.Equal([new("LetterCounters", "督办函/2026", null, "it is not the last number given out")], await city.RowFaultsAsync());
        await RunAsync(connection, "UPDATE DayCounters SET Last = 0");
        Assert.Equal([new(seen.Number, 0, "the number was never given out")], await city.FaultsAsync());
        await RunAsync(connection, "DELETE FROM DayCounters");
        Assert.Equal([new(seen.Number, 0, "the number was never given out")], await city.FaultsAsync());
    }

    [Fact]
    public async Task What_is_deleted_by_right_leaves_its_record_and_is_not_missed()
    {
        await using var city = await SampleCity.OpenAsync();
        await city.AnswerAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => DeleteContactAsync(city, leavesRecord: false).AsTask());
        Assert.Empty(await city.RowFaultsAsync());
        await DeleteContactAsync(city, leavesRecord: true);
        Assert.Empty(await city.RowFaultsAsync());
        Assert.Equal(0, await city.Ledger.ReadAsync(database => database.Contacts.CountAsync(Token)));
    }

    [Fact]
    public async Task Of_writes_that_share_a_commit_those_that_fail_are_not_counted()
    {
        await using var city = await SampleCity.OpenAsync();
        var begun = new TaskCompletionSource();
        var writes = Enumerable.Range(1, 30).Select(number => city.Ledger.WriteAsync(
            async database =>
            {
                await begun.Task;
                database.Notices.Add(Row<OutboxNotice>(database, []));
                await database.SaveChangesAsync(Token);
                return number % 3 == 0 ? throw new InvalidOperationException("not this one") : number;
            },
            Token).AsTask()).ToList();
        begun.SetResult();
        foreach (var write in writes)
        {
            _ = await Record.ExceptionAsync(() => write);
        }

        Assert.Equal(20, await city.Ledger.ReadAsync(database => database.Notices.CountAsync(Token)));
        Assert.Empty(await city.RowFaultsAsync());
    }

    [Fact]
    public async Task A_store_of_the_version_before_is_sealed_by_the_first_start_and_what_that_one_had_sealed_is_not_sealed_anew()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Dispatched);
        await FillAsync(city, seen.Number);
        await city.Ledger.WriteAsync(
            async database =>
            {
                database.Notices.Add(Row<OutboxNotice>(database, []));
                await database.SaveChangesAsync(Token);
                return true;
            },
            Token);
        await using (var database = new SqliteHotlineDbContext(new DbContextOptionsBuilder<SqliteHotlineDbContext>().UseSqlite(SqliteFile.ConnectionString(city.Folder)).Options))
        {
            await database.GetService<IMigrator>().MigrateAsync("Letters", Token);
        }

        await using var connection = await OpenAsync(city);
        await RunAsync(connection, "UPDATE Notices SET Seal = NULL WHERE rowid = (SELECT MIN(rowid) FROM Notices)");
        await city.Services.PrepareCasesAsync(Token);
        Assert.Equal(["Notices"], (await city.RowFaultsAsync()).Select(fault => fault.Table));
        await RunAsync(connection, "DELETE FROM SupervisionRecords");
        Assert.Contains(await city.RowFaultsAsync(), fault => fault.Table == "SupervisionRecords");
        await city.Services.PrepareCasesAsync(Token);
        Assert.Contains(await city.RowFaultsAsync(), fault => fault.Table == "SupervisionRecords");
    }

    private static string Word(Proof proof) => proof switch
    {
        Proof.Sealed => "sealed, counted",
        Proof.PartOfCase => "sealed, counted by its case",
        Proof.Chained => "chained",
        Proof.Recounted => "recounted",
        Proof.Unproven => "none",
    };

    private static ValueTask<bool> DeleteContactAsync(SampleCity city, bool leavesRecord) => city.Ledger.WriteAsync(
        async database =>
        {
            var contact = await database.Contacts.SingleAsync(Token);
            database.Contacts.Remove(contact);
            if (leavesRecord)
            {
                database.Audit.Add(AuditEntry.OfProduct("contact.erase", contact.Id.ToString(), "保存期满", city.Time.GetUtcNow()));
            }

            return true;
        },
        Token);

    /// <summary>A row of every sealed kind, with a value in every column that must have one.</summary>
    private static async Task<List<KeptRow>> FillAsync(SampleCity city, string number)
    {
        var rows = await city.Ledger.WriteAsync(
            async database =>
            {
                var concerned = await database.Cases.ForDecision().SingleAsync(row => row.Number == number, Token);
                var made = new Dictionary<Type, object> { [typeof(Case)] = concerned };
                foreach (var kind in RowKind.All.Where(kind => kind.IsSealed && kind.Type != typeof(Case)))
                {
                    database.Add(made[kind.Type] = Row(database, kind.Type, made));
                }

                await ShelveAsync(city, database, made);
                await database.SaveChangesAsync(Token);
                return made.Select(pair => KeptRow.Of(database.Model.FindEntityType(pair.Key)!, pair.Value)).ToList();
            },
            Token);
        await using var connection = await OpenAsync(city);
        foreach (var row in rows)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are those of the model.
            command.CommandText = $"SELECT rowid FROM \"{row.Table}\" WHERE {string.Join(" AND ", row.Key.Select((key, place) => $"\"{key.Name}\" = $key{place}"))}";
#pragma warning restore CA2100
            foreach (var (place, key) in row.Key.Index())
            {
                command.Parameters.AddWithValue($"$key{place}", key.Value);
            }

            row.RowId = (long)(await command.ExecuteScalarAsync(Token))!;
        }

        return rows;
    }

    /// <summary>The files that go with the rows.</summary>
    private static async Task ShelveAsync(SampleCity city, HotlineDbContext database, Dictionary<Type, object> made)
    {
        foreach (var type in new[] { typeof(Attachment), typeof(CasePhoto) })
        {
            var row = database.Entry(made[type]);
            row.Property(nameof(Attachment.Bytes)).CurrentValue = (long)Content.Length;
            row.Property(nameof(Attachment.Sha256)).CurrentValue = Convert.ToHexStringLower(SHA256.HashData(Content));
            await city.Services.GetRequiredService<AttachmentShelf>().PutAsync((Guid)row.Property(nameof(Attachment.Id)).CurrentValue!, Content, Token);
        }
    }

    private static T Row<T>(HotlineDbContext database, Dictionary<Type, object> made)
        where T : class => (T)Row(database, typeof(T), made);

    private static object Row(HotlineDbContext database, Type type, Dictionary<Type, object> made)
    {
        var row = Activator.CreateInstance(type, nonPublic: true)!;
        var entity = database.Model.FindEntityType(type)!;
        foreach (var property in entity.GetProperties().Where(property => property.Name != RowSeals.Seal))
        {
            var parent = property.GetContainingForeignKeys().Select(key => made.GetValueOrDefault(key.PrincipalEntityType.ClrType)).FirstOrDefault(found => found is not null);
            var value = parent is not null ? parent.GetType().GetProperty("Id")!.GetValue(parent)
                : property is { Name: "CaseId" } && made.TryGetValue(typeof(Case), out var concerned) ? ((Case)concerned).Id
                : property.IsNullable ? null
                : First(property.ClrType);
            if (value is not null)
            {
                property.PropertyInfo!.SetValue(row, value);
            }
        }

        return row;
    }

    private static object First(Type type) =>
        type == typeof(string) ? $"a{Guid.NewGuid():N}"[..12]
        : type == typeof(Guid) ? Guid.NewGuid()
        : type == typeof(DateTimeOffset) ? Moment
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? Array.CreateInstance(type.GetGenericArguments()[0], 0)
        : Activator.CreateInstance(type)!;

    /// <summary>Another value; null for a list, of which the tests of its desk alter some.</summary>
    private static object? Another(Type type, object? value) => (Nullable.GetUnderlyingType(type) ?? type, value) switch
    {
        ({ } text, _) when text == typeof(string) => $"{value}别",
        ({ } id, _) when id == typeof(Guid) => Guid.NewGuid(),
        ({ } time, _) when time == typeof(DateTimeOffset) => ((DateTimeOffset?)value ?? Moment).AddTicks(1),
        ({ } day, _) when day == typeof(DateOnly) => ((DateOnly?)value ?? new DateOnly(2026, 3, 2)).AddDays(1),
        ({ } hour, _) when hour == typeof(TimeOnly) => ((TimeOnly?)value ?? new TimeOnly(8, 0)).Add(TimeSpan.FromSeconds(1)),
        ({ } yes, _) when yes == typeof(bool) => value is not true,
        ({ } whole, _) when whole == typeof(int) => ((int?)value ?? 0) + 1,
        ({ } large, _) when large == typeof(long) => ((long?)value ?? 0) + 1,
        ({ } real, _) when real == typeof(double) => ((double?)value ?? 0) + 0.25,
        ({ IsEnum: true } name, _) => Enum.GetValues(name).Cast<object>().First(other => !other.Equals(value)),
        _ => null,
    };

    private static async Task<SqliteConnection> OpenAsync(SampleCity city)
    {
        var connection = new SqliteConnection(SqliteFile.ConnectionString(city.Folder));
        await connection.OpenAsync(Token);
        await RunAsync(connection, "PRAGMA foreign_keys = OFF");
        return connection;
    }

    private static Task SetAsync(SqliteConnection connection, KeptRow row, string column, object? value) =>
        RunAsync(connection, $"UPDATE \"{row.Table}\" SET \"{column}\" = $value WHERE rowid = $rowid", ("$value", value ?? DBNull.Value), ("$rowid", row.RowId));

    private static async Task RunAsync(SqliteConnection connection, string sql, params (string Name, object Value)[] values)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements stand in this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        await command.ExecuteNonQueryAsync(Token);
    }

    /// <summary>A row as it is stored, and what else might stand in each of its columns.</summary>
    private sealed record KeptRow(string Table, bool IsPart, string Missing, IReadOnlyList<(string Name, object Value)> Key, IReadOnlyList<(string Name, object? Stored, object? Other)> Columns)
    {
        public long RowId { get; set; }

        public static KeptRow Of(IEntityType type, object row)
        {
            var key = type.FindPrimaryKey()!.Properties;
            var isPart = RowKind.Find(type.ClrType).Proof == Proof.PartOfCase;
            return new(
                type.GetTableName()!,
                isPart,
                key is [{ } only] && only.ClrType == typeof(Guid) ? ((Guid)only.GetGetter().GetClrValue(row)!).ToString() : "1 row",
                [.. key.Select(part => (part.Name, Stored(part, part.GetGetter().GetClrValue(row))!))],
                [
                    .. from property in type.GetProperties()
                       where property.Name != RowSeals.Seal && !property.IsPrimaryKey() && !(isPart && property.Name == "CaseId") && Another(property.ClrType, null) is not null
                       let value = property.GetGetter().GetClrValue(row)
                       select (property.GetColumnName(), Stored(property, value), Stored(property, Another(property.ClrType, value))),
                ]);
        }

        private static object? Stored(IProperty property, object? value) => value is null ? null : property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
    }
}
