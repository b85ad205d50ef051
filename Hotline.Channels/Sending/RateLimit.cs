namespace Hotline.Channels.Sending;

/// <summary>Spaces sendings evenly: so many in a span of time; zero for no limit. Thread-safe.</summary>
internal sealed class RateLimit(int most, TimeSpan span, TimeProvider time)
{
    private readonly Lock padlock = new();
    private readonly long origin = time.GetTimestamp();
    private TimeSpan nextFree;

    internal RateLimit(int perSecond, TimeProvider time)
        : this(perSecond, TimeSpan.FromSeconds(1), time)
    {
    }

    /// <summary>Waits for its turn; false at once when that would take longer than <paramref name="atMost"/>.</summary>
    internal async ValueTask<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (most == 0)
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

            nextFree = turn + (span / most);
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken);
        }

        return true;
    }
}
