using System.Globalization;
using Hotline.Cases.Calendar;
using Hotline.Cases.Casework;
using Hotline.Cases.Figures;
using Hotline.Cases.Staffing;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;

namespace Hotline.Cases.Desks;

/// <summary>How many agents are needed.</summary>
internal sealed class StaffingDesk(Ledger ledger, RuleBook book, TimeProvider time) : IStaffingDesk
{
    private const string Formula = "erlang-c";
    private const int FormulaVersion = 1;
    private const int HalfHours = 48;

    /// <summary>So few talks in a half hour say little of how long one is: then the whole day's say it.</summary>
    private const int FewTalks = 20;

    private const double MostErlangs = 50_000;

    public ValueTask<ActResult<StaffingDayView>> PlanAsync(Actor actor, StaffingQuery query, CancellationToken cancellationToken)
    {
        if (!Allowed(actor))
        {
            return ValueTask.FromResult(NoRight<StaffingDayView>());
        }

        var errors = Wrong(query);
        if (query.Day is not { Year: >= 2000 and <= 2098 } day)
        {
            errors["day"] = ["请给出日期"];
            return ValueTask.FromResult<ActResult<StaffingDayView>>(new ActResult<StaffingDayView>.Invalid(errors));
        }

        return errors.Count > 0
            ? ValueTask.FromResult<ActResult<StaffingDayView>>(new ActResult<StaffingDayView>.Invalid(errors))
            : PlanAsync(day, query, cancellationToken);
    }

    public ActResult<StaffingView> Reckon(Actor actor, double? callsPerHour, double? handlingSeconds, int? agents, StaffingQuery query)
    {
        if (!Allowed(actor))
        {
            return NoRight<StaffingView>();
        }

        var errors = Wrong(query);
        Require(errors, "callsPerHour", callsPerHour is >= 0 and <= 1_000_000);
        Require(errors, "handlingSeconds", handlingSeconds is >= 1 and <= 86_400);
        Require(errors, "agents", agents is null or (>= 0 and <= ErlangC.MostAgents));
        var load = callsPerHour * handlingSeconds / 3600 ?? 0;
        Require(errors, "callsPerHour", load <= MostErlangs);
        if (errors.Count > 0)
        {
            return new ActResult<StaffingView>.Invalid(errors);
        }

        var (handling, goal) = (TimeSpan.FromSeconds(handlingSeconds!.Value), GoalOf(query));
        var needed = agents ?? Math.Max(goal.AtLeast, ErlangC.Agents(load, handling, goal.Target, goal.Within, goal.MostOccupied));
        return new ActResult<StaffingView>.Done(
            new StaffingView(
                load,
                needed,
                HalfHourNeed.OnRoster(needed, goal.Shrinkage),
                ErlangC.WaitProbability(load, needed),
                ErlangC.ServiceLevel(load, needed, handling, goal.Within),
                ErlangC.MeanWait(load, needed, handling)?.TotalSeconds,
                needed == 0 ? 0 : load / needed),
            Repeated: false);
    }

    /// <summary>What the days of a roster need, all from one reading of the past; a day is missing where no day like it had calls.</summary>
    /// <param name="from">The first day in China.</param>
    /// <param name="to">The last.</param>
    /// <param name="query">What is wanted of the line; its day does not matter.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<IReadOnlyDictionary<DateOnly, IReadOnlyList<HalfHourNeed>>> NeedsAsync(DateOnly from, DateOnly to, StaffingQuery query, CancellationToken cancellationToken)
    {
        var past = await ReadAsync(from, query, cancellationToken);
        var needs = new Dictionary<DateOnly, IReadOnlyList<HalfHourNeed>>();
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            if (Needs(past, day, query) is { Needs: var found })
            {
                needs[day] = found;
            }
        }

