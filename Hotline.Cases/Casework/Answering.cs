using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>当场答复: the hotline itself answers, citing what it knows it from; the case is closed at once.</summary>
internal static class Answering
{
    private const int LongestText = 4000;
    private const int MostCitations = 10;
    private const int LongestName = 200;

    public static string? Clause(Case answered, CaseRules rules) => rules.Policy.Clock(ClockName.Handle, answered.Facts(rules))?.Clause.Id;

    public static ActRefusal? Refusal(Case answered, CaseRules rules) =>
        answered.Hazard ? new(ActTable.NotAllowed, "安全隐患须派单处置，不能当场答复")
        : rules.Policy.Practice(PracticeName.ContactRecordForConsultation) is { } rule && answered.RequestType == RequestType.Consultation && answered.ContactId is null
            ? new(ActTable.NotAllowed, "没有与诉求人联系的记录，不能办结咨询", rule.Clause.Id)
            : null;

    public static Dictionary<string, string[]> Check(CaseAct.Answer answer)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(answer.Text) || answer.Text.Length > LongestText)
        {
            errors["text"] = [$"请填写答复内容，不超过{LongestText}字"];
        }

        var cited = answer.Citations ?? [];
        if (cited.Count > MostCitations || cited.Any(one => one is null || !Named(one.ArticleId) || !Named(one.Title) || one.Version is null or < 1))
        {
            errors["citations"] = [$"引用须有知识条目编号、版本（从1起）和标题，各不超过{LongestName}字，最多{MostCitations}条"];
        }

        return errors;

        static bool Named(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= LongestName;
    }

    public static void Answer(Case answered, CaseAct.Answer answer, string? clause, Occasion occasion)
    {
        var cited = (answer.Citations ?? []).Select(one => one with { ArticleId = one.ArticleId!.Trim(), Title = one.Title!.Trim() }).ToList();
        var sources = cited.Count == 0 ? "" : $"；依据：{string.Join('、', cited.Select(one => $"{one.Title}（{one.ArticleId} 第{one.Version}版）"))}";
        answered.Record(occasion, "answer", $"当场答复：{answer.Text!.Trim()}{sources}", clause);
        answered.TakeReply(answer.Text.Trim(), CaseOutcome.Explained, occasion);
        answered.Cite(cited);
    }
}
