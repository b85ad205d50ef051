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

    /// <summary>Records how a task ended; the case moves on accordingly. A task already done gives <see cref="ActResult{T}.Changed"/> with what was written since it was.</summary>
    ValueTask<ActResult<TaskView>> RecordTaskResultAsync(Actor actor, string idempotencyKey, Guid taskId, TaskResult result, CancellationToken cancellationToken);

    /// <summary>The same from a caller that does not repeat it: under a key of its own.</summary>
    ValueTask<ActResult<TaskView>> RecordTaskResultAsync(Actor actor, Guid taskId, TaskResult result, CancellationToken cancellationToken) =>
        RecordTaskResultAsync(actor, Guid.NewGuid().ToString("N"), taskId, result, cancellationToken);

    /// <summary>The same where nothing else was asked.</summary>
    ValueTask<ActResult<TaskView>> RecordTaskResultAsync(Actor actor, Guid taskId, TaskOutcome outcome, string? note, CancellationToken cancellationToken) =>
        RecordTaskResultAsync(actor, taskId, new TaskResult(outcome, note), cancellationToken);
}

/// <summary>How a task ended, or an attempt at it.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Note">Words for the history. At most 500 characters.</param>
/// <param name="Contacted">The unit had been in touch, in the requester's words; required where the policy asks for it and they answered.</param>
/// <param name="Solved">The matter is solved, in the requester's words; the same.</param>
public sealed record TaskResult(TaskOutcome Outcome, string? Note, bool? Contacted = null, bool? Solved = null);

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

    /// <summary>Where on the map, degrees east; given with <see cref="Latitude"/> or not at all.</summary>
    public double? Longitude { get; init; }

    /// <summary>Degrees north.</summary>
    public double? Latitude { get; init; }

    /// <summary>What is the matter, in words. At most 4,000 characters.</summary>
    public string? Text { get; init; }

    /// <summary>The fine that the matter may lead to, in yuan, where jurisdiction goes by it (xiangan-2018/2).</summary>
    public int? Fine { get; init; }

    /// <summary>The number of the policy's ground of acceptance, from 1; null: none named.</summary>
    public int? AcceptGround { get; init; }

    /// <summary>The requester asks not to be named to the unit.</summary>
    public bool Confidential { get; init; }

    /// <summary>The unit complained about (被诉单位): it, and those above and below it, do not see who asked. Null: none of the city's units.</summary>
    public string? AgainstUnitId { get; init; }

    /// <summary>A safety hazard: the 15-minute track (hanjiang-2016/11b).</summary>
    public bool Hazard { get; init; }

    /// <summary><c>simple</c>, <c>ordinary</c> or <c>complex</c>, where the policy's limits tell them apart; null: ordinary.</summary>
    public string? Complexity { get; init; }

    /// <summary>On the list of convenience services (便民服务事项清单); the category's own mark counts besides.</summary>
    public bool ConvenienceList { get; init; }

    /// <summary>Causes that put it under supervision from the start, such as <c>leader-instruction</c> (gaoling-2020/18); null: none.</summary>
    public IReadOnlyList<string>? SupervisionCauses { get; init; }

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
    /// <param name="CoHandlers">Units that help, each with its own task and limit; the unit leads and its reply closes.</param>
    public sealed record Dispatch(string? UnitId, string? Note, IReadOnlyList<CoHandlerForm>? CoHandlers = null) : CaseAct;

    /// <summary>The unit signs for the case.</summary>
    public sealed record Sign : CaseAct;

    /// <summary>The unit confirms that it is on site (hanjiang-2016/11c).</summary>
    /// <param name="Place">Where.</param>
    /// <param name="Note">What was found.</param>
    /// <param name="At">When, not before the dispatch; null: now.</param>
    /// <param name="Longitude">Degrees east; with <paramref name="Latitude"/> or not at all.</param>
    /// <param name="Latitude">Degrees north.</param>
    /// <param name="AccuracyMetres">How far the measured place may be off, 0 to 10,000.</param>
    /// <param name="PhotoIds">Photos of the case (<see cref="ICasePhotos"/>); at most 10.</param>
    public sealed record OnSite(
        string? Place,
        string? Note,
        DateTimeOffset? At = null,
        double? Longitude = null,
        double? Latitude = null,
        double? AccuracyMetres = null,
        IReadOnlyList<Guid>? PhotoIds = null) : CaseAct;

    /// <summary>Puts down that the requester was contacted, pointing at the call or message that shows it: with that requester, since the unit got the case.</summary>
    /// <param name="ContactId">An answered call, or a message that came in.</param>
    /// <param name="NoticeId">Or what the unit wrote through the platform, once it went out.</param>
    /// <param name="Note">What was said. At most 500 characters.</param>
    public sealed record ContactRequester(Guid? ContactId, Guid? NoticeId, string? Note) : CaseAct;

    /// <summary>A leader of the unit that has the case looks at who asked, for 15 minutes; not where the unit, or one above or below it, is complained about, nor in a report of a wrong.</summary>
    /// <param name="Reason">Why. At most 500 characters; it stands in the history and in the audit trail.</param>
    public sealed record Reveal(string? Reason) : CaseAct;

    /// <summary>Writes to the requester through the platform.</summary>
    /// <param name="Text">At most 300 characters.</param>
    public sealed record Message(string? Text) : CaseAct;

    /// <summary>The unit replies.</summary>
    /// <param name="Text">The reply.</param>
    /// <param name="Outcome">How it ended.</param>
    /// <param name="Closing">What the policy wants besides for an outcome that leaves the matter unsolved.</param>
    public sealed record Reply(string? Text, CaseOutcome? Outcome, ClosingForm? Closing = null) : CaseAct;

    /// <summary>The hotline closes the case, tells the requester how it ended, and asks.</summary>
    /// <param name="Outcome">How it ended.</param>
    /// <param name="Note">Words for the history; required where the outcome is another than the unit's.</param>
    public sealed record Close(CaseOutcome? Outcome, string? Note) : CaseAct;

    /// <summary>Sends the case back to the same unit, with new clocks.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Due">Its limit (指定期限); null: the policy's.</param>
    public sealed record Rework(string? Reason, DateTimeOffset? Due = null) : CaseAct;

    /// <summary>The hotline has looked whether the reply is true (核查).</summary>
    /// <param name="Passed">It is; otherwise the case goes back to the unit.</param>
    /// <param name="Note">What was found; required where it is not.</param>
    /// <param name="Due">The rework's limit; null: the policy's.</param>
    public sealed record Verify(bool? Passed, string? Note, DateTimeOffset? Due = null) : CaseAct;

    /// <summary>Whoever stands above the unit agrees to the closing asked for.</summary>
    /// <param name="Note">Words for the history.</param>
    public sealed record ApproveClosing(string? Note) : CaseAct;

    /// <summary>Whoever stands above the unit does not agree; the unit goes on with the case.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Due">The rework's limit; null: the policy's.</param>
    public sealed record RefuseClosing(string? Reason, DateTimeOffset? Due = null) : CaseAct;

    /// <summary>Takes the requester's objection to how a case ended; it becomes a task with a limit.</summary>
    /// <param name="Text">What they object to. At most 2,000 characters.</param>
    /// <param name="ContactId">The contact in which they said so; null where it came through no door of ours.</param>
    public sealed record Object(string? Text, Guid? ContactId = null) : CaseAct;

    /// <summary>The unit asks to give the case back (退件).</summary>
    /// <param name="Form">Why, and whose it is.</param>
    public sealed record Return(ReturnForm Form) : CaseAct;

    /// <summary>The office agrees to the return; the case goes to the next unit under the budget that the policy leaves it.</summary>
    /// <param name="UnitId">The next unit; null takes the one suggested.</param>
    /// <param name="Note">Words for the history.</param>
    public sealed record AcceptReturn(string? UnitId, string? Note) : CaseAct;

    /// <summary>The office does not agree to the return; the limit, which never stopped, stays.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Groundless">The matter is plainly the unit's own: remembered with it (无故退件).</param>
    public sealed record RefuseReturn(string? Reason, bool Groundless = false) : CaseAct;

    /// <summary>The unit asks for more time (延期).</summary>
    /// <param name="Form">Why, and until when.</param>
    public sealed record Extend(ExtensionForm Form) : CaseAct;

    /// <summary>The office grants the extension.</summary>
    /// <param name="Note">Words for the history.</param>
    public sealed record ApproveExtension(string? Note) : CaseAct;

    /// <summary>The office does not grant the extension.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record RefuseExtension(string? Reason) : CaseAct;

    /// <summary>Puts a superior's or a stricter law's limit on the case.</summary>
    /// <param name="Form">Whose, by which document, until when.</param>
    public sealed record SetLimit(LimitForm Form) : CaseAct;

    /// <summary>A further contact about the case (补充、催办).</summary>
    /// <param name="ContactId">The contact; null where it came through no door of ours.</param>
    /// <param name="Text">What it adds; may be empty where it only urges. At most 4,000 characters.</param>
    /// <param name="Urge">The requester urges.</param>
    public sealed record Supplement(Guid? ContactId, string? Text, bool Urge) : CaseAct;

    /// <summary>Handles the case together with another.</summary>
    /// <param name="Into">The number of the leading case.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Merge(string? Into, string? Reason) : CaseAct;

    /// <summary>Handles the case on its own again.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Unmerge(string? Reason) : CaseAct;

    /// <summary>Declines a registered case; the requester is told the ground and where to turn.</summary>
    /// <param name="Ground">Its number, from 1 in the policy's order.</param>
    /// <param name="Text">Words for the history.</param>
    public sealed record Refuse(int? Ground, string? Text) : CaseAct;

    /// <summary>The hotline answers on the spot, and the case is closed.</summary>
    /// <param name="Text">The answer; at most 4,000 characters.</param>
    /// <param name="Citations">What it rests on; at most 10.</param>
    public sealed record Answer(string? Text, IReadOnlyList<Citation>? Citations) : CaseAct;

    /// <summary>A co-handling unit answers for its part.</summary>
    /// <param name="Text">What it did; at most 4,000 characters.</param>
    public sealed record CoReply(string? Text) : CaseAct;

    /// <summary>The office that designates, while it has the case, names the unit responsible; that unit cannot give it back.</summary>
    /// <param name="UnitId">The unit.</param>
    /// <param name="Note">Words for the history.</param>
    public sealed record Designate(string? UnitId, string? Note) : CaseAct;

    /// <summary>The unit's leader confirms a return; the office decides on it then (gaoling-2020/9c).</summary>
    /// <param name="Note">Words for the history.</param>
    public sealed record ConfirmReturn(string? Note) : CaseAct;

    /// <summary>A leader signs the unit's result (yongning-2017/5-1b).</summary>
    /// <param name="Note">Words for the history.</param>
    public sealed record SignOff(string? Note) : CaseAct;

    /// <summary>A leader does not sign it.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record RefuseSignOff(string? Reason) : CaseAct;

    /// <summary>The unit sends work on to one below it; to the hotline it stays the unit that has the case.</summary>
    /// <param name="UnitId">A unit below one's own.</param>
    /// <param name="Task">What is to be done. At most 500 characters.</param>
    /// <param name="Due">Its limit; null, or later than that of the unit above: that one's.</param>
    public sealed record Delegate(string? UnitId, string? Task, DateTimeOffset? Due) : CaseAct;

    /// <summary>The office brings the dispute over who is responsible to those who decide it.</summary>
    /// <param name="Reason">What is disputed. At most 500 characters.</param>
    public sealed record OpenAdjudication(string? Reason) : CaseAct;

    /// <summary>The ruling with its record (gaoling-2020/13–15). The case goes to the unit named, which cannot give it back.</summary>
    /// <param name="Mode">One of the policy's ways of deciding.</param>
    /// <param name="Participants">Who took part. At most 500 characters.</param>
    /// <param name="Opinions">What each said. At most 500 characters.</param>
    /// <param name="Decision">The ruling. At most 500 characters.</param>
    /// <param name="UnitId">The unit responsible.</param>
    /// <param name="CoHandlers">Units that help.</param>
    public sealed record Adjudicate(
        string? Mode, string? Participants, string? Opinions, string? Decision, string? UnitId, IReadOnlyList<CoHandlerForm>? CoHandlers = null) : CaseAct;

    /// <summary>The unit asks that the case be watched (haimen-2016/2-4c).</summary>
    /// <param name="Process">What was done so far. At most 300 characters.</param>
    /// <param name="Plan">What will be done. At most 300 characters.</param>
    /// <param name="Direction">Which way enforcement goes. At most 300 characters.</param>
    /// <param name="ExpectedAt">When it is expected to be solved, within two years.</param>
    public sealed record Observe(string? Process, string? Plan, string? Direction, DateTimeOffset? ExpectedAt) : CaseAct;

    /// <summary>The office agrees to watch the case.</summary>
    /// <param name="Note">Words for the history.</param>
    public sealed record ApproveObservation(string? Note) : CaseAct;

    /// <summary>The office does not agree.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record RefuseObservation(string? Reason) : CaseAct;

    /// <summary>The unit below signs for the work.</summary>
    public sealed record TakeOn : CaseAct;

    /// <summary>The unit below answers upward.</summary>
    /// <param name="Text">What was done; at most 4,000 characters.</param>
    public sealed record ReportUp(string? Text) : CaseAct;

    /// <summary>The unit above sends the answer back down.</summary>
    /// <param name="UnitId">The unit that answered.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Due">A new limit; null: as far as may be.</param>
    public sealed record RedoBelow(string? UnitId, string? Reason, DateTimeOffset? Due) : CaseAct;
}

