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
        sent.Stop(countdown => AtTheUnit.Contains(countdown.From), occasion);
        Send(sent, order, occasion);
        sent.Happens(CaseEvent.Dispatched, occasion, rule => rule.Until == CaseEvent.Owned ? null : rule);
    }

    /// <summary>Sends a case back to the unit that had it, with new clocks (重办).</summary>
    public static void Rework(Case sent, string reason, string? clause, Occasion occasion)
    {
        var unit = occasion.Rules.Units.Ref(sent.UnitId) ?? new(sent.UnitId ?? "", sent.UnitName ?? "");
        sent.Record(occasion, "rework", $"退回{unit.Name}重办：{reason}", clause);
        sent.Stop(_ => true, occasion);
        sent.Conclude(null);
        Send(sent, new DispatchOrder(unit, reason, clause, Automatic: occasion.By == Author.System || occasion.By == Author.Requester), occasion);

        var limit = occasion.Rules.Policy.Survey?.ReworkLimit;
        sent.Happens(CaseEvent.Dispatched, occasion, rule => WithLimit(rule, limit));

        // Where the handling limit counts from acceptance, rework is what starts it anew.
        if (occasion.Rules.Policy.Clock(ClockName.Handle, sent.Facts(occasion.Rules)) is { } handle && !AtTheUnit.Contains(handle.From))
        {
            sent.Start(WithLimit(handle, limit), occasion.At, occasion);
        }
    }

    private static void Send(Case sent, DispatchOrder order, Occasion occasion)
    {
        sent.Assign(order, occasion);
        sent.MoveTo(CaseState.Dispatched);
        sent.FinishTasks(TaskKind.ShiftList, TaskOutcome.Dispatched, occasion);
        sent.FinishTasks(TaskKind.SurveyCallback, null, occasion);
    }

    private static PolicyClock WithLimit(PolicyClock rule, Calendar.Period? limit) =>
        rule.Name == ClockName.Handle && limit is { } own ? rule with { Limit = own, LimitByCategory = false } : rule;

    private static string Reason(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $"：{reason}";
}
