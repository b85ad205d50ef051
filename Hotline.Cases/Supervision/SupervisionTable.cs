using Hotline.Cases.Casework;
using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Supervision;

/// <summary>Which act of supervision is possible in which state, and for whom: 催办 before the limit ends, 督办 after it, or on one of the policy's causes.</summary>
internal static class SupervisionTable
{
    private static readonly CaseState[] AtTheUnit = [CaseState.Dispatched, CaseState.Signed];

    private static readonly SupervisionActKind[] All = Enum.GetValues<SupervisionActKind>();

    /// <summary>Why the act is not possible; null: it is.</summary>
    public static ActRefusal? Refusal(Case concerned, IReadOnlyList<SupervisionRecord> records, Actor actor, SupervisionActKind act, CaseRules rules)
    {
        if (!May(actor, act, concerned, rules))
        {
            return new(ActTable.NoRight, act switch
            {
                SupervisionActKind.Urge => "您没有催办的权限",
                SupervisionActKind.Instruct or SupervisionActKind.Report => "您没有办理批示的权限",
                SupervisionActKind.Supervise or SupervisionActKind.End => "您没有督办的权限",
            }, Clause(act, rules));
        }

        var reason = act switch
        {
            SupervisionActKind.Urge => !AtTheUnit.Contains(concerned.State) ? $"工单当前状态（{ActTable.Words(concerned.State)}）不能催办"
                : Extending.Breached(concerned) is { } late ? $"办理时限已过（{UnitRequest.Words(late.Due)}），应予督办" : null,
            SupervisionActKind.Supervise => concerned.State == CaseState.Archived ? "工单已归档，不能督办"
                : !Overdue(concerned) && rules.Policy.Triggers.IsEmpty ? $"时限未到{Until(concerned)}，先行催办" : null,
            SupervisionActKind.End => records.Any(record => record.Open) ? null : "没有正在进行的督办",
            SupervisionActKind.Instruct => concerned.State == CaseState.Archived ? "工单已归档，不能登记批示" : null,
            SupervisionActKind.Report => null,
        };
        return reason is null ? null : new(ActTable.NotAllowed, reason, Clause(act, rules));
    }

    /// <summary>Why a supervision on that cause is not possible, where supervising as such is; null: it is.</summary>
    public static ActRefusal? Refusal(Case concerned, IReadOnlyList<SupervisionRecord> records, SupervisionCause cause, CaseRules rules)
    {
        var clause = rules.Policy.Triggers.FirstOrDefault(trigger => trigger.Cause == cause)?.Clause.Id ?? Clause(SupervisionActKind.Supervise, rules);
        return cause == SupervisionCause.Overdue && !Overdue(concerned) ? new(ActTable.NotAllowed, $"时限未到{Until(concerned)}，先行催办；符合其他督办情形的，请选择情形", clause)
            : records.Any(record => record.Open && record.Cause == cause) ? new(ActTable.NotAllowed, "已按此情形督办", clause)
            : null;
    }

    public static IReadOnlyList<SupervisionActView> Allowed(
        Case concerned, IReadOnlyList<SupervisionRecord> records, IReadOnlyList<LeaderInstruction> instructions, Actor actor, CaseRules rules) =>
        [.. All.Where(act => Refusal(concerned, records, actor, act, rules) is null && (act != SupervisionActKind.Report || instructions.Any(row => row.ReportedAt is null))).Select(act => new SupervisionActView(act, Clause(act, rules)))];

    /// <summary>The clause an act rests on; null where the policy says nothing of it.</summary>
    public static string? Clause(SupervisionActKind act, CaseRules rules) => Rule(act, rules).Clause?.Id;

    /// <summary>Whether this person has anything to do with the supervision of the case.</summary>
    public static bool Concerns(Actor actor, Case concerned, IReadOnlyList<SupervisionRecord> records, CaseRules rules) =>
        Overseers.May(actor, rules.Policy.Urging, concerned.UnitId, rules) || Overseers.May(actor, rules.Policy.Supervising, concerned.UnitId, rules)
        || (actor.Is(Role.Handler) && actor.UnitId is { } own && records.Any(record => record.OfficeId == own || record.UnitId == own));

    private static SupervisionRule Rule(SupervisionActKind act, CaseRules rules) => act switch
    {
        SupervisionActKind.Urge => rules.Policy.Urging,
        SupervisionActKind.Supervise or SupervisionActKind.End or SupervisionActKind.Instruct or SupervisionActKind.Report => rules.Policy.Supervising,
    };

    /// <summary>An instruction is put down by the office too; the unit that has the case reports on it.</summary>
    private static bool May(Actor actor, SupervisionActKind act, Case concerned, CaseRules rules) => act switch
    {
        SupervisionActKind.Instruct when actor.Is(Role.ShiftLeader, Role.Dispatcher, Role.Supervisor) => true,
        SupervisionActKind.Report when actor.Is(Role.Handler) && actor.UnitId is { } own && own == concerned.UnitId => true,
        _ => Overseers.May(actor, Rule(act, rules), concerned.UnitId, rules),
    };

    /// <summary>The unit's handling limit has ended, and it has not replied.</summary>
    public static bool Overdue(Case concerned) => Extending.Breached(concerned) is not null;

    /// <summary>When the limit that has not ended ends; empty where none runs.</summary>
    private static string Until(Case concerned) => concerned.RunningHandling is { } running ? $"（{UnitRequest.Words(running.Due)}）" : "";
}
