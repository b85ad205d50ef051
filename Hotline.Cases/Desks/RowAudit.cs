using System.Globalization;
using System.Runtime.CompilerServices;
using Hotline.Cases.Casework;
using Hotline.Cases.Notices;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Hotline.Cases.Desks;

/// <summary>Reads every sealed row besides the histories, the audit trail from its first entry, and what is stored of figures against the rows it was counted from.</summary>
internal sealed class RowAudit(Ledger ledger, TimeProvider time)
{
    private const int CasesAtOnce = 200;
    private const int RowsAtOnce = 2000;

    public async IAsyncEnumerable<RowFault> VerifyAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = ""; ;)
        {
            var (last, faults) = await CasesAsync(after, cancellationToken);
            foreach (var fault in faults)
            {
                yield return fault;
            }

            if (last is null)
            {
                break;
            }

            after = last;
        }

        await foreach (var fault in AloneAsync(database => database.Notices.OrderBy(row => row.Id), cancellationToken))
        {
            yield return fault;
        }

        await foreach (var fault in AloneAsync(database => database.Recordings.OrderBy(row => row.Id), cancellationToken))
        {
            yield return fault;
        }

        await foreach (var fault in AloneAsync(database => database.SampledCalls.OrderBy(row => row.Id), cancellationToken))
        {
            yield return fault;
        }

        await foreach (var fault in AuditAsync(cancellationToken))
        {
            yield return fault;
        }

        foreach (var fault in await ledger.ReadAsync(database => FigureCount.CompareAsync(database, time.GetUtcNow(), cancellationToken)))
        {
            yield return fault;
        }
    }

    /// <summary>Some cases with all that hangs on them, after a number; and the last number, null at the end.</summary>
    private ValueTask<(string? Last, List<RowFault> Faults)> CasesAsync(string after, CancellationToken cancellationToken) => ledger.ReadAsync(async database =>
    {
        var cases = await database.Cases.ForDecision().AsTracking().Where(row => row.Number.CompareTo(after) > 0).OrderBy(row => row.Number).Take(CasesAtOnce)
            .ToListAsync(cancellationToken);
        var entries = database.ChangeTracker.Entries().ToList();
        var numbers = cases.ToDictionary(row => row.Id, row => row.Number);
        var faults = Broken(entries, numbers);
        var parts = entries.Where(RowSeals.IsPart).ToLookup(RowSeals.CaseOf);
        faults.AddRange(entries.Where(entry => entry.Entity is Case && parts[((Case)entry.Entity).Id].Count() != ((Case)entry.Entity).Parts)
            .Select(entry => new RowFault("Cases", ((Case)entry.Entity).Number, ((Case)entry.Entity).Number, "a row that belongs to it is missing or was put in")));
        return (cases.Count < CasesAtOnce ? null : cases[^1].Number, faults);
    });

    private async IAsyncEnumerable<RowFault> AloneAsync<T>(Func<HotlineDbContext, IQueryable<T>> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        for (var before = 0; ; before += RowsAtOnce)
        {
            var skipped = before;
            var (count, faults) = await ledger.ReadAsync(async database =>
            {
                var found = await rows(database).AsTracking().Skip(skipped).Take(RowsAtOnce).ToListAsync(cancellationToken);
                return (found.Count, Broken(database.ChangeTracker.Entries().ToList(), []));
            });
            foreach (var fault in faults)
            {
                yield return fault;
            }

            if (count < RowsAtOnce)
            {
                yield break;
            }
        }
    }

    private async IAsyncEnumerable<RowFault> AuditAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (length, hash) = (0L, "");
        for (; ;)
        {
            var after = length;
            var entries = await ledger.ReadAsync(database => database.Audit.Where(row => row.Seq > after).OrderBy(row => row.Seq).Take(RowsAtOnce).ToListAsync(cancellationToken));
            foreach (var entry in entries)
            {
                if (entry.Seq != ++length)
                {
                    yield return OfAudit(length.ToString(CultureInfo.InvariantCulture), "an entry is missing");
                    length = entry.Seq;
                }
                else if (entry.Hash != entry.Seal(hash))
                {
                    yield return OfAudit(length.ToString(CultureInfo.InvariantCulture), "the entry does not fit its seal");
                }

                hash = entry.Hash;
            }

            if (entries.Count < RowsAtOnce)
            {
                break;
            }
        }

        var end = await ledger.ReadAsync(database => database.Chains.SingleOrDefaultAsync(row => row.Name == SealedChain.Audit, cancellationToken));
        if ((end?.Length ?? 0) != length || (end?.Hash ?? "") != hash)
        {
            yield return OfAudit((length + 1).ToString(CultureInfo.InvariantCulture), "the end of the trail is missing or replaced");
        }

        foreach (var id in await ledger.ReadAsync(database => database.Audit.Where(row => row.Seq < 1).Select(row => row.Id).ToListAsync(cancellationToken)))
        {
            yield return OfAudit(id.ToString(), "the entry has no place in the trail");
        }

        static RowFault OfAudit(string row, string fault) => new("Audit", row, null, fault);
    }

    private static List<RowFault> Broken(List<EntityEntry> entries, Dictionary<Guid, string> numbers) =>
    [
        .. entries.Where(entry => (string?)entry.Property(RowSeals.Seal).CurrentValue != RowSeals.Of(entry)).Select(entry => new RowFault(
            entry.Metadata.GetTableName()!,
            entry.Entity is Case concerned ? concerned.Number : string.Join('/', entry.Metadata.FindPrimaryKey()!.Properties.Select(key => entry.CurrentValues[key])),
            entry.Entity switch
            {
                Case own => own.Number,
                OutboxNotice notice => notice.CaseNumber,
                _ => RowSeals.IsPart(entry) ? numbers.GetValueOrDefault(RowSeals.CaseOf(entry)) : null,
            },
            "the row does not fit its seal")),
    ];
}
