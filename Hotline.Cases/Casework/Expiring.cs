using System.Collections.Immutable;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>What happens to a case because time has passed.</summary>
internal static class Expiring
{
    /// <summary>Does everything whose time has come, each thing once.</summary>
    /// <returns>How many things took effect.</returns>
    public static int Fire(Case due, Occasion occasion)
    {
        var fired = 0;

        // At one moment whoever reported it is to be rung before the case goes on to the next unit, whose own clocks begin anew.
        foreach (var countdown in due.Countdowns.OrderBy(countdown => countdown.Due).ThenBy(countdown => countdown.Breach != BreachAction.CallbackTask).ToList())
        {
            while (countdown.TakeAlarm(occasion.At) is { } alarm)
            {
                due.Record(occasion, Act(countdown, "warning"), $"{Words(countdown.Name)}时限将至", countdown.Clause, moves: false);
                Warn(due, countdown, alarm.At, alarm.To);
                fired++;
            }

            if (countdown.Breach == BreachAction.CallbackTask && countdown.Open && countdown.IsLate(occasion.At))
            {
                countdown.ComeDue(occasion.At);
                CallBack(due, countdown, occasion);
                fired++;
            }
            else if (countdown.TakeBreach(occasion.At))
            {
                RecordBreach(due, countdown, occasion);
                Follow(due, countdown, occasion);
                fired++;
            }
        }

        fired += RemindParts(due, occasion);
        foreach (var survey in due.Surveys.Where(survey => survey.OpenCode is not null && survey.ExpiresAt < occasion.At).ToList())
        {
            fired += Closing.WindowOver(due, survey, occasion) ? 1 : 0;
        }

        return fired;
    }

    /// <summary>A part's own limit nears or is over: a line in the history, and a word to whoever named the unit; units see it in their lists.</summary>
    private static int RemindParts(Case due, Occasion occasion)
    {
        var fired = 0;
        foreach (var part in due.CoHandlings)
        {
            while (part.TakeAlarm(occasion.At) is { } late)
            {
                var (words, clause) = part.Above is null ? ("协办", CoHandling.Clause(occasion.Rules)) : ("下派任务", Delegating.Clause(occasion.Rules));
                due.Record(occasion, late ? "part.late" : "part.warning", $"{part.UnitName}{words}{(late ? "超时" : "时限将至")}", clause, moves: false);
                if (part.Above is null)
                {
                    due.Tell(new DeadlineWarning(due.Number, due.ContactId, null, "co-handle", occasion.At, part.Due!.Value, Role.Dispatcher));
                }

                fired++;
            }
        }

        return fired;
    }

    /// <summary>Every breach stands in the history, once.</summary>
    public static void RecordBreach(Case due, Countdown countdown, Occasion occasion)
    {
        due.Record(occasion with { By = Author.System }, Act(countdown, "breached"), $"{Words(countdown.Name)}超时", countdown.Clause, moves: false);
        foreach (var to in LateTo(due, countdown, occasion))
        {
            Warn(due, countdown, countdown.Due, to);
        }

        // 无故逾期 (gaoling-2020/18): whoever has asked for more time, and waits for the answer, has given a reason.
        var excused = due.OpenRequest(UnitRequestKind.Extension) is not null || due.OpenRequest(UnitRequestKind.Observation) is not null;
        if (countdown.Breach == BreachAction.Supervise || (countdown.Name == ClockName.Handle && !excused))
        {
            due.Raise(SupervisionCause.Overdue, $"{Words(countdown.Name)}超时", occasion with { By = Author.System });
        }
    }

    /// <summary>The act in the history. What is said of an objection is no matter of the units.</summary>
    public static string Act(Countdown countdown, string what) => $"{(countdown.OfObjection ? "objection" : "clock")}.{what}";

    private static ImmutableArray<PolicyRole> LateTo(Case due, Countdown countdown, Occasion occasion) =>
        occasion.Rules.Policy.Clock(countdown.Name, due.Facts(occasion.Rules)) is { LateTo: { IsEmpty: false } named } ? named
        : [countdown.Name == ClockName.Register ? PolicyRole.ShiftLeader : PolicyRole.DistrictEfficiencyOffice];

