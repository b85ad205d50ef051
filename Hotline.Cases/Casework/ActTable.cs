using System.Collections.Frozen;
using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Casework;

/// <summary>Which act is possible in which state, and for whom.</summary>
/// <param name="Act">The act.</param>
/// <param name="States">In these states.</param>
/// <param name="Roles">By these roles; a handler only for the unit that has the case.</param>
/// <param name="Ends">The event by which the act stops clocks; their clause is the act's clause.</param>
internal sealed record ActRule(CaseActKind Act, CaseState[] States, Role[] Roles, CaseEvent? Ends = null);

/// <summary>Why an act is not possible.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Reason">For people.</param>
/// <param name="Clause">The clause that decides, where it is not the act's own.</param>
internal sealed record ActRefusal(string Code, string Reason, string? Clause = null);

/// <summary>States, acts and roles in one place.</summary>
internal static class ActTable
{
    public const string NotAllowed = "not-allowed";
    public const string NoRight = "no-right";

    /// <summary>Agents may dispatch: on the hazard track the agent registers and dispatches (hanjiang-2016/11b).</summary>
    public static IReadOnlyList<ActRule> Rules { get; } =
    [
        new(CaseActKind.Dispatch, [CaseState.Registered], [Role.Agent, Role.ShiftLeader, Role.Dispatcher], CaseEvent.Dispatched),
        new(CaseActKind.Sign, [CaseState.Dispatched], [Role.Handler], CaseEvent.Signed),
        new(CaseActKind.OnSite, [CaseState.Dispatched, CaseState.Signed], [Role.Handler], CaseEvent.OnSiteConfirmed),
        new(CaseActKind.Contact, AtTheUnit, [Role.Handler, .. Front], CaseEvent.Contacted),
        new(CaseActKind.Message, AtTheUnit, [Role.Handler]),
        new(CaseActKind.Reveal, AtTheUnit, [Role.UnitLeader]),
        new(CaseActKind.Reply, [CaseState.Signed], [Role.Handler], CaseEvent.Replied),
        new(CaseActKind.Close, [CaseState.Replied], [Role.Agent, Role.ShiftLeader, Role.Dispatcher], CaseEvent.Closed),
        new(CaseActKind.Rework, [CaseState.Replied, CaseState.FollowUp], [Role.ShiftLeader, Role.Dispatcher], CaseEvent.Verified),
        new(CaseActKind.Return, AtTheUnit, [Role.Handler]),
        new(CaseActKind.ConfirmReturn, AtTheUnit, [Role.Handler]),
        new(CaseActKind.AcceptReturn, AtTheUnit, Office),
        new(CaseActKind.RefuseReturn, AtTheUnit, Deciders),
        new(CaseActKind.Extend, AtTheUnit, [Role.Handler]),
        new(CaseActKind.ApproveExtension, AtTheUnit, Deciders),
        new(CaseActKind.RefuseExtension, AtTheUnit, Deciders),
        new(CaseActKind.SignOff, [CaseState.Signed], Deciders, CaseEvent.Replied),
        new(CaseActKind.RefuseSignOff, [CaseState.Signed], Deciders),
        new(CaseActKind.SetLimit, [CaseState.Registered, CaseState.Dispatched, CaseState.Signed], Office),
        new(CaseActKind.Supplement, [.. Enum.GetValues<CaseState>().Except([CaseState.Archived])], Front),
        new(CaseActKind.Merge, Merging.Open, Front),
        new(CaseActKind.Unmerge, Merging.Following, Front),
        new(CaseActKind.Refuse, [CaseState.Registered], Front),
        new(CaseActKind.Answer, [CaseState.Registered], Front),
        new(CaseActKind.CoReply, AtTheUnit, [Role.Handler]),
        new(CaseActKind.Designate, AtTheUnit, [Role.Handler]),
        new(CaseActKind.Verify, [CaseState.Replied], [Role.ShiftLeader, Role.Dispatcher, Role.Supervisor], CaseEvent.Verified),
        new(CaseActKind.ApproveClosing, [CaseState.Replied], [Role.Handler, .. Office]),
        new(CaseActKind.RefuseClosing, [CaseState.Replied], [Role.Handler, .. Office]),
        new(CaseActKind.OpenAdjudication, [CaseState.Registered, .. AtTheUnit], Office),
        new(CaseActKind.Adjudicate, [CaseState.Registered, .. AtTheUnit], Office, CaseEvent.Adjudicated),
        new(CaseActKind.Observe, [CaseState.Signed], [Role.Handler]),
        new(CaseActKind.ApproveObservation, [CaseState.Signed], Office),
        new(CaseActKind.RefuseObservation, [CaseState.Signed], Office),
        new(CaseActKind.Object, Objecting.Over, Front),
        new(CaseActKind.Delegate, AtTheUnit, [Role.Handler]),
        new(CaseActKind.TakeOn, AtTheUnit, [Role.Handler]),
        new(CaseActKind.ReportUp, AtTheUnit, [Role.Handler]),
        new(CaseActKind.RedoBelow, AtTheUnit, [Role.Handler]),
    ];

