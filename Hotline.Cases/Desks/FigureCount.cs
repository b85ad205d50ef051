using System.Globalization;
using Hotline.Cases.Contacts;
using Hotline.Cases.Figures;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Counts quarters of an hour once they are over, and again where a row of them changed.</summary>
internal sealed class FigureCount(Ledger ledger, TimeProvider time)
{
    /// <summary>What happened at the end of a quarter is in the database by then.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private const int MostAtOnce = 96;

    /// <summary>Quarters counted in one transaction, which others wait for.</summary>
    private const int MostTogether = 8;

    /// <summary>In the transaction that changes a call: what was counted of its quarter no longer holds.</summary>
    public static async Task MarkStaleAsync(HotlineDbContext database, Contact contact, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var start = Quarter.Of(contact.ArrivedAt);
        if (contact.Medium is Medium.Phone or Medium.WebCall && start + Quarter.Length <= now)
        {
            await database.FigureQuarters.Where(row => row.Start == start && !row.Stale).ExecuteUpdateAsync(row => row.SetProperty(mark => mark.Stale, true), cancellationToken);
        }
    }

    /// <summary>Counts some of what is due.</summary>
    /// <returns>How many quarters.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var due = await ledger.ReadAsync(database => DueAsync(database, time.GetUtcNow(), cancellationToken));
        foreach (var together in due.Chunk(MostTogether))
        {
            await ledger.WriteAsync(
                async database =>
                {
                    foreach (var start in together)
                    {
                        await CountAsync(database, start, time.GetUtcNow(), cancellationToken);
                    }

                    return true;
                },
                cancellationToken);
        }

        return due.Count;
    }

    private static async Task<List<DateTimeOffset>> DueAsync(HotlineDbContext database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var end = Quarter.Of(now - Grace);
        var settled = now - CallRow.RepeatWindow - Quarter.Length;
        var due = await database.FigureQuarters
            .Where(row => row.Start < end && (row.Stale || row.Version != FormulaBook.TallyVersion || (!row.Settled && row.Start <= settled)))
            .OrderByDescending(row => row.Start).Select(row => row.Start).Take(MostAtOnce).ToListAsync(cancellationToken);
        var call = await database.Contacts.Where(row => (row.Medium == Medium.Phone || row.Medium == Medium.WebCall)).OrderBy(row => row.ArrivedAt).Select(row => (DateTimeOffset?)row.ArrivedAt).FirstOrDefaultAsync(cancellationToken);
        var spell = await database.SeatSpells.OrderBy(row => row.From).Select(row => (DateTimeOffset?)row.From).FirstOrDefaultAsync(cancellationToken);
        if ((call is null || spell < call ? spell : call) is not { } earliest)
        {
            return due;
        }

        var first = Quarter.Of(earliest);
        var newest = await database.FigureQuarters.OrderByDescending(row => row.Start).Select(row => (DateTimeOffset?)row.Start).FirstOrDefaultAsync(cancellationToken);
        var oldest = await database.FigureQuarters.OrderBy(row => row.Start).Select(row => (DateTimeOffset?)row.Start).FirstOrDefaultAsync(cancellationToken);
        for (var start = newest + Quarter.Length ?? first; start < end && due.Count < MostAtOnce; start += Quarter.Length)
        {
            due.Add(start);
        }

        for (var start = oldest - Quarter.Length; start >= first && due.Count < MostAtOnce; start -= Quarter.Length)
        {
            due.Add(start.Value);
        }

        return due;
    }

    /// <summary>Quarters that are stored as something else than the rows give; those that are to be counted again anyhow are passed over.</summary>
    public static async Task<List<RowFault>> CompareAsync(HotlineDbContext database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var faults = new List<RowFault>();
        foreach (var mark in (await database.FigureQuarters.AsNoTracking().OrderBy(row => row.Start).ToListAsync(cancellationToken)).Where(mark => mark.Holds(now)))
        {
            var (calls, seats) = await WorkAsync(database, mark.Start, now, cancellationToken);
            var storedCalls = await database.CallQuarters.AsNoTracking().Where(row => row.Start == mark.Start).ToListAsync(cancellationToken);
            var storedSeats = await database.SeatQuarters.AsNoTracking().Where(row => row.Start == mark.Start).ToListAsync(cancellationToken);
            if (!Same(calls, storedCalls, row => (row.SkillGroup, row.AgentId, row.Tally)))
            {
                faults.Add(Differs("CallQuarters", mark.Start));
            }

            if (!Same(seats, storedSeats, row => (row.AgentId, row.Tally)))
            {
                faults.Add(Differs("SeatQuarters", mark.Start));
            }
        }

        return faults;

        static bool Same<TRow, TKey>(List<TRow> given, List<TRow> stored, Func<TRow, TKey> key) =>
            given.Count == stored.Count && given.Select(key).ToHashSet().SetEquals(stored.Select(key));

        static RowFault Differs(string table, DateTimeOffset start) =>
            new(table, start.UtcDateTime.ToString("u", CultureInfo.InvariantCulture), null, "what is stored is not what the rows give");
    }

    private static async Task<(List<CallQuarter> Calls, List<SeatQuarter> Seats)> WorkAsync(
        HotlineDbContext database, DateTimeOffset start, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var end = start + Quarter.Length;
        var calls = await database.CallRowsAsync(start, end, now, cancellationToken);
        var spells = await database.Spells(start, end, null).ToListAsync(cancellationToken);
        return (
            [.. calls.GroupBy(row => (Group: row.SkillGroup ?? "", Agent: row.AgentId ?? "")).Select(group => CallQuarter.Of(start, group.Key.Group, group.Key.Agent, CallTally.Sum(group)))],
            [.. spells.GroupBy(spell => spell.AgentId, StringComparer.Ordinal)
                .Select(group => (Agent: group.Key, Seats: SeatTally.Sum(group.Select(spell => SeatTally.Of(spell.State, spell.From, spell.EndAt(now), start, end)))))
                .Where(agent => agent.Seats != SeatTally.None)
                .Select(agent => SeatQuarter.Of(start, agent.Agent, agent.Seats))]);
    }

    private static async Task CountAsync(HotlineDbContext database, DateTimeOffset start, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (calls, seats) = await WorkAsync(database, start, now, cancellationToken);
        await database.CallQuarters.Where(row => row.Start == start).ExecuteDeleteAsync(cancellationToken);
        await database.SeatQuarters.Where(row => row.Start == start).ExecuteDeleteAsync(cancellationToken);
        database.CallQuarters.AddRange(calls);
        database.SeatQuarters.AddRange(seats);
        var mark = await database.FigureQuarters.SingleOrDefaultAsync(row => row.Start == start, cancellationToken);
        if (mark is null)
        {
            mark = FigureQuarter.Of(start);
            database.FigureQuarters.Add(mark);
        }

        mark.Computed(now);
    }
}
