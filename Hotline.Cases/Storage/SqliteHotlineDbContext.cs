using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Hotline.Cases.Storage;

/// <summary>The database as one SQLite file.</summary>
internal sealed class SqliteHotlineDbContext(DbContextOptions<SqliteHotlineDbContext> options) : HotlineDbContext(options)
{
    private const int Constraint = 19;

    /// <summary>One writer at a time is ours to see to, so that only a second one of the same key is worth another try.</summary>
    public override bool IsTransient(Exception failure) =>
        failure is DbUpdateConcurrencyException || failure.GetBaseException() is SqliteException { SqliteErrorCode: Constraint };

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcText>().HaveMaxLength(28);
    }

    /// <summary>UTC in a fixed width, so that the order of the texts is the order of the times.</summary>
    private sealed class UtcText() : ValueConverter<DateTimeOffset, string>(
        time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture),
        text => DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
}