    private static readonly FrozenDictionary<CaseActKind, ActRule> ByAct = Rules.ToFrozenDictionary(rule => rule.Act);

    private static CaseState[] AtTheUnit => [CaseState.Dispatched, CaseState.Signed];

    /// <summary>The hotline office (热线办), which decides on what units ask for.</summary>
    private static Role[] Office => [Role.ShiftLeader, Role.Dispatcher];

    /// <summary>The office, or the people of the unit that the request waits for (<see cref="Approver"/>).</summary>
    private static Role[] Deciders => [Role.ShiftLeader, Role.Dispatcher, Role.Handler];

    /// <summary>Whoever speaks with citizens, and the office.</summary>
    private static Role[] Front => [Role.Agent, Role.ShiftLeader, Role.Dispatcher];

    public static ActRefusal? Refusal(Case concerned, Actor actor, CaseActKind act, CaseRules rules, DateTimeOffset now)
    {
        var rule = ByAct[act];
        if (!MayDo(rule, concerned, actor))
        {
            return new(NoRight, "您没有办理这一步的权限");
        }

        if (!rule.States.Contains(concerned.State))
        {
            return new(NotAllowed, $"工单当前状态（{Words(concerned.State)}）不能进行这一步");
        }

        if (Merging.Refusal(concerned, act) is { } together)
        {
            return new(NotAllowed, together, Merging.Clause(rules));
        }

        if (Particular(concerned, actor, act, rules) is { } particular)
        {
            return particular;
        }

        var reason = act switch
        {
            CaseActKind.OnSite => Evidence.VisitRefusal(concerned, rules),
            CaseActKind.Contact => Evidence.ContactClause(concerned, rules) is null ? "现行规定不要求登记联系记录" : null,
            CaseActKind.Return => Returning.Refusal(concerned, rules, now),
            CaseActKind.Extend => Extending.Refusal(concerned, rules, now),
            CaseActKind.Reply => concerned.OpenRequest(UnitRequestKind.Result) is null ? null : "办理结果正待审签",
            CaseActKind.Dispatch or CaseActKind.Sign or CaseActKind.Message or CaseActKind.Close or CaseActKind.Rework or CaseActKind.SetLimit
                or CaseActKind.Supplement or CaseActKind.Unmerge or CaseActKind.Answer or CaseActKind.CoReply or CaseActKind.ConfirmReturn or CaseActKind.AcceptReturn
                or CaseActKind.RefuseReturn or CaseActKind.ApproveExtension or CaseActKind.RefuseExtension or CaseActKind.SignOff or CaseActKind.RefuseSignOff
                or CaseActKind.Delegate or CaseActKind.TakeOn or CaseActKind.ReportUp or CaseActKind.RedoBelow
                or CaseActKind.OpenAdjudication or CaseActKind.Adjudicate or CaseActKind.Observe or CaseActKind.ApproveObservation or CaseActKind.RefuseObservation
                or CaseActKind.Reveal => null,
            CaseActKind.Refuse => rules.Policy.RefusalGrounds.IsEmpty ? Refusing.NoGrounds : null,
            CaseActKind.Designate => Designating.Office(concerned, rules) is null ? "本单位不是指定责任单位的机构" : null,
            CaseActKind.Object => Objecting.Refusal(concerned, rules, now),
            CaseActKind.Verify => concerned.Awaits(CaseEvent.Verified) ? null : "没有待核查的答复",
            CaseActKind.ApproveClosing or CaseActKind.RefuseClosing => Approving.Refusal(concerned, actor, rules),
            CaseActKind.Merge => concerned.LeadNumber is { } lead ? $"已并入{lead}" : null,
        };
        return reason is null ? null : new(NotAllowed, reason);
    }

