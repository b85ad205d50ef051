using System.Net;

namespace Hotline.Host.Access;

/// <summary>
/// Slows down guessing. After some failures a name from one address, a whole address, or a name from everywhere has to wait;
/// each further failure doubles the wait, a quiet quarter of an hour clears it. Counts names that exist and names that do not alike. Thread-safe.
/// </summary>
internal sealed class SignInGuard(TimeProvider time)
{
    /// <summary>Failures allowed for one name from one address before the first wait.</summary>
    public const int FailuresPerPair = 5;

    /// <summary>Failures allowed from one address, whatever the names: a shift's worth of typing errors behind one proxy.</summary>
    public const int FailuresPerAddress = 50;

    /// <summary>Failures allowed for one name from everywhere.</summary>
    public const int FailuresPerName = 20;

    /// <summary>The first wait.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>Entries kept; stops a guesser of names from filling the memory.</summary>
    public const int MostEntries = 20_000;

    private readonly Dictionary<(string? Name, IPAddress? Address), Entry> entries = [];
    private readonly Lock gate = new();

    /// <summary>Names and addresses remembered now.</summary>
    public int Entries
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>
    /// Begins an attempt: zero, or how long this name has to wait before the next one from this address. An attempt that may go on counts as
    /// failed until <see cref="Succeeded"/>, so that a hundred at once are no way around the count.
    /// </summary>
    public TimeSpan Begin(string userName, IPAddress address)
    {
        lock (gate)
        {
            // Read inside the lock, and judged only where failures are over the count: neither attempts at once nor a clock that is put back make anybody wait.
            var now = time.GetUtcNow();
            var keys = Keys(userName, address);
            var until = keys.Max(key => entries.TryGetValue(key.Key, out var entry) && entry.Failures >= key.Allowed ? entry.BlockedUntil : DateTimeOffset.MinValue);
            if (until > now)
            {
                return until - now;
            }

            ForgetOld(now);
            foreach (var (key, allowed) in keys)
            {
                var recent = entries.TryGetValue(key, out var entry) && entry.BlockedUntil + LongestWait > now;
                var failures = recent ? entry.Failures + 1 : 1;
                entries[key] = new Entry(failures, now + WaitAfter(failures - allowed));
            }

            return TimeSpan.Zero;
        }
    }

    /// <summary>The attempt was none to count: forgets what this name did at this address, and takes the attempt off the other counts.</summary>
    public void Succeeded(string userName, IPAddress address)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            foreach (var (key, allowed) in Keys(userName, address))
            {
                if (entries.TryGetValue(key, out var entry))
                {
                    entries[key] = new Entry(entry.Failures - 1, entry.Failures - 1 < allowed ? now : entry.BlockedUntil);
                }
            }

            entries.Remove((Normal(userName), address));
        }
    }

    private static TimeSpan WaitAfter(int over) =>
        over < 0 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(LongestWait.Ticks, FirstWait.Ticks << Math.Min(over, 10)));

    private static ((string? Name, IPAddress? Address) Key, int Allowed)[] Keys(string userName, IPAddress address) =>
    [
        ((Normal(userName), address), FailuresPerPair),
        ((Normal(userName), null), FailuresPerName),
        ((null, address), FailuresPerAddress),
    ];

    private static string Normal(string userName) => userName.ToUpperInvariant();

    private void ForgetOld(DateTimeOffset now)
    {
        if (entries.Count < MostEntries)
        {
            return;
        }

        foreach (var key in entries.Where(entry => entry.Value.BlockedUntil + LongestWait < now).Select(entry => entry.Key).ToArray())
        {
            entries.Remove(key);
        }

        // Still full: the flood is going on; the oldest half makes room, so memory stays bounded.
        if (entries.Count >= MostEntries)
        {
            foreach (var key in entries.OrderBy(entry => entry.Value.BlockedUntil).Take(MostEntries / 2).Select(entry => entry.Key).ToArray())
            {
                entries.Remove(key);
            }
        }
    }

    private readonly record struct Entry(int Failures, DateTimeOffset BlockedUntil);
}
