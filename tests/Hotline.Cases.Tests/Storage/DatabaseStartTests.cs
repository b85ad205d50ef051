using Hotline.Cases.Storage;
using Hotline.Cases.Tests.Desks;
using Hotline.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Storage;

public sealed class DatabaseStartTests
{
    private static readonly Actor Anybody = new() { Id = Guid.NewGuid(), Name = "somebody", Roles = [Role.Agent] };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_from_a_newer_version_is_refused_in_one_line_and_left_alone()
    {
        await using var city = await SampleCity.OpenAsync();
        await city.ExecuteAsync("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_FromTheFuture', '99.0')", "");
        var refusal = await Assert.ThrowsAsync<CaseStartException>(() => city.Services.PrepareCasesAsync(Token));
        Assert.Contains("newer version of Hotline", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("FromTheFuture", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task A_start_after_one_that_was_killed_while_changing_the_database_does_not_wait_for_it()
    {
        using var folder = new TemporaryFolder();
        await using (var connection = new SqliteConnection(SqliteFile.ConnectionString(folder.Path)))
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE __EFMigrationsLock (Id INTEGER PRIMARY KEY, Timestamp TEXT NOT NULL); INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01')";
            await command.ExecuteNonQueryAsync(Token);
        }

        await using var services = Services(SampleCity.Options(folder.Path));
        await services.PrepareCasesAsync(Token).WaitAsync(TimeSpan.FromMinutes(5), Token);
        Assert.Empty((await services.GetRequiredService<ICaseBoard>().ListCasesAsync(Anybody, new CaseQuery(), Token)).Items);
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_second_start_finds_what_the_first_left()
    {
        await using var city = await SampleCity.OpenAsync();
        var seen = await city.BringToAsync(CaseState.Dispatched);
        await city.Services.PrepareCasesAsync(Token);
        Assert.Equal(CaseState.Dispatched, (await city.SeeAsync(seen.Number)).State);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_refused_in_one_line()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("not-a-folder");
        await File.WriteAllTextAsync(file, "", Token);
        await using var services = Services(SampleCity.Options(Path.Combine(file, "data")));
        var refusal = await Assert.ThrowsAsync<CaseStartException>(() => services.PrepareCasesAsync(Token));
        Assert.Contains("cannot be written", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_in_one_line()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("hotline.db"), new string('x', 8192), Token);
        await using var services = Services(SampleCity.Options(folder.Path));
        var refusal = await Assert.ThrowsAsync<CaseStartException>(() => services.PrepareCasesAsync(Token));
        Assert.Contains("cannot be opened", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task Errors_of_policy_calendar_and_city_are_reported_together()
    {
        using var folder = new TemporaryFolder();
        await using var services = Services(SampleCity.Options(folder.Path) with { PolicyFile = folder.File("no-policy.yaml"), CityFile = folder.File("no-city.yaml") });
        var refusal = await Assert.ThrowsAsync<CaseStartException>(() => services.PrepareCasesAsync(Token));
        Assert.Contains("no-policy.yaml", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("no-city.yaml", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SQLite_keeps_every_commit_and_checks_every_key()
    {
        await using var city = await SampleCity.OpenAsync();
        Assert.Equal("wal", await PragmaAsync(city, "journal_mode"));
        Assert.Equal("2", await PragmaAsync(city, "synchronous"));
        Assert.Equal("1", await PragmaAsync(city, "foreign_keys"));
        Assert.Equal("ok", await PragmaAsync(city, "integrity_check"));
    }

    [Theory]
    [InlineData(CaseDatabase.Sqlite)]
    [InlineData(CaseDatabase.SqlServer)]
    public void The_migrations_make_the_model_as_it_is(CaseDatabase database)
    {
        using HotlineDbContext context = database == CaseDatabase.Sqlite ? new SqliteDesign().CreateDbContext([]) : new SqlServerDesign().CreateDbContext([]);
        Assert.NotEmpty(context.Database.GetMigrations());
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Theory]
    [InlineData("NextAt", "Countdowns")]
    [InlineData("NextAttemptAt", "Notices")]
    public async Task What_is_due_is_found_by_an_index(string column, string table)
    {
        await using var city = await SampleCity.OpenAsync();
        await using var connection = new SqliteConnection(SqliteFile.ConnectionString(city.Folder));
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names stand in this file.
        command.CommandText = $"EXPLAIN QUERY PLAN SELECT CaseId FROM {table} WHERE {column} IS NOT NULL AND {column} <= '2026' ORDER BY {column} LIMIT 500";
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(Token);
        Assert.True(await reader.ReadAsync(Token));
        Assert.Contains($"USING INDEX IX_{table}_{column}", reader.GetString(3), StringComparison.Ordinal);
    }

    private static ServiceProvider Services(CaseOptions options) =>
        new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddHotlineCases(options).BuildServiceProvider();

    private static async Task<string> PragmaAsync(SampleCity city, string pragma) => await city.Ledger.ReadAsync(async database =>
    {
        await database.Database.OpenConnectionAsync(Token);
        await using var command = database.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The names stand in this file.
        command.CommandText = $"PRAGMA {pragma}";
#pragma warning restore CA2100
        return Convert.ToString(await command.ExecuteScalarAsync(Token), System.Globalization.CultureInfo.InvariantCulture)!;
    });
}