    private static void Follow(Case due, Countdown countdown, Occasion occasion)
    {
        switch (countdown.Breach)
        {
            case BreachAction.AutoDispatchOrShiftLeader:
                DispatchOrRaise(due, countdown, occasion);
                break;
            case BreachAction.LeadUnit:
                FallBack(due, countdown, occasion);
                break;
            case BreachAction.List or BreachAction.CallbackTask or BreachAction.Supervise:
                // The breach itself puts it on the overdue list; whether it calls for a supervision was said there.
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(countdown), countdown.Breach, "Unknown breach action.");
        }
    }

    /// <summary>Class and place are known: to the responsible unit by itself; otherwise onto the shift leader's list (hanjiang-2016/11b).</summary>
    private static void DispatchOrRaise(Case due, Countdown countdown, Occasion occasion)
    {
        if (due.State != CaseState.Registered || due.LeadId is not null)
        {
            return;
        }

        var known = due.CategoryCode != CaseRules.OutsideTree && due.Place.Length > 0;
        if (known && occasion.Rules.Suggest(due) is { } suggestion)
        {
            Dispatching.Dispatch(due, new DispatchOrder(suggestion.Unit, suggestion.Reason, countdown.Clause, Automatic: true), occasion);
        }
        else
        {
            due.Record(occasion, "shift-list", "到时未派单，类别或地点不全，转班长处理", countdown.Clause);
            due.Task(TaskKind.ShiftList, "安全隐患到时未派单，类别或地点不全", countdown.Clause, occasion);
        }
    }

    private static void FallBack(Case due, Countdown countdown, Occasion occasion)
    {
        if (due.State != CaseState.Dispatched || due.LeadId is not null || occasion.Rules.LeadUnit(due.CategoryCode) is not { } lead || lead.Id == due.UnitId)
        {
            return;
        }

        Dispatching.FallBackToLeadUnit(due, new DispatchOrder(lead, "12小时内未明确权属", countdown.Clause, Automatic: true), occasion);
    }

    private static void CallBack(Case due, Countdown countdown, Occasion occasion)
    {
        if (due.State is CaseState.Archived || due.OpenTasks.Any(task => task.Kind == TaskKind.HazardCallback))
        {
            return;
        }

        due.Record(occasion, "callback.due", "派单后到时，转坐席电话回访", countdown.Clause, moves: false);
        due.Task(TaskKind.HazardCallback, "派单后到时，电话回访是否已处理", countdown.Clause, occasion);
    }

    /// <summary>Tells the people of the hotline; a unit sees it in its list, which every change of a case renews.</summary>
    private static void Warn(Case due, Countdown countdown, DateTimeOffset at, PolicyRole to)
    {
        if (ToHotline(to) is { } role)
        {
            due.Tell(new DeadlineWarning(due.Number, due.ContactId, role == Role.Agent ? due.AgentId : null, Code(countdown.Name), at, countdown.Due, role));
        }
    }

    /// <summary>The hotline's people whom a role of the policy means; null: it is a unit's.</summary>
    public static Role? ToHotline(PolicyRole role) => role switch
    {
        PolicyRole.Agent => Role.Agent,
        PolicyRole.ShiftLeader => Role.ShiftLeader,
        PolicyRole.Dispatcher or PolicyRole.HotlineOffice => Role.Dispatcher,
        PolicyRole.HandlingUnit or PolicyRole.UnitLeader or PolicyRole.LeadUnit or PolicyRole.UnitEfficiencyOffice or PolicyRole.SuperiorUnit => null,
        PolicyRole.DistrictEfficiencyOffice or PolicyRole.JointConference or PolicyRole.Inspector
            or PolicyRole.DisciplineInspection or PolicyRole.InspectionOffice => Role.Supervisor,
    };

    /// <summary>The clock's name as clients know it: <c>on-site</c>.</summary>
    public static string Code(ClockName name) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name.ToString());

    public static string Words(ClockName name) => name switch
    {
        ClockName.Register => "登记派转",
        ClockName.Accept => "受理",
        ClockName.Dispatch => "派单",
        ClockName.Sign => "签收",
        ClockName.Contact => "联系诉求人",
        ClockName.OnSite => "到场",
        ClockName.Ownership => "权属认定",
        ClockName.Handle => "办理",
        ClockName.Verify => "核查",
        ClockName.Callback => "回访",
        ClockName.Adjudicate => "争议认定",
        ClockName.Letter => "来信答复",
        ClockName.Objection => "异议答复",
    };
}
