using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>待观察 (haimen-2016/2-4c): what an extension did not suffice for leaves the overdue list until its expected date, with process, plan and direction on record.</summary>
internal static class Observing
{
    private const int LongestText = 300;

    public static PolicyPractice? Practice(CaseRules rules) => rules.Policy.Practice(PracticeName.WatchList);

    public static ActRefusal? Refusal(Case watched, CaseRules rules)
    {
        var after = Practice(rules)?.Settings.OptionalNumber("after-extensions") ?? 0;
        var reason = Practice(rules) is null ? "现行规定没有待观察"
            : watched.OpenRequest(UnitRequestKind.Observation) is not null ? "已有待审核的待观察申请"
            : Handling(watched) is null ? "没有进行中的办理时限"
            : watched.Requests.Count(asked => asked is { Kind: UnitRequestKind.Extension, State: UnitRequestState.Accepted }) < after ? $"延期{after}次后仍无法处置的，方可申请待观察"
            : null;
        return reason is null ? null : new(ActTable.NotAllowed, reason, Practice(rules)?.Clause.Id);
    }

    public static Dictionary<string, string[]> Check(CaseAct.Observe asked, DateTimeOffset now)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (field, text, name) in new[] { ("process", asked.Process, "处置过程"), ("plan", asked.Plan, "后续方案"), ("direction", asked.Direction, "执法方向") })
        {
            if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
            {
                errors[field] = [$"请填写{name}，不超过{LongestText}字"];
            }
        }

        if (asked.ExpectedAt is not { } expected || expected <= now || expected > now.AddYears(2))
        {
            errors["expectedAt"] = ["请填写预期时间，须晚于现在，且不超过两年"];
        }

        return errors;
    }

    public static void Ask(Case watched, CaseAct.Observe asked, Occasion occasion)
    {
        var clause = Practice(occasion.Rules)?.Clause.Id;
        var words = $"处置过程：{asked.Process!.Trim()}；后续方案：{asked.Plan!.Trim()}；执法方向：{asked.Direction!.Trim()}";
        var expected = asked.ExpectedAt!.Value;
        watched.Record(occasion, "observation", $"{watched.UnitName}申请待观察至{UnitRequest.Words(expected)}：{words}", clause);
        watched.Ask(UnitRequest.Observation(watched, Handling(watched)!, words, expected, clause, occasion), occasion);
    }

    /// <summary>The handling limit moves to the expected date; one that was over is over no more.</summary>
    public static void Approve(Case watched, string? note, Occasion occasion)
    {
        var asked = watched.OpenRequest(UnitRequestKind.Observation)!;
        asked.Accept(note, occasion);
        var until = asked.Until!.Value;
        Handling(watched)?.Put(new LimitOverride(LimitSource.Observation, "待观察", until, occasion.Rules.Clause(asked.Clause)), watched.Facts(occasion.Rules), occasion);
        watched.Record(
            occasion, "observation.approved", $"列入待观察，预期{UnitRequest.Words(until)}处置{(asked.Decision is { } words ? $"：{words}" : "")}", asked.Clause);
    }

    public static void Refuse(Case watched, string reason, Occasion occasion)
    {
        var asked = watched.OpenRequest(UnitRequestKind.Observation)!;
        asked.Refuse(reason, occasion);
        watched.Record(occasion, "observation.refused", $"不同意列入待观察：{reason}；原时限不变", asked.Clause);
    }

    /// <summary>Also one that is over: it is the overdue that are watched.</summary>
    private static Countdown? Handling(Case watched) => watched.Countdowns.FirstOrDefault(countdown => countdown is { Open: true, Name: ClockName.Handle });
}
