using Hotline.Cases.Storage;
using Hotline.Cases.Tests.Desks;
using Microsoft.EntityFrameworkCore;

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
