using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Casework;

/// <summary>认定 (gaoling-2020/13–15, 17): opened by the office, or by itself at the n-th return; decided with a record; binding: no return after it. The unit's limit runs on meanwhile.</summary>
internal static class Adjudicating
{
    private const int LongestText = 500;

    public static Adjudication? Current(Case disputed) => disputed.Adjudications.FirstOrDefault(row => row.Open);

    public static string? Clause(CaseRules rules) => rules.Policy.Practice(PracticeName.Adjudication)?.Clause.Id;

    public static ActRefusal? Refusal(Case disputed, CaseActKind act, CaseRules rules)
    {
        var reason = rules.Policy.Practice(PracticeName.Adjudication) is null ? "现行规定没有争议认定"
            : act == CaseActKind.Adjudicate ? Current(disputed) is null ? "没有待认定的争议" : null
            : Current(disputed) is not null ? "争议正在认定" : Bound(disputed) ? "已经认定，须依认定办理" : null;
        return reason is null ? null : new(ActTable.NotAllowed, reason, Clause(rules));
    }

    /// <summary>Why the office may not send the case on by itself: the dispute is before those who decide it.</summary>
    public static ActRefusal? Pending(Case disputed) =>
        Current(disputed) is { } open ? new(ActTable.NotAllowed, "争议正在认定，依认定派发", open.Clause) : null;

    public static Dictionary<string, string[]> Check(Case disputed, CaseAct.Adjudicate ruling, CaseRules rules, DateTimeOffset now)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var modes = rules.Policy.Practice(PracticeName.Adjudication)?.Settings.List<string>("modes") ?? [];
        if (!modes.Contains(ruling.Mode?.Trim() ?? "", StringComparer.Ordinal))
        {
            errors["mode"] = [$"请选择认定方式：{string.Join('、', modes)}"];
        }

        foreach (var (field, text, name) in new[] { ("participants", ruling.Participants, "参加单位"), ("opinions", ruling.Opinions, "各方意见"), ("decision", ruling.Decision, "认定结果") })
        {
            if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
            {
                errors[field] = [$"请填写{name}，不超过{LongestText}字"];
            }
        }

        if (rules.Units.Ref(ruling.UnitId) is null)
        {
            errors["unitId"] = ["请选择责任（主办）单位"];
        }

        CoHandling.CheckUnits(errors, disputed, ruling.UnitId, ruling.CoHandlers, rules, now);
        return errors;
    }

    public static void Open(Case disputed, string reason, string? clause, Occasion occasion)
    {
        disputed.Record(occasion, "adjudication", $"权责争议提请认定：{reason}", clause);
        disputed.Ask(Adjudication.Of(disputed, reason, clause, occasion));
        disputed.Happens(CaseEvent.AdjudicationOpened, occasion);
    }

    /// <summary>The n-th return opens it by itself, once the return is before the office (gaoling-2020/17-1).</summary>
    public static void AfterReturn(Case disputed, Occasion occasion)
    {
        if (occasion.Rules.Policy.Practice(PracticeName.AdjudicationAfterReturns) is not { } practice || Current(disputed) is not null)
        {
            return;
        }

        var returns = disputed.Requests.Count(asked => asked.Kind == UnitRequestKind.Return && asked.State != UnitRequestState.Withdrawn);
        if (returns >= (practice.Settings.OptionalNumber("returns") ?? int.MaxValue))
        {
            Open(disputed, $"第{returns}次退单", practice.Clause.Id, occasion with { By = Author.System });
        }
    }

    public static void Decide(Case disputed, CaseAct.Adjudicate ruling, Occasion occasion)
    {
        var lead = occasion.Rules.Units.Ref(ruling.UnitId)!;
        var clause = (occasion.Rules.Policy.Practice(PracticeName.ReturnBarredAfterRuling) ?? occasion.Rules.Policy.Practice(PracticeName.Adjudication))?.Clause.Id;
        var open = Current(disputed)!;
        open.Decide(ruling, lead, occasion);
        disputed.Record(
            occasion,
            "adjudicated",
            $"认定（{open.Mode}）：{open.Decision}；参加单位：{open.Participants}；意见：{open.Opinions}；由{lead.Name}{(ruling.CoHandlers is { Count: > 0 } ? "主办" : "办理")}",
            clause);
        disputed.Happens(CaseEvent.Adjudicated, occasion);
        Settle(disputed, lead, occasion);
        var order = new DispatchOrder(lead, $"争议认定：{open.Decision}", clause, Automatic: false, Designated: true);
        if (disputed.UnitId is null)
        {
            Dispatching.Dispatch(disputed, order, occasion);
        }
        else if (disputed.UnitId == lead.Id)
        {
            disputed.CurrentAssignment!.Bind(clause);
        }
        else
        {
            disputed.CurrentAssignment?.Returned(occasion.At);
            Dispatching.PassOn(disputed, order, rule => new(rule), occasion);
        }

        CoHandling.Ask(disputed, ruling.CoHandlers, occasion);
    }

    /// <summary>The return that was open is decided by the ruling: where the matter is the unit's own after all, it was groundless.</summary>
    private static void Settle(Case disputed, UnitRef lead, Occasion occasion)
    {
        if (disputed.OpenRequest(UnitRequestKind.Return) is not { } asked)
        {
            return;
        }

        if (asked.UnitId == lead.Id)
        {
            asked.Refuse("认定属该单位职责", occasion);
            Shirking.Judge(disputed, asked, occasion);
        }
        else
        {
            asked.Accept("依认定", occasion);
        }
    }

    private static bool Bound(Case disputed) => disputed.CurrentAssignment is { Designated: true } && disputed.Adjudications.Any(row => row.DecidedAt is not null);
}
