namespace Hotline.Cases;

/// <summary>Where a case stands.</summary>
public enum CaseState
{
    /// <summary>Registered, with no unit yet.</summary>
    Registered,

    /// <summary>Sent to a unit.</summary>
    Dispatched,

    /// <summary>The unit signed for it.</summary>
    Signed,

    /// <summary>The unit replied.</summary>
    Replied,

    /// <summary>Closed; the requester is being asked.</summary>
    Closed,

    /// <summary>The requester is to be called back.</summary>
    FollowUp,

    /// <summary>Over.</summary>
    Archived,
}

/// <summary>How a case ended for the citizen. Closed is not solved.</summary>
public enum CaseOutcome
{
    /// <summary>Solved.</summary>
    Solved,

    /// <summary>Partly solved.</summary>
    Partly,

    /// <summary>Explained.</summary>
    Explained,

    /// <summary>Cannot be solved now.</summary>
    CannotBeSolvedNow,

    /// <summary>The complaint was not justified.</summary>
    NotJustified,

    /// <summary>Not a matter for this hotline.</summary>
    NotOurs,
}

/// <summary>The acts people do on a registered case.</summary>
public enum CaseActKind
{
    /// <summary>Send to a unit.</summary>
    Dispatch,

    /// <summary>Sign for it.</summary>
    Sign,

    /// <summary>Confirm being on site.</summary>
    OnSite,

    /// <summary>Put down a call or message with the requester (联系诉求人).</summary>
    Contact,

    /// <summary>Write to the requester through the platform.</summary>
    Message,

    /// <summary>Look for a while at who asked, for a reason (查看诉求人身份).</summary>
    Reveal,

    /// <summary>Reply.</summary>
    Reply,

    /// <summary>Close and ask the requester.</summary>
    Close,

    /// <summary>Send back to the same unit.</summary>
    Rework,

    /// <summary>The unit asks to give the case back (退件).</summary>
    Return,

    /// <summary>The office agrees, and the case goes to the next unit.</summary>
    AcceptReturn,

    /// <summary>The office does not agree; the original limit runs on.</summary>
    RefuseReturn,

    /// <summary>The unit asks for more time (延期).</summary>
    Extend,

    /// <summary>The office grants it.</summary>
    ApproveExtension,

    /// <summary>The office does not grant it.</summary>
    RefuseExtension,

    /// <summary>A superior's or a stricter law's limit goes before the policy's for this case.</summary>
    SetLimit,

    /// <summary>A further contact about it: what it adds, and that it urges (补充、催办).</summary>
    Supplement,

    /// <summary>Handle it together with another case (并案); each keeps its number, clocks, reply and survey.</summary>
    Merge,

    /// <summary>Handle it on its own again.</summary>
    Unmerge,

    /// <summary>Decline it on one of the policy's grounds (不予受理).</summary>
    Refuse,

    /// <summary>Answer it on the spot (当场答复).</summary>
    Answer,

    /// <summary>A co-handling unit answers for its part (协办答复).</summary>
    CoReply,

    /// <summary>The office that designates names the unit (指定).</summary>
    Designate,

    /// <summary>Look whether the reply is true (核查); what is not goes back to the unit.</summary>
    Verify,

    /// <summary>Whoever stands above the unit agrees to closing what is not solved (上级审核).</summary>
    ApproveClosing,

    /// <summary>They do not agree; the case goes back to the unit.</summary>
    RefuseClosing,

    /// <summary>The requester objects to how it ended (异议).</summary>
    Object,

    /// <summary>The unit's leader confirms a return before the office decides on it.</summary>
    ConfirmReturn,

    /// <summary>A leader signs the unit's result, which is its reply from then on (审签).</summary>
    SignOff,

    /// <summary>A leader sends the result back to those who handle.</summary>
    RefuseSignOff,

    /// <summary>The unit sends work on to one below it (下派).</summary>
    Delegate,

    /// <summary>The unit below signs for it.</summary>
    TakeOn,

    /// <summary>The unit below answers upward (上报).</summary>
    ReportUp,

    /// <summary>The office brings a dispute over who is responsible to those who decide it (争议认定).</summary>
    OpenAdjudication,

    /// <summary>The ruling, with its record; it binds.</summary>
    Adjudicate,

    /// <summary>The unit asks that the case be watched until an expected date (待观察).</summary>
    Observe,

    /// <summary>The office agrees: it leaves the overdue list until then.</summary>
    ApproveObservation,

    /// <summary>The office does not agree.</summary>
    RefuseObservation,

    /// <summary>The unit above sends that answer back (退回下级重办).</summary>
    RedoBelow,
}

/// <summary>What a unit's record of its handling is about.</summary>
public enum HandlingRecordKind
{
    /// <summary>A visit on site (到场).</summary>
    OnSite,

    /// <summary>A call or message with the requester (联系).</summary>
    Contact,
}

/// <summary>Who sets a limit for one case that goes before the policy's.</summary>
public enum CaseLimitSource
{
    /// <summary>上级指定期限: takes the limit's place, shorter or longer.</summary>
    Superior,

    /// <summary>法律法规更严: holds only where it is the shorter.</summary>
    StricterLaw,
}

