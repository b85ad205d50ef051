namespace Hotline.Cases.Policies;

/// <summary>What a citizen wants of the city.</summary>
internal enum RequestType
{
    /// <summary>咨询</summary>
    Consultation,

    /// <summary>投诉</summary>
    Complaint,

    /// <summary>建议</summary>
    Suggestion,

    /// <summary>求助</summary>
    Help,

    /// <summary>表扬</summary>
    Praise,

    /// <summary>举报</summary>
    Report,

    /// <summary>信访</summary>
    Petition,
}

/// <summary>How hard a case is to handle (简单, 普通, 复杂疑难).</summary>
internal enum Complexity
{
    Simple,
    Ordinary,
    Complex,
}

/// <summary>The clocks a case can carry, in the order in which they begin.</summary>
internal enum ClockName
{
    /// <summary>登记</summary>
    Register,

    /// <summary>受理</summary>
    Accept,

    /// <summary>派遣</summary>
    Dispatch,

    /// <summary>签收</summary>
    Sign,

    /// <summary>联系诉求人</summary>
    Contact,

    /// <summary>到达现场</summary>
    OnSite,

    /// <summary>明确权属</summary>
    Ownership,

    /// <summary>办理</summary>
    Handle,

    /// <summary>核查</summary>
    Verify,

    /// <summary>回访</summary>
    Callback,

    /// <summary>认定</summary>
    Adjudicate,

    /// <summary>信箱来信答复</summary>
    Letter,

    /// <summary>答复异议: set by the policy's objections, not among its clocks.</summary>
    Objection,
}

/// <summary>What happens to a case, so far as a clock begins or ends by it.</summary>
internal enum CaseEvent
{
    /// <summary>The contact reached an agent, or a message arrived.</summary>
    Reached,

    /// <summary>The case has a number.</summary>
    Registered,

    /// <summary>受理</summary>
    Accepted,

    /// <summary>派单: to the unit that holds the case now.</summary>
    Dispatched,

    /// <summary>签收</summary>
    Signed,

    /// <summary>The unit has spoken with the requester.</summary>
    Contacted,

    /// <summary>现场确认: time, place and photo.</summary>
    OnSiteConfirmed,

    /// <summary>A unit has said that the matter is its own.</summary>
    Owned,

    /// <summary>The unit's feedback (反馈).</summary>
    Replied,

    /// <summary>核查</summary>
    Verified,

    /// <summary>回访 done.</summary>
    CalledBack,

    /// <summary>退件 asked for.</summary>
    ReturnRequested,

    /// <summary>The dispute is before the joint conference or the office that decides.</summary>
    AdjudicationOpened,

    /// <summary>认定</summary>
    Adjudicated,

    /// <summary>办结</summary>
    Closed,

    /// <summary>归档</summary>
    Archived,

    /// <summary>异议: the requester does not agree with how the case ended.</summary>
    Objected,

    /// <summary>异议答复</summary>
    ObjectionAnswered,
}

/// <summary>What the system does by itself when a clock runs out. The breach is recorded and listed in any case.</summary>
internal enum BreachAction
{
    /// <summary>Recorded and on the overdue list; nothing more.</summary>
    List,

    /// <summary>Dispatch to the responsible unit where class and place are known, else to the shift leader's list.</summary>
    AutoDispatchOrShiftLeader,

    /// <summary>The case goes to the minor class's lead unit (牵头单位兜底).</summary>
    LeadUnit,

    /// <summary>A callback task for an agent.</summary>
    CallbackTask,

    /// <summary>A supervision opens.</summary>
    Supervise,
}

/// <summary>To whom a warning, a step or an approval goes: a role, never a person.</summary>
internal enum PolicyRole
{
    /// <summary>坐席</summary>
    Agent,

    /// <summary>班长</summary>
    ShiftLeader,

    /// <summary>派单员</summary>
    Dispatcher,

    /// <summary>The unit that holds the case (承办单位).</summary>
    HandlingUnit,

    /// <summary>The handling unit's leader (分管领导, 主要领导).</summary>
    UnitLeader,

    /// <summary>部门效能办</summary>
    UnitEfficiencyOffice,

    /// <summary>区效能办</summary>
    DistrictEfficiencyOffice,

    /// <summary>小类牵头单位</summary>
    LeadUnit,

    /// <summary>The next level up (上一级).</summary>
    SuperiorUnit,

    /// <summary>热线办, 服务中心</summary>
    HotlineOffice,

    /// <summary>联席会议</summary>
    JointConference,

    /// <summary>信息监督员</summary>
    Inspector,

    /// <summary>纪检监察</summary>
    DisciplineInspection,

    /// <summary>政府督查室</summary>
    InspectionOffice,
}
