using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hotline.Cases.Storage;

/// <summary>
/// What one transaction adds to the counts. Written last before its commit, so that nobody waits long for the row, and in the order of names, so that no two wait for
/// each other. By sums and exclusive-ors, whose order does not matter: nothing is read, and nobody does anything again. Where writes share a commit it is written once for all.
/// </summary>
internal sealed class TallyChange
{
    private readonly SortedDictionary<string, (long Held, long High, long Low)> changes = new(StringComparer.Ordinal);

    public void Add(IEntityType type, object row, int sign)
    {
        var (high, low) = RowSeals.KeyOf(type, row);
        Add(type.GetTableName()!, (sign, high, low));
    }

    public void Add(TallyChange other)
    {
        foreach (var (table, change) in other.changes)
        {
            Add(table, change);
        }
    }

    public void Clear() => changes.Clear();

    public async Task WriteAsync(HotlineDbContext database, CancellationToken cancellationToken)
    {
        foreach (var (table, (held, high, low)) in changes)
        {
            await database.CountAsync(table, held, high, low, cancellationToken);
        }

        changes.Clear();
    }

    private void Add(string table, (long Held, long High, long Low) change)
    {
        var (held, high, low) = changes.GetValueOrDefault(table);
        changes[table] = (held + change.Held, high ^ change.High, low ^ change.Low);
    }
}
