using System.Globalization;
using Hotline.Cases.Casework;
using Hotline.Cases.Storage;
using Hotline.Cases.Tests.Desks;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Storage;

public sealed class PreparedStatementsTests
{
    private static readonly string[] Tables = ["Cases", "Assignments", "Countdowns", "History", "CaseContacts", "HandledKeys"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_put_in_by_prepared_statements_is_what_EF_puts_in()
    {
        await using var city = await SampleCity.OpenAsync();
        var opened = await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync(), SampleCity.RoadCollapse, hazard: true) with
        {
            Longitude = 121.53,
            Latitude = 31.25,
            Confidential = true,
            Text = "路面塌陷😀，\"引号\"；Ω ‏עברית",
            Complexity = "complex",
            ConvenienceList = true,
            RequesterPhone = " 138 0000 0001 ",
        });
        opened = await city.ActAsync(city.Dispatcher, opened, new CaseAct.Dispatch(city.Unit.Id, "速办"));
        await city.ActAsync(city.Dispatcher, opened, new CaseAct.SetLimit(
            new() { Source = CaseLimitSource.Superior, Document = "督查件1号", Due = city.Time.GetUtcNow().AddDays(2) }));
        await city.RegisterAsync(SampleCity.Form(null, place: null) with { RequesterName = null });
        var written = await RowsAsync(city);

        await PutInAgainAsync(city, inTransaction: false);
        var byEf = await RowsAsync(city);
        await PutInAgainAsync(city, inTransaction: true);
        var prepared = await RowsAsync(city);

        Assert.All(Tables, table => Assert.Contains(written, row => row.StartsWith($"{table}:", StringComparison.Ordinal)));
        Assert.Equal(byEf, prepared);
        Assert.Equal(written, prepared);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task A_rectification_that_a_case_joins_is_written_as_EF_writes_it()
    {
        await using var city = await SampleCity.OpenAsync();
        var form = SampleCity.Form(null) with { Longitude = 119.123456789, Latitude = 25.45, Place = "涵东街道延宁路12号😀，\"引号\"" };
        for (var phone = 0; phone < 3; phone++)
        {
            await city.RegisterAsync(form with { RequesterPhone = $"1380000010{phone}" });
        }

        var before = Assert.Single(await RowsAsync(city, "Rectifications"));
        await city.ExecuteAsync("CREATE TABLE Before AS SELECT * FROM Rectifications", "");
        var joined = await city.RegisterAsync(form with { RequesterPhone = "13800000103" });
        Assert.NotNull(joined.Rectification);
        var prepared = Assert.Single(await RowsAsync(city, "Rectifications"));
        Assert.NotEqual(before, prepared);

        await city.ExecuteAsync("UPDATE Rectifications SET Revision = Before.Revision, Seal = Before.Seal FROM Before", "");
        Assert.Equal(before, Assert.Single(await RowsAsync(city, "Rectifications")));
        await city.Ledger.WriteAsync(
            async database =>
            {
                var group = await database.Rectifications.SingleAsync(Token);
                group.Take(await database.Cases.ForDecision().SingleAsync(row => row.Number == joined.Number, Token), new(city.Rules, Author.System, city.Time.GetUtcNow()));
                return true;
            },
            Token);
        Assert.Equal(prepared, Assert.Single(await RowsAsync(city, "Rectifications")));
    }

    [Fact]
    public async Task A_row_that_the_database_refuses_takes_its_whole_act_back_and_the_next_act_goes_on()
    {
        await using var city = await SampleCity.OpenAsync();
        var first = await city.RegisterAsync(SampleCity.Form(null));
        var before = await RowsAsync(city);

        var failure = await Assert.ThrowsAsync<DbUpdateException>(async () => await city.Ledger.WriteAsync(
            database =>
            {
                database.HandledKeys.Add(Key("one"));
                database.HandledKeys.Add(Key("two"));
                database.History.Add(HistoryEntry.Write(Guid.NewGuid(), 1, 1, "", Author.System, city.Time.GetUtcNow(), "register", "a case that is not there", null));
                return Task.FromResult(0);
            },
            Token));
        Assert.IsType<SqliteException>(failure.InnerException);
        Assert.Equal(before, await RowsAsync(city));

        var second = await city.RegisterAsync(SampleCity.Form(null));
        Assert.Equal(long.Parse(first.Number, CultureInfo.InvariantCulture) + 1, long.Parse(second.Number, CultureInfo.InvariantCulture));
        Assert.Empty(await city.FaultsAsync());

        HandledKey Key(string key) => new() { ActorId = Guid.NewGuid(), Key = key, Act = "register", Digest = "", CaseNumber = first.Number, At = city.Time.GetUtcNow() };
    }

    /// <summary>Reads the rows, takes them out behind EF's back, and has them put in again.</summary>
    private static async Task PutInAgainAsync(SampleCity city, bool inTransaction)
    {
        var open = city.Services.GetRequiredService<Func<HotlineDbContext>>();
        List<Case> cases;
        List<HandledKey> keys;
        await using (var reader = open())
        {
            cases = await reader.Cases.AsNoTracking().Include(row => row.Assignments).Include(row => row.Countdowns).Include(row => row.History).Include(row => row.Contacts).ToListAsync(Token);
            keys = await reader.HandledKeys.AsNoTracking().ToListAsync(Token);
        }

        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(city.Folder, SqliteFile.Name)};Foreign Keys=False;Pooling=False"))
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Tables named in this file.
            command.CommandText = string.Join(';', Tables.Select(table => $"DELETE FROM {table}"));
#pragma warning restore CA2100
            Assert.NotEqual(0, await command.ExecuteNonQueryAsync(Token));
        }

        await using var database = open();
        await using var transaction = inTransaction ? await database.Database.BeginTransactionAsync(Token) : null;
        database.AddRange(cases);
        database.AddRange(keys);
        foreach (var entry in database.ChangeTracker.Entries<Case>())
        {
            // Counted again as they are saved.
            var (property, parts) = (entry.Property(row => row.Parts), entry.Entity.Assignments.Count + entry.Entity.Countdowns.Count);
            property.CurrentValue -= parts;
        }

        await database.SaveChangesAsync(Token);
        Assert.All(database.ChangeTracker.Entries(), entry => Assert.Equal(EntityState.Unchanged, entry.State));
        if (transaction is not null)
        {
            await transaction.CommitAsync(Token);
        }
    }

    /// <summary>Every column of every row as the database holds it, with its type.</summary>
    private static async Task<List<string>> RowsAsync(SampleCity city, params string[] tables)
    {
        var rows = new List<string>();
        await using var connection = new SqliteConnection(SqliteFile.ConnectionString(city.Folder));
        await connection.OpenAsync(Token);
        foreach (var table in tables.Length == 0 ? Tables : tables)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Tables named in this file.
            command.CommandText = $"SELECT * FROM {table}";
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync(Token);
            while (await reader.ReadAsync(Token))
            {
                rows.Add($"{table}: {string.Join(", ", Enumerable.Range(0, reader.FieldCount).Select(column =>
                    string.Create(CultureInfo.InvariantCulture, $"{reader.GetName(column)} {reader.GetValue(column).GetType().Name} {reader.GetValue(column)}")))}");
            }
        }

        return [.. rows.Order(StringComparer.Ordinal)];
    }
}