    /// <summary>Refusals that rest on a clause other than the act's own.</summary>
    private static ActRefusal? Particular(Case concerned, Actor actor, CaseActKind act, CaseRules rules) => act switch
    {
        CaseActKind.Answer => Answering.Refusal(concerned, rules),
        CaseActKind.Close => Verifying.Refusal(concerned, rules),
        CaseActKind.Dispatch => Adjudicating.Pending(concerned),
        CaseActKind.OpenAdjudication or CaseActKind.Adjudicate => Adjudicating.Refusal(concerned, act, rules),
        CaseActKind.Observe => Observing.Refusal(concerned, rules),
        CaseActKind.Reveal => Masking.Refusal(concerned, actor, rules),
        CaseActKind.AcceptReturn or CaseActKind.RefuseReturn when concerned.OpenRequest(UnitRequestKind.Return) is not null && Adjudicating.Pending(concerned) is { } pending => pending,
        CaseActKind.Reply => Evidence.ReplyRefusal(concerned, rules),
        CaseActKind.Return => Designating.ReturnRefusal(concerned),
        CaseActKind.CoReply when !concerned.CoHandlings.Any(row => row is { Open: true, Above: null } && row.UnitId == actor.UnitId) => new(NotAllowed, "没有待答复的协办任务"),
        CaseActKind.Delegate or CaseActKind.TakeOn or CaseActKind.ReportUp or CaseActKind.RedoBelow => Delegating.Refusal(concerned, actor, act, rules),
        _ => Decided(act) is { } kind ? DecisionRefusal(concerned, actor, act, kind, rules) : null,
    };

    /// <summary>What is asked for is there, and waits for this person.</summary>
    private static ActRefusal? DecisionRefusal(Case concerned, Actor actor, CaseActKind act, UnitRequestKind kind, CaseRules rules)
    {
        if (concerned.OpenRequest(kind) is not { } asked)
        {
            return new(NotAllowed, kind switch
            {
                UnitRequestKind.Return => "没有待审核的退件申请",
                UnitRequestKind.Extension => "没有待审核的延期申请",
                UnitRequestKind.Observation => "没有待审核的待观察申请",
                UnitRequestKind.Result => "没有待审签的办理结果",
                UnitRequestKind.Closing => "没有待审核的办结申请",
            });
        }

        return asked.Approver.Is(actor)
            ? act == CaseActKind.ConfirmReturn && asked.Approver.UnitId is null ? new(NotAllowed, "退件申请不须确认", asked.Clause) : null
            : new(NotAllowed, $"须由{asked.Approver.Words(rules)}{(act == CaseActKind.AcceptReturn ? "先行确认" : "审核")}", asked.Clause);
    }

    /// <summary>On which kind of request the act decides; null: on none.</summary>
    private static UnitRequestKind? Decided(CaseActKind act) => act switch
    {
        CaseActKind.ConfirmReturn or CaseActKind.AcceptReturn or CaseActKind.RefuseReturn => UnitRequestKind.Return,
        CaseActKind.ApproveExtension or CaseActKind.RefuseExtension => UnitRequestKind.Extension,
        CaseActKind.SignOff or CaseActKind.RefuseSignOff => UnitRequestKind.Result,
        CaseActKind.ApproveObservation or CaseActKind.RefuseObservation => UnitRequestKind.Observation,
        _ => null,
    };

    public static IReadOnlyList<ActView> Allowed(Case concerned, Actor actor, CaseRules rules, DateTimeOffset now) =>
        [.. Rules.Where(rule => Array.IndexOf(rule.States, concerned.State) >= 0 && MayDo(rule, concerned, actor) && Refusal(concerned, actor, rule.Act, rules, now) is null).Select(rule => new ActView(rule.Act, Clause(rule.Act, concerned, rules)))];

