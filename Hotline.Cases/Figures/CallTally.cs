namespace Hotline.Cases.Figures;

/// <summary>Calls counted: what adds up over quarters, groups and agents. The parts of every formula about calls.</summary>
internal sealed record CallTally
{
    public static CallTally None { get; } = new();

    public int Arrived { get; init; }

    public int Queued { get; init; }

    public int Answered { get; init; }

    public int Within15 { get; init; }

    public int Within20 { get; init; }

    public int Abandoned { get; init; }

    public int AbandonedLate { get; init; }

    public int CallbacksAsked { get; init; }

    public int Overflowed { get; init; }

    public int Talked { get; init; }

    public int Outbound { get; init; }

    public int FirstContacts { get; init; }

    public int Resolved { get; init; }

    /// <summary>In line, of the answered; in milliseconds, as all times here: whole numbers add up to the same in every order.</summary>
    public long WaitedMs { get; init; }

    public long AbandonedMs { get; init; }

    public long TalkedMs { get; init; }

    public long OutboundMs { get; init; }

    /// <summary>The longest time in line of anybody, answered or not.</summary>
    public long LongestMs { get; init; }

    public static CallTally Of(CallRow row) => new()
    {
        Arrived = One(row.IsInbound),
        Queued = One(row.IsQueued),
        Answered = One(row.IsAnswered),
        Within15 = One(row.IsWithin15),
        Within20 = One(row.IsWithin20),
        Abandoned = One(row.IsAbandoned),
        AbandonedLate = One(row.IsAbandonedLate),
        CallbacksAsked = One(row.IsCallbackAsked),
        Overflowed = One(row.IsOverflowed),
        Talked = One(row.IsTalked),
        Outbound = One(row.IsOutbound),
        FirstContacts = One(row.Resolved is not null),
        Resolved = One(row.Resolved is true),
        WaitedMs = row.IsAnswered ? Milliseconds(row.Waited) : 0,
        AbandonedMs = row.IsAbandoned ? Milliseconds(row.Waited) : 0,
        TalkedMs = row.IsTalked ? Milliseconds(row.Talked) : 0,
        OutboundMs = row.IsOutbound ? Milliseconds(row.Talked) : 0,
        LongestMs = row.IsAnswered || row.IsAbandoned ? Milliseconds(row.Waited) : 0,
    };

    public static CallTally Sum(IEnumerable<CallRow> rows) => rows.Aggregate(None, (sum, row) => sum + Of(row));

    public static CallTally Sum(IEnumerable<CallTally> tallies) => tallies.Aggregate(None, (sum, tally) => sum + tally);

    public static CallTally operator +(CallTally one, CallTally other) => new()
    {
        Arrived = one.Arrived + other.Arrived,
        Queued = one.Queued + other.Queued,
        Answered = one.Answered + other.Answered,
        Within15 = one.Within15 + other.Within15,
        Within20 = one.Within20 + other.Within20,
        Abandoned = one.Abandoned + other.Abandoned,
        AbandonedLate = one.AbandonedLate + other.AbandonedLate,
        CallbacksAsked = one.CallbacksAsked + other.CallbacksAsked,
        Overflowed = one.Overflowed + other.Overflowed,
        Talked = one.Talked + other.Talked,
        Outbound = one.Outbound + other.Outbound,
        FirstContacts = one.FirstContacts + other.FirstContacts,
        Resolved = one.Resolved + other.Resolved,
        WaitedMs = one.WaitedMs + other.WaitedMs,
        AbandonedMs = one.AbandonedMs + other.AbandonedMs,
        TalkedMs = one.TalkedMs + other.TalkedMs,
        OutboundMs = one.OutboundMs + other.OutboundMs,
        LongestMs = Math.Max(one.LongestMs, other.LongestMs),
    };

    private static int One(bool counts) => counts ? 1 : 0;

    private static long Milliseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMillisecond;
}
