namespace Hotline.Telephony;

/// <summary>Callers whom no agent answered, and callers who asked to be called back: what is owed to whom, and what became of it. Thread-safe.</summary>
public interface ICallbackDesk
{
    /// <summary>Raised after an entry changed or came; must not wait.</summary>
    event EventHandler? Changed;

    /// <summary>Every entry, the earliest first; closed ones for 90 days.</summary>
    IReadOnlyList<CallbackEntry> Entries { get; }

    /// <summary>Says what became of an entry. Refused where it is closed already.</summary>
    /// <param name="id">The entry.</param>
    /// <param name="outcome">What became of it; <see cref="CallbackState.Open"/> for an attempt in vain after which it is tried again.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="note">What they note of it; null for nothing.</param>
    SwitchboardAnswer Close(Guid id, CallbackState outcome, string by, string? note = null);
}

/// <summary>Why somebody is to be called back.</summary>
public enum CallbackKind
{
    /// <summary>They left the line without an agent (漏接).</summary>
    Missed,

    /// <summary>They asked for it, confirmed it by a key, and keep their place in line.</summary>
    Requested,

    /// <summary>They left a message.</summary>
    Message,
}

/// <summary>What became of it.</summary>
public enum CallbackState
{
    /// <summary>Nothing yet, or not for good.</summary>
    Open,

    /// <summary>They were called and talked to.</summary>
    Reached,

    /// <summary>They were called as often as is reasonable and did not answer.</summary>
    NotReached,

    /// <summary>They rang again by themselves and were answered.</summary>
    RangAgain,

    /// <summary>Somebody decided that no call is needed.</summary>
    Dismissed,
}

/// <summary>One number to be called back. There is at most one open entry per number.</summary>
public sealed record CallbackEntry
{
    /// <summary>The entry.</summary>
    public required Guid Id { get; init; }

    /// <summary>The number to call.</summary>
    public required string Number { get; init; }

    /// <summary>Why.</summary>
    public required CallbackKind Kind { get; init; }

    /// <summary>The call that brought it about; the last one, where they rang several times.</summary>
    public required CallId CallId { get; init; }

    /// <summary>When that call was over, or the place kept, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Calls from this number that no agent answered.</summary>
    public int Calls { get; init; } = 1;

    /// <summary>Attempts to call back.</summary>
    public int Attempts { get; init; }

    /// <summary>Each attempt from when they are kept one by one, with who tried and what came of it.</summary>
    public IReadOnlyList<CallbackAttempt> Tried { get; init; } = [];

    /// <summary>What became of it.</summary>
    public CallbackState State { get; init; }

    /// <summary>When it was closed, UTC; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Who closed it: an agent or another member of staff; null while it is open.</summary>
    public string? ClosedBy { get; init; }
}

/// <summary>An attempt to call back.</summary>
/// <param name="At">UTC.</param>
/// <param name="By">An agent or another member of staff.</param>
/// <param name="Reached">They talked.</param>
/// <param name="Note">What was noted; null for nothing.</param>
public sealed record CallbackAttempt(DateTimeOffset At, string By, bool Reached, string? Note);
