using Hotline.Cases.Casework;
using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Desks;

/// <summary>The category tree as the form shows it, with a last entry for what stands outside it.</summary>
internal static class CategoryViews
{
    public static IReadOnlyList<CategoryView> Of(CaseRules rules)
    {
        var outside = new CategoryView(
            CaseRules.OutsideTree,
            rules.CategoryName(CaseRules.OutsideTree),
            Level: 1,
            Hazard: false,
            LeadUnit: null,
            rules.Suggest(RequestType.Complaint, hazard: false, CaseRules.OutsideTree)?.Unit,
            Children: []);
        return [.. Below(rules, null), outside];
    }

    private static IReadOnlyList<CategoryView> Below(CaseRules rules, string? code) =>
        [.. rules.Policy.Categories.Children(code).Select(category => new CategoryView(
            category.Code,
            category.Name,
            (int)category.Level + 1,
            category.Hazard,
            rules.Units.Ref(category.LeadUnit),
            rules.Units.Ref(category.ResponsibleUnit),
            Below(rules, category.Code)))];
}
