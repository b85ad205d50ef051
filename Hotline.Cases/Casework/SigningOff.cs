using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>审签: where the policy asks for it, a result is signed by a leader before it is the unit's reply (yongning-2017/5-1b). The limit runs on until then.</summary>
internal static class SigningOff
{
    /// <summary>Who has to sign a result before it goes up; null where nobody has to, or where it is the leader's own.</summary>
    public static Approver? Needed(Case handled, Actor actor, Occasion occasion)
    {
        if (Practice(occasion.Rules)?.Settings.OptionalName<PolicyRole>("by") is not { } named || handled.UnitId is null)
        {
            return null;
        }

        var approver = Approver.Of(named, handled, occasion);
        return approver.Is(actor) ? null : approver;
    }

    public static string? Clause(CaseRules rules) => Practice(rules)?.Clause.Id;

    public static void Ask(Case handled, CaseAct.Reply reply, Approver approver, Occasion occasion)
    {
        var clause = Clause(occasion.Rules);
        handled.Record(occasion, "result", $"办理结果（{Closing.Words(reply.Outcome!.Value)}）报{approver.Words(occasion.Rules)}审签：{reply.Text!.Trim()}", clause);
        handled.Ask(UnitRequest.Result(handled, reply, approver, clause, occasion), occasion);
    }

    /// <summary>Signed: from now on it is the unit's reply.</summary>
    public static void Accept(Case handled, Actor actor, string? note, string? replyClause, Occasion occasion)
    {
        var result = handled.OpenRequest(UnitRequestKind.Result)!;
        result.Accept(note, occasion);
        handled.Record(occasion, "result.signed-off", $"审签同意{(result.Decision is { } words ? $"：{words}" : "")}", result.Clause);
        Handling.Reply(handled, result.ReplyText!, result.Outcome!.Value, replyClause, occasion);
        Approving.Ask(handled, result.AskedClosing(occasion), actor, result.Approver, occasion);
    }

    public static void Refuse(Case handled, string reason, Occasion occasion)
    {
        var result = handled.OpenRequest(UnitRequestKind.Result)!;
        result.Refuse(reason, occasion);
        handled.Record(occasion, "result.refused", $"审签退回：{reason}；时限不变", result.Clause);
    }

    private static PolicyPractice? Practice(CaseRules rules) => rules.Policy.Practice(PracticeName.ResultSignOff);
}
