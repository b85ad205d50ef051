using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Notices;
using Hotline.Cases.Quality;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hotline.Cases.Storage;

/// <summary>
/// Seals of rows that are evidence and, unlike the history, go on changing: clocks, assignments, surveys with their verdicts, tasks with their calls, requests,
/// notices, recordings, scores. Each row keeps a SHA-256 over its own values, written with every save; each case besides how many such rows it has, so that one taken
/// away or put in is missed. What is only ever added, the history and the audit trail, is a chain.
/// </summary>
internal static class RowSeals
{
    public const string Seal = "Seal";

    private const string CaseId = "CaseId";

    private static readonly Type[] OfCases =
    [
        typeof(Assignment), typeof(Countdown), typeof(CaseTask), typeof(Survey), typeof(UnitRequest), typeof(CoHandling), typeof(HandlingRecord), typeof(Adjudication),
    ];

    private static readonly Type[] OnTheirOwn = [typeof(OutboxNotice), typeof(Recording), typeof(SampledCall), typeof(CallScore)];

    public static void Map(ModelBuilder model)
    {
        foreach (var type in OfCases.Concat(OnTheirOwn).Append(typeof(Case)))
        {
            model.Entity(type).Property<string?>(Seal).HasMaxLength(64);
        }
    }

    /// <summary>Seals what is about to be saved; changes must have been detected.</summary>
    public static void Write(ChangeTracker tracker)
    {
        List<EntityEntry>? changed = null;
        foreach (var entry in tracker.Entries())
        {
            if (entry.State is EntityState.Added or EntityState.Modified && entry.Metadata.FindProperty(Seal) is not null)
            {
                (changed ??= []).Add(entry);
            }
        }

        if (changed is null)
        {
            return;
        }

        foreach (var owner in changed.Where(entry => entry.State == EntityState.Added && IsPart(entry)).GroupBy(CaseOf).ToList())
        {
            var concerned = tracker.Entries<Case>().Single(entry => entry.Entity.Id == owner.Key);
            var parts = concerned.Property(row => row.Parts);
            parts.CurrentValue += owner.Count();
            if (!changed.Exists(entry => entry.Entity == concerned.Entity))
            {
                changed.Add(concerned);
            }
        }

        foreach (var entry in changed)
        {
            entry.Property(Seal).CurrentValue = Of(entry);
        }
    }

    public static bool IsPart(EntityEntry entry) => Array.IndexOf(OfCases, entry.Metadata.ClrType) >= 0;

    public static Guid CaseOf(EntityEntry part) => (Guid)part.Property(CaseId).CurrentValue!;

    /// <summary>Over every value that says something, each with its name and length; a column that a later version adds leaves old seals as they are.</summary>
    public static string Of(EntityEntry entry)
    {
        var content = new StringBuilder(512);
        var values = entry.CurrentValues;
        foreach (var property in values.Properties)
        {
            if (property.Name != Seal && Text(property, values[property]) is { Length: > 0 } text)
            {
                content.Append(property.Name).Append('=').Append(text.Length).Append(':').Append(text).Append(';');
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())));
    }

    /// <summary>The same on every database; null for what is not said.</summary>
    private static string? Text(IProperty property, object? value) => value switch
    {
        null => null,
        "" or false or 0 or 0L or 0d when !property.IsNullable => null,
        DateTimeOffset time => time.UtcTicks.ToString(CultureInfo.InvariantCulture),
        string text => text.Length == 0 ? " " : text,
        Guid id => id == Guid.Empty ? null : id.ToString("N"),
        Enum name => name.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        _ => property.GetTypeMapping().Converter?.ConvertToProvider(value) as string is { } written && written != "[]" ? written : null,
    };
}
