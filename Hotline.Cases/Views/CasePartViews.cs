namespace Hotline.Cases.Views;

/// <summary>A unit's part in a case (协办).</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Task">Its part.</param>
/// <param name="AskedAt">UTC.</param>
/// <param name="Due">Its limit, UTC; null where the lead has none either.</param>
/// <param name="Reply">What it did.</param>
/// <param name="RepliedAt">UTC.</param>
/// <param name="RepliedBy">Who replied.</param>
/// <param name="SettledAt">Over without a reply: the lead answered for all. UTC.</param>
/// <param name="Late">Its limit passed before it replied.</param>
public sealed record CoHandlingView(
    UnitRef Unit, string Task, DateTimeOffset AskedAt, DateTimeOffset? Due, string? Reply, DateTimeOffset? RepliedAt, string? RepliedBy, DateTimeOffset? SettledAt, bool Late);

/// <summary>Work that a unit sent on to one below it (下派).</summary>
/// <param name="Unit">The unit below.</param>
/// <param name="Above">The unit that sent it.</param>
/// <param name="Task">What is to be done.</param>
/// <param name="SentAt">UTC.</param>
/// <param name="Due">Its limit, UTC; null where the unit above has none either.</param>
/// <param name="SignedAt">Signed for, UTC.</param>
/// <param name="Reply">Its answer upward.</param>
/// <param name="RepliedAt">UTC.</param>
/// <param name="RepliedBy">Who answered.</param>
/// <param name="SettledAt">The unit above is done with it, UTC.</param>
/// <param name="Redone">How often the answer was sent back.</param>
/// <param name="Late">Its limit passed before it answered.</param>
public sealed record DelegationView(
    UnitRef Unit,
    UnitRef Above,
    string Task,
    DateTimeOffset SentAt,
    DateTimeOffset? Due,
    DateTimeOffset? SignedAt,
    string? Reply,
    DateTimeOffset? RepliedAt,
    string? RepliedBy,
    DateTimeOffset? SettledAt,
    int Redone,
    bool Late);

/// <summary>What a unit did, with what shows it.</summary>
/// <param name="Kind">A visit or a contact.</param>
/// <param name="Unit">Which unit.</param>
/// <param name="At">When it was, UTC.</param>
/// <param name="Place">Where, of a visit.</param>
/// <param name="Longitude">Degrees east, where measured.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="AccuracyMetres">How far that may be off.</param>
/// <param name="Photos">Photos of the case that show it.</param>
/// <param name="ContactId">The call or message that shows it.</param>
/// <param name="NoticeId">What was written through the platform.</param>
/// <param name="Medium">Of a contact: how.</param>
/// <param name="Note">What was found or said.</param>
/// <param name="RecordedAt">Put down, UTC.</param>
/// <param name="RecordedBy">By whom.</param>
public sealed record HandlingRecordView(
    HandlingRecordKind Kind,
    UnitRef Unit,
    DateTimeOffset At,
    string? Place,
    double? Longitude,
    double? Latitude,
    double? AccuracyMetres,
    IReadOnlyList<Guid> Photos,
    Guid? ContactId,
    Guid? NoticeId,
    Medium? Medium,
    string? Note,
    DateTimeOffset RecordedAt,
    string RecordedBy);

/// <summary>What a unit wrote to the requester through the platform.</summary>
/// <param name="Id">The notice: what a contact points at.</param>
/// <param name="Text">The words.</param>
/// <param name="State">Where it stands.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="SentAt">UTC.</param>
public sealed record UnitMessageView(Guid Id, string Text, NoticeState State, DateTimeOffset CreatedAt, DateTimeOffset? SentAt);

/// <summary>A dispute over who is responsible (争议认定).</summary>
/// <param name="OpenedAt">UTC.</param>
/// <param name="OpenedBy">By whom; <c>system</c> where a return opened it.</param>
/// <param name="Reason">What is disputed.</param>
/// <param name="Clause">The clause that opened it.</param>
/// <param name="Mode">How it was decided.</param>
/// <param name="Participants">Who took part.</param>
/// <param name="Opinions">What each said.</param>
/// <param name="Decision">The ruling.</param>
/// <param name="LeadUnit">The unit responsible.</param>
/// <param name="DecidedAt">UTC; null: not yet.</param>
/// <param name="DecidedBy">Who put down the ruling.</param>
/// <param name="WithdrawnAt">Without object since, UTC.</param>
public sealed record AdjudicationView(
    DateTimeOffset OpenedAt,
    string OpenedBy,
    string Reason,
    string? Clause,
    string? Mode,
    string? Participants,
    string? Opinions,
    string? Decision,
    UnitRef? LeadUnit,
    DateTimeOffset? DecidedAt,
    string? DecidedBy,
    DateTimeOffset? WithdrawnAt);

