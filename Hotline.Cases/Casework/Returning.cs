using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>退件: a unit gives back a case that is not its own. The clocks run on until the office has decided.</summary>
internal static class Returning
{
    private const int LongestText = 500;

    /// <summary>Until when the unit that has the case may ask; null where the policy has no return for it, or what it counts from has not happened.</summary>
    public static ReturnWindow? Window(Case returned, CaseRules rules) =>
        rules.Policy.Return(returned.Facts(rules)) is { } rule && returned.HappenedAtUnit(rule.From) is { } from
            ? ReturnWindow.Of(rule, from, rules.Calendar)
            : null;

    /// <summary>Why a return cannot be asked for now.</summary>
    public static string? Refusal(Case returned, CaseRules rules, DateTimeOffset now)
    {
        if (rules.Policy.Return(returned.Facts(rules)) is not { } rule)
        {
            return "现行规定没有这类工单的退件";
        }

        if (returned.OpenRequest(UnitRequestKind.Return) is not null)
        {
            return "已有待审核的退件申请";
        }

        return Window(returned, rules) is not { } window ? $"须先{(rule.From == CaseEvent.Signed ? "签收" : "派单")}才能申请退件"
            : window.IsOpen(now) ? null : $"退件申请期限已过（{UnitRequest.Words(window.Until)}）";
    }

    public static Dictionary<string, string[]> Check(Case returned, ReturnForm form, CaseRules rules)
    {
        var rule = rules.Policy.Return(returned.Facts(rules));
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Require(errors, "reason", form.Reason, "请填写退件理由和依据");
        Need(errors, rule?.SuggestUnit == true, "suggestedUnitId", form.SuggestedUnitId, "请建议承办单位");
        Need(errors, rule?.PreTreatment == true, "preTreatment", form.PreTreatment, "请填写先期处置情况");
        Limit(errors, "leader", form.Leader);
        if (!string.IsNullOrWhiteSpace(form.SuggestedUnitId))
        {
            if (rules.Units.Ref(form.SuggestedUnitId.Trim()) is null)
            {
                errors["suggestedUnitId"] = ["没有这个单位"];
            }
            else if (form.SuggestedUnitId.Trim() == returned.UnitId)
            {
                errors["suggestedUnitId"] = ["不能是本单位"];
            }
        }

        return errors;
    }

    /// <summary>Asked for; where the policy names the unit's leader, that leader confirms it (gaoling-2020/9c) before the office decides.</summary>
    public static void Ask(Case returned, ReturnForm form, Actor actor, string? clause, Occasion occasion)
    {
        var rule = occasion.Rules.Policy.Return(returned.Facts(occasion.Rules));
        var approver = Approver.Of(rule?.Approver ?? PolicyRole.HotlineOffice, returned, occasion);
        var request = UnitRequest.Return(returned, form, approver, clause, occasion);
        var suggested = occasion.Rules.Units.Ref(request.SuggestedUnitId);
        returned.Record(
            occasion,
            "return",
            $"{returned.UnitName}申请退件：{request.Reason}{(suggested is null ? "" : $"；建议{suggested.Name}承办")}"
            + $"{(request.PreTreatment is { } done ? $"；先期处置：{done}" : "")}{(request.Leader is { } leader ? $"；{leader}确认" : "")}",
            clause);
        returned.Ask(request, occasion);
        returned.Happens(CaseEvent.ReturnRequested, occasion);
        if (approver.UnitId is not null && approver.Is(actor))
        {
            Confirm(returned, null, occasion);
        }
        else if (approver.UnitId is null)
        {
            Adjudicating.AfterReturn(returned, occasion);
        }
    }

    public static void Confirm(Case returned, string? note, Occasion occasion)
    {
        var request = returned.OpenRequest(UnitRequestKind.Return)!;
        var by = request.Approver.Words(occasion.Rules);
        request.Confirm(occasion);
        returned.Record(occasion, "return.confirmed", $"{by}确认退件{(string.IsNullOrWhiteSpace(note) ? "" : $"：{note.Trim()}")}，报热线办审核", request.Clause);
        Adjudicating.AfterReturn(returned, occasion);
    }

    /// <summary>Agreed: the matter is the next unit's, under the budget that the policy leaves it.</summary>
    public static void Accept(Case returned, Views.UnitRef next, string? note, string? clause, Occasion occasion)
    {
        var request = returned.OpenRequest(UnitRequestKind.Return)!;
        request.Accept(note, occasion);
        returned.Record(occasion, "return.accepted", $"同意{request.UnitName}退件，转派{next.Name}{(request.Decision is { } words ? $"：{words}" : "")}", clause);
        returned.CurrentAssignment?.Returned(occasion.At);

        var facts = returned.Facts(occasion.Rules);
        var rule = occasion.Rules.Policy.Return(facts);
        var deducted = (rule?.DeductWorkingDays ?? 0) * returned.Requests.Count(asked => asked is { Kind: UnitRequestKind.Return, State: UnitRequestState.Accepted });
        var designation = Designating.Due(returned, occasion.Rules);
        if (designation is not null)
        {
            returned.Record(occasion, "designate", $"已派{returned.Assignments.Count}次仍未明确主体，指定{next.Name}牵头办理", designation.Clause.Id);
        }

        Dispatching.PassOn(
            returned,
            new DispatchOrder(next, $"{request.UnitName}退件", designation?.Clause.Id ?? clause, Automatic: false, Designated: designation is not null),
            Budget,
            occasion);

        ClockOrder Budget(PolicyClock clock) => clock.Name != ClockName.Handle ? new(clock)
            : rule?.NextLimit is { } own ? new(clock.WithLimit(own, rule.Clause), Ground: $"退件后新单位期限（{rule.Clause.Id}）")
            : deducted > 0 ? new(clock, deducted, $"退件后核减{deducted}个工作日（{(rule!.DeductClause ?? rule.Clause).Id}）")
            : new(clock);
    }

    /// <summary>Not agreed: the unit goes on under the limit that never stopped.</summary>
    public static void Refuse(Case returned, string reason, bool groundless, string? clause, Occasion occasion)
    {
        var request = returned.OpenRequest(UnitRequestKind.Return)!;
        request.Refuse(reason, occasion);
        returned.Record(occasion, "return.refused", $"不同意{request.UnitName}退件：{reason}；原时限不变", clause);
        if (groundless)
        {
            Shirking.Judge(returned, request, occasion);
        }
    }

    /// <summary>The clause of the decision.</summary>
    public static string? DecisionClause(Case returned, CaseRules rules) =>
        rules.Policy.Return(returned.Facts(rules)) is { } rule ? (rule.DeductClause ?? rule.Clause).Id : null;

    private static void Need(Dictionary<string, string[]> errors, bool needed, string field, string? value, string missing)
    {
        if (needed)
        {
            Require(errors, field, value, missing);
        }
        else
        {
            Limit(errors, field, value);
        }
    }

    private static void Require(Dictionary<string, string[]> errors, string field, string? value, string missing)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            errors[field] = [missing];
        }
        else
        {
            Limit(errors, field, value);
        }
    }

    private static void Limit(Dictionary<string, string[]> errors, string field, string? value)
    {
        if (value?.Length > LongestText)
        {
            errors[field] = [$"不能超过{LongestText}字"];
        }
    }
}
