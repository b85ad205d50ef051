namespace Hotline.Telephony.Acd;

/// <summary>Who talked to whom last. Forgets after a day, and the earliest where there are too many.</summary>
internal sealed class RepeatCallers
{
    /// <summary>Numbers remembered: some days of a large city, in a few megabytes.</summary>
    private const int Capacity = 50_000;

    private static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    private readonly Dictionary<string, (string AgentId, TimeSpan At)> last = new(StringComparer.Ordinal);
    private readonly Queue<(string Number, TimeSpan At)> order = new();

    /// <summary>An agent talked to this number; of an empty one nothing is kept.</summary>
    public void Note(string number, string agentId, Moment now)
    {
        if (number.Length == 0)
        {
            return;
        }

        last[number] = (agentId, now.Elapsed);
        order.Enqueue((number, now.Elapsed));
        while (order.TryPeek(out var oldest) && (order.Count > Capacity || now.Elapsed - oldest.At > Memory))
        {
            order.Dequeue();
            if (last.TryGetValue(oldest.Number, out var kept) && kept.At == oldest.At)
            {
                last.Remove(oldest.Number);
            }
        }
    }

    /// <summary>The agent who talked to this number last; null where nobody did within a day.</summary>
    public string? LastAgentOf(string number, Moment now) =>
        last.TryGetValue(number, out var kept) && now.Elapsed - kept.At <= Memory ? kept.AgentId : null;
}
