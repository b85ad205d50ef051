using System.Globalization;
using System.Runtime.CompilerServices;
using Hotline.Cases.Casework;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Reads every case's history from its first line and says where it does not fit its seals.</summary>
internal sealed class HistoryAudit(Ledger ledger)
{
    private const int CasesAtOnce = 200;

    public async IAsyncEnumerable<HistoryFault> VerifyAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var fault in await MissingCasesAsync(cancellationToken))
        {
            yield return fault;
        }

        for (var after = ""; ;)
        {
            var last = after;
            var batch = await ledger.ReadAsync(database => database.Cases.Include(row => row.History).AsSplitQuery()
                .Where(row => row.Number.CompareTo(last) > 0).OrderBy(row => row.Number).Take(CasesAtOnce).ToListAsync(cancellationToken));
            foreach (var found in batch)
            {
                if (Fault(found) is { } fault)
                {
                    yield return fault;
                }
            }

            if (batch.Count < CasesAtOnce)
            {
                yield break;
            }

            after = batch[^1].Number;
        }
    }

    /// <summary>The first thing wrong with a case's history; null where nothing is.</summary>
    public static HistoryFault? Fault(Case found)
    {
        var (seq, hash) = (0, "");
        foreach (var entry in found.History.OrderBy(entry => entry.Seq))
        {
            seq++;
            if (entry.Seq != seq)
            {
                return new(found.Number, seq, "a line is missing");
            }

            if (entry.Hash != entry.Seal(hash))
            {
                return new(found.Number, seq, "the line does not fit its seal");
            }

            hash = entry.Hash;
        }

        return seq != found.HistoryLength || hash != found.HistoryHash ? new(found.Number, seq + 1, "the end of the history is missing or replaced") : null;
    }

    /// <summary>Numbers are given out without gaps: a gap is a case that was taken away.</summary>
    private ValueTask<List<HistoryFault>> MissingCasesAsync(CancellationToken cancellationToken) => ledger.ReadAsync(async database =>
    {
        var faults = new List<HistoryFault>();
        foreach (var counter in await database.DayCounters.OrderBy(row => row.Day).ToListAsync(cancellationToken))
        {
            var prefix = counter.Day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
            var numbers = await database.Cases.Where(row => row.Number.StartsWith(prefix)).Select(row => row.Number).ToListAsync(cancellationToken);
            var given = Enumerable.Range(1, counter.Last).Select(sequence => string.Create(CultureInfo.InvariantCulture, $"{prefix}{sequence:000000}"));
            faults.AddRange(given.Except(numbers, StringComparer.Ordinal).Select(number => new HistoryFault(number, 0, "the case is missing")));
        }

        return faults;
    });
}
