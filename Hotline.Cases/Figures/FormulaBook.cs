using System.Collections.Immutable;
using Hotline.Cases.Views;

namespace Hotline.Cases.Figures;

/// <summary>How one figure is worked out, from what was counted, and which rows it was counted from.</summary>
/// <param name="Name">Its name; with <paramref name="Version"/> it never changes its meaning.</param>
/// <param name="Version">Raised with every change of meaning.</param>
/// <param name="Unit">What it is in.</param>
/// <param name="Title">The usual Chinese name.</param>
/// <param name="Meaning">The formula in words.</param>
/// <param name="Part">The numerator; times in milliseconds.</param>
/// <param name="Whole">The denominator; null where there is none.</param>
/// <param name="PartRows">The calls of the numerator; null for a figure of seats.</param>
/// <param name="WholeRows">The calls of the denominator.</param>
/// <param name="PartStates">What seats are in for the numerator; empty for a figure of calls.</param>
/// <param name="WholeStates">The same of the denominator.</param>
internal sealed record Formula(
    string Name,
    int Version,
    FigureUnit Unit,
    string Title,
    string Meaning,
    Func<CallTally, SeatTally, double> Part,
    Func<CallTally, SeatTally, double>? Whole,
    Func<CallRow, bool>? PartRows,
    Func<CallRow, bool>? WholeRows,
    ImmutableArray<SeatState> PartStates,
    ImmutableArray<SeatState> WholeStates)
{
    /// <summary>Seats are no group's: an agent may serve several.</summary>
    public bool IsOfSeats => PartRows is null;

    /// <summary>Its calls are told by the verdict on first contacts, which is not in a row of its own.</summary>
    public bool IsOfVerdicts { get; init; }

    public FigureView Work(CallTally calls, SeatTally seats)
    {
        var scale = Unit == FigureUnit.Seconds ? 1000 : 1;
        var part = Part(calls, seats) / scale;

        // A mean is seconds over a count; a share is one of a kind over the same kind, so that what it is counted in cancels out.
        double? whole = Whole?.Invoke(calls, seats);
        double? value = whole is null ? part : whole == 0 ? null : part / whole;
        return new FigureView(Name, Version, Unit, value, part, whole);
    }

    public FormulaView View => new(Name, Version, Unit, Title, Meaning, IsOfSeats);
}

/// <summary>Every formula (docs/figures.md).</summary>
internal static class FormulaBook
{
    /// <summary>What is stored per quarter of an hour; raised whenever a formula needs it counted otherwise: everything is then counted anew.</summary>
    public const int TallyVersion = 1;

