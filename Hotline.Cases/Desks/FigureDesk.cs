using System.Globalization;
using Hotline.Cases.Calendar;
using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Figures;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>The figures, for people.</summary>
internal sealed class FigureDesk(Ledger ledger, SeatDiary diary, TimeProvider time) : IFigureDesk, IFigureKeeper
{
    /// <summary>GB/T 33358-2016: over any 24 hours.</summary>
    private const double RequiredConnectRate = 0.95;

    private const int FirstYear = 2000;
    private const int LastYear = 2098;

    private static readonly TimeSpan LongestRead = TimeSpan.FromDays(400);
    private static readonly TimeSpan LongestList = TimeSpan.FromDays(31);

    private readonly FigureCount count = new(ledger, time);

    public IReadOnlyList<FormulaView> Formulas { get; } = [.. FormulaBook.All.Select(formula => formula.View)];

    public ValueTask<ActResult<FiguresView>> ReadAsync(Actor actor, FigureQuery query, CancellationToken cancellationToken) =>
        WithScopeAsync(actor, query, LongestRead, async scope =>
        {
            var (calls, seats) = await TallyAsync(scope, cancellationToken);
            return Done(Show(scope, CallTally.Sum(calls.Select(row => row.Calls)), scope.Group is null ? SeatTally.Sum(seats.Select(row => row.Seats)) : null));
        }, cancellationToken);

    public ValueTask<ActResult<IReadOnlyList<QuarterFiguresView>>> ReadHistoryAsync(Actor actor, FigureQuery query, CancellationToken cancellationToken) =>
        WithScopeAsync(actor, query, LongestList, async scope =>
        {
            var (calls, seats) = await TallyAsync(scope, cancellationToken);
            var now = time.GetUtcNow();
            var marks = await ledger.ReadAsync(database => database.FigureQuarters.Where(row => row.Start >= scope.From && row.Start < scope.To)
                .ToDictionaryAsync(row => row.Start, cancellationToken));
            var (callsOf, seatsOf) = (calls.ToLookup(row => row.Start, row => row.Calls), seats.ToLookup(row => row.Start, row => row.Seats));
            return Done<IReadOnlyList<QuarterFiguresView>>([.. Quarter.Within(scope.From, scope.To).Select(start => new QuarterFiguresView(
                start,
                marks.GetValueOrDefault(start) is { } mark && mark.Holds(now) ? mark.ComputedAt : null,
                marks.GetValueOrDefault(start)?.Times ?? 0,
                FormulaBook.Work(CallTally.Sum(callsOf[start]), scope.Group is null ? SeatTally.Sum(seatsOf[start]) : null)))]);
        }, cancellationToken);

    public ValueTask<ActResult<LowestDayView>> FindLowestAsync(Actor actor, FigureQuery query, CancellationToken cancellationToken) =>
        WithScopeAsync<LowestDayView>(actor, query, LongestRead, async scope =>
        {
            var calls = await ledger.ReadAsync(database => database.CallsAsync(scope, time.GetUtcNow(), cancellationToken));
            var quarters = calls.GroupBy(row => row.Start).Select(group => (group.Key, CallTally.Sum(group.Select(row => row.Calls))));
            return DayWindow.Lowest(quarters, scope.From, scope.To) is { } lowest
                ? Done(new LowestDayView(
                    lowest.From, lowest.From + DayWindow.Length, FormulaBook.Find("connect-rate")!.Work(lowest.Calls, SeatTally.None), RequiredConnectRate))
                : new ActResult<LowestDayView>.NotFound();
        }, cancellationToken);

