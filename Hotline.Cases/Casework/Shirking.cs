using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>无故退件: a return judged groundless is remembered with the unit, and counts where the policy says (haimen-2016/4-3, gaoling-2020/17-3/4).</summary>
internal static class Shirking
{
    public static void Judge(Case returned, UnitRequest asked, Occasion occasion)
    {
        asked.JudgeGroundless();
        returned.Raise(SupervisionCause.Shirking, $"{asked.UnitName}无故退件", occasion);
        returned.Record(occasion, "return.groundless", $"{asked.UnitName}无故退件，计入该单位", Clause(occasion.Rules));
    }

    /// <summary>The notice that follows from one groundless return alone; null where the policy has none.</summary>
    public static string? Clause(CaseRules rules) => (rules.Policy.Practice(PracticeName.ShirkingRecord)
        ?? rules.Policy.Practice(PracticeName.ReturnBarredAfterRuling))?.Clause.Id
        ?? rules.Policy.Accountability.FirstOrDefault(rule => rule.Measure == AccountabilityMeasure.GroundlessReturns)?.Clause.Id;
}