/// <summary>A unit that helps with a case (协办).</summary>
public sealed record CoHandlerForm
{
    /// <summary>The unit.</summary>
    public string? UnitId { get; init; }

    /// <summary>Its part. At most 500 characters.</summary>
    public string? Task { get; init; }

    /// <summary>Its limit; null, or later than the lead's: the lead's.</summary>
    public DateTimeOffset? Due { get; init; }
}

/// <summary>An article that an answer rests on.</summary>
/// <param name="ArticleId">The article of the knowledge base.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Title">Its title at that version.</param>
public sealed record Citation(string? ArticleId, int? Version, string? Title);

/// <summary>A return asked for. What the policy wants besides the reason is required by the desk.</summary>
public sealed record ReturnForm
{
    /// <summary>Why, and on what basis. At most 500 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Whose matter it is (yongning-2017/3-2b, hanjiang-2016/11d).</summary>
    public string? SuggestedUnitId { get; init; }

    /// <summary>How the hazard was secured first (hanjiang-2016/11d).</summary>
    public string? PreTreatment { get; init; }

    /// <summary>The leader who confirmed it (gaoling-2020/9c).</summary>
    public string? Leader { get; init; }
}

/// <summary>An extension asked for. What the policy wants besides the reason is required by the desk.</summary>
public sealed record ExtensionForm
{
    /// <summary>Why; at least as many characters as the policy asks for, at most 500.</summary>
    public string? Reason { get; init; }

