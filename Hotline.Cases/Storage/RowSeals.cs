using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hotline.Cases.Storage;

/// <summary>
/// Seals of rows that are evidence and, unlike the history, go on changing (<see cref="RowKind"/>). Each row keeps a SHA-256 over its own values, written with every
/// save; each case besides how many such rows it has, and each kind that hangs on no case how many there are (<see cref="Tally"/>), so that one taken away or put in is missed.
/// </summary>
internal static class RowSeals
{
    public const string Seal = "Seal";

    private const string CaseId = "CaseId";

    private static readonly ConcurrentDictionary<IEntityType, IProperty[]> Sealed = new();

    public static void Map(ModelBuilder model)
    {
        foreach (var kind in RowKind.All.Where(kind => kind.IsSealed))
        {
            var seal = model.Entity(kind.Type).Property<string?>(Seal).HasMaxLength(64);

            // Two who change different columns of a row at once would leave a seal that fits neither. Cases and their parts have the revision for that.
            seal.Metadata.IsConcurrencyToken = kind.Proof == Proof.Sealed && kind.Type != typeof(Case);
        }
    }

    /// <summary>Seals what is about to be saved, and counts it; changes must have been detected.</summary>
    /// <exception cref="InvalidOperationException">A row that is only ever added is changed, or one is deleted that nothing says why.</exception>
    public static void Write(ChangeTracker tracker, TallyChange tally)
    {
        List<EntityEntry>? changed = null;
        List<EntityEntry>? parts = null;
        foreach (var entry in tracker.Entries())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached)
            {
                continue;
            }

            var kind = RowKind.Find(entry.Metadata.ClrType);
            if (entry.State == EntityState.Deleted)
            {
                Erase(entry, kind, tracker, tally);
                continue;
            }

            if (kind.Proof == Proof.Chained && entry.State == EntityState.Modified)
            {
                throw new InvalidOperationException($"{entry.Metadata.GetTableName()} is only ever added to");
            }

            if (!kind.IsSealed)
            {
                continue;
            }

            (changed ??= []).Add(entry);
            if (entry.State == EntityState.Added)
            {
                if (kind.Proof == Proof.PartOfCase)
                {
                    (parts ??= []).Add(entry);
                }
                else
                {
                    tally.Add(entry.Metadata, entry.Entity, 1);
                }
            }
        }

        foreach (var owner in parts?.GroupBy(CaseOf) ?? [])
        {
            var concerned = tracker.Entries<Case>().Single(entry => entry.Entity.Id == owner.Key);
            concerned.Property(row => row.Parts).CurrentValue += owner.Count();
            if (!changed!.Exists(entry => entry.Entity == concerned.Entity))
            {
                changed.Add(concerned);
            }
        }

        foreach (var entry in changed ?? [])
        {
            entry.Property(Seal).CurrentValue = Of(entry.Metadata, entry.Entity);
        }
    }

    public static bool IsPart(EntityEntry entry) => RowKind.Find(entry.Metadata.ClrType).Proof == Proof.PartOfCase;

    public static Guid CaseOf(EntityEntry part) => (Guid)part.Property(CaseId).CurrentValue!;

    /// <summary>Over every value that says something, each with its name and length; a column that a later version adds leaves old seals as they are.</summary>
    public static string Of(IEntityType type, object row)
    {
        var content = new StringBuilder(512);
        foreach (var property in Sealed.GetOrAdd(type, static type => [.. type.GetProperties().Where(property => property.Name != Seal)]))
        {
            if (Text(property, property.GetGetter().GetClrValue(row)) is { Length: > 0 } text)
            {
                content.Append(property.Name).Append('=').Append(text.Length).Append(':').Append(text).Append(';');
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())));
    }

    /// <summary>The key as 128 bits: where it is one id, that id, so that from a count that lacks one row it can be told which.</summary>
    public static (long High, long Low) KeyOf(IEntityType type, object row)
    {
        Span<byte> bits = stackalloc byte[SHA256.HashSizeInBytes];
        if (type.FindPrimaryKey()!.Properties is [{ } only] && only.GetGetter().GetClrValue(row) is Guid id)
        {
            id.TryWriteBytes(bits, bigEndian: true, out _);
        }
        else
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(KeyText(type, row)), bits);
        }

        return (BinaryPrimitives.ReadInt64BigEndian(bits), BinaryPrimitives.ReadInt64BigEndian(bits[8..]));
    }

    /// <summary>The id that was the key of a row, by its 128 bits.</summary>
    public static Guid IdOf(long high, long low)
    {
        Span<byte> bits = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bits, high);
        BinaryPrimitives.WriteInt64BigEndian(bits[8..], low);
        return new Guid(bits, bigEndian: true);
    }

    public static string KeyText(IEntityType type, object row) => string.Join(
        '/', type.FindPrimaryKey()!.Properties.Select(key => Convert.ToString(key.GetGetter().GetClrValue(row), CultureInfo.InvariantCulture)));

    /// <summary>What is deleted by right leaves its record in the audit trail; a row that went without is missed.</summary>
    private static void Erase(EntityEntry entry, RowKind kind, ChangeTracker tracker, TallyChange tally)
    {
        if (kind.Proof is Proof.Unproven or Proof.Recounted)
        {
            return;
        }

        if (kind.Proof != Proof.Sealed || kind.Type == typeof(Case) || !tracker.Entries<AuditEntry>().Any(trace => trace.State == EntityState.Added))
        {
            throw new InvalidOperationException($"{entry.Metadata.GetTableName()} is evidence: it is deleted by nobody, or with an entry in the audit trail");
        }

        tally.Add(entry.Metadata, entry.Entity, -1);
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