/// <summary>A photo of a case.</summary>
/// <param name="Id">The photo.</param>
/// <param name="MediaType">By its first bytes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its hash, lower-case hex.</param>
/// <param name="At">Put there, UTC.</param>
/// <param name="By">By whom.</param>
public sealed record PhotoView(Guid Id, string MediaType, long Bytes, string Sha256, DateTimeOffset At, string By);

/// <summary>A cell of the city's grid.</summary>
/// <param name="Cell">Its code.</param>
/// <param name="Unit">The territory unit.</param>
public sealed record GridCellView(string Cell, UnitRef? Unit);

/// <summary>Cases handled together (并案).</summary>
/// <param name="Lead">The case on which it is done; null: this one.</param>
/// <param name="Followers">The cases that follow this one.</param>
public sealed record MergeView(string? Lead, IReadOnlyList<string> Followers);

/// <summary>A version of a policy.</summary>
/// <param name="Id">Such as <c>hanjiang-2016</c>.</param>
/// <param name="Version">From 1.</param>
/// <param name="Title">The document's title.</param>
public sealed record PolicyVersionRef(string Id, int Version, string Title);

/// <summary>A limit that goes before the policy's for one case.</summary>
/// <param name="Source">Who sets it.</param>
/// <param name="Document">The instruction or the law.</param>
/// <param name="Due">Its end, UTC.</param>
/// <param name="Clause">The clause by which it goes first, where the policy has one.</param>
/// <param name="SetAt">UTC.</param>
/// <param name="SetBy">Who put it on the case.</param>
public sealed record LimitView(CaseLimitSource Source, string Document, DateTimeOffset Due, string? Clause, DateTimeOffset SetAt, string SetBy);

/// <summary>A return (退件), an extension (延期), a closing (申请办结) or a signature (审签) that a unit asked for.</summary>
/// <param name="Id">The request.</param>
/// <param name="Kind">Which.</param>
/// <param name="Unit">The unit that asked.</param>
/// <param name="AskedAt">UTC.</param>
/// <param name="AskedBy">Who asked.</param>
/// <param name="Reason">Why.</param>
/// <param name="Leader">The unit's leader who confirmed it.</param>
/// <param name="SuggestedUnit">Whose matter it is, in that unit's view.</param>
/// <param name="PreTreatment">How the hazard was secured first.</param>
/// <param name="RequesterTold">When and how the requester was told.</param>
/// <param name="Until">The new end, UTC.</param>
/// <param name="LongCycle">On the track for cases that need very long (特殊长周期).</param>
/// <param name="Clause">The clause it rests on.</param>
/// <param name="State">Where it stands.</param>
/// <param name="DecidedAt">UTC.</param>
/// <param name="DecidedBy">Who decided.</param>
/// <param name="Decision">In which words.</param>
/// <param name="Approver">The unit whose people decide; null: the hotline office.</param>
/// <param name="ByLeader">It is that unit's leader who decides.</param>
/// <param name="ConfirmedAt">Confirmed before the office decides, UTC.</param>
/// <param name="ConfirmedBy">Who confirmed it.</param>
/// <param name="ReplyText">The result that waits for a signature.</param>
/// <param name="Outcome">How it would end.</param>
/// <param name="Groundless">A return that was judged groundless (无故退件).</param>
/// <param name="PassedOver">Units that were to decide first and had nobody who could; the first named first.</param>
public sealed record UnitRequestView(
    Guid Id,
    UnitRequestKind Kind,
    UnitRef Unit,
    DateTimeOffset AskedAt,
    string AskedBy,
    string Reason,
    string? Leader,
    UnitRef? SuggestedUnit,
    string? PreTreatment,
    string? RequesterTold,
    DateTimeOffset? Until,
    bool LongCycle,
    string? Clause,
    UnitRequestState State,
    DateTimeOffset? DecidedAt,
    string? DecidedBy,
    string? Decision,
    UnitRef? Approver,
    bool ByLeader,
    DateTimeOffset? ConfirmedAt,
    string? ConfirmedBy,
    string? ReplyText,
    CaseOutcome? Outcome,
    bool Groundless,
    IReadOnlyList<PassedOverView> PassedOver);

/// <summary>A unit that a request did not go to, for no account there could decide.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="ByLeader">Its leader was to decide, and it has none; else it has nobody who handles cases.</param>
/// <param name="Elsewhere">It is another installation, which knows nothing of the request.</param>
public sealed record PassedOverView(UnitRef Unit, bool ByLeader, bool Elsewhere);

/// <summary>How long somebody held a case.</summary>
/// <param name="Unit">The unit; null: the hotline itself.</param>
/// <param name="Seconds">Elapsed.</param>
/// <param name="OfficeSeconds">Of them within office hours.</param>
public sealed record HeldView(UnitRef? Unit, long Seconds, long OfficeSeconds);

/// <summary>The window for the next extension.</summary>
/// <param name="Until">The last moment to ask, UTC.</param>
/// <param name="MaxTimes">How many the clock may have.</param>
/// <param name="Granted">How many it has had.</param>
/// <param name="MaxDue">The furthest that the next one may reach, UTC; null: no bound.</param>
/// <param name="Clause">The clause.</param>
public sealed record ExtensionView(DateTimeOffset Until, int MaxTimes, int Granted, DateTimeOffset? MaxDue, string Clause);

