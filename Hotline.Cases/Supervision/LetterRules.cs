using Hotline.Cases.Casework;
using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Supervision;

/// <summary>Which letter may be written by whom and when: kinds for before the limit are urges, all others supervise.</summary>
internal static class LetterRules
{
    public static SupervisionDocument? Kind(string? name, CaseRules rules) => rules.Policy.Documents.FirstOrDefault(kind => kind.Name == name?.Trim());

    /// <summary>The rule by which such a letter is written.</summary>
    public static SupervisionRule Rule(SupervisionDocument kind, CaseRules rules) => kind.BeforeLimit ? rules.Policy.Urging : rules.Policy.Supervising;

    /// <summary>Why it cannot be written now; null: it can.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="concerned">The case it is about; null: about the unit's work as such.</param>
    /// <param name="unitId">To whom.</param>
    /// <param name="supervised">The case is supervised.</param>
    /// <param name="actor">By whom.</param>
    /// <param name="rules">The rules.</param>
    public static ActRefusal? Refusal(SupervisionDocument kind, Case? concerned, string unitId, bool supervised, Actor actor, CaseRules rules)
    {
        if (!Overseers.May(actor, Rule(kind, rules), unitId, rules))
        {
            return new(ActTable.NoRight, $"您没有制发{kind.Name}的权限", kind.Clause.Id);
        }

        var reason = concerned is null ? null
            : kind.BeforeLimit ? concerned.State is not (CaseState.Dispatched or CaseState.Signed) ? $"工单当前状态（{ActTable.Words(concerned.State)}）不能催办"
                : SupervisionTable.Overdue(concerned) ? $"已超过办理时限，不能再用{kind.Name}" : null
            : concerned.State == CaseState.Archived ? "工单已归档"
            : !supervised && !SupervisionTable.Overdue(concerned) ? "时限未到且未列入督办，先行催办" : null;
        return reason is null ? null : new(ActTable.NotAllowed, reason, kind.Clause.Id);
    }

    /// <summary>What is missing or wrong in a form, by field.</summary>
    public static Dictionary<string, string[]> Check(LetterForm form, Case? concerned, CaseRules rules, DateTimeOffset now)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (Kind(form.Kind, rules) is null)
        {
            errors["kind"] = [rules.Policy.Documents.IsEmpty ? "现行规定没有督办文书" : $"请选择文书种类：{string.Join('、', rules.Policy.Documents.Select(kind => kind.Name))}"];
        }

        if (!string.IsNullOrWhiteSpace(form.CaseNumber) && concerned is null)
        {
            errors["caseNumber"] = ["没有这个工单"];
        }
        else if (Addressee(form, concerned, rules) is null)
        {
            errors["unitId"] = ["请选择主送单位"];
        }

        if (form.Title?.Length > Letter.LongestTitle)
        {
            errors["title"] = [$"不能超过{Letter.LongestTitle}字"];
        }

        if (string.IsNullOrWhiteSpace(form.Body) || form.Body.Length > Letter.LongestBody)
        {
            errors["body"] = [$"请填写正文，不超过{Letter.LongestBody}字"];
        }

        if (form.Due <= now || form.Due > now.AddYears(1))
        {
            errors["due"] = ["期限须晚于现在，且不超过一年"];
        }

        return errors;
    }

    /// <summary>The unit named, else the one that has the case.</summary>
    public static UnitRef? Addressee(LetterForm form, Case? concerned, CaseRules rules) => rules.Units.Ref(string.IsNullOrWhiteSpace(form.UnitId) ? concerned?.UnitId : form.UnitId.Trim());

    /// <summary>What issuing it does to its case.</summary>
    /// <returns>The urge, or the supervision that it opens; null where the case is supervised already.</returns>
    public static SupervisionRecord? Put(Case concerned, SupervisionDocument kind, Letter letter, UnitRef? office, bool supervised, Occasion occasion)
    {
        if (kind.BeforeLimit)
        {
            concerned.Record(occasion, "urge", $"{letter.Name}致{letter.UnitName}：{letter.Title}", letter.Clause, moves: false);
            return SupervisionRecord.Of(SupervisionKind.Urge, concerned, office, letter.Name, letter.Title, letter.Clause, occasion);
        }

        concerned.Record(occasion, "letter", $"{letter.Name}致{letter.UnitName}：{letter.Title}{(letter.Due is { } due ? $"；期限{UnitRequest.Words(due)}" : "")}", letter.Clause, moves: false);
        return supervised ? null : Triggering.Open(concerned, office, SupervisionCause.Overdue, letter.Name, letter.Title, letter.Clause, occasion);
    }
}
