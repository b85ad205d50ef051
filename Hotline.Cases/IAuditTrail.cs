namespace Hotline.Cases;

/// <summary>Keeps what was done outside the case core that has to be accounted for, beside its own acts. Thread-safe.</summary>
public interface IAuditTrail
{
    /// <summary>Writes an entry; it is kept when this returns, and never changed.</summary>
    /// <param name="actor">Who did it; null for the product itself.</param>
    /// <param name="act">What.</param>
    /// <param name="subject">What it was done to: a call, an address. At most 100 characters.</param>
    /// <param name="reason">Why, or how much; null where that goes without saying.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask NoteAsync(Actor? actor, AuditedAct act, string subject, string? reason, CancellationToken cancellationToken);
}

/// <summary>Acts outside the case core that stand in the audit trail.</summary>
public enum AuditedAct
{
    /// <summary>The messages of a call are kept from then on (<c>trace.begin</c>).</summary>
    TraceBegin,

    /// <summary>The messages of the next calls are to be kept (<c>trace.next</c>).</summary>
    TraceNext,

    /// <summary>The messages of a call were looked at (<c>trace.read</c>).</summary>
    TraceRead,

    /// <summary>They were taken away as a file (<c>trace.export</c>).</summary>
    TraceExport,

    /// <summary>They were deleted (<c>trace.delete</c>).</summary>
    TraceDelete,

    /// <summary>An address is not listened to for a time, for its wrong credentials (<c>ban.set</c>).</summary>
    BanSet,

    /// <summary>A ban was lifted (<c>ban.lift</c>).</summary>
    BanLift,

    /// <summary>A disabled account gave its right password and was not let in (<c>session.refuse</c>).</summary>
    SessionRefuse,
}
