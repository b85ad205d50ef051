using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>
/// What people do with cases. Each call is one transaction: case, clocks, history, notices. Thread-safe.
/// An idempotency key (1 to 100 characters, chosen by the client, bound to the person) makes a repeat harmless: the same key again
/// changes nothing and answers with the case as it is now, marked <see cref="ActResult{T}.Done.Repeated"/>.
/// </summary>
public interface ICaseDesk
{
    /// <summary>Registers a case. Invalid names every missing field at once, in the client's names (<c>requestType</c>, <c>categoryCode</c>, …).</summary>
    ValueTask<ActResult<CaseView>> RegisterAsync(Actor actor, string idempotencyKey, NewCase newCase, CancellationToken cancellationToken);

    /// <summary>Does one act on a case.</summary>
    /// <param name="actor">Who acts.</param>
    /// <param name="idempotencyKey">The client's key.</param>
    /// <param name="caseNumber">The case.</param>
    /// <param name="version">The version the client saw; another one now gives <see cref="ActResult{T}.Changed"/>.</param>
    /// <param name="act">What to do.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    ValueTask<ActResult<CaseView>> ActAsync(Actor actor, string idempotencyKey, string caseNumber, int version, CaseAct act, CancellationToken cancellationToken);

    /// <summary>Records how a task ended; the case moves on accordingly. A task already done is not allowed again.</summary>
    ValueTask<ActResult<TaskView>> RecordTaskResultAsync(Actor actor, Guid taskId, TaskOutcome outcome, string? note, CancellationToken cancellationToken);
}

/// <summary>A case to be registered. What a person may have left out is nullable: the desk says which of it is missing.</summary>
public sealed record NewCase
{
    /// <summary>The contact in which it was brought; null for a case with no call or message of its own.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>One of the policy's request types, such as <c>complaint</c>.</summary>
    public string? RequestType { get; init; }

    /// <summary>A code of the category tree, any level; a code outside it is invalid, <c>other</c> means outside the tree (hanjiang-2016/1b).</summary>
    public string? CategoryCode { get; init; }

    /// <summary>Where; required for a hazard. At most 200 characters.</summary>
    public string? Place { get; init; }

    /// <summary>What is the matter, in words. At most 4,000 characters.</summary>
    public string? Text { get; init; }

    /// <summary>The requester asks not to be named to the unit.</summary>
    public bool Confidential { get; init; }

    /// <summary>A safety hazard: the 15-minute track (hanjiang-2016/11b).</summary>
    public bool Hazard { get; init; }

    /// <summary>The requester's name, if given.</summary>
    public string? RequesterName { get; init; }

    /// <summary>Where to reach them; null takes the contact's number.</summary>
    public string? RequesterPhone { get; init; }
}

/// <summary>One act on a case.</summary>
public abstract record CaseAct
{
    private CaseAct()
    {
    }

    /// <summary>Sends the case to a unit.</summary>
    /// <param name="UnitId">The unit.</param>
    /// <param name="Note">Words to the unit.</param>
    public sealed record Dispatch(string? UnitId, string? Note) : CaseAct;

    /// <summary>The unit signs for the case.</summary>
    public sealed record Sign : CaseAct;

    /// <summary>The unit confirms that it is on site (hanjiang-2016/11c).</summary>
    /// <param name="Place">Where.</param>
    /// <param name="Note">What was found.</param>
    public sealed record OnSite(string? Place, string? Note) : CaseAct;

    /// <summary>The unit replies.</summary>
    /// <param name="Text">The reply.</param>
    /// <param name="Outcome">How it ended.</param>
    public sealed record Reply(string? Text, CaseOutcome? Outcome) : CaseAct;

    /// <summary>The hotline closes the case and asks the requester.</summary>
    /// <param name="Outcome">How it ended.</param>
    /// <param name="Note">Words for the history.</param>
    public sealed record Close(CaseOutcome? Outcome, string? Note) : CaseAct;

    /// <summary>Sends the case back to the same unit, with new clocks.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Rework(string? Reason) : CaseAct;
}

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
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : ActResult<T>;

    /// <summary>The rules do not allow it.</summary>
    /// <param name="Code"><c>not-allowed</c>: not in this state; <c>no-right</c>: not for this person.</param>
    /// <param name="Clause">The clause that decided, where one did.</param>
    /// <param name="Reason">Why, for people.</param>
    /// <param name="Allowed">What this person may do with the case now.</param>
    public sealed record NotAllowed(string Code, string? Clause, string Reason, IReadOnlyList<ActView> Allowed) : ActResult<T>;

    /// <summary>The case changed since the client saw it.</summary>
    /// <param name="Version">Its version now.</param>
    /// <param name="Since">What happened to it since the client's version.</param>
    public sealed record Changed(int Version, IReadOnlyList<HistoryView> Since) : ActResult<T>;

    /// <summary>No such thing, as far as this person may know.</summary>
    public sealed record NotFound : ActResult<T>;
}
