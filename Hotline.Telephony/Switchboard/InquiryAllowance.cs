namespace Hotline.Telephony.Switchboard;

/// <summary>
/// How often cases may be asked after in vain within an hour: from one number (all withheld ones count as one), and after one case from anywhere. Beyond that
/// the answer is the one for cases that are not there, without asking. A right answer does not give tries back. Thread-safe, its memory bounded.
/// </summary>
internal sealed class InquiryAllowance(TimeProvider time)
{
    /// <summary>In vain within the window: a person keys in wrongly two or three times; a code has 10^12 values.</summary>
    public const int Most = 10;

    /// <summary>Callers and cases remembered; when full of fresh ones nobody asks, and callers are led to a person.</summary>
    public const int MostRemembered = 20_000;

    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<long>> inVain = new(StringComparer.Ordinal);

    public bool MayAsk(string caller, string number)
    {
        lock (gate)
        {
            if (inVain.Count >= MostRemembered)
            {
                foreach (var key in inVain.Keys.ToList())
                {
                    _ = Count(key);
                }
            }

            return inVain.Count < MostRemembered && Count(CallerKey(caller)) < Most && Count(CaseKey(number)) < Most;
        }
    }

    public void InVain(string caller, string number)
    {
        lock (gate)
        {
            foreach (var key in new[] { CallerKey(caller), CaseKey(number) })
            {
                if (!inVain.TryGetValue(key, out var times))
                {
                    inVain[key] = times = new Queue<long>();
                }

                times.Enqueue(time.GetTimestamp());
            }
        }
    }

    private int Count(string key)
    {
        if (!inVain.TryGetValue(key, out var times))
        {
            return 0;
        }

        while (times.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Window)
        {
            times.Dequeue();
        }

        if (times.Count == 0)
        {
            inVain.Remove(key);
        }

        return times.Count;
    }

    private static string CallerKey(string caller) => $"caller {caller}";

    private static string CaseKey(string number) => $"case {number}";
}
