using Hotline.Cases.Casework;
using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>A page of past cases.</summary>
/// <param name="Cases">In the order of their numbers.</param>
/// <param name="Last">The last number; empty where the page is.</param>
/// <param name="Units">Names of the units that had them, the latest last.</param>
internal sealed record PastPage(IReadOnlyList<PastCase> Cases, string Last, IReadOnlyList<(string Id, string Name)> Units);

/// <summary>What the store knows of past cases, with a fixed number of queries a page.</summary>
internal static class PastCases
{
    private const string OnSiteAct = "on-site";

#pragma warning disable CA1309 // Becomes SQL: the database compares.
    /// <summary>Cases with a number after the one and before the other.</summary>
    public static IQueryable<Case> Between(HotlineDbContext database, string after, string end) =>
        database.Cases.Where(row => string.Compare(row.Number, after) > 0 && string.Compare(row.Number, end) < 0);
#pragma warning restore CA1309

    public static async Task<PastPage> ReadAsync(HotlineDbContext database, Policy draft, string after, string end, int size, CancellationToken cancellationToken)
    {
        var rows = await (
            from row in Between(database, after, end).OrderBy(row => row.Number).Take(size)
            join contact in database.Contacts on row.ContactId equals contact.Id into contacts
            from contact in contacts.DefaultIfEmpty()
            orderby row.Number
            select new
            {
                row.Id,
                row.Number,
                row.RequestType,
                row.Hazard,
                row.CategoryCode,
                row.Complexity,
                row.ConvenienceList,
                row.Limits,
                row.RegisteredAt,
                row.ClosedAt,
                Reached = contact == null ? null : contact.Medium == Medium.Phone || contact.Medium == Medium.WebCall ? contact.AnsweredAt : contact.ArrivedAt,
            }).ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return new PastPage([], "", []);
        }

        // By their ids, in one parameter: a join on the range of numbers was planned as a scan of the whole table for each page.
        var ids = rows.ConvertAll(row => row.Id);
        var stays = (await database.Assignments.Where(stay => EF.Parameter(ids).Contains(stay.CaseId)).Select(stay => new
        {
            stay.CaseId,
            stay.Seq,
            stay.UnitId,
            stay.UnitName,
            stay.DispatchedAt,
            stay.SignedAt,
            stay.ReturnedAt,
            stay.RepliedAt,
        }).ToListAsync(cancellationToken)).ToLookup(stay => stay.CaseId);
        var limited = OnSiteIsLimited(draft);
        var visited = rows.Where(row => limited(new(row.RequestType, row.Hazard, draft.Categories.Find(row.CategoryCode)))).Select(row => row.Id).ToList();
        var onSite = (visited.Count == 0 ? [] : await database.History.Where(line => EF.Parameter(visited).Contains(line.CaseId) && line.Act == OnSiteAct)
            .Select(line => new { line.CaseId, line.At }).ToListAsync(cancellationToken)).ToLookup(line => line.CaseId, line => line.At);
        var called = (await database.Tasks
            .Where(task => EF.Parameter(ids).Contains(task.CaseId) && task.Kind == TaskKind.HazardCallback && task.DoneAt != null)
            .Select(task => new { task.CaseId, task.DoneAt }).ToListAsync(cancellationToken)).ToLookup(task => task.CaseId, task => task.DoneAt);
        var returns = (await database.UnitRequests.Where(asked => EF.Parameter(ids).Contains(asked.CaseId) && asked.Kind == UnitRequestKind.Return)
            .Select(asked => new { asked.CaseId, asked.AskedAt }).ToListAsync(cancellationToken)).ToLookup(asked => asked.CaseId, asked => asked.AskedAt);

        var past = new List<PastCase>(rows.Count);
        var units = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var own = new List<PastStay>();
            var held = stays[row.Id].OrderBy(stay => stay.Seq).ToList();
            for (var index = 0; index < held.Count; index++)
            {
                var (stay, until) = (held[index], index + 1 < held.Count ? held[index + 1].DispatchedAt : DateTimeOffset.MaxValue);
                units[stay.UnitId] = stay.UnitName;
                own.Add(new PastStay(
                    stay.UnitId,
                    stay.DispatchedAt,
                    stay.SignedAt,
                    First(onSite[row.Id], stay.DispatchedAt, until),
                    First(returns[row.Id], stay.DispatchedAt, until),
                    stay.ReturnedAt,
                    stay.RepliedAt));
            }

            past.Add(new PastCase(
                new CaseFacts(row.RequestType, row.Hazard, draft.Categories.Find(row.CategoryCode), row.Complexity, row.ConvenienceList),
                row.Reached ?? row.RegisteredAt,
                row.RegisteredAt,
                called[row.Id].Min(),
                row.ClosedAt,
                own,
                [.. row.Limits.OrderBy(limit => limit.Source).Select(limit => new LimitOverride(limit.Source, limit.Document, limit.Due))]));
        }

        return new PastPage(past, rows[^1].Number, [.. units.Select(unit => (unit.Key, unit.Value))]);
    }

    /// <summary>Whose being on site the draft limits: histories are long, and only those of such cases are looked through.</summary>
    private static Func<CaseFacts, bool> OnSiteIsLimited(Policy draft)
    {
        var rules = draft.Clocks.Where(rule => rule.From == CaseEvent.OnSiteConfirmed || rule.Until == CaseEvent.OnSiteConfirmed).ToList();
        return facts => rules.Exists(rule => rule.When.Hazard is null || rule.When.Hazard == facts.IsHazard);
    }

    private static DateTimeOffset? First(IEnumerable<DateTimeOffset> moments, DateTimeOffset from, DateTimeOffset until)
    {
        DateTimeOffset? first = null;
        foreach (var moment in moments)
        {
            if (moment >= from && moment <= until && (first is null || moment < first))
            {
                first = moment;
            }
        }

        return first;
    }
}
