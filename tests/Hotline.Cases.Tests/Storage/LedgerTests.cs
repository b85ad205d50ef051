using Hotline.Cases.Storage;
using Hotline.Cases.Tests.Desks;
using Hotline.Cases.Views;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Storage;

public sealed class LedgerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_many_who_write_at_once_whoever_fails_takes_back_only_their_own()
    {
        await using var city = await SampleCity.OpenAsync();
        var begun = new TaskCompletionSource();
        var first = city.Ledger.WriteAsync(
            async database =>
            {
                await begun.Task;
                Note(database, 0);
                return 0;
            },
            Token).AsTask();
        var others = Enumerable.Range(1, 30).Select(number => city.Ledger.WriteAsync(
            async database =>
            {
                Note(database, number);
                await database.SaveChangesAsync(Token);
                return number % 3 == 0 ? throw new InvalidOperationException("not this one") : number;
            },
            Token).AsTask()).ToList();
        begun.SetResult();

        Assert.Equal(0, await first);
        foreach (var (index, other) in others.Index())
        {
            if ((index + 1) % 3 == 0)
            {
                await Assert.ThrowsAsync<InvalidOperationException>(() => other);
            }
            else
            {
                Assert.Equal(index + 1, await other);
            }
        }

        var kept = await city.Ledger.ReadAsync(database => database.HandledKeys.CountAsync(Token));
        Assert.Equal(21, kept);
    }

    [Fact]
    public async Task A_key_sent_many_times_at_once_opens_one_case()
    {
        await using var city = await SampleCity.OpenAsync();
        var desk = city.Services.GetRequiredService<ICaseDesk>();
        var form = SampleCity.Form(null);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(() => desk.RegisterAsync(city.Agent, $"key-{number / 20}", form, Token).AsTask())));

        var done = answers.Select(answer => Assert.IsType<ActResult<CaseView>.Done>(answer)).ToList();
        Assert.Equal(2, done.Count(answer => !answer.Repeated));
        Assert.Equal(2, done.Select(answer => answer.View.Number).Distinct().Count());
        Assert.Single(done.Take(20).Select(answer => answer.View.Number).Distinct());
        Assert.Equal(2, await city.Ledger.ReadAsync(database => database.Cases.CountAsync(Token)));
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task Whoever_is_answered_is_in_the_file_and_neighbours_that_fail_take_nothing_of_theirs()
    {
        await using var city = await SampleCity.OpenAsync();
        var desk = city.Services.GetRequiredService<ICaseDesk>();
        var numbers = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => Task.Run(async () =>
        {
            if (number % 4 == 3)
            {
                await Assert.ThrowsAsync<InvalidOperationException>(() => city.Ledger.WriteAsync<int>(
                    async database =>
                    {
                        await database.NextCaseNumberAsync(city.Time.GetUtcNow(), Token);
                        Note(database, number);
                        await database.SaveChangesAsync(Token);
                        throw new InvalidOperationException("not this one");
                    },
                    Token).AsTask());
                return null;
            }

            var answer = Assert.IsType<ActResult<CaseView>.Done>(await desk.RegisterAsync(city.Agent, $"key-{number}", SampleCity.Form(null), Token));

            // By somebody who sees only what is committed, at the moment of the answer.
            await using var other = new SqliteConnection($"{SqliteFile.ConnectionString(city.Folder)};Pooling=False");
            await other.OpenAsync(Token);
            await using var command = other.CreateCommand();
            command.CommandText = "SELECT (SELECT COUNT(*) FROM Cases WHERE Number = $number) + (SELECT COUNT(*) FROM CaseWords WHERE rowid = CAST($number AS INTEGER))";
            command.Parameters.AddWithValue("$number", answer.View.Number);
            Assert.Equal(2L, await command.ExecuteScalarAsync(Token));
            return answer.View.Number;
        })));

        var registered = numbers.OfType<string>().Order(StringComparer.Ordinal).ToList();
        Assert.Equal(45, registered.Count);
        Assert.Equal(45, registered.Distinct().Count());
        Assert.EndsWith("000045", registered[^1], StringComparison.Ordinal);
        Assert.Empty(await city.FaultsAsync());
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_decided_again()
    {
        await using var city = await SampleCity.OpenAsync();
        var attempts = 0;
        await city.Ledger.WriteAsync(
            database =>
            {
                Note(database, ++attempts == 1 ? 7 : 8);
                return attempts == 1 ? Task.FromException<int>(new DbUpdateConcurrencyException("somebody was quicker")) : Task.FromResult(0);
            },
            Token);

        Assert.Equal(2, attempts);
        Assert.Equal("key-8", await city.Ledger.ReadAsync(database => database.HandledKeys.Select(row => row.Key).SingleAsync(Token)));
    }

    [Fact]
    public async Task Whoever_gives_up_leaves_nobody_waiting()
    {
        await using var city = await SampleCity.OpenAsync();
        using var given = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var first = city.Ledger.WriteAsync(
            async database =>
            {
                await begun.Task;
                Note(database, 1);
                return 1;
            },
            Token).AsTask();
        var second = city.Ledger.WriteAsync(database => database.HandledKeys.CountAsync(given.Token), given.Token).AsTask();
        await given.CancelAsync();
        begun.SetResult();

        Assert.Equal(1, await first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    private static void Note(HotlineDbContext database, int number) => database.HandledKeys.Add(
        new HandledKey { ActorId = Guid.Empty, Key = $"key-{number}", Act = "test", Digest = "", CaseNumber = "", At = SampleCity.Start });
}
