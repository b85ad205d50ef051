using Hotline.Cases.Figures;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Which calls and seats are counted, and from when to when.</summary>
internal sealed record FigureScope(DateTimeOffset From, DateTimeOffset To, string? Group, string? AgentId)
{
    public bool Has(CallRow row) => (Group is null || row.SkillGroup == Group) && (AgentId is null || row.AgentId == AgentId);
}

/// <summary>
/// Reads what figures are worked out from: of quarters that were counted what is stored, of all else the rows. Both come to the same; what is stored is only quicker.
/// </summary>
internal static class FigureReading
{
    private static readonly TimeSpan Stretch = TimeSpan.FromDays(1);

    /// <summary>The calls that arrived between two moments, in order, first contacts judged where that can be.</summary>
    public static async Task<IReadOnlyList<CallRow>> CallRowsAsync(
        this HotlineDbContext database, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await database.Calls(new FigureScope(from, to, null, null)).ToListAsync(cancellationToken);
        return await database.JudgeAsync(rows, now, cancellationToken);
    }

    /// <summary>One page of the calls behind a figure, and how many there are. Only the page is kept in memory; of a figure that needs verdicts on first contacts a day besides.</summary>
    public static async Task<(IReadOnlyList<CallRow> Rows, int Total)> CallPageAsync(
        this HotlineDbContext database, FigureScope scope, Func<CallRow, bool> wanted, bool ofVerdicts, int before, int most, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (page, total) = (new List<CallRow>(), 0);
        if (!ofVerdicts)
        {
            await foreach (var row in database.Calls(scope).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                Take(row);
            }

            return (await database.JudgeAsync(page, now, cancellationToken), total);
        }

        for (var from = scope.From; from < scope.To; from += Stretch)
        {
            var rows = await database.Calls(scope with { From = from, To = from + Stretch < scope.To ? from + Stretch : scope.To }).ToListAsync(cancellationToken);
            foreach (var row in await database.JudgeAsync(rows, now, cancellationToken))
            {
                Take(row);
            }
        }

        return (page, total);

        void Take(CallRow row)
        {
            if (wanted(row) && total++ >= before && page.Count < most)
            {
                page.Add(row);
            }
        }
    }

    private static IQueryable<CallRow> Calls(this HotlineDbContext database, FigureScope scope) =>
        database.Contacts.AsNoTracking()
            .Where(row => (row.Medium == Medium.Phone || row.Medium == Medium.WebCall) && row.ArrivedAt >= scope.From && row.ArrivedAt < scope.To
                && (scope.Group == null || row.SkillGroup == scope.Group) && (scope.AgentId == null || row.AgentId == scope.AgentId))
            .OrderBy(row => row.ArrivedAt).ThenBy(row => row.Id)
            .Select(row => new CallRow
            {
                ContactId = row.Id,
                CallId = row.CallId,
                Number = row.Number,
                NumberKey = row.NumberKey,
                ArrivedAt = row.ArrivedAt,
                QueuedAt = row.QueuedAt,
                AnsweredAt = row.AnsweredAt,
                EndedAt = row.EndedAt,
                SkillGroup = row.SkillGroup,
                AgentId = row.AgentId,
                Tag = row.Tag,
                Ending = row.Ending,
                Rating = row.Rating,
                RecordingId = row.RecordingId,
                Outbound = row.Outbound,
                CallbackAsked = row.CallbackAsked,
                OverflowedTo = row.OverflowedTo,
                OverflowedFrom = row.OverflowedFrom,
            });