    public ValueTask<ActResult<PageOf<CallRowView>>> ListCallsAsync(Actor actor, FigureQuery query, FigureRows rows, CancellationToken cancellationToken) =>
        WithScopeAsync<PageOf<CallRowView>>(actor, query, LongestList, async scope =>
        {
            if (FormulaBook.Find(rows.Figure) is not { } formula || (rows.Whole ? formula.WholeRows : formula.PartRows) is not { } wanted)
            {
                return new ActResult<PageOf<CallRowView>>.NotFound();
            }

            var (page, size) = (Paging.PageOf(rows.Page), Paging.SizeOf(rows.Size));
            var (found, total) = await ledger.ReadAsync(database => database.CallPageAsync(
                scope, wanted, formula.IsOfVerdicts, (page - 1) * size, size, time.GetUtcNow(), cancellationToken));
            return Done(new PageOf<CallRowView>([.. found.Select(Show)], page, size, total));
        }, cancellationToken);

    public ValueTask<ActResult<PageOf<SeatSpellView>>> ListSpellsAsync(Actor actor, FigureQuery query, FigureRows rows, CancellationToken cancellationToken) =>
        WithScopeAsync<PageOf<SeatSpellView>>(actor, query, LongestList, async scope =>
        {
            if (FormulaBook.Find(rows.Figure) is not { IsOfSeats: true } formula)
            {
                return new ActResult<PageOf<SeatSpellView>>.NotFound();
            }

            await diary.KeepAsync(beat: false, cancellationToken);
            var now = time.GetUtcNow();
            SeatState[] states = [.. rows.Whole ? formula.WholeStates : formula.PartStates];
            var (page, size) = (Paging.PageOf(rows.Page), Paging.SizeOf(rows.Size));
            var (found, total) = await ledger.ReadAsync(async database =>
            {
                var spells = database.Spells(scope.From, scope.To, scope.AgentId).Where(spell => states.Contains(spell.State));
                return (await spells.Skip((page - 1) * size).Take(size).ToListAsync(cancellationToken), await spells.CountAsync(cancellationToken));
            });
            return Done(new PageOf<SeatSpellView>([.. found.Select(Show)], page, size, total));

            SeatSpellView Show(SeatSpell spell)
            {
                var (begin, end) = (spell.From > scope.From ? spell.From : scope.From, spell.EndAt(now) < scope.To ? spell.EndAt(now) : scope.To);
                return new SeatSpellView(spell.AgentId, spell.State, spell.Reason, spell.From, spell.EndAt(now), spell.Open, Math.Max(0, (end - begin).TotalSeconds));
            }
        }, cancellationToken);

    public ValueTask<ActResult<RecountView>> RecountAsync(Actor actor, DateTimeOffset? from, DateTimeOffset? to, string? reason, CancellationToken cancellationToken)
    {
        if (!actor.Is(Role.Supervisor))
        {
            return ValueTask.FromResult<ActResult<RecountView>>(NoRight<RecountView>());
        }

        if (CustodyDesk.Wrong(reason) is { } wrong)
        {
            return ValueTask.FromResult<ActResult<RecountView>>(new ActResult<RecountView>.Invalid(ActErrand.Error("reason", wrong)));
        }

        return WithScopeAsync(actor, new FigureQuery { From = from, To = to }, LongestRead, scope => ledger.WriteAsync(
            async database =>
            {
                var (first, last) = (Quarter.Of(scope.From), scope.To);
                var marked = await database.FigureQuarters.Where(row => row.Start >= first && row.Start < last)
                    .ExecuteUpdateAsync(row => row.SetProperty(mark => mark.Stale, true), cancellationToken);
                var subject = string.Create(CultureInfo.InvariantCulture, $"{scope.From.UtcDateTime:u}/{scope.To.UtcDateTime:u}");
                database.Audit.Add(AuditEntry.Of(actor, AuditEntry.FiguresRecount, subject, reason!.Trim(), time.GetUtcNow()));
                return Done(new RecountView(marked));
            },
            cancellationToken), cancellationToken);
    }

    public async ValueTask<WallFigures> ReadWallAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();