    /// <summary>The clause an act rests on: that of the limit it keeps, else the survey's for what follows a reply.</summary>
    public static string? Clause(CaseActKind act, Case concerned, CaseRules rules)
    {
        var rule = ByAct[act];
        return (rule.Ends is { } ends ? rules.ClauseUntil(ends, concerned.Facts(rules)) : null)
            ?? act switch
            {
                CaseActKind.Dispatch => rules.Suggest(concerned)?.Clause,
                CaseActKind.Reply => rules.Policy.Clock(ClockName.Handle, concerned.Facts(rules))?.Clause.Id,
                CaseActKind.Close => rules.Policy.Survey?.Clause.Id,
                CaseActKind.Object => Objecting.Clause(rules),
                CaseActKind.Rework => Dispatching.ReworkClause(rules),
                CaseActKind.ApproveClosing or CaseActKind.RefuseClosing => concerned.OpenRequest(UnitRequestKind.Closing)?.Clause,
                CaseActKind.Return => rules.Policy.Return(concerned.Facts(rules))?.Clause.Id,
                CaseActKind.ConfirmReturn => concerned.OpenRequest(UnitRequestKind.Return)?.Clause,
                CaseActKind.OpenAdjudication or CaseActKind.Adjudicate => Adjudicating.Clause(rules),
                CaseActKind.Observe or CaseActKind.ApproveObservation or CaseActKind.RefuseObservation => Observing.Practice(rules)?.Clause.Id,
                CaseActKind.SignOff or CaseActKind.RefuseSignOff => SigningOff.Clause(rules),
                CaseActKind.Delegate or CaseActKind.TakeOn or CaseActKind.ReportUp or CaseActKind.RedoBelow => Delegating.Clause(rules),
                CaseActKind.AcceptReturn or CaseActKind.RefuseReturn => Returning.DecisionClause(concerned, rules),
                CaseActKind.Extend => Extending.Rule(concerned, longCycle: false, rules)?.Clause.Id,
                CaseActKind.ApproveExtension or CaseActKind.RefuseExtension => concerned.OpenRequest(UnitRequestKind.Extension)?.Clause,
                CaseActKind.SetLimit => Limiting.Clause(CaseLimitSource.Superior, rules),
                CaseActKind.Merge or CaseActKind.Unmerge => Merging.Clause(rules),
                CaseActKind.Refuse => Refusing.Clause(rules),
                CaseActKind.Answer => Answering.Clause(concerned, rules),
                CaseActKind.CoReply => CoHandling.Clause(rules),
                CaseActKind.Designate => Designating.Office(concerned, rules)?.Clause.Id,
                CaseActKind.Contact or CaseActKind.Message => Evidence.ContactClause(concerned, rules),
                CaseActKind.Reveal => Masking.Clause(rules),
                CaseActKind.Sign or CaseActKind.OnSite or CaseActKind.Supplement or CaseActKind.Verify => null,
            };
    }

    private static bool MayDo(ActRule rule, Case concerned, Actor actor) =>
        rule.Roles.Any(role => actor.Roles.Contains(role) && (role is not (Role.Handler or Role.UnitLeader) || (actor.UnitId is { } unit && Concerns(rule.Act, concerned, actor, unit))));

    /// <summary>A handler acts for the unit that has the case, for one that has a part in it, or for the one whose word is waited for.</summary>
    private static bool Concerns(CaseActKind act, Case concerned, Actor actor, string unit) => act switch
    {
        CaseActKind.CoReply => unit == concerned.UnitId || concerned.CoHandlings.Any(row => row.UnitId == unit && row.Above is null),
        CaseActKind.TakeOn or CaseActKind.ReportUp => concerned.CoHandlings.Any(row => row.UnitId == unit && row.Above is not null),
        CaseActKind.Delegate or CaseActKind.RedoBelow => Delegating.MaySend(concerned, unit),
        CaseActKind.OnSite or CaseActKind.Contact or CaseActKind.Message => unit == concerned.UnitId || concerned.CoHandlings.Any(row => row.Open && row.UnitId == unit),
        CaseActKind.ApproveClosing or CaseActKind.RefuseClosing => concerned.Requests.Any(request => request.ApproverUnitId == unit),
        _ => Decided(act) is { } kind ? concerned.OpenRequest(kind)?.Approver.Is(actor) == true : unit == concerned.UnitId,
    };

    public static string Words(CaseState state) => state switch
    {
        CaseState.Registered => "已登记",
        CaseState.Dispatched => "已派单",
        CaseState.Signed => "已签收",
        CaseState.Replied => "已答复",
        CaseState.Closed => "已办结",
        CaseState.FollowUp => "待回访",
        CaseState.Archived => "已归档",
    };
}
