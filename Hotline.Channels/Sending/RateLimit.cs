namespace Hotline.Channels.Sending;

/// <summary>Spaces sendings evenly: one every 1/<paramref name="perSecond"/> s; zero for no limit. Thread-safe.</summary>
internal sealed class RateLimit(int perSecond, TimeProvider time)
{
    private readonly Lock padlock = new();
    private readonly long origin = time.GetTimestamp();
    private TimeSpan nextFree;

    /// <summary>Waits for its turn; false at once when that would take longer than <paramref name="atMost"/>.</summary>
    internal async ValueTask<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (perSecond == 0)
        {
            return true;
        }

        TimeSpan wait;
        lock (padlock)
        {
            var now = time.GetElapsedTime(origin);
            var turn = nextFree > now ? nextFree : now;
            wait = turn - now;
            if (wait > atMost)
            {
                return false;
            }

            nextFree = turn + (TimeSpan.FromSeconds(1) / perSecond);
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }

        return true;
    }
}
