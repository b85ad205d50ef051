namespace Hotline.Telephony;

/// <summary>
/// Tells callers where their case stands. Asked from a call flow; whoever answers late or throws costs the caller no more than the answer: they are
/// led on to an agent. Thread-safe.
/// </summary>
public interface ICaseInquiry
{
    /// <summary>Where a case stands; null where there is none that this caller may know of, alike whether it exists or not.</summary>
    /// <param name="number">The case number as keyed in: digits.</param>
    /// <param name="code">The query code as keyed in; null or empty where none was.</param>
    /// <param name="caller">The number they call from; empty where withheld.</param>
    /// <param name="cancellationToken">Given up by the call, or after some seconds.</param>
    ValueTask<InquiryState?> FindAsync(string number, string? code, string caller, CancellationToken cancellationToken);
}

/// <summary>Where a case stands, as far as a caller is told.</summary>
public enum InquiryState
{
    /// <summary>Accepted; not yet sent to a unit.</summary>
    Registered,

    /// <summary>Sent to a unit.</summary>
    Dispatched,

    /// <summary>The unit has signed for it and works on it.</summary>
    Handling,

    /// <summary>The unit has replied; the reply is being reviewed.</summary>
    Replied,

    /// <summary>Over.</summary>
    Closed,
}
