using Hotline.Cases.Assessment;
using Hotline.Cases.Policies;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Storage;

/// <summary>The facts that units answer for, as the store has them. Asked of the units' own assignments, which an index leads to.</summary>
internal static class AccountRows
{
    /// <param name="database">The store.</param>
    /// <param name="units">Of which units.</param>
    /// <param name="kinds">Which facts.</param>
    /// <param name="from">From when on; reworks and returns of before are read too, for a threshold over a case counts its whole life.</param>
    /// <param name="until">Before when.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<List<AccountFact>> FactsAsync(
        this HotlineDbContext database, IReadOnlyCollection<string> units, IReadOnlySet<AccountFactKind> kinds, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var facts = new List<AccountFact>();
        var held = database.Assignments.Where(row => units.Contains(row.UnitId));
        if (kinds.Contains(AccountFactKind.GroundlessReturn))
        {
            var returns = await (from asked in database.UnitRequests
                                 where units.Contains(asked.UnitId) && asked.Groundless && asked.DecidedAt < until
                                 join of in database.Cases on asked.CaseId equals of.Id
                                 select new { asked.UnitId, asked.CaseId, of.Number, asked.DecidedAt }).ToListAsync(cancellationToken);
            facts.AddRange(returns.Select(row => new AccountFact(AccountFactKind.GroundlessReturn, row.UnitId, row.CaseId, row.Number, row.DecidedAt!.Value)));
        }

        if (kinds.Contains(AccountFactKind.Rework))
        {
            var reworks = await (from again in held
                                 where again.Seq > 1 && again.DispatchedAt < until
                                 from before in database.Assignments
                                 where before.CaseId == again.CaseId && before.Seq == again.Seq - 1 && before.UnitId == again.UnitId && before.ReturnedAt == null
                                 join of in database.Cases on again.CaseId equals of.Id
                                 select new { again.UnitId, again.CaseId, of.Number, again.DispatchedAt }).ToListAsync(cancellationToken);
            facts.AddRange(reworks.Select(row => new AccountFact(AccountFactKind.Rework, row.UnitId, row.CaseId, row.Number, row.DispatchedAt)));
        }

        if (kinds.Contains(AccountFactKind.Reply))
        {
            var replies = await (from row in held
                                 where row.RepliedAt >= @from && row.RepliedAt < until
                                 join of in database.Cases on row.CaseId equals of.Id
                                 select new { row.UnitId, row.CaseId, of.Number, row.RepliedAt }).ToListAsync(cancellationToken);
            facts.AddRange(replies.Select(row => new AccountFact(AccountFactKind.Reply, row.UnitId, row.CaseId, row.Number, row.RepliedAt!.Value)));
        }

        if (kinds.Contains(AccountFactKind.Due) || kinds.Contains(AccountFactKind.TimedOut))
        {
            // The unit that had the case as its limit ended; a limit that a later dispatch replaced is nobody's.
            var limits = await (from row in held
                                from limit in database.Countdowns
                                where limit.CaseId == row.CaseId && limit.Name == ClockName.Handle && limit.LateAfter >= @from && limit.LateAfter < until
                                    && row.DispatchedAt <= limit.LateAfter && (limit.EndedAt == null || limit.EndedAt > row.DispatchedAt)
                                    && !database.Assignments.Any(later => later.CaseId == row.CaseId && later.Seq > row.Seq && later.DispatchedAt <= limit.LateAfter)
                                join of in database.Cases on row.CaseId equals of.Id
                                select new
                                {
                                    row.UnitId,
                                    row.CaseId,
                                    of.Number,
                                    limit.LateAfter,
                                    limit.State,
                                    of.ClosedAt,
                                    Excused = database.UnitRequests.Any(asked => asked.CaseId == row.CaseId
                                        && (asked.Kind == UnitRequestKind.Extension || asked.Kind == UnitRequestKind.Observation)
                                        && asked.AskedAt <= limit.LateAfter && (asked.DecidedAt == null || asked.DecidedAt > limit.LateAfter)),
                                }).ToListAsync(cancellationToken);
            facts.AddRange(limits.Select(row => new AccountFact(AccountFactKind.Due, row.UnitId, row.CaseId, row.Number, row.LateAfter)
            {
                ClosedAt = row.ClosedAt,
                InTime = row.State == ClockState.Met,
            }));
            facts.AddRange(limits.Where(row => row.State == ClockState.Breached && !row.Excused)
                .Select(row => new AccountFact(AccountFactKind.TimedOut, row.UnitId, row.CaseId, row.Number, row.LateAfter)));
        }

        return facts;
    }
}
