using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>派单.</summary>
internal static class Dispatching
{
    /// <summary>Events of a case's time at one unit: their clocks begin anew with every dispatch.</summary>
    private static readonly CaseEvent[] AtTheUnit =
        [CaseEvent.Dispatched, CaseEvent.Signed, CaseEvent.Contacted, CaseEvent.OnSiteConfirmed, CaseEvent.Owned, CaseEvent.Replied, CaseEvent.Closed];

    /// <summary>Sends a case to a unit for the first time.</summary>
    public static void Dispatch(Case sent, DispatchOrder order, Occasion occasion)
    {
        sent.Record(occasion, "dispatch", $"派单至{order.Unit.Name}{(order.Automatic ? "（到时自动派单）" : "")}{Reason(order.Reason)}", order.Clause);
        Send(sent, order, occasion);
        sent.Happens(CaseEvent.Dispatched, occasion);
    }

    /// <summary>No unit said that the matter was its own: it goes to the minor class's lead unit, whose it then is (hanjiang-2016/11e).</summary>
    public static void FallBackToLeadUnit(Case sent, DispatchOrder order, Occasion occasion)
    {
        sent.Record(occasion, "dispatch", $"权属不明，转由牵头单位{order.Unit.Name}负责", order.Clause);
        PassOn(sent, order, rule => rule.Until == CaseEvent.Owned ? null : new(rule), occasion);
    }

    /// <summary>From one unit to the next: what ran at the first stops, what runs at the next is chosen.</summary>
    public static void PassOn(Case sent, DispatchOrder order, Func<PolicyClock, ClockOrder?> choose, Occasion occasion)
    {
        sent.Stop(countdown => AtTheUnit.Contains(countdown.From), occasion);
        Send(sent, order, occasion);
        sent.Happens(CaseEvent.Dispatched, occasion, choose);
    }

    /// <summary>Sends a case back to the unit that had it, with new clocks (重办).</summary>
    public static void Rework(Case sent, string reason, string? clause, Occasion occasion, DateTimeOffset? due = null)
    {
        var unit = occasion.Rules.Units.Ref(sent.UnitId) ?? new(sent.UnitId ?? "", sent.UnitName ?? "");
        sent.Record(occasion, "rework", $"退回{unit.Name}重办{(due is { } end ? $"，期限{UnitRequest.Words(end)}" : "")}：{reason}", clause);
        var rows = sent.Assignments.OrderBy(row => row.Seq).ToList();
        var reworks = 1 + rows.Zip(rows.Skip(1)).Count(pair => pair.First.UnitId == pair.Second.UnitId);
        if (occasion.Rules.Policy.Practice(PracticeName.SupervisionDossier)?.Settings.OptionalNumber("reworks") <= reworks)
        {
            sent.Raise(SupervisionCause.RepeatedRework, $"第{reworks}次返工", occasion);
        }

        if (sent.State is CaseState.Closed or CaseState.FollowUp or CaseState.Archived)
        {
            // Once closed each complaint goes its own way: its requester is not satisfied, another's may be.
            sent.FollowLead(null);
            sent.CloseSurvey();
        }

        // Whoever wrote a letter still waits for the answer.
        sent.Stop(countdown => countdown.Name is not (ClockName.Letter or ClockName.Objection), occasion);
        sent.Reopen();
        Send(sent, new DispatchOrder(unit, reason, clause, Automatic: occasion.By == Author.System || occasion.By == Author.Requester), occasion);

        var survey = occasion.Rules.Policy.Survey;
        sent.Happens(CaseEvent.Dispatched, occasion, rule => WithLimit(rule, survey));

        // Where the handling limit counts from acceptance, rework is what starts it anew.
        if (occasion.Rules.Policy.Clock(ClockName.Handle, sent.Facts(occasion.Rules)) is { } handle && !AtTheUnit.Contains(handle.From))
        {
            sent.Start(WithLimit(handle, survey), occasion.At, occasion);
        }

        LimitRework(sent, due, occasion);
    }

    /// <summary>退回重办，指定期限 (xiangan-2018/3-9): a superior's limit still goes first, and a stricter law's is not passed.</summary>
    private static void LimitRework(Case sent, DateTimeOffset? due, Occasion occasion)
    {
        if (due?.ToUniversalTime() is not { } end || sent.RunningHandling is not { } running || sent.LimitBy(LimitSource.Superior)?.Due > occasion.At)
        {
            return;
        }

        var limit = sent.LimitBy(LimitSource.StricterLaw) is { } law && law.Due > occasion.At && law.Due < end ? law.Due : end;
        running.Put(new LimitOverride(LimitSource.Rework, "", limit, occasion.Rules.Clause(ReworkClause(occasion.Rules))), sent.Facts(occasion.Rules), occasion);
    }

    /// <summary>The clause by which cases go back to their unit with a limit.</summary>
    public static string? ReworkClause(CaseRules rules) => (rules.Policy.Practice(PracticeName.Rework)?.Clause ?? rules.Policy.Survey?.Clause)?.Id;

    private static void Send(Case sent, DispatchOrder order, Occasion occasion)
    {
        sent.WithdrawRequests(occasion);
        Delegating.SettleBelow(sent, null, occasion);
        sent.Assign(order, occasion);
        sent.MoveTo(CaseState.Dispatched);
        sent.FinishTasks(TaskKind.ShiftList, TaskOutcome.Dispatched, occasion);
        sent.FinishTasks(TaskKind.SurveyCallback, null, occasion);
        sent.FinishTasks(TaskKind.Audit, null, occasion);
        sent.FinishTasks(TaskKind.Judgement, null, occasion);
    }

    private static ClockOrder WithLimit(PolicyClock rule, SurveyRule? survey) =>
        rule.Name == ClockName.Handle && survey?.ReworkLimit is { } own
            ? new(rule.WithLimit(own, survey.Clause), Ground: $"重办期限（{survey.Clause.Id}）")
            : new(rule);

    private static string Reason(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $"：{reason}";
}
