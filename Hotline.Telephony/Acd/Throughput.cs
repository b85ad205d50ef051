namespace Hotline.Telephony.Acd;

/// <summary>
/// How fast the line moves: the time between answers, counted only while somebody waits with no agent free and agents are at work.
/// </summary>
/// <remarks>
/// One agent. 0:00 A is answered at once (says nothing). 0:10 B comes, nobody is free. 3:10 A is over, B is answered:
/// one place took 3:00. C, first in line at 3:20, is told three minutes; D behind them six.
/// </remarks>
internal sealed class Throughput
{
    /// <summary>Answers remembered.</summary>
    private const int Memory = 20;

    /// <summary>What is older says nothing about now.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    private readonly Queue<(TimeSpan At, TimeSpan Took)> samples = new();
    private TimeSpan starved;
    private TimeSpan counted;
    private TimeSpan? starvedSince;

    /// <summary>Tells whether, from now on, somebody waits with no agent free.</summary>
    public void Observe(bool isStarved, Moment now)
    {
        starved = StarvedUntil(now);
        starvedSince = isStarved ? now.Elapsed : null;
    }

    /// <summary>All the time for which somebody waited with no agent free.</summary>
    public TimeSpan StarvedUntil(Moment now) => starvedSince is { } since ? starved + (now.Elapsed - since) : starved;

    /// <summary>A caller who had to wait was answered.</summary>
    public void Answered(Moment now)
    {
        var until = StarvedUntil(now);
        samples.Enqueue((now.Elapsed, until - counted));
        counted = until;
        if (samples.Count > Memory)
        {
            samples.Dequeue();
        }
    }

    /// <summary>The wait for the caller at this place; null while there is nothing to estimate from.</summary>
    public TimeSpan? Estimate(int position, Moment now)
    {
        while (samples.TryPeek(out var oldest) && now.Elapsed - oldest.At > MaxAge)
        {
            samples.Dequeue();
        }

        return samples.Count == 0
            ? null
            : TimeSpan.FromTicks(samples.Sum(sample => sample.Took.Ticks) / samples.Count * position);
    }
}
