using System.Text;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Switchboard;

/// <summary>
/// Keeps the messages of traced calls. A leg is followed by its SIP Call-ID from the moment the call knows it; the INVITE of a call that comes is kept aside until it is
/// known whose it is. While nothing is traced a message costs one look at a flag.
/// </summary>
internal sealed class CallTraces(TimeProvider time) : ICallTraceDesk, ISipTap
{
    /// <summary>The name of the citizen's leg.</summary>
    public const string Citizen = "citizen";

    /// <summary>INVITEs kept aside: some seconds of a busy hour. The oldest go first.</summary>
    private const int MaxAside = 64;

    /// <summary>Messages kept of each: INVITE, 100, and repeats.</summary>
    private const int MaxOfOneAside = 8;

    /// <summary>A call that is over is followed so long: its last answers and repeats (64·T1).</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(32);

    private readonly Lock gate = new();
    private readonly Dictionary<CallId, Trace> traces = [];
    private readonly LinkedList<CallId> order = [];
    private readonly Dictionary<string, (Trace Trace, string Party)> followed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<TracedMessage>> aside = new(StringComparer.Ordinal);
    private readonly Queue<string> asideInOrder = new();
    private int waiting;
    private volatile bool isListening;

    /// <summary>Asks a call that goes on for its legs; false where it does not go on. Set once, by the node.</summary>
    public Func<CallId, bool>? AskForLegs { get; set; }

    /// <inheritdoc/>
    public bool IsListening => isListening;

    /// <inheritdoc/>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return waiting;
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<CallTraceSummary> Traces
    {
        get
        {
            lock (gate)
            {
                return [.. order.Select(call => traces[call]).Select(trace => new CallTraceSummary(trace.CallId, trace.Since, trace.EndedAt is not null, trace.Messages.Count))];
            }
        }
    }

    /// <inheritdoc/>
    public void TraceNext(int calls)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(calls);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(calls, ICallTraceDesk.MaxTraces);
        lock (gate)
        {
            waiting = calls;
            Settle();
        }
    }

    /// <inheritdoc/>
    public bool Begin(CallId call)
    {
        lock (gate)
        {
            if (traces.TryGetValue(call, out var known))
            {
                return known.EndedAt is null;
            }

            Open(call);
        }

        if (AskForLegs?.Invoke(call) == true)
        {
            return true;
        }

        Forget(call);
        return false;
    }

    /// <inheritdoc/>
    public CallTrace? Find(CallId call)
    {
        lock (gate)
        {
            return traces.TryGetValue(call, out var trace)
                ? new CallTrace(call, trace.Since, trace.EndedAt is not null, [.. trace.Messages], trace.NotKept)
                : null;
        }
    }

    /// <inheritdoc/>
    public bool Forget(CallId call)
    {
        lock (gate)
        {
            if (!traces.Remove(call, out var trace))
            {
                return false;
            }

            order.Remove(call);
            Leave(trace);
            Settle();
            return true;
        }
    }

    /// <summary>A call begins: one of those to be traced, where there are any.</summary>
    public void Arrived(CallId call)
    {
        if (!isListening)
        {
            return;
        }

        lock (gate)
        {
            if (waiting > 0)
            {
                waiting--;
                Open(call);
            }
        }
    }

    /// <summary>A leg of a call; of one that is not traced nothing is kept.</summary>
    /// <param name="call">The call.</param>
    /// <param name="sipCallId">The Call-ID of the leg.</param>
    /// <param name="party">Whose phone it is.</param>
    public void Follow(CallId call, string sipCallId, string party)
    {
        if (!isListening)
        {
            return;
        }

        lock (gate)
        {
            aside.Remove(sipCallId, out var before);
            if (!traces.TryGetValue(call, out var trace) || !followed.TryAdd(sipCallId, (trace, party)))
            {
                return;
            }

            before?.ForEach(message => trace.Keep(message with { Party = party }));
        }
    }

    /// <summary>A call is over.</summary>
    public void Ended(CallId call)
    {
        if (!isListening)
        {
            return;
        }

        lock (gate)
        {
            if (traces.TryGetValue(call, out var trace))
            {
                trace.EndedAt = time.GetTimestamp();
            }
        }
    }

    /// <inheritdoc/>
    public void Take(string callId, ReadOnlySpan<byte> message, SipFlow flow, bool isOurs)
    {
        var summary = SummaryOf(message);
        var isCall = summary == SipMethod.Invite && !isOurs;
        lock (gate)
        {
            LeaveWhatIsOver();
            var isFollowed = followed.TryGetValue(callId, out var leg);
            if (!isFollowed && !isCall && !aside.ContainsKey(callId))
            {
                return;
            }

            var traced = new TracedMessage(
                time.GetUtcNow(), leg.Party ?? "", flow.Remote.ToString(), flow.ViaName, isOurs, summary, SipRedaction.Show(message, TracedMessage.MaxText));
            if (isFollowed)
            {
                leg.Trace.Keep(traced);
            }
            else
            {
                KeepAside(callId, traced);
            }
        }
    }

    private static string SummaryOf(ReadOnlySpan<byte> message)
    {
        var end = message.IndexOf((byte)'\r');
        var line = Encoding.UTF8.GetString(end < 0 ? message : message[..end]);
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? line : line.StartsWith("SIP/2.0 ", StringComparison.Ordinal) ? line["SIP/2.0 ".Length..] : line[..space];
    }

    private void KeepAside(string callId, TracedMessage message)
    {
        if (!aside.TryGetValue(callId, out var messages))
        {
            aside.Add(callId, messages = []);
            asideInOrder.Enqueue(callId);
            if (asideInOrder.Count > MaxAside)
            {
                aside.Remove(asideInOrder.Dequeue());
            }
        }

        if (messages.Count < MaxOfOneAside)
        {
            messages.Add(message);
        }
    }

    private void Open(CallId call)
    {
        traces.Add(call, new Trace(call, time.GetUtcNow()));
        order.AddFirst(call);
        while (order.Count > ICallTraceDesk.MaxTraces)
        {
            traces.Remove(order.Last!.Value, out var oldest);
            order.RemoveLast();
            Leave(oldest!);
        }

        Settle();
    }

    private void LeaveWhatIsOver()
    {
        foreach (var trace in traces.Values)
        {
            if (!trace.IsLeft && trace.EndedAt is { } ended && time.GetElapsedTime(ended) > Afterwards)
            {
                Leave(trace);
                Settle();
            }
        }
    }

    private void Leave(Trace trace)
    {
        foreach (var sipCallId in followed.Where(leg => leg.Value.Trace == trace).Select(leg => leg.Key).ToList())
        {
            followed.Remove(sipCallId);
        }

        trace.IsLeft = true;
    }

    private void Settle()
    {
        isListening = waiting > 0 || traces.Values.Any(trace => !trace.IsLeft);
        if (!isListening)
        {
            aside.Clear();
            asideInOrder.Clear();
        }
    }

    private sealed class Trace(CallId callId, DateTimeOffset since)
    {
        public CallId CallId => callId;

        public DateTimeOffset Since => since;

        public List<TracedMessage> Messages { get; } = [];

        public int NotKept { get; private set; }

        public long? EndedAt { get; set; }

        /// <summary>Nothing of it is looked for any more.</summary>
        public bool IsLeft { get; set; }

        public void Keep(TracedMessage message)
        {
            if (Messages.Count < CallTrace.MaxMessages)
            {
                Messages.Add(message);
            }
            else
            {
                NotKept++;
            }
        }
    }
}