    // Rows in order, with what the verdicts on them need: who rang again, and what went to a unit.
    private static async Task<IReadOnlyList<CallRow>> JudgeAsync(this HotlineDbContext database, List<CallRow> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (rows.Count == 0 || !FirstContact.IsSettled(Quarter.Of(rows[0].ArrivedAt), now))
        {
            return rows;
        }

        var (from, to) = (rows[0].ArrivedAt, rows[^1].ArrivedAt);
        var last = to + CallRow.RepeatWindow;
        var arrivals = await database.Contacts
            .Where(row => (row.Medium == Medium.Phone || row.Medium == Medium.WebCall) && !row.Outbound && row.NumberKey != "" && row.ArrivedAt >= from && row.ArrivedAt < last)
            .Select(row => new { row.NumberKey, row.ArrivedAt }).ToListAsync(cancellationToken);
        var sent = await database.Contacts.Where(row => (row.Medium == Medium.Phone || row.Medium == Medium.WebCall) && row.ArrivedAt >= from && row.ArrivedAt <= to)
            .Join(database.CaseContacts, row => row.Id, link => link.ContactId, (row, link) => link)
            .Join(database.Assignments, link => link.CaseId, assignment => assignment.CaseId, (link, assignment) => new { link.ContactId, assignment.DispatchedAt })
            .ToListAsync(cancellationToken);
        return FirstContact.Judge(
            rows,
            arrivals.Select(row => (row.NumberKey, row.ArrivedAt)),
            sent.GroupBy(row => row.ContactId).ToDictionary(group => group.Key, group => group.Min(row => row.DispatchedAt)),
            now);
    }

    /// <summary>Calls counted by quarter and group; the first and the last quarter may be cut.</summary>
    public static async Task<List<(DateTimeOffset Start, string Group, CallTally Calls)>> CallsAsync(
        this HotlineDbContext database, FigureScope scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (held, runs) = await HeldAsync(database, scope, now, cancellationToken);
        var counted = new List<(DateTimeOffset, string, CallTally)>();
        if (held.Count > 0)
        {
            var (first, last) = (held.Min(), held.Max());
            var stored = await database.CallQuarters
                .Where(row => row.Start >= first && row.Start <= last
                    && (scope.Group == null || row.SkillGroup == scope.Group) && (scope.AgentId == null || row.AgentId == scope.AgentId))
                .GroupBy(row => new { row.Start, row.SkillGroup })
                .Select(rows => new
                {
                    rows.Key.Start,
                    rows.Key.SkillGroup,
                    Calls = new CallTally
                    {
                        Arrived = rows.Sum(row => row.Tally.Arrived),
                        Queued = rows.Sum(row => row.Tally.Queued),
                        Answered = rows.Sum(row => row.Tally.Answered),
                        Within15 = rows.Sum(row => row.Tally.Within15),
                        Within20 = rows.Sum(row => row.Tally.Within20),
                        Abandoned = rows.Sum(row => row.Tally.Abandoned),
                        AbandonedLate = rows.Sum(row => row.Tally.AbandonedLate),
                        CallbacksAsked = rows.Sum(row => row.Tally.CallbacksAsked),
                        Overflowed = rows.Sum(row => row.Tally.Overflowed),
                        Talked = rows.Sum(row => row.Tally.Talked),
                        Outbound = rows.Sum(row => row.Tally.Outbound),
                        FirstContacts = rows.Sum(row => row.Tally.FirstContacts),
                        Resolved = rows.Sum(row => row.Tally.Resolved),
                        WaitedMs = rows.Sum(row => row.Tally.WaitedMs),
                        AbandonedMs = rows.Sum(row => row.Tally.AbandonedMs),
                        TalkedMs = rows.Sum(row => row.Tally.TalkedMs),
                        OutboundMs = rows.Sum(row => row.Tally.OutboundMs),
                        LongestMs = rows.Max(row => row.Tally.LongestMs),
                    },
                })
                .ToListAsync(cancellationToken);
            counted.AddRange(stored.Where(row => held.Contains(row.Start)).Select(row => (row.Start, row.SkillGroup, row.Calls)));
        }

        foreach (var (from, to) in runs)
        {
            var rows = await database.CallRowsAsync(from, to, now, cancellationToken);
            counted.AddRange(rows.Where(scope.Has).GroupBy(row => (Start: Quarter.Of(row.ArrivedAt), Group: row.SkillGroup ?? ""))
                .Select(group => (group.Key.Start, group.Key.Group, CallTally.Sum(group))));
        }

        return counted;
    }