/// <summary>What a unit asks for.</summary>
public enum UnitRequestKind
{
    /// <summary>退件: to give the case back.</summary>
    Return,

    /// <summary>延期: more time.</summary>
    Extension,

    /// <summary>申请办结: to close what is not solved, on a statement.</summary>
    Closing,

    /// <summary>待观察: to be watched until an expected date.</summary>
    Observation,

    /// <summary>审签: a leader's signature under its result.</summary>
    Result,
}

/// <summary>Where such a request stands.</summary>
public enum UnitRequestState
{
    /// <summary>To be decided.</summary>
    Open,

    /// <summary>Agreed to.</summary>
    Accepted,

    /// <summary>Not agreed to.</summary>
    Refused,

    /// <summary>Without object: the unit replied, or the case went elsewhere.</summary>
    Withdrawn,
}

/// <summary>How satisfied the requester is.</summary>
public enum SatisfactionRating
{
    /// <summary>满意</summary>
    Satisfied,

    /// <summary>一般</summary>
    Neutral,

    /// <summary>不满意</summary>
    Dissatisfied,
}

/// <summary>What the requester is asked after a closing.</summary>
public enum SurveyQuestion
{
    /// <summary>是否联系: whether the unit was in touch with them.</summary>
    Contacted,

    /// <summary>是否解决: whether the matter is solved.</summary>
    Solved,

    /// <summary>是否满意: how satisfied they are.</summary>
    Satisfied,
}

/// <summary>Where the question to the requester stands.</summary>
public enum SurveyState
{
    /// <summary>Written, and held for want of a provider.</summary>
    Held,

    /// <summary>Waiting to be sent.</summary>
    Queued,

    /// <summary>Sent; the answer is awaited.</summary>
    Sent,

    /// <summary>Answered.</summary>
    Answered,

    /// <summary>Not answered in time.</summary>
    Unanswered,

    /// <summary>Asked by telephone, for want of a number that takes messages.</summary>
    ByPhone,

    /// <summary>Not asked: nobody to ask.</summary>
    None,
}

/// <summary>Why somebody has to do something.</summary>
public enum TaskKind
{
    /// <summary>Call the requester of a hazard back (hanjiang-2016/12b).</summary>
    HazardCallback,

    /// <summary>Ask by telephone whether the requester is satisfied.</summary>
    SurveyCallback,

    /// <summary>The shift leader's list: a hazard that was not dispatched in time (hanjiang-2016/11b).</summary>
    ShiftList,

    /// <summary>Look through a case before it goes to the archive (yongning-2017/3-4); not for whoever closed it.</summary>
    Audit,

    /// <summary>Judge whether the unit is at fault where its requester is not satisfied; not for whoever heard that or closed the case (gaoling-2020/18).</summary>
    Judgement,

    /// <summary>Answer a requester's objection to how a case ended; not for whoever closed it.</summary>
    Objection,
}

/// <summary>Whether a task is still to be done.</summary>
public enum TaskState
{
    /// <summary>To be done.</summary>
    Open,

    /// <summary>Done.</summary>
    Done,
}

/// <summary>How a task ended.</summary>
public enum TaskOutcome
{
    /// <summary>Reached, and satisfied.</summary>
    Satisfied,

    /// <summary>Reached, and neither satisfied nor not.</summary>
    Neutral,

    /// <summary>Reached, and not satisfied.</summary>
    Dissatisfied,

    /// <summary>Nobody answered; the task stays open up to the policy's number of attempts.</summary>
    NotReached,

    /// <summary>The hazard was handled.</summary>
    Handled,

    /// <summary>The hazard was not handled.</summary>
    NotHandled,

    /// <summary>The shift leader saw to it that the case was dispatched.</summary>
    Dispatched,

    /// <summary>The audit found it in order.</summary>
    Passed,

    /// <summary>The audit did not; the case goes back to the unit.</summary>
    Failed,

    /// <summary>Reached, and did not wish to answer.</summary>
    Declined,

    /// <summary>The number is not the requester's, or is not in use.</summary>
    WrongNumber,

    /// <summary>The unit is at fault.</summary>
    AtFault,

    /// <summary>The unit is not at fault.</summary>
    NotAtFault,

    /// <summary>The objection is right: the case goes on.</summary>
    Upheld,

    /// <summary>The objection is answered, and the case stays as it is.</summary>
    Rejected,
}

/// <summary>Where a notice stands.</summary>
public enum NoticeState
{
    /// <summary>Held for want of a provider; released by itself when there is one.</summary>
    Held,

    /// <summary>Waiting to be sent.</summary>
    Queued,

    /// <summary>The provider took it over.</summary>
    Sent,

    /// <summary>It reached the receiver.</summary>
    Delivered,

    /// <summary>It will not reach the receiver.</summary>
    Failed,

    /// <summary>The receiver answered.</summary>
    Answered,
}

/// <summary>Where a clock of a case stands.</summary>
public enum ClockState
{
    /// <summary>Running.</summary>
    Running,

    /// <summary>Stopped in time.</summary>
    Met,

    /// <summary>Its due time passed before it was stopped.</summary>
    Breached,
}
