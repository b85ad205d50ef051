using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>
/// 无法解决、诉求不合理: an outcome that leaves the matter unsolved is closed only as the policy says, with the explanation that the requester was given, the
/// unit's statement, and the word of those above it, one after the other (yongning-2017/3-3c, xiangan-2018/3-8).
/// </summary>
internal static class Approving
{
    /// <summary>What is missing in a reply with that outcome.</summary>
    public static void Check(Dictionary<string, string[]> errors, CaseOutcome? outcome, ClosingForm? form, CaseRules rules)
    {
        foreach (var (field, text) in new[] { ("statement", form?.Statement), ("requesterTold", form?.RequesterTold), ("leader", form?.Leader) })
        {
            if (text?.Length > UnitRequest.LongestReason)
            {
                errors[field] = [$"不能超过{UnitRequest.LongestReason}字"];
            }
        }

        if (outcome is not { } ended || UnresolvedRule.Of(rules.Policy, ended) is not { } rule)
        {
            return;
        }

        Require(errors, true, "requesterTold", form?.RequesterTold, $"结果为“{Closing.Words(ended)}”，请填写向诉求人解释的时间和方式（{rule.Clause.Id}）");
        Require(errors, rule.Statement, "statement", form?.Statement, $"结果为“{Closing.Words(ended)}”，请填写情况说明（{rule.Clause.Id}）");
    }

    /// <summary>The unit's reply asks for the closing; nothing where the policy lets that outcome be closed like any other.</summary>
    /// <param name="closing">The case.</param>
    /// <param name="form">What the reply said besides.</param>
    /// <param name="actor">Who replied, or signed the reply.</param>
    /// <param name="signer">As whom the reply was signed; null: it needed no signature.</param>
    /// <param name="occasion">Now.</param>
    public static void Ask(Case closing, ClosingForm? form, Actor actor, Approver? signer, Occasion occasion)
    {
        if (Rule(closing, occasion.Rules) is not { } rule || form is null)
        {
            return;
        }

        var approver = rule.Approvers.IsEmpty ? Approver.Office : Approver.Of(rule.Approvers[0], closing, occasion);
        var asked = UnitRequest.Closing(closing, form, approver, rule.Clause.Id, occasion);
        closing.Record(
            occasion,
            "closing",
            $"{closing.UnitName}申请以“{Closing.Words(closing.ReplyOutcome!.Value)}”办结：{asked.Reason}；已向诉求人解释：{asked.RequesterTold}",
            rule.Clause.Id,
            moves: false);
        closing.Ask(asked, occasion);
        if (rule.Approvers.IsEmpty)
        {
            // The explanation alone is asked for.
            asked.Accept(null, occasion);
        }
        else if (signer?.Includes(approver) ?? (approver.UnitId is not null && approver.Is(actor)))
        {
            // What the leader asks for, or signs, the leader has agreed to, as with extensions.
            Approve(closing, null, occasion);
        }
    }

    /// <summary>Why a case cannot be closed with that outcome now.</summary>
    public static ActRefusal? Refusal(Case closing, CaseOutcome? outcome, CaseRules rules)
    {
        if (outcome is not { } ended || UnresolvedRule.Of(rules.Policy, ended) is not { } rule)
        {
            return null;
        }

        if (closing.ReplyOutcome != ended)
        {
            return new(ActTable.NotAllowed, $"须由承办单位以“{Closing.Words(ended)}”答复，说明情况并向诉求人解释", rule.Clause.Id);
        }

        return closing.OpenRequest(UnitRequestKind.Closing) is { } open
            ? new(ActTable.NotAllowed, $"“{Closing.Words(ended)}”须经{open.Approver.Words(rules)}审核后办结", rule.Clause.Id)
            : null;
    }

    /// <summary>Why this person does not decide it; who does is named.</summary>
    public static string? Refusal(Case closing, Actor actor, CaseRules rules) => closing.OpenRequest(UnitRequestKind.Closing) switch
    {
        null => "没有待审核的办结申请",
        { } open when !open.Approver.Is(actor) => $"由{open.Approver.Words(rules)}审核",
        _ => null,
    };

    public static void Approve(Case closing, string? note, Occasion occasion)
    {
        var request = closing.OpenRequest(UnitRequestKind.Closing)!;
        request.Accept(note, occasion);
        closing.Record(
            occasion,
            "closing.approved",
            $"{request.Approver.Words(occasion.Rules)}同意以“{Closing.Words(closing.ReplyOutcome!.Value)}”办结{(request.Decision is { } words ? $"：{words}" : "")}",
            request.Clause);
        if (Rule(closing, occasion.Rules) is { } rule)
        {
            Next(closing, rule, request, occasion);
        }
    }

    public static void Refuse(Case closing, string reason, DateTimeOffset? due, Occasion occasion)
    {
        var request = closing.OpenRequest(UnitRequestKind.Closing)!;
        request.Refuse(reason, occasion);
        closing.Record(occasion, "closing.refused", $"{request.Approver.Words(occasion.Rules)}不同意办结：{reason}", request.Clause);
        Dispatching.Rework(closing, $"办结申请未获同意：{reason}", request.Clause, occasion, due);
    }

    private static UnresolvedRule? Rule(Case closing, CaseRules rules) =>
        closing.ReplyOutcome is { } outcome ? UnresolvedRule.Of(rules.Policy, outcome) : null;

    private static void Next(Case closing, UnresolvedRule rule, UnitRequest before, Occasion occasion)
    {
        var agreed = closing.Requests
            .Where(request => request is { Kind: UnitRequestKind.Closing, State: UnitRequestState.Accepted } && request.AskedAt >= closing.ReplyAt)
            .Select(request => request.Approver).ToList();

        // Who agreed in the place of one that could not is not asked again in their own.
        var next = rule.Approvers.Skip(agreed.Count).Select(named => Approver.Of(named, closing, occasion))
            .FirstOrDefault(next => !agreed.Exists(one => one.Includes(next)));
        if (next is not null)
        {
            closing.Ask(before.Further(next, occasion), occasion);
        }
    }

    private static void Require(Dictionary<string, string[]> errors, bool needed, string field, string? value, string missing)
    {
        if (needed && string.IsNullOrWhiteSpace(value))
        {
            errors[field] = [missing];
        }
    }
}
