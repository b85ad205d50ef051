using System.Data.Common;
using Hotline.Cases.Figures;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Hotline.Cases.Desks;

/// <summary>What seats were in. Changes gather in memory and are stored together: telephony's events do not wait for the disk here.</summary>
internal sealed partial class SeatDiary(Ledger ledger, ICaseStore store, TimeProvider time, ILogger<SeatDiary> logger) : ISeatDiary, IDisposable
{
    /// <summary>Some hours of a large room without a database.</summary>
    private const int MostPending = 50_000;

    private readonly Queue<SeatMoved> pending = new();
    private readonly Lock gate = new();
    private readonly SemaphoreSlim turn = new(1);
    private bool begun;

    public void Note(SeatMoved moved)
    {
        lock (gate)
        {
            if (pending.Count < MostPending)
            {
                pending.Enqueue(moved);
                return;
            }
        }

        Lost();
    }

    /// <summary>Stores what gathered. What the database does not take now stays for the next time.</summary>
    /// <param name="beat">Stores too how far the stretches have come that go on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task KeepAsync(bool beat, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            List<SeatMoved> moves;
            lock (gate)
            {
                moves = [.. pending];
            }

            if (begun && !beat && moves.Count == 0)
            {
                return;
            }

            await ledger.WriteAsync(database => KeepAsync(database, moves, cancellationToken), cancellationToken);
            begun = true;
            lock (gate)
            {
                for (var kept = 0; kept < moves.Count; kept++)
                {
                    pending.Dequeue();
                }
            }
        }
        catch (Exception failure) when (failure is DbException or DbUpdateException)
        {
            // That the database is away is said once, where it is noticed.
            if (store.AwaySince is null)
            {
                NotNow(failure);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<bool> KeepAsync(HotlineDbContext database, List<SeatMoved> moves, CancellationToken cancellationToken)
    {
        var open = (await database.SeatSpells.Where(row => row.Open).ToListAsync(cancellationToken)).ToDictionary(row => row.AgentId, StringComparer.Ordinal);
        if (!begun)
        {
            foreach (var former in open.Values)
            {
                former.BreakOff();
            }

            open.Clear();
        }

        foreach (var moved in moves)
        {
            if (open.Remove(moved.AgentId, out var before))
            {
                before.End(moved.At);
            }

            if (moved.State != SeatState.Offline)
            {
                open[moved.AgentId] = SeatSpell.Begin(moved);
                database.SeatSpells.Add(open[moved.AgentId]);
            }
        }

        var now = time.GetUtcNow();
        foreach (var spell in open.Values)
        {
            spell.Goes(now);
        }

        if (moves.Count > 0 && Quarter.Of(moves.Min(moved => moved.At)) is var first && first + Quarter.Length <= now)
        {
            await database.FigureQuarters.Where(row => row.Start >= first && !row.Stale).ExecuteUpdateAsync(row => row.SetProperty(mark => mark.Stale, true), cancellationToken);
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A change of a seat is lost: the database has not taken any for too long")]
    private partial void Lost();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of seats are kept in memory: the database does not take them now")]
    private partial void NotNow(Exception failure);
}
