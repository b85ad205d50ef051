namespace Hotline.Telephony.Acd;

/// <summary>One instant on both clocks: what the wall shows, and what durations are measured by.</summary>
/// <param name="Utc">Wall time, for the record.</param>
/// <param name="Elapsed">Monotonic time since an arbitrary start; never jumps when the wall clock is set.</param>
internal readonly record struct Moment(DateTimeOffset Utc, TimeSpan Elapsed)
{
    public static Moment Of(TimeProvider time) =>
        new(time.GetUtcNow(), time.GetElapsedTime(0, time.GetTimestamp()));
}
