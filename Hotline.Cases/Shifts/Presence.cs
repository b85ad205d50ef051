namespace Hotline.Cases.Shifts;

/// <summary>What an agent's seat was in, and until when as far as is known now.</summary>
internal readonly record struct SeatStretch(SeatState State, string? Reason, DateTimeOffset From, DateTimeOffset To, bool Open);

/// <summary>Whether somebody is where the roster has them.</summary>
internal static class Presence
{
    /// <summary>Raised with every change of what adherence means.</summary>
    public const int AdherenceVersion = 1;

    public const string Adherence = "schedule-adherence";

    /// <summary>How somebody is here, and since when; null for the moment where nothing began it.</summary>
    /// <param name="duty">A duty that is running, or begins soon.</param>
    /// <param name="stretches">What their seat was in since the duty began, in order; null for somebody without a telephone.</param>
    /// <param name="now">Now.</param>
    /// <param name="rules">When somebody is late.</param>
    public static (Attendance State, string? Reason, DateTimeOffset? Since) At(Duty duty, IReadOnlyList<SeatStretch>? stretches, DateTimeOffset now, ShiftRules rules)
    {
        if (stretches is null)
        {
            return (Attendance.Unknown, null, null);
        }

        if (stretches is [.., { Open: true } seat])
        {
            return (seat.State switch
            {
                SeatState.Ready => Attendance.Ready,
                SeatState.Ringing or SeatState.Talking or SeatState.WrapUp => Attendance.Busy,
                SeatState.NotReady or SeatState.Offline => Attendance.Paused,
            }, seat.Reason, seat.From);
        }

        if (duty.IsBreakAt(now))
        {
            return (Attendance.OnBreak, null, duty.Breaks.First(pause => pause.From <= now && now < pause.To).From);
        }

        if (stretches.LastOrDefault(stretch => stretch.To > duty.From) is { To: var left } last && last != default)
        {
            return (Attendance.Gone, null, left);
        }

        var waited = now - duty.From;
        return waited <= rules.LateAfter ? (Attendance.Expected, null, null)
            : (waited <= rules.AbsentAfter ? Attendance.Late : Attendance.Absent, null, duty.From);
    }

    /// <summary>Of a duty, outside its breaks and up to now: how long it was, and how long of it the seat was signed in; in milliseconds, which add up in every order.</summary>
    public static (long PlannedMs, long PresentMs) Kept(Duty duty, IReadOnlyList<SeatStretch> stretches, DateTimeOffset now)
    {
        var (planned, present) = (0L, 0L);
        foreach (var (from, to) in Parts(duty, duty.To < now ? duty.To : now))
        {
            planned += Milliseconds(from, to);
            present += stretches.Where(stretch => stretch.State != SeatState.Offline)
                .Sum(stretch => Milliseconds(stretch.From > from ? stretch.From : from, stretch.To < to ? stretch.To : to));
        }

        return (planned, present);
    }

    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Parts(Duty duty, DateTimeOffset until)
    {
        var from = duty.From;
        foreach (var pause in duty.Breaks)
        {
            if (pause.From < until)
            {
                yield return (from, pause.From);
            }
            else
            {
                break;
            }

            from = pause.To;
        }

        if (from < until)
        {
            yield return (from, until);
        }
    }

    // Each end cut to whole milliseconds by itself, as the figures do it.
    private static long Milliseconds(DateTimeOffset from, DateTimeOffset to) =>
        to > from ? (to.UtcTicks / TimeSpan.TicksPerMillisecond) - (from.UtcTicks / TimeSpan.TicksPerMillisecond) : 0;
}
