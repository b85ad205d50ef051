namespace Hotline.Telephony;

/// <summary>
/// The SIP messages of single calls, kept while somebody wants to see them. What is secret is struck out before it is kept: credentials, keys of SRTP and ICE, digits
/// pressed, tokens. Numbers stay: whoever may see a trace may see them. In memory only; the oldest traces go first. Thread-safe.
/// </summary>
public interface ICallTraceDesk
{
    /// <summary>The most calls to come that can be asked for, and the most traces kept.</summary>
    const int MaxTraces = 50;

    /// <summary>How many of the next calls will be traced from their first message on.</summary>
    int Waiting { get; }

    /// <summary>The traces there are, the latest first.</summary>
    IReadOnlyList<CallTraceSummary> Traces { get; }

    /// <summary>Traces the next calls, each from its first message on.</summary>
    /// <param name="calls">0 (none any more) to <see cref="MaxTraces"/>.</param>
    void TraceNext(int calls);

    /// <summary>Traces a call that goes on, from now on. False where it does not; true too where it is traced already.</summary>
    bool Begin(CallId call);

    /// <summary>A trace as it is now; null where there is none.</summary>
    CallTrace? Find(CallId call);

    /// <summary>Traces the call no more, and forgets what was kept. False where there is no trace.</summary>
    bool Forget(CallId call);
}

/// <summary>A trace, without its messages.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Since">When the trace began, UTC.</param>
/// <param name="IsOver">The call has ended.</param>
/// <param name="Messages">Messages kept.</param>
public sealed record CallTraceSummary(CallId CallId, DateTimeOffset Since, bool IsOver, int Messages);

/// <summary>The messages of one call, in the order in which we sent and received them.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Since">When the trace began, UTC.</param>
/// <param name="IsOver">The call has ended.</param>
/// <param name="Messages">At most <see cref="MaxMessages"/>.</param>
/// <param name="NotKept">Messages that came after that many.</param>
public sealed record CallTrace(CallId CallId, DateTimeOffset Since, bool IsOver, IReadOnlyList<TracedMessage> Messages, int NotKept)
{
    /// <summary>A usual call has 20 to 40.</summary>
    public const int MaxMessages = 400;
}

/// <summary>One SIP message of a traced call.</summary>
/// <param name="At">When it was sent or received, UTC.</param>
/// <param name="Party">Whose phone is at the other end: <c>citizen</c>, an agent's id, or a number dialled.</param>
/// <param name="Address">Its address, or that of the proxy or trunk before it.</param>
/// <param name="Transport">UDP, TCP, TLS, WS or WSS.</param>
/// <param name="IsOurs">We sent it.</param>
/// <param name="Summary">The method, or the status with its phrase.</param>
/// <param name="Text">The whole message, at most <see cref="MaxText"/> characters, secrets struck out.</param>
public sealed record TracedMessage(DateTimeOffset At, string Party, string Address, string Transport, bool IsOurs, string Summary, string Text)
{
    /// <summary>Longer ones are cut.</summary>
    public const int MaxText = 8192;
}