    public static ImmutableArray<Formula> All { get; } =
    [
        Count("arrived", "来电量", "incoming calls that arrived", calls => calls.Arrived, row => row.IsInbound),
        Count("queued", "排队量", "of these, callers who stood in line", calls => calls.Queued, row => row.IsQueued),
        Count("answered", "接通量", "of these, answered by an agent", calls => calls.Answered, row => row.IsAnswered),
        Count("abandoned", "呼损量", "left the line without an agent: hung up, left a message or were cut off; whoever asked to be called back is not among them", calls => calls.Abandoned, row => row.IsAbandoned),
        Count("callbacks-asked", "预约回拨量", "hung up with their place kept in line", calls => calls.CallbacksAsked, row => row.IsCallbackAsked),
        Count("overflowed", "溢出量", "of these, answered by an agent of another site; neither answered nor abandoned here", calls => calls.Overflowed, row => row.IsOverflowed),
        Count("outbound", "外呼量", "calls we made that were answered", calls => calls.Outbound, row => row.IsOutbound),
        Share("connect-rate", "接通率", "answered / (answered + abandoned)", calls => calls.Answered, Decided, row => row.IsAnswered, IsDecided),
        Share("service-level-15", "15秒接听率", "answered within 15 s of standing in line / (answered + abandoned)", calls => calls.Within15, Decided, row => row.IsWithin15, IsDecided),
        Share("service-level-20", "20秒接听率", "answered within 20 s of standing in line / (answered + abandoned)", calls => calls.Within20, Decided, row => row.IsWithin20, IsDecided),
        Share("abandon-rate", "呼损率", "abandoned / (answered + abandoned)", calls => calls.Abandoned, Decided, row => row.IsAbandoned, IsDecided),
        Share(
            "abandon-rate-over-5", "呼损率（5秒以上）", "abandoned after more than 5 s in line / (answered + abandoned after more than 5 s in line)",
            calls => calls.AbandonedLate, calls => calls.Answered + calls.AbandonedLate, row => row.IsAbandonedLate, row => row.IsAnswered || row.IsAbandonedLate),
        Mean("mean-wait", "平均等待时长", "time in line of the answered / answered", calls => calls.WaitedMs, calls => calls.Answered, row => row.IsAnswered),
        Mean("mean-wait-abandoned", "平均放弃等待时长", "time in line of the abandoned / abandoned", calls => calls.AbandonedMs, calls => calls.Abandoned, row => row.IsAbandoned),
        new(
            "longest-wait", 1, FigureUnit.Seconds, "最长等待时长", "the longest time in line, answered or abandoned",
            (calls, _) => calls.LongestMs, null, IsDecided, null, [], []),
        Mean("mean-talk", "平均通话时长", "from the answer to the end, holding included, of incoming talks that are over / these talks", calls => calls.TalkedMs, calls => calls.Talked, row => row.IsTalked),
        new(
            "mean-wrap-up", 1, FigureUnit.Seconds, "平均话后时长", "time of seats in wrap-up / stretches of wrap-up that began",
            (_, seats) => seats.WrapUpMs, (_, seats) => seats.WrapUps, null, null, [SeatState.WrapUp], [SeatState.WrapUp]),
        new(
            "occupancy", 1, FigureUnit.Share, "坐席利用率", "(talking + wrap-up) / (ready + ringing + talking + wrap-up), time of seats",
            (_, seats) => seats.TalkingMs + seats.WrapUpMs, (_, seats) => seats.ReadyMs + seats.RingingMs + seats.TalkingMs + seats.WrapUpMs, null, null,
            [SeatState.Talking, SeatState.WrapUp], [SeatState.Ready, SeatState.Ringing, SeatState.Talking, SeatState.WrapUp]),
        Share(
            "first-contact-resolution", "一次性解决率",
            "answered callers who did not ring again within 72 h of arriving and whose case was sent to no unit in that time / answered callers with a known number who arrived so long ago",
            calls => calls.Resolved, calls => calls.FirstContacts, row => row.Resolved is true, row => row.Resolved is not null) with { IsOfVerdicts = true },
    ];

    public static Formula? Find(string name) => All.FirstOrDefault(formula => formula.Name == name);

    /// <summary>Every figure; those of seats only where they are asked for.</summary>
    public static IReadOnlyList<FigureView> Work(CallTally calls, SeatTally? seats) =>
        [.. All.Where(formula => seats is not null || !formula.IsOfSeats).Select(formula => formula.Work(calls, seats ?? SeatTally.None))];

    private static double Decided(CallTally calls) => calls.Answered + calls.Abandoned;

    private static bool IsDecided(CallRow row) => row.IsAnswered || row.IsAbandoned;

    private static Formula Count(string name, string title, string meaning, Func<CallTally, double> part, Func<CallRow, bool> rows) =>
        new(name, 1, FigureUnit.Count, title, meaning, (calls, _) => part(calls), null, rows, null, [], []);

    private static Formula Share(
        string name, string title, string meaning, Func<CallTally, double> part, Func<CallTally, double> whole, Func<CallRow, bool> partRows, Func<CallRow, bool> wholeRows) =>
        new(name, 1, FigureUnit.Share, title, meaning, (calls, _) => part(calls), (calls, _) => whole(calls), partRows, wholeRows, [], []);

    private static Formula Mean(string name, string title, string meaning, Func<CallTally, double> part, Func<CallTally, double> whole, Func<CallRow, bool> rows) =>
        new(name, 1, FigureUnit.Seconds, title, meaning, (calls, _) => part(calls), (calls, _) => whole(calls), rows, rows, [], []);
}
