using Hotline.Cases.Casework;
using Hotline.Cases.Supervision;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Storage;

/// <summary>
/// What a transaction did to a case may open a supervision, begin a ladder or end both, or meet a threshold of accountability: in that same transaction, whoever did it and at whichever desk.
/// </summary>
internal static class SupervisionWatch
{
    /// <returns>Whether there was anything to look at.</returns>
    public static async Task<bool> WatchAsync(this HotlineDbContext database, Case watched, RuleBook book, CancellationToken cancellationToken)
    {
        if (watched.Signs.Count == 0 && watched.Happened.Count == 0)
        {
            return false;
        }

        var rules = book.Of(watched);
        var signs = watched.Signs.Where(sign => Triggering.Trigger(sign, rules) is not null).ToList();
        var begun = Climbing.Begun(watched, rules).ToList();
        var climbing = begun.Count > 0 || Climbing.EndIn(watched, rules) is not null;
        if (climbing)
        {
            var climbs = await database.Climbs.Where(row => row.CaseId == watched.Id && row.EndedAt == null).ToListAsync(cancellationToken);
            var records = await database.RecordsOfAsync(watched, cancellationToken);
            Climbing.EndAll(watched, climbs, records, rules);
            foreach (var (ladder, occasion) in begun.Where(one => !climbs.Exists(climb => climb.Ladder == one.Ladder.Name && climb.EndedAt is null)))
            {
                var climb = Climb.Begin(watched, ladder, occasion);
                database.Climbs.Add(climb);
                database.SupervisionRecords.AddRange(Climbing.Fire(climb, watched, occasion));
            }
        }

        if (signs.Count > 0)
        {
            var records = await database.RecordsOfAsync(watched, cancellationToken);
            foreach (var sign in signs)
            {
                if (Triggering.Open(watched, sign, records, rules) is { } opened)
                {
                    database.SupervisionRecords.Add(opened);
                    records.Add(opened);
                }
            }
        }

        var accounted = await database.AccountAsync(watched, rules, cancellationToken);
        return climbing || signs.Count > 0 || accounted;
    }

    /// <summary>Takes the rungs whose time has come.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> ClimbAsync(this HotlineDbContext database, Case climbed, Occasion occasion, CancellationToken cancellationToken)
    {
        var fired = 0;
        foreach (var climb in await database.Climbs.Where(row => row.CaseId == climbed.Id && row.NextAt != null && row.NextAt <= occasion.At).ToListAsync(cancellationToken))
        {
            var taken = Climbing.Fire(climb, climbed, occasion);
            database.SupervisionRecords.AddRange(taken);
            fired += taken.Count;
        }

        return fired;
    }

    /// <summary>The urges and supervisions of a case, those of this transaction too.</summary>
    public static async Task<List<SupervisionRecord>> RecordsOfAsync(this HotlineDbContext database, Case watched, CancellationToken cancellationToken)
    {
        var kept = await database.SupervisionRecords.Where(row => row.CaseId == watched.Id).ToListAsync(cancellationToken);
        return [.. kept.Concat(database.SupervisionRecords.Local.Where(row => row.CaseId == watched.Id)).DistinctBy(row => row.Id)];
    }
}
