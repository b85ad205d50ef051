using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Storage;

/// <summary>A row and the seal stored in it.</summary>
internal sealed record SealedRow(object Row, string? Seal);

/// <inheritdoc />
internal sealed record RowKind<T>(Proof Proof, string Why) : RowKind(typeof(T), Proof, Why)
    where T : class
{
    public override IQueryable<SealedRow> Read(HotlineDbContext database) =>
        database.Set<T>().AsNoTracking().IgnoreAutoIncludes().Select(row => new SealedRow(row, EF.Property<string?>(row, RowSeals.Seal)));

    public override async Task<List<object>> UnsealedAsync(HotlineDbContext database, int most, CancellationToken cancellationToken) =>
        [.. await database.Set<T>().AsTracking().IgnoreAutoIncludes().Where(row => EF.Property<string?>(row, RowSeals.Seal) == null).Take(most).ToListAsync(cancellationToken)];
}
