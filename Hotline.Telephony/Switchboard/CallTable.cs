using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Hotline.Telephony.Calls;

namespace Hotline.Telephony.Switchboard;

/// <summary>The calls that go on, no more than are admitted. Thread-safe.</summary>
internal sealed class CallTable(int maxCalls)
{
    private readonly ConcurrentDictionary<CallId, CallSession> sessions = new();
    private int places = maxCalls;

    public int Count => sessions.Count;

    /// <summary>Takes a place; false where all are taken. Give it back by <see cref="Remove"/>, or by <see cref="GiveBack"/> where no call came of it.</summary>
    public bool TryTakePlace()
    {
        if (Interlocked.Decrement(ref places) >= 0)
        {
            return true;
        }

        GiveBack();
        return false;
    }

    public void GiveBack() => Interlocked.Increment(ref places);

    public void Add(CallSession session) => sessions[session.Call.Id] = session;

    public void Remove(CallId call)
    {
        if (sessions.TryRemove(call, out _))
        {
            GiveBack();
        }
    }

    /// <summary>Ends every call and waits until they are freed, or until cancelled.</summary>
    public async Task ReleaseAllAsync(CancellationToken cancellationToken)
    {
        foreach (var session in sessions.Values)
        {
            session.Post(new Turned(CallTurn.Released));
        }

        await Task.WhenAny(Task.WhenAll(sessions.Values.Select(session => session.Freed)), Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken));
    }

    /// <summary>The call in which an agent has the citizen now; null where there is none. It may be over when it is asked for something.</summary>
    public CallSession? TalkOf(string agentId) => sessions.Values.FirstOrDefault(session => session.Call.Conversation?.Near?.AgentId == agentId);

    public bool TryFind(CallId call, [NotNullWhen(true)] out CallSession? session) => sessions.TryGetValue(call, out session);
}