/// <summary>The window for a return.</summary>
/// <param name="Until">The last moment to ask, UTC.</param>
/// <param name="Clause">The clause.</param>
public sealed record ReturnView(DateTimeOffset Until, string Clause);

/// <summary>Who brought a case.</summary>
/// <param name="Name">The name; null if not given or masked.</param>
/// <param name="Phone">The phone; null if not given or masked.</param>
/// <param name="Masked">Masked for this person: who asked stands nowhere in the view, not in its texts either.</param>
public sealed record RequesterView(string? Name, string? Phone, bool Masked)
{
    /// <summary>Masked otherwise, and revealed to this person for a while; whatever shows the requester then shows the watermark too.</summary>
    public RevealView? Reveal { get; init; }
}

/// <summary>A masked requester revealed to one person.</summary>
/// <param name="Until">Until when, UTC.</param>
/// <param name="Watermark">Who looks, and when: unit, name, local time, case.</param>
public sealed record RevealView(DateTimeOffset Until, string Watermark);

/// <summary>A clock of a case.</summary>
/// <param name="Name">Such as <c>on-site</c>.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="Due">UTC.</param>
/// <param name="LateAfter">The last moment in time, UTC: when it is due, and the policy's grace.</param>
/// <param name="Warnings">When it warns, UTC.</param>
/// <param name="State">Where it stands.</param>
/// <param name="EndedAt">Stopped, UTC.</param>
/// <param name="Clause">The clause that sets it.</param>
/// <param name="Gist">The clause in a line.</param>
/// <param name="Provisional">Worked out without an official calendar.</param>
/// <param name="Explanation">How the due time was worked out.</param>
public sealed record ClockView(
    string Name,
    DateTimeOffset StartedAt,
    DateTimeOffset Due,
    DateTimeOffset LateAfter,
    IReadOnlyList<DateTimeOffset> Warnings,
    ClockState State,
    DateTimeOffset? EndedAt,
    string Clause,
    string Gist,
    bool Provisional,
    string Explanation);

/// <summary>A case at a unit.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="DispatchedAt">UTC.</param>
/// <param name="DispatchedBy">Who sent it.</param>
/// <param name="SignedAt">UTC.</param>
/// <param name="RepliedAt">UTC.</param>
/// <param name="ReturnedAt">Given back and taken back, UTC.</param>
/// <param name="Automatic">Sent by the system.</param>
/// <param name="Reason">Why this unit, or the dispatcher's words.</param>
/// <param name="Clause">The clause it rests on.</param>
public sealed record AssignmentView(
    UnitRef Unit,
    DateTimeOffset DispatchedAt,
    string DispatchedBy,
    DateTimeOffset? SignedAt,
    DateTimeOffset? RepliedAt,
    DateTimeOffset? ReturnedAt,
    bool Automatic,
    string? Reason,
    string? Clause);

/// <summary>A unit's reply.</summary>
/// <param name="Text">The words.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="At">UTC.</param>
/// <param name="By">Who replied.</param>
/// <param name="Citations">What an answer on the spot rests on.</param>
public sealed record ReplyView(string Text, CaseOutcome Outcome, DateTimeOffset At, string By, IReadOnlyList<Citation> Citations);

/// <summary>The question to the requester.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="AskedAt">Sent, UTC.</param>
/// <param name="Answer">The answer.</param>
/// <param name="AnsweredAt">UTC.</param>
/// <param name="Contacted">Whether the unit had been in touch, in the requester's words; null where that was not said.</param>
/// <param name="Solved">Whether the matter is solved, in the requester's words; null where that was not said.</param>
/// <param name="UnitAtFault">Whether a second person judged the unit to be at fault; null: not judged.</param>
public sealed record SurveyView(
    SurveyState State, DateTimeOffset? AskedAt, SatisfactionRating? Answer, DateTimeOffset? AnsweredAt, bool? Contacted, bool? Solved, bool? UnitAtFault);

/// <summary>An entry of the history. Sealed: <paramref name="Hash"/> covers this entry and the hash before it.</summary>
/// <param name="Seq">From 1, without gaps.</param>
/// <param name="At">UTC.</param>
/// <param name="Actor">Who; <c>system</c> for what happened by itself.</param>
/// <param name="Act">What, as a code.</param>
/// <param name="Detail">In words.</param>
/// <param name="Clause">The clause it rests on.</param>
/// <param name="Hash">SHA-256, lower-case hex.</param>
public sealed record HistoryView(int Seq, DateTimeOffset At, string Actor, string Act, string Detail, string? Clause, string Hash);

/// <summary>Something this person may do.</summary>
/// <param name="Act">The act.</param>
/// <param name="Clause">The clause it rests on.</param>
public sealed record ActView(CaseActKind Act, string? Clause);
