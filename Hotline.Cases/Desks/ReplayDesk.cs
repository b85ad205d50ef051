using System.Globalization;
using Hotline.Cases.Calendar;
using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Reads past cases in order of their numbers, a page at a time, and plays them.</summary>
internal sealed class ReplayDesk(Ledger ledger, DatabaseStart start, CaseOptions options, TimeProvider time) : IReplayDesk
{
    /// <summary>Few enough that a page stays small in memory, enough that a query's cost does not count.</summary>
    private const int PageSize = 5000;

    public async ValueTask<ReplayView> ReplayAsync(string policyFile, DateOnly from, DateOnly to, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        var policy = PolicyFile.Load(policyFile);
        var country = CalendarFile.Load(options.CalendarFile);
        if (policy.Value is not { } draft || country.Value is not { } calendar)
        {
            throw new CaseStartException(string.Join('\n', policy.Errors.Concat(country.Errors)));
        }

        await start.RequireCurrentAsync(cancellationToken);
        var (first, end) = (Day(from), Day(to.AddDays(1)));
        var total = await ledger.ReadAsync(database => PastCases.Between(database, first, end).CountAsync(cancellationToken));
        var replay = new Replay(draft, calendar, time.GetUtcNow());
        var units = new Dictionary<string, string>(StringComparer.Ordinal);
        var reading = ReadAsync(draft, first, end, cancellationToken);
        while (await reading is { Cases.Count: > 0 } page)
        {
            // The next page is read while this one is played.
            reading = ReadAsync(draft, page.Last, end, cancellationToken);
            foreach (var past in page.Cases)
            {
                replay.Add(past);
            }

            foreach (var (id, name) in page.Units)
            {
                units[id] = name;
            }

            progress?.Invoke(replay.Cases, total);
        }

        return Show(replay, draft, calendar, units, from, to);
    }

    private Task<PastPage> ReadAsync(Policy draft, string after, string end, CancellationToken cancellationToken) =>
        Task.Run(() => ledger.ReadAsync(database => PastCases.ReadAsync(database, draft, after, end, PageSize, cancellationToken)).AsTask(), cancellationToken);

    private static ReplayView Show(Replay replay, Policy draft, LegalCalendar calendar, Dictionary<string, string> units, DateOnly from, DateOnly to)
    {
        var workingDays = Math.Max(1, calendar.WorkingDaysBetween(from.AddDays(-1), to));
        return new ReplayView(
            new PolicyVersionRef(draft.Id, draft.Version, draft.Title),
            from,
            to,
            replay.Cases,
            replay.LateCases,
            replay.Clocks,
            replay.Late,
            [.. replay.Lines().Select(line => new ReplayLineView(line.Unit == Replay.Hotline ? null : Unit(line.Unit), line.ClauseId, line.Clocks, line.Late))],
            [.. replay.Loads().Select(load => new ReplayLoadView(
                Unit(load.Unit),
                load.Cases,
                Math.Round((double)load.Cases / workingDays, 2),
                load.BusiestDay,
                load.MostInADay,
                Math.Round(load.Held.TotalHours, 1),
                load.Clocks,
                load.Late))],
            [.. replay.Unrecorded]);

        UnitRef Unit(string id) => new(id, units.GetValueOrDefault(id, id));
    }

    /// <summary>Below every number of that day: numbers begin with the local day of the registration.</summary>
    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
