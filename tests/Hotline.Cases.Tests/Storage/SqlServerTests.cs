using Hotline.Cases.Storage;
using Hotline.Cases.Tests.Desks;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Tests.Storage;

public sealed class SqlServerTests
{
    private const string NoServer = "HOTLINE_TEST_SQLSERVER is not set: a connection string to a SQL Server on which databases may be made and dropped";

    public static bool HasServer => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("HOTLINE_TEST_SQLSERVER"));

    /// <summary>Fails where the stand-in for Microsoft.SqlServer.Server is missing; needs no server.</summary>
    [Fact]
    public void A_parameter_has_its_type() => Assert.Equal(System.Data.SqlDbType.Int, new SqlParameter("@p", 1).SqlDbType);

    [Fact]
    public void The_migrations_can_be_written_as_a_script()
    {
        using var context = new SqlServerDesign().CreateDbContext([]);
        Assert.Contains("CREATE UNIQUE INDEX", context.Database.GenerateCreateScript(), StringComparison.Ordinal);
    }

    [Fact(Skip = NoServer, SkipUnless = nameof(HasServer))]
    public async Task The_whole_life_of_a_case_runs_on_SQL_Server()
    {
        await using var city = await OnServerAsync();
        var seen = await city.BringToAsync(CaseState.Archived);
        Assert.Equal(CaseState.Archived, seen.State);
        Assert.Empty(await city.FaultsAsync());
        await DropAsync(city);
    }

    [Fact(Skip = NoServer, SkipUnless = nameof(HasServer))]
    public async Task Cases_registered_at_once_have_numbers_without_gap_or_collision_on_SQL_Server()
    {
        await using var city = await OnServerAsync();
        var contact = await city.AnswerAsync();
        var numbers = await Task.WhenAll(Enumerable.Range(1, 40).Select(async index =>
            SampleCity.Done(await city.Desk.RegisterAsync(city.Agent, $"n{index}", SampleCity.Form(contact), TestContext.Current.CancellationToken)).Number));
        Assert.Equal(Enumerable.Range(1, 40).Select(index => $"20260302{index:000000}"), numbers.Order(StringComparer.Ordinal));
        await DropAsync(city);
    }

    private static Task<SampleCity> OnServerAsync()
    {
        var connection = new SqlConnectionStringBuilder(Environment.GetEnvironmentVariable("HOTLINE_TEST_SQLSERVER")) { InitialCatalog = $"hotline_test_{Guid.NewGuid():N}" };
        return SampleCity.OpenAsync(options => options with { Database = CaseDatabase.SqlServer, ConnectionString = connection.ConnectionString });
    }

    private static async Task DropAsync(SampleCity city) =>
        await city.Ledger.ReadAsync(async database => await database.Database.EnsureDeletedAsync(TestContext.Current.CancellationToken));
}
