using System.Globalization;
using Hotline.Cases.Casework;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Hotline.Cases.Storage;

/// <summary>The database as one SQLite file.</summary>
internal sealed class SqliteHotlineDbContext(DbContextOptions<SqliteHotlineDbContext> options) : HotlineDbContext(options)
{
    private const int Constraint = 19;

    private readonly PreparedStatements statements = new();
    private long seenVersion;

    /// <summary>As the writer knows them.</summary>
    internal KnownPlaces Places { get; } = new();

    /// <summary>One writer at a time is ours to see to, so that only a second one of the same key is worth another try.</summary>
    public override bool IsTransient(Exception failure) =>
        failure is DbUpdateConcurrencyException || failure.GetBaseException() is SqliteException { SqliteErrorCode: Constraint };

    /// <summary>In one statement.</summary>
    public override Task<int> NextOfDayAsync(DateOnly day, CancellationToken cancellationToken)
    {
        const string Raise = "INSERT INTO DayCounters (Day, Last) VALUES ($0, 1) ON CONFLICT (Day) DO UPDATE SET Last = Last + 1 RETURNING Last";
        return Task.FromResult(Convert.ToInt32(statements.Run(this, Raise, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)).ExecuteScalar(), CultureInfo.InvariantCulture));
    }

    public override Task CountAsync(string table, long held, long high, long low, CancellationToken cancellationToken)
    {
        const string Count = "UPDATE Tallies SET Held = Held + $0, High = (High | $1) - (High & $1), Low = (Low | $2) - (Low & $2) WHERE Name = $3";
        statements.Run(this, Count, held, high, low, table).ExecuteNonQuery();
        return Task.CompletedTask;
    }

    /// <summary>Deferred: whoever looks keeps no writer waiting.</summary>
    public override async Task<IDbContextTransaction> LookAsync(CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        var transaction = ((SqliteConnection)Database.GetDbConnection()).BeginTransaction(deferred: true);
        return (await Database.UseTransactionAsync(transaction, cancellationToken))!;
    }

    public override bool HasWordIndex => true;

    public override Task KeepWordsAsync(CaseWords words, CancellationToken cancellationToken)
    {
        var put = words.IsNew ? "INSERT INTO CaseWords (rowid, Words) VALUES ($0, $1)" : "INSERT OR REPLACE INTO CaseWords (rowid, Words) VALUES ($0, $1)";
        statements.Run(this, put, words.Number, words.Words).ExecuteNonQuery();
        return Task.CompletedTask;
    }

    /// <summary>By prepared statements.</summary>
    public override void Open(Opening opening) => Openings.Add(opening);

    public override void WriteAtOnce()
    {
        foreach (var group in Groups)
        {
            statements.Change(this, group);
        }

        foreach (var opening in Openings)
        {
            statements.PutIn(this, opening);
            Places.Add(opening.Case);
        }
    }

    public override async Task<HandledKey?> HandledAsync(Guid actorId, string key, CancellationToken cancellationToken)
    {
        const string Handled = "SELECT EXISTS (SELECT 1 FROM HandledKeys WHERE ActorId = $0 AND Key = $1)";
        return statements.Run(this, Handled, actorId, key).ExecuteScalar() is 1L ? await base.HandledAsync(actorId, key, cancellationToken) : null;
    }

    public override async Task<List<Spot>> OpenGroupsAsync(string categoryCode, CancellationToken cancellationToken)
    {
        ForgetIfOthersWrote();
        return Places.OpenGroups(categoryCode) ?? Places.Keep(categoryCode, await base.OpenGroupsAsync(categoryCode, cancellationToken));
    }

    public override Task<Rectification> GroupAsync(Guid id, CancellationToken cancellationToken)
    {
        Groups.Add(statements.Find<Rectification>(this, id));
        return Task.FromResult(Groups[^1]);
    }

    public override async Task<List<Spot>> UngatheredAsync(string categoryCode, DateTimeOffset since, int most, CancellationToken cancellationToken)
    {
        ForgetIfOthersWrote();
        return Places.Ungathered(categoryCode, since, most) ?? Places.Keep(categoryCode, since, most, await base.UngatheredAsync(categoryCode, since, most, cancellationToken));
    }

    public override void ForgetWrites() => Places.Forget();

    private void ForgetIfOthersWrote()
    {
        // Not changed by what this connection wrote itself (https://www.sqlite.org/pragma.html#pragma_data_version).
        var version = (long)statements.Run(this, "PRAGMA data_version").ExecuteScalar()!;
        if (version != seenVersion)
        {
            seenVersion = version;
            Places.Forget();
        }
    }

    protected override int AddAtOnce()
    {
        Places.Follow(ChangeTracker);
        return Database.CurrentTransaction is null ? 0 : statements.Add(this);
    }

    /// <summary>Driven by the index of words, the newest first: a page of a common word is found without looking at all that have it.</summary>
    public override (IQueryable<Case> Rows, IQueryable<Case> Ordered) WithWords(IQueryable<Case> rows, string words, string? ofUnit)
    {
        if (WordPairs.Phrases(words) is not { } phrases)
        {
            var none = rows.Where(row => false);
            return (none, none);
        }

        var wanted = ofUnit is null ? phrases : $"{phrases} \"{WordPairs.Unit(ofUnit)}\"";
        var hits = Database.SqlQuery<WordHit>($"SELECT rowid AS Place, CAST(rowid AS TEXT) AS Number FROM CaseWords WHERE CaseWords MATCH {wanted}")
            .Join(rows, hit => hit.Number, row => row.Number, (hit, row) => new { hit.Place, row });
        return (hits.Select(pair => pair.row), hits.OrderByDescending(pair => pair.Place).Select(pair => pair.row));
    }

    /// <summary>A row of the index of words: the case number, as number and as text.</summary>
    private sealed record WordHit(long Place, string Number);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcText>().HaveMaxLength(28);
    }

    /// <summary>UTC in a fixed width, so that the order of the texts is the order of the times.</summary>
    private sealed class UtcText() : ValueConverter<DateTimeOffset, string>(
        time => Write(time),
        text => DateTimeOffset.ParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal))
    {
        private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

        public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);
    }
}
