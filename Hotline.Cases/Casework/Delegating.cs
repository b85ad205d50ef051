using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>下派、上报: a unit sends work on to those below it and answers upward; to the hotline it stays the one that has the case.</summary>
internal static class Delegating
{
    /// <summary>The work that the unit itself was sent from above and is not done with; null for the unit that has the case.</summary>
    public static CoHandling? Own(Case handled, string? unitId) =>
        handled.CoHandlings.FirstOrDefault(part => part is { Open: true, Above: not null } && part.UnitId == unitId);

    /// <summary>Units whose people may send the work on: the one that has the case, and those it was sent on to.</summary>
    public static bool MaySend(Case handled, string unitId) => unitId == handled.UnitId || Own(handled, unitId) is not null;

    public static ActRefusal? Refusal(Case handled, Actor actor, CaseActKind act, CaseRules rules)
    {
        var own = Own(handled, actor.UnitId);
        var reason = act switch
        {
            CaseActKind.Delegate when !rules.Units.HasBelow(actor.UnitId) => "本单位没有下级单位",
            CaseActKind.Delegate => actor.UnitId != handled.UnitId ? own?.SignedAt is null ? "须先签收" : null
                : handled.State != CaseState.Signed ? "须先签收" : null,
            CaseActKind.TakeOn => own is null ? "没有上级下派的任务" : own.SignedAt is not null ? "已签收" : null,
            CaseActKind.ReportUp => own is null ? "没有上级下派的任务" : own.SignedAt is null ? "须先签收" : null,
            _ => handled.CoHandlings.Any(part => part is { RepliedAt: not null, SettledAt: null } && part.Above?.Id == actor.UnitId) ? null : "没有下级上报的结果",
        };
        return reason is null ? null : new(ActTable.NotAllowed, reason, Clause(rules));
    }

    /// <summary>Why not to that unit.</summary>
    public static string? Refusal(Case handled, Actor actor, CaseAct.Delegate form, CaseRules rules) =>
        form.UnitId is not { } below || actor.UnitId is not { } above || !rules.Units.IsBelow(below, above) ? "只能下派给本单位的下级单位"
        : handled.CoHandlings.Any(part => part.Open && part.UnitId == below) ? "该单位已有未办结的任务"
        : null;

    public static Dictionary<string, string[]> Check(CaseAct.Delegate form, CaseRules rules, DateTimeOffset now)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (rules.Units.Ref(form.UnitId) is null)
        {
            errors["unitId"] = ["请选择下级单位"];
        }

        if (string.IsNullOrWhiteSpace(form.Task) || form.Task.Length > CoHandling.LongestTask)
        {
            errors["task"] = [$"请填写任务，不超过{CoHandling.LongestTask}字"];
        }

        if (form.Due <= now)
        {
            errors["due"] = ["期限须晚于现在"];
        }

        return errors;
    }

    public static void Send(Case handled, Actor actor, CaseAct.Delegate form, Occasion occasion)
    {
        var (above, unit) = (occasion.Rules.Units.Ref(actor.UnitId)!, occasion.Rules.Units.Ref(form.UnitId)!);
        var most = Own(handled, above.Id)?.Due ?? handled.RunningHandling?.Due;
        var part = CoHandling.Of(handled, unit, form.Task!, form.Due, most, above, occasion);
        handled.Ask(part);
        handled.Record(occasion, "delegate", $"{above.Name}下派{unit.Name}：{part.Task}{part.DueWords}", Clause(occasion.Rules));
    }

    public static void TakeOn(Case handled, Actor actor, Occasion occasion)
    {
        var own = Own(handled, actor.UnitId)!;
        own.Sign(occasion.At);
        handled.Record(occasion, "take-on", $"{own.UnitName}签收下派任务", Clause(occasion.Rules));
    }

    /// <summary>The answer upward; what units further below still owe has no object any more.</summary>
    public static void Report(Case handled, Actor actor, string text, Occasion occasion)
    {
        var own = Own(handled, actor.UnitId)!;
        SettleBelow(handled, own.UnitId, occasion);
        own.Answer(text, occasion);
        handled.Record(occasion, "report-up", $"{own.UnitName}上报{own.Above!.Name}{(own.Late(occasion.At) ? "（逾期）" : "")}：{text.Trim()}", Clause(occasion.Rules));
    }

    /// <summary>The answers that the unit may send back down.</summary>
    public static CoHandling? Answered(Case handled, Actor actor, string? unitId) => handled.CoHandlings
        .Where(part => part is { RepliedAt: not null, SettledAt: null } && part.Above?.Id == actor.UnitId && part.UnitId == unitId).MaxBy(part => part.AskedAt);

    public static void Redo(Case handled, Actor actor, CaseAct.RedoBelow form, Occasion occasion)
    {
        var part = Answered(handled, actor, form.UnitId)!;
        part.Redo(form.Due, Own(handled, actor.UnitId)?.Due ?? handled.RunningHandling?.Due, CoHandling.WarnBefore(handled, occasion.Rules), occasion);
        handled.Record(occasion, "redo-below", $"{part.Above!.Name}退回{part.UnitName}重办：{form.Reason!.Trim()}{part.DueWords}", Clause(occasion.Rules));
    }

    /// <summary>Ends what was sent on below a unit, when that unit itself is done with it; all of it where no unit is named.</summary>
    public static void SettleBelow(Case handled, string? unitId, Occasion occasion)
    {
        foreach (var part in handled.CoHandlings.Where(part => part is { Above: not null, SettledAt: null } && (unitId is null || part.Above.Id == unitId)).ToList())
        {
            part.Settle(occasion.At);
            SettleBelow(handled, part.UnitId, occasion);
        }
    }

    public static string? Clause(CaseRules rules) =>
        (rules.Policy.Practice(PracticeName.SubDispatch) ?? rules.Policy.Practice(PracticeName.LevelTree))?.Clause.Id;
}