    /// <summary>What seats were in, counted by quarter; the first and the last quarter may be cut.</summary>
    public static async Task<List<(DateTimeOffset Start, SeatTally Seats)>> SeatsAsync(
        this HotlineDbContext database, FigureScope scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (held, runs) = await HeldAsync(database, scope, now, cancellationToken);
        var counted = new List<(DateTimeOffset, SeatTally)>();
        if (held.Count > 0)
        {
            var (first, last) = (held.Min(), held.Max());
            var stored = await database.SeatQuarters
                .Where(row => row.Start >= first && row.Start <= last && (scope.AgentId == null || row.AgentId == scope.AgentId))
                .GroupBy(row => row.Start)
                .Select(rows => new
                {
                    Start = rows.Key,
                    Seats = new SeatTally
                    {
                        NotReadyMs = rows.Sum(row => row.Tally.NotReadyMs),
                        ReadyMs = rows.Sum(row => row.Tally.ReadyMs),
                        RingingMs = rows.Sum(row => row.Tally.RingingMs),
                        TalkingMs = rows.Sum(row => row.Tally.TalkingMs),
                        WrapUpMs = rows.Sum(row => row.Tally.WrapUpMs),
                        WrapUps = rows.Sum(row => row.Tally.WrapUps),
                    },
                })
                .ToListAsync(cancellationToken);
            counted.AddRange(stored.Where(row => held.Contains(row.Start)).Select(row => (row.Start, row.Seats)));
        }

        foreach (var (from, to) in runs)
        {
            var spells = await database.Spells(from, to, scope.AgentId).ToListAsync(cancellationToken);
            foreach (var (start, begin, end) in Pieces(from, to))
            {
                var seats = SeatTally.Sum(spells.Select(spell => SeatTally.Of(spell.State, spell.From, spell.EndAt(now), begin, end)));
                if (seats != SeatTally.None)
                {
                    counted.Add((start, seats));
                }
            }
        }

        return counted;
    }

    /// <summary>Stretches that reach into the time between two moments, in order.</summary>
    public static IQueryable<SeatSpell> Spells(this HotlineDbContext database, DateTimeOffset from, DateTimeOffset to, string? agentId) =>
        database.SeatSpells.AsNoTracking()
            .Where(row => row.From < to && (row.Until >= from || row.Open) && (agentId == null || row.AgentId == agentId))
            .OrderBy(row => row.From).ThenBy(row => row.Id);

    /// <summary>Until when a stretch went, as far as is known now.</summary>
    public static DateTimeOffset EndAt(this SeatSpell spell, DateTimeOffset now) => spell.Open && now > spell.Until ? now : spell.Until;

    // The quarters that are stored as the rows have it, and the stretches between them.
    private static async Task<(HashSet<DateTimeOffset> Held, List<(DateTimeOffset From, DateTimeOffset To)> Runs)> HeldAsync(
        HotlineDbContext database, FigureScope scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (first, last) = (Quarter.From(scope.From), scope.To - Quarter.Length);
        var marks = await database.FigureQuarters.AsNoTracking().Where(row => row.Start >= first && row.Start <= last).ToListAsync(cancellationToken);
        var held = marks.Where(row => row.Holds(now)).Select(row => row.Start).ToHashSet();
        var runs = new List<(DateTimeOffset, DateTimeOffset)>();
        var from = scope.From;
        foreach (var start in held.Order())
        {
            if (start > from)
            {
                runs.Add((from, start));
            }

            from = start + Quarter.Length;
        }

        if (from < scope.To)
        {
            runs.Add((from, scope.To));
        }

        return (held, runs);
    }

    private static IEnumerable<(DateTimeOffset Start, DateTimeOffset From, DateTimeOffset To)> Pieces(DateTimeOffset from, DateTimeOffset to)
    {
        for (var start = Quarter.Of(from); start < to; start += Quarter.Length)
        {
            var end = start + Quarter.Length;
            yield return (start, start > from ? start : from, end < to ? end : to);
        }
    }
}
