namespace Hotline.Cases.Figures;

/// <summary>What seats were in, counted: adds up over quarters and agents. In milliseconds.</summary>
internal sealed record SeatTally
{
    public static SeatTally None { get; } = new();

    public long NotReadyMs { get; init; }

    public long ReadyMs { get; init; }

    public long RingingMs { get; init; }

    public long TalkingMs { get; init; }

    public long WrapUpMs { get; init; }

    /// <summary>Stretches of wrap-up that began.</summary>
    public int WrapUps { get; init; }

    /// <summary>The part of a stretch that lies between two moments.</summary>
    public static SeatTally Of(SeatState state, DateTimeOffset began, DateTimeOffset ended, DateTimeOffset from, DateTimeOffset to)
    {
        var (begin, end) = (began > from ? began : from, ended < to ? ended : to);

        // Each end cut to whole milliseconds by itself: the parts then add up to the whole wherever it is cut.
        var length = end > begin ? (end.UtcTicks / TimeSpan.TicksPerMillisecond) - (begin.UtcTicks / TimeSpan.TicksPerMillisecond) : 0;
        return new SeatTally
        {
            NotReadyMs = state == SeatState.NotReady ? length : 0,
            ReadyMs = state == SeatState.Ready ? length : 0,
            RingingMs = state == SeatState.Ringing ? length : 0,
            TalkingMs = state == SeatState.Talking ? length : 0,
            WrapUpMs = state == SeatState.WrapUp ? length : 0,
            WrapUps = state == SeatState.WrapUp && began >= from && began < to ? 1 : 0,
        };
    }

    public static SeatTally Sum(IEnumerable<SeatTally> tallies) => tallies.Aggregate(None, (sum, tally) => sum + tally);

    public static SeatTally operator +(SeatTally one, SeatTally other) => new()
    {
        NotReadyMs = one.NotReadyMs + other.NotReadyMs,
        ReadyMs = one.ReadyMs + other.ReadyMs,
        RingingMs = one.RingingMs + other.RingingMs,
        TalkingMs = one.TalkingMs + other.TalkingMs,
        WrapUpMs = one.WrapUpMs + other.WrapUpMs,
        WrapUps = one.WrapUps + other.WrapUps,
    };
}
