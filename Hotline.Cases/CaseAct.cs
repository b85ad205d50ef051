namespace Hotline.Cases;

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
