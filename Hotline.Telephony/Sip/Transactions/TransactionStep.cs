namespace Hotline.Telephony.Sip.Transactions;

/// <summary>States of the four machines (RFC 3261 §17; Accepted: RFC 6026).</summary>
internal enum TransactionState
{
    /// <summary>Nothing sent or answered yet; a client's first input is <see cref="TransactionInput.Start"/>.</summary>
    Initial,
    Calling,
    Trying,
    Proceeding,
    Completed,
    Confirmed,
    Accepted,
    Terminated,
}

/// <summary>What can happen to a transaction.</summary>
internal enum TransactionInput
{
    Start,

    /// <summary>The request came (again), at a server.</summary>
    Request,
    Ack,

    /// <summary>1xx: received by a client, given by the user of a server.</summary>
    Provisional,

    /// <summary>2xx.</summary>
    Success,

    /// <summary>300 to 699.</summary>
    Failure,

    /// <summary>Timer A, E or G: unreliable transports lose messages, send again.</summary>
    RetransmitTimer,

    /// <summary>Timer B, F or H: nobody answers.</summary>
    TimeoutTimer,

    /// <summary>Timer D, I, J, K, L or M: no more repeats are to be expected.</summary>
    LingerTimer,
    TransportError,
}

/// <summary>What a transaction has to do, in the order listed.</summary>
[Flags]
internal enum TransactionActions
{
    None = 0,

    /// <summary>Send the message at hand and keep it.</summary>
    Send = 1,

    /// <summary>Send the kept message again.</summary>
    Resend = 2,

    /// <summary>Acknowledge a refusal (RFC 3261 §17.1.1.3).</summary>
    SendAck = 4,

    /// <summary>Timer A: T1, doubled each time. Timer E and G: the same, up to T2.</summary>
    SetRetransmit = 8,

    /// <summary>Timer B, F, H: 64·T1.</summary>
    SetTimeout = 16,

    /// <summary>Timer D (32 s, 0 s if reliable).</summary>
    SetTimerD = 32,

    /// <summary>Timer I or K (T4, 0 s if reliable).</summary>
    SetTimerIK = 64,

    /// <summary>Timer J (64·T1, 0 s if reliable).</summary>
    SetTimerJ = 128,

    /// <summary>Timer L or M (64·T1, reliable or not: RFC 6026 §7.1, §8.4).</summary>
    SetTimerLM = 256,

    /// <summary>Hand the message to the user.</summary>
    PassUp = 512,
    ReportTimeout = 1024,
    ReportTransportError = 2048,
}

/// <summary>The next state and what to do on the way.</summary>
internal readonly record struct TransactionStep(TransactionState State, TransactionActions Actions);

/// <summary>The timers of RFC 3261 table 4.</summary>
internal static class SipTimers
{
    public static readonly TimeSpan T1 = TimeSpan.FromMilliseconds(500);
    public static readonly TimeSpan T2 = TimeSpan.FromSeconds(4);
    public static readonly TimeSpan T4 = TimeSpan.FromSeconds(5);

    /// <summary>Timers B, F, H, J, L, M.</summary>
    public static readonly TimeSpan Timeout = 64 * T1;

    public static readonly TimeSpan D = TimeSpan.FromSeconds(32);
}
