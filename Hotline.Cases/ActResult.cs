using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>How an act ended.</summary>
/// <typeparam name="T">What is shown after it.</typeparam>
public abstract record ActResult<T>
{
    private ActResult()
    {
    }

    /// <summary>It is done and committed.</summary>
    /// <param name="View">What it looks like now, to the person who acted.</param>
    /// <param name="Repeated">The idempotency key was seen before; nothing was changed this time.</param>
    public sealed record Done(T View, bool Repeated) : ActResult<T>;

    /// <summary>Something is missing or wrong.</summary>
    /// <param name="Errors">Messages by the client's field name.</param>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : ActResult<T>
    {
        /// <summary>The clause that wants it, where the policy names one for this act.</summary>
        public string? Clause { get; init; }
    }

    /// <summary>The rules do not allow it.</summary>
    /// <param name="Code"><c>not-allowed</c>: not in this state; <c>no-right</c>: not for this person.</param>
    /// <param name="Clause">The clause that decided, where one did.</param>
    /// <param name="Reason">Why, for people.</param>
    /// <param name="Allowed">What this person may do with the case now.</param>
    public sealed record NotAllowed(string Code, string? Clause, string Reason, IReadOnlyList<ActView> Allowed) : ActResult<T>
    {
        /// <summary>Of an act of supervision: what of that kind this person may do now, in the place of <see cref="Allowed"/>; null of any other act.</summary>
        public IReadOnlyList<SupervisionActView>? Supervision { get; init; }
    }

    /// <summary>The case changed since the client saw it.</summary>
    /// <param name="Version">Its version now.</param>
    /// <param name="Since">What happened to it since the client's version.</param>
    public sealed record Changed(int Version, IReadOnlyList<HistoryView> Since) : ActResult<T>;

    /// <summary>The idempotency key was sent before, with another body, and that was done.</summary>
    /// <param name="CaseNumber">The case that it was done with.</param>
    public sealed record KeyUsed(string CaseNumber) : ActResult<T>;

    /// <summary>No such thing, as far as this person may know.</summary>
    public sealed record NotFound : ActResult<T>;
}
