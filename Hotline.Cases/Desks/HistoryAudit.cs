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

    /// <summary>Numbers are given out without gaps: a gap is a case that was taken away, one more a case that was put in or a counter that was set back.</summary>
    private async Task<List<HistoryFault>> MissingCasesAsync(CancellationToken cancellationToken)
    {
        var days = await ledger.ReadAsync(async database =>
            (await database.DayCounters.Select(row => row.Day).ToListAsync(cancellationToken)).Select(day => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture))
            .Union(await database.Cases.Select(row => row.Number.Substring(0, 8)).Distinct().ToListAsync(cancellationToken), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList());
        var faults = new List<HistoryFault>();
        foreach (var day in days)
        {
            if ((await ledger.ReadAsync(database => NumberFaultsAsync(database, day, cancellationToken))).Count > 0)
            {
                // Counter and cases come by two queries, between which somebody may have registered one.
                faults.AddRange(await ledger.ReadAsync(async database =>
                {
                    await using var moment = await database.LookAsync(cancellationToken);
                    return await NumberFaultsAsync(database, day, cancellationToken);
                }));
            }
        }

        return faults;
    }

    private static async Task<List<HistoryFault>> NumberFaultsAsync(HotlineDbContext database, string day, CancellationToken cancellationToken)
    {
        var numbers = await database.Cases.Where(row => row.Number.StartsWith(day)).Select(row => row.Number).ToListAsync(cancellationToken);
        var date = DateOnly.ParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture);
        var last = await database.DayCounters.Where(row => row.Day == date).Select(row => row.Last).SingleOrDefaultAsync(cancellationToken);
        var given = Enumerable.Range(1, last).Select(sequence => string.Create(CultureInfo.InvariantCulture, $"{day}{sequence:000000}")).ToList();
        return
        [
            .. given.Except(numbers, StringComparer.Ordinal).Select(number => new HistoryFault(number, 0, "the case is missing")),
            .. numbers.Except(given, StringComparer.Ordinal).Select(number => new HistoryFault(number, 0, "the number was never given out")),
        ];
    }
}
