namespace Hotline.Cases;

/// <summary>
/// What a citizen sees and does about their own cases with a code sent to their telephone. Nothing here says whether a number has cases, a code was ever
/// sent to it, or a case exists: whoever cannot show the code gets one and the same answer. Thread-safe.
/// </summary>
public interface IProgressDesk
{
    /// <summary>
    /// A code of six digits for that number, good once and for 10 minutes; one in a minute and five in 24 hours for a number, 20 in an hour for a network
    /// address, whether the number has cases or not.
    /// </summary>
    /// <param name="phone">The number, as written.</param>
    /// <param name="address">The network address that asks.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    ValueTask<CodeIssue> IssueAsync(string phone, string address, CancellationToken cancellationToken);

    /// <summary>Uses a code up. Null where it is wrong, used, too old, or was never sent; after five wrong ones the right one is wrong too.</summary>
    ValueTask<CitizenVisit?> OpenAsync(string phone, string code, CancellationToken cancellationToken);

    /// <summary>The cases as they are now; null where the visit is over (15 minutes).</summary>
    ValueTask<CitizenVisit?> LookAsync(string ticket, CancellationToken cancellationToken);

    /// <summary>Objects to how a case ended. At most 2,000 characters.</summary>
    ValueTask<CitizenResult> ObjectAsync(string ticket, string caseNumber, string text, CancellationToken cancellationToken);

    /// <summary>Answers the open question after a closing.</summary>
    ValueTask<CitizenResult> RateAsync(string ticket, string caseNumber, CitizenRating rating, CancellationToken cancellationToken);
}

/// <summary>What became of the wish for a code.</summary>
/// <param name="TooMany">Too many were asked for: nothing is sent.</param>
/// <param name="Code">The code to be sent to the number asked for; null where nothing is to be sent, of which the asker is told nothing.</param>
public sealed record CodeIssue(bool TooMany, string? Code);

/// <summary>How satisfied a citizen is.</summary>
/// <param name="Rating">How satisfied.</param>
/// <param name="Contacted">Whether the unit had been in touch; null: not said.</param>
/// <param name="Solved">Whether it is solved; null: not said.</param>
public sealed record CitizenRating(SatisfactionRating Rating, bool? Contacted, bool? Solved);

/// <summary>What a citizen sees of their own cases.</summary>
/// <param name="Ticket">Opens it again for 15 minutes.</param>
/// <param name="Cases">The newest first, at most 20.</param>
public sealed record CitizenVisit(string Ticket, IReadOnlyList<OwnProgress> Cases);

/// <summary>A case as its requester may know it.</summary>
/// <param name="Number">The case number.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Outcome">How it ended; null before it is closed.</param>
/// <param name="Gist">The first words of what they brought.</param>
/// <param name="UnitName">The unit that has it; null before it was sent to one.</param>
/// <param name="RegisteredAt">UTC.</param>
/// <param name="ClosedAt">UTC.</param>
/// <param name="ReplyText">The reply, once the hotline has closed the case.</param>
/// <param name="MayRate">The question whether they are satisfied is open.</param>
/// <param name="MayObject">They may object to how it ended.</param>
/// <param name="Objection">Whether, until when and by which clause.</param>
/// <param name="Steps">What happened, in our words, the first first.</param>
public sealed record OwnProgress(
    string Number,
    CaseState State,
    CaseOutcome? Outcome,
    string Gist,
    string? UnitName,
    DateTimeOffset RegisteredAt,
    DateTimeOffset? ClosedAt,
    string? ReplyText,
    bool MayRate,
    bool MayObject,
    ObjectionWindow Objection,
    IReadOnlyList<OwnStep> Steps);

/// <summary>A step of one's own case.</summary>
/// <param name="Words">What happened.</param>
/// <param name="At">UTC.</param>
public sealed record OwnStep(string Words, DateTimeOffset At);

/// <summary>Where a requester's right to object to how their case ended stands.</summary>
public enum ObjectionStanding
{
    /// <summary>The case is not over: there is nothing to object to.</summary>
    CaseOpen,

    /// <summary>They may object.</summary>
    Open,

    /// <summary>An objection is being looked at.</summary>
    Pending,

    /// <summary>Its time has passed.</summary>
    Expired,
}

/// <summary>The time in which a requester may object.</summary>
/// <param name="Standing">Whether they may now.</param>
/// <param name="Until">The end of the time, UTC; null: the case is not over, or the policy sets none.</param>
/// <param name="Clause">The clause that sets it; null where the policy has none.</param>
/// <param name="Gist">What that clause says, in short.</param>
public sealed record ObjectionWindow(ObjectionStanding Standing, DateTimeOffset? Until, string? Clause, string? Gist);

/// <summary>What a requester can do about their own case.</summary>
public enum CitizenAct
{
    /// <summary>Say how satisfied they are.</summary>
    Rate,

    /// <summary>Object to how it ended.</summary>
    Object,

    /// <summary>Add something to it.</summary>
    Supplement,

    /// <summary>Bring another matter.</summary>
    Report,
}

/// <summary>What became of what a citizen did.</summary>
/// <param name="Answer">Whether it is done.</param>
/// <param name="Refusal">Why it cannot be done now; null otherwise.</param>
public sealed record CitizenResult(CitizenAnswer Answer, CitizenRefusal? Refusal = null);

/// <summary>Why a requester cannot do something now, and what they can.</summary>
/// <param name="Reason">In words for them.</param>
/// <param name="Clause">The clause; null where none says so.</param>
/// <param name="Until">When the time for it ended, UTC; null where it is not a matter of time.</param>
/// <param name="Acts">What they can do instead.</param>
public sealed record CitizenRefusal(string Reason, string? Clause, DateTimeOffset? Until, IReadOnlyList<CitizenAct> Acts);

/// <summary>Whether what a citizen wanted is done.</summary>
public enum CitizenAnswer
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>It cannot be done now: no question is open, the case is not over, its time has passed, or an objection is being looked at.</summary>
    NotNow,

    /// <summary>The visit is over, or it is no case of theirs.</summary>
    NotFound,

    /// <summary>Nothing is written, or too much.</summary>
    Invalid,
}
