using Hotline.Cases.Storage;
using Hotline.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Hotline.Cases.Tests.Storage;

public sealed class StoreGateTests
{
    private const int CannotOpen = 14;
    private const int Constraint = 19;

    private readonly Lines lines = new();
    private readonly ManualTimeProvider time = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task That_the_database_goes_and_returns_is_said_once_each()
    {
        var gate = new StoreGate(time, lines);
        var since = time.GetUtcNow();
        for (var beat = 0; beat < 5; beat++)
        {
            await Assert.ThrowsAsync<DbUpdateException>(() => FailAsync(gate, CannotOpen));
            time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(since, gate.AwaySince);
        Assert.Equal([LogLevel.Warning], lines.Levels);

        for (var beat = 0; beat < 5; beat++)
        {
            Assert.Equal(7, await gate.PassAsync(() => ValueTask.FromResult(7)));
        }

        Assert.Null(gate.AwaySince);
        Assert.Equal([LogLevel.Warning, LogLevel.Information], lines.Levels);

        await Assert.ThrowsAsync<DbUpdateException>(() => FailAsync(gate, CannotOpen));
        Assert.Equal([LogLevel.Warning, LogLevel.Information, LogLevel.Warning], lines.Levels);
    }

    [Fact]
    public async Task What_the_database_refuses_does_not_make_it_away()
    {
        var gate = new StoreGate(time, lines);

        await Assert.ThrowsAsync<DbUpdateException>(() => FailAsync(gate, Constraint));

        Assert.Null(gate.AwaySince);
        Assert.Empty(lines.Levels);
    }

    // As EF throws it.
    private static Task FailAsync(StoreGate gate, int code) =>
        gate.PassAsync<int>(() => throw new DbUpdateException("not saved", new SqliteException("not now", code))).AsTask();

    private sealed class Lines : ILogger<StoreGate>
    {
        public List<LogLevel> Levels { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Levels.Add(logLevel);
    }
}
