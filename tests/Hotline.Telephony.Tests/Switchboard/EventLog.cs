using Hotline.Telephony.Tests.Sip;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>A sink that keeps what it takes, and refuses while it is told to.</summary>
internal sealed class EventLog : ICallEventSink
{
    private readonly Lock gate = new();
    private readonly List<CallEvent> taken = [];
    private int refusals;

    /// <summary>The database is away.</summary>
    public bool Down { get; set; }

    public int Refusals => Volatile.Read(ref refusals);

    public IReadOnlyList<CallEvent> Taken
    {
        get
        {
            lock (gate)
            {
                return [.. taken];
            }
        }
    }

    public ValueTask AcceptAsync(CallEvent callEvent, CancellationToken cancellationToken)
    {
        if (Down)
        {
            Interlocked.Increment(ref refusals);
            throw new IOException("the database is away");
        }

        lock (gate)
        {
            taken.Add(callEvent);
        }

        return ValueTask.CompletedTask;
    }

    public IReadOnlyList<T> All<T>()
        where T : CallEvent => [.. Taken.OfType<T>()];

    /// <summary>Waits for an event, past ones included.</summary>
    public async Task<T> WaitForAsync<T>(Func<T, bool>? wanted = null, int occurrence = 1)
        where T : CallEvent
    {
        await Deadline.Until(() => All<T>().Where(wanted ?? (_ => true)).Count() >= occurrence, $"{typeof(T).Name} did not come; there were {string.Join(", ", Taken.Select(one => one.GetType().Name))}");
        return All<T>().Where(wanted ?? (_ => true)).ElementAt(occurrence - 1);
    }

    /// <summary>The states an agent went through, with the reason where there was one.</summary>
    public IReadOnlyList<string> StatesOf(string agentId) =>
        [.. All<AgentStateChanged>().Where(change => change.AgentId == agentId).Select(change => change.State + (change.Reason is null ? "" : " " + change.Reason))];
}
