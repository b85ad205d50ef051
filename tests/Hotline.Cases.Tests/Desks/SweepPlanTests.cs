using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Hotline.Cases.Desks;
using Hotline.Cases.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>What the clock asks every few seconds must not cost more as the store grows: no table that grows is read from end to end, and little is asked at all.</summary>
public sealed partial class SweepPlanTests
{
    // One for each kind of limit: clocks, surveys, parts of units, ladders, letters, instructions.
    private const int Questions = 6;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_idle_sweep_asks_once_for_each_kind_of_limit_and_each_time_of_an_index()
    {
        await using var city = await SampleCity.OpenAsync();
        await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync()));
        using var store = new NotedStore(city);

        Assert.Equal(0, await store.Deadlines.SweepAsync(Token));
        Assert.Equal(Questions, store.Asked.Count);
        await AllByIndexAsync(city, store.Asked);
    }

    [Fact]
    public async Task The_beats_for_notices_and_prints_ask_of_an_index()
    {
        await using var city = await SampleCity.OpenAsync();
        await city.RegisterAsync(SampleCity.Form(await city.AnswerAsync()));
        using var store = new NotedStore(city);

        await store.Notices.DispatchDueAsync(Token);
        await store.Press.PrintDueAsync(Token);
        Assert.NotEmpty(store.Asked);
        await AllByIndexAsync(city, store.Asked);
    }

    [Fact]
    public async Task A_question_without_an_index_is_noticed()
    {
        await using var city = await SampleCity.OpenAsync();
        using var store = new NotedStore(city);
        await store.Ledger.ReadAsync(database => database.Cases.CountAsync(row => row.Version > 7, Token));
        Assert.Matches(WholeTable(), Assert.Single(await PlansAsync(city, store.Asked)).Plan);
    }

    private static async Task AllByIndexAsync(SampleCity city, IEnumerable<Question> asked) =>
        Assert.All(await PlansAsync(city, asked), question =>
        {
            Assert.DoesNotMatch(WholeTable(), question.Plan);
            Assert.Contains("USING", question.Plan, StringComparison.Ordinal);
        });

    private static async Task<List<(string Text, string Plan)>> PlansAsync(SampleCity city, IEnumerable<Question> asked)
    {
        await using var connection = new SqliteConnection(SqliteFile.ConnectionString(city.Folder));
        await connection.OpenAsync(Token);
        var plans = new List<(string, string)>();
        foreach (var question in asked)
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // What the product itself asked.
            command.CommandText = $"EXPLAIN QUERY PLAN {question.Text}";
#pragma warning restore CA2100
            foreach (var (name, value) in question.Parameters)
            {
                command.Parameters.AddWithValue(name, value);
            }

            await using var reader = await command.ExecuteReaderAsync(Token);
            var lines = new List<string>();
            while (await reader.ReadAsync(Token))
            {
                lines.Add(reader.GetString(3));
            }

            plans.Add((question.Text, $"{question.Text}\n{string.Join('\n', lines)}"));
        }

        return plans;
    }

    // A scan of what another question of the same command found is none of a table.
    [GeneratedRegex(@"^SCAN (?!\()", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WholeTable();

    private sealed record Question(string Text, IReadOnlyList<(string Name, object Value)> Parameters);

    /// <summary>The city's desks on its store, with every command noted.</summary>
    private sealed class NotedStore : DbCommandInterceptor, IDisposable
    {
        private readonly SampleCity city;
        private readonly Ledger ledger;

        public NotedStore(SampleCity city)
        {
            this.city = city;
            var options = new DbContextOptionsBuilder<SqliteHotlineDbContext>().UseSqlite(SqliteFile.ConnectionString(city.Folder)).AddInterceptors(this).Options;
            Func<HotlineDbContext> open = () => new SqliteHotlineDbContext(options);
            ledger = ActivatorUtilities.CreateInstance<Ledger>(city.Services, open);
        }

        public ConcurrentQueue<Question> Asked { get; } = [];

        public IDeadlineDesk Deadlines => ActivatorUtilities.CreateInstance<DeadlineDesk>(city.Services, ledger, ActivatorUtilities.CreateInstance<LetterSweep>(city.Services, ledger));

        public INoticeDesk Notices => ActivatorUtilities.CreateInstance<NoticeDesk>(city.Services, ledger);

        public ILetterPress Press => ActivatorUtilities.CreateInstance<LetterPressDesk>(city.Services, ledger);

        public Ledger Ledger => ledger;

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Asked.Enqueue(new(command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(parameter => (parameter.ParameterName, parameter.Value ?? DBNull.Value))]));
            return new(result);
        }

        public void Dispose() => ledger.Dispose();
    }
}
