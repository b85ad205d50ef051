namespace Hotline.Telephony.Switchboard;

/// <summary>
/// How many numbers outside each agent may dial within an hour: what a stolen account can cost (toll fraud). Thread-safe; remembers no more than the agents'
/// allowances.
/// </summary>
internal sealed class DialAllowance(int perHour, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<long>> dialled = new(StringComparer.Ordinal);

    /// <summary>Takes one out of an agent's allowance; false where it is used up. Nobody's calls, as a supervisor's order, are not counted.</summary>
    public bool TryTake(string? agentId)
    {
        if (agentId is null || perHour == 0)
        {
            return true;
        }

        lock (gate)
        {
            if (!dialled.TryGetValue(agentId, out var times))
            {
                dialled[agentId] = times = new Queue<long>();
            }

            while (times.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Window)
            {
                times.Dequeue();
            }

            if (times.Count >= perHour)
            {
                return false;
            }

            times.Enqueue(time.GetTimestamp());
            return true;
        }
    }
}