        // What arrived this very moment is in it.
        var until = now.AddTicks(1);
        var today = new FigureScope(ChinaTime.At(ChinaTime.Day(now), TimeOnly.MinValue).ToUniversalTime(), until, null, null);
        var day = today with { From = now - DayWindow.Length };
        var (calls, seats) = await TallyAsync(today, cancellationToken);
        var (dayCalls, daySeats) = await TallyAsync(day, cancellationToken);
        return new WallFigures(
            Show(today, CallTally.Sum(calls.Select(row => row.Calls)), SeatTally.Sum(seats.Select(row => row.Seats))),
            Show(day, CallTally.Sum(dayCalls.Select(row => row.Calls)), SeatTally.Sum(daySeats.Select(row => row.Seats))),
            [.. calls.Where(row => row.Group.Length > 0).GroupBy(row => row.Group, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => Show(today with { Group = group.Key }, CallTally.Sum(group.Select(row => row.Calls)), null))]);
    }

    public async ValueTask<int> SweepAsync(CancellationToken cancellationToken)
    {
        await diary.KeepAsync(beat: true, cancellationToken);
        return await count.RunAsync(cancellationToken);
    }

    private async Task<(List<(DateTimeOffset Start, string Group, CallTally Calls)> Calls, List<(DateTimeOffset Start, SeatTally Seats)> Seats)> TallyAsync(
        FigureScope scope, CancellationToken cancellationToken)
    {
        if (scope.Group is null)
        {
            await diary.KeepAsync(beat: false, cancellationToken);
        }

        var now = time.GetUtcNow();
        return await ledger.ReadAsync(async database => (
            await database.CallsAsync(scope, now, cancellationToken),
            scope.Group is null ? await database.SeatsAsync(scope, now, cancellationToken) : []));
    }

    private static async ValueTask<ActResult<T>> WithScopeAsync<T>(
        Actor actor, FigureQuery query, TimeSpan longest, Func<FigureScope, ValueTask<ActResult<T>>> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var own = !actor.Is(Role.ShiftLeader, Role.Supervisor);
        if (own && (actor is not { AgentId: { } agentId } || !actor.Is(Role.Agent) || (query.AgentId is { } asked && asked != agentId)))
        {
            return NoRight<T>();
        }

        if (query is not { From: { Year: >= FirstYear } from, To: { Year: <= LastYear } to } || from >= to || to - from > longest)
        {
            return new ActResult<T>.Invalid(ActErrand.Error(query.From is null ? "from" : "to", $"请给出起止时间，最长{longest.TotalDays:0}天"));
        }

        return await read(new FigureScope(from.ToUniversalTime(), to.ToUniversalTime(), query.Group, own ? actor.AgentId : query.AgentId));
    }

    private static FiguresView Show(FigureScope scope, CallTally calls, SeatTally? seats) =>
        new(scope.From, scope.To, scope.Group, scope.AgentId, FormulaBook.Work(calls, seats));

    private static CallRowView Show(CallRow row) => new()
    {
        ContactId = row.ContactId,
        CallId = row.CallId,
        Number = row.Number,
        ArrivedAt = row.ArrivedAt,
        QueuedAt = row.QueuedAt,
        AnsweredAt = row.AnsweredAt,
        EndedAt = row.EndedAt,
        Ending = row.Ending,
        Group = row.SkillGroup,
        Tag = row.Tag,
        AgentId = row.AgentId,
        Outbound = row.Outbound,
        CallbackAsked = row.CallbackAsked,
        OverflowedTo = row.OverflowedTo,
        OverflowedFrom = row.OverflowedFrom,
        WaitSeconds = row.Waited.TotalSeconds,
        TalkSeconds = row.Talked.TotalSeconds,
        Rating = row.Rating,
        Resolved = row.Resolved,
        RecordingId = row.RecordingId,
    };

    private static ActResult<T> Done<T>(T view) => new ActResult<T>.Done(view, Repeated: false);

    private static ActResult<T>.NotAllowed NoRight<T>() => new(ActTable.NoRight, null, "只有班长和质检、督办人员可以查看", []);
}