        return needs;
    }

    private async ValueTask<ActResult<StaffingDayView>> PlanAsync(DateOnly day, StaffingQuery query, CancellationToken cancellationToken)
    {
        var past = await ReadAsync(day, query, cancellationToken);
        return Needs(past, day, query) is { } found
            ? new ActResult<StaffingDayView>.Done(
                new StaffingDayView(
                    day, KindOf(book.Rules.Calendar.Kind(day)), book.Rules.Calendar.IsProvisional(day), query.Group, found.Like, Formula, FormulaVersion, [.. found.Needs.Select(Show)]),
                Repeated: false)
            : new ActResult<StaffingDayView>.NotFound();
    }

    // The weeks before a day, or before today where the day is still to come.
    private async ValueTask<StaffingPast> ReadAsync(DateOnly day, StaffingQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = ChinaTime.Day(now);
        var until = day < today ? day : today;
        var from = until.AddDays(-7 * query.Weeks);
        var scope = new FigureScope(ChinaTime.At(from, TimeOnly.MinValue).ToUniversalTime(), ChinaTime.At(until, TimeOnly.MinValue).ToUniversalTime(), query.Group, null);
        var (calls, seats) = await ledger.ReadAsync(async database =>
            (await database.CallsAsync(scope, now, cancellationToken), await database.SeatsAsync(scope, now, cancellationToken)));

        // A day before the first call was not a day without calls, but one without this product.
        var first = calls.Count == 0 ? until : calls.Min(row => ChinaTime.Day(row.Start));
        return new StaffingPast(first > from ? first : from, until, calls.ToLookup(row => ChinaTime.Day(row.Start)), seats.ToLookup(row => ChinaTime.Day(row.Start)));
    }

    private (IReadOnlyList<DateOnly> Like, IReadOnlyList<HalfHourNeed> Needs)? Needs(StaffingPast past, DateOnly day, StaffingQuery query)
    {
        var like = LikeDays.Of(day, past.From, past.Until, book.Rules.Calendar.Kind).Order().ToList();
        var (used, worked) = (like.SelectMany(one => past.Calls[one]).ToList(), like.SelectMany(one => past.Seats[one]).ToList());
        if (used.Sum(row => row.Calls.Queued) == 0)
        {
            return null;
        }

        var wholeDay = HandlingOf(CallTally.Sum(used.Select(row => row.Calls)), SeatTally.Sum(worked.Select(row => row.Seats)), null);
        var (callsOf, seatsOf, goal) = (used.ToLookup(row => HalfHourOf(row.Start), row => row.Calls), worked.ToLookup(row => HalfHourOf(row.Start), row => row.Seats), GoalOf(query));
        return (like, [.. Enumerable.Range(0, HalfHours).Select(index =>
        {
            var sum = CallTally.Sum(callsOf[index]);
            return HalfHourNeed.Of(
                HalfHourNeed.Length * index, (double)sum.Queued / like.Count, HandlingOf(sum, SeatTally.Sum(seatsOf[index]), wholeDay), goal);
        })]);
    }

    // Mean talk and mean wrap-up; the whole day's where a half hour has too few of its own.
    private static TimeSpan HandlingOf(CallTally calls, SeatTally seats, TimeSpan? wholeDay)
    {
        if (wholeDay is { } usual && (calls.Talked < FewTalks || seats.WrapUps is > 0 and < FewTalks))
        {
            return usual;
        }

        var talk = calls.Talked == 0 ? 0 : (double)calls.TalkedMs / calls.Talked;
        var wrapUp = seats.WrapUps == 0 ? 0 : (double)seats.WrapUpMs / seats.WrapUps;

        // Nobody has talked to the end yet: a second, so that there is a load at all.
        return TimeSpan.FromMilliseconds(Math.Max(1000, talk + wrapUp));
    }

    private static int HalfHourOf(DateTimeOffset quarter) => (int)(ChinaTime.Local(quarter).TimeOfDay / HalfHourNeed.Length);

    private static HalfHourView Show(HalfHourNeed need) => new(
        need.Start.ToString(@"hh\:mm", CultureInfo.InvariantCulture),
        need.Calls,
        need.Handling.TotalSeconds,
        need.Load,
        need.Agents,
        need.Scheduled,
        need.ServiceLevel,
        need.MeanWait.TotalSeconds,
        need.Occupancy);

    public static string KindOf(DayKind kind) => kind switch
    {
        DayKind.Workday => "workday",
        DayKind.Weekend => "weekend",
        DayKind.Holiday => "holiday",
        DayKind.MakeUpWorkday => "make-up-workday",
    };

    private static StaffingGoal GoalOf(StaffingQuery query) =>
        new(query.ServiceLevel, TimeSpan.FromSeconds(query.WithinSeconds), query.Shrinkage, query.MostOccupied, query.AtLeast);

    /// <summary>What is wrong with a wish, field by field.</summary>
    public static Dictionary<string, string[]> Wrong(StaffingQuery query)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Require(errors, "weeks", query.Weeks is >= 1 and <= 56);
        Require(errors, "serviceLevel", query.ServiceLevel is >= 0.01 and <= 0.999);
        Require(errors, "withinSeconds", query.WithinSeconds is >= 0 and <= 600);
        Require(errors, "shrinkage", query.Shrinkage is >= 0 and <= 0.9);
        Require(errors, "mostOccupied", query.MostOccupied is >= 0.1 and <= 1);
        Require(errors, "atLeast", query.AtLeast is >= 0 and <= 1000);
        return errors;
    }

    private static void Require(Dictionary<string, string[]> errors, string field, bool right)
    {
        if (!right)
        {
            errors[field] = ["超出允许范围"];
        }
    }

    private static bool Allowed(Actor actor) => actor.Is(Role.ShiftLeader, Role.Supervisor);

    private static ActResult<T> NoRight<T>() => new ActResult<T>.NotAllowed(ActTable.NoRight, null, "只有班长和质检、督办人员可以测算人力", []);

    private sealed record StaffingPast(
        DateOnly From,
        DateOnly Until,
        ILookup<DateOnly, (DateTimeOffset Start, string Group, CallTally Calls)> Calls,
        ILookup<DateOnly, (DateTimeOffset Start, SeatTally Seats)> Seats);
}