    /// <summary>The new end; null takes the furthest that the policy allows, where it sets a bound.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>When and how the requester was told (hanjiang-2016/11f, xiangan-2018/3-7).</summary>
    public string? RequesterTold { get; init; }

    /// <summary>The leader who agreed (xiangan-2018/3-7) or confirmed (gaoling-2020/9b, long cycle).</summary>
    public string? Leader { get; init; }

    /// <summary>The track for cases that need very long (特殊长周期).</summary>
    public bool LongCycle { get; init; }
}

/// <summary>What a unit says besides when it asks to close what is not solved. What the policy wants of it is required by the desk.</summary>
public sealed record ClosingForm
{
    /// <summary>Why it cannot be solved, or is not justified (情况说明). At most 500 characters.</summary>
    public string? Statement { get; init; }

    /// <summary>When and how that was explained to the requester. At most 500 characters.</summary>
    public string? RequesterTold { get; init; }

    /// <summary>The unit's leader who agreed, where the policy asks for that. At most 500 characters.</summary>
    public string? Leader { get; init; }
}

/// <summary>A limit for one case.</summary>
public sealed record LimitForm
{
    /// <summary>Who sets it.</summary>
    public CaseLimitSource? Source { get; init; }

    /// <summary>The instruction, or the law and its article. At most 200 characters.</summary>
    public string? Document { get; init; }

    /// <summary>Its end; later than now.</summary>
    public DateTimeOffset? Due { get; init; }
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
