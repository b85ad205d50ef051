namespace Hotline.Channels.Sms;

/// <summary>
/// Whether a provider is asked now. After so many failures in a row it rests, twice as long each time; then one message tries it, and what becomes of
/// that one decides. A provider that says "too fast" rests a second at once. Thread-safe.
/// </summary>
internal sealed class Circuit(int failuresToRest, TimeSpan firstRest, TimeSpan longestRest, TimeProvider time)
{
    private static readonly TimeSpan FirstSlowdown = TimeSpan.FromSeconds(1);

    private readonly Lock padlock = new();
    private int failures;
    private int slowdowns;
    private bool trying;
    private DateTimeOffset? until;

    /// <summary>When it is tried again; null where it is not resting.</summary>
    internal DateTimeOffset? RestsUntil
    {
        get
        {
            lock (padlock)
            {
                return until;
            }
        }
    }

    /// <summary>Whether a message may go there. After a rest one alone may, until its outcome is known.</summary>
    internal bool TryEnter()
    {
        lock (padlock)
        {
            if (until is null)
            {
                return true;
            }

            if (trying || time.GetUtcNow() < until)
            {
                return false;
            }

            trying = true;
            return true;
        }
    }

    /// <summary>It took a message, or judged one: it works.</summary>
    internal void Worked()
    {
        lock (padlock)
        {
            (failures, slowdowns, trying, until) = (0, 0, false, null);
        }
    }

    internal void Failed()
    {
        lock (padlock)
        {
            failures++;
            trying = false;
            if (failures >= failuresToRest)
            {
                until = time.GetUtcNow() + Doubled(firstRest, failures - failuresToRest);
            }
        }
    }

    internal void TooFast()
    {
        lock (padlock)
        {
            trying = false;
            until = time.GetUtcNow() + Doubled(FirstSlowdown, slowdowns);
            slowdowns++;
        }
    }

    private TimeSpan Doubled(TimeSpan first, int times)
    {
        var rest = first * Math.Pow(2, Math.Min(times, 16));
        return rest < longestRest ? rest : longestRest;
    }
}
