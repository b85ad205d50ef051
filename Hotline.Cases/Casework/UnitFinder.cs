using System.Globalization;
using Hotline.Cases.Organisation;
using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Casework;

/// <summary>What a unit is found by.</summary>
/// <param name="Facts">The kind of case.</param>
/// <param name="Place">Where, in words.</param>
/// <param name="Point">Where on the map.</param>
/// <param name="Fine">The fine that the matter may lead to, in yuan.</param>
internal sealed record Locus(CaseFacts Facts, string? Place = null, MapPoint? Point = null, int? Fine = null);

/// <summary>Finds the unit for a case by the policy's dispatch rules, in their order, and says what each rule came to.</summary>
internal sealed class UnitFinder(Policy policy, City city, UnitTree units)
{
    /// <summary>Where a case goes: the first rule that leads to a unit. Null where none does.</summary>
    public SuggestionView? Find(Locus locus)
    {
        var steps = new List<SuggestionStep>();
        foreach (var rule in policy.Dispatch.Where(rule => rule.When.Holds(locus.Facts)))
        {
            var (unit, words) = By(rule, locus);
            steps.Add(new(Names<DispatchBasis>.Text(rule.Basis), rule.Clause.Id, words, unit is not null));
            if (unit is not null)
            {
                return new(unit, words, rule.Clause.Id) { Steps = steps };
            }
        }

        return null;
    }

    /// <summary>The lead unit of the minor class (牵头单位); null where the tree names none.</summary>
    public UnitRef? LeadUnit(Category? category)
    {
        while (category is not null && units.Ref(category.LeadUnit) is null)
        {
            category = category.Parent is null ? null : policy.Categories.Find(category.Parent);
        }

        return units.Ref(category?.LeadUnit);
    }

    private (UnitRef? Unit, string Words) By(DispatchRule rule, Locus locus)
    {
        var category = locus.Facts.Category;
        var responsible = units.Ref(category?.ResponsibleUnit);
        var cells = city.CellsOf(locus.Place, locus.Point);
        return rule.Basis switch
        {
            DispatchBasis.ResponsibleUnit => responsible is not null ? (responsible, $"“{category!.Name}”的责任单位") : (null, "类目没有责任单位"),
            DispatchBasis.CompetentUnit => Competent(responsible, locus.Facts.IsHazard) is { } competent
                ? (competent, locus.Facts.IsHazard ? $"“{category!.Name}”的责任单位，紧急直派" : $"“{category!.Name}”的主管单位")
                : (null, "类目没有主管单位"),
            DispatchBasis.LeadUnitWhenUnclear => category is not null && LeadUnit(category) is { } lead ? (lead, $"“{category.Name}”所在小类的牵头单位") : (null, "类目没有牵头单位"),
            DispatchBasis.Territory => Territory(cells),
            DispatchBasis.TerritoryWhenNoOwner => responsible is not null ? (null, "已有责任单位") : Territory(cells),
            DispatchBasis.IndustryWhenManyAreas => cells.Count < 2 ? (null, "不跨区域")
                : category is not null && LeadUnit(category) is { } industry ? (industry, $"涉及{cells.Count}个网格，由行业主管的{industry.Name}办理") : (null, "跨区域，但类目没有主管单位"),
            DispatchBasis.Level => locus.Fine is not { } fine ? (null, "未填可能的罚款数额")
                : fine > rule.MaxFine ? (null, string.Create(CultureInfo.InvariantCulture, $"罚款{fine}元，超过{rule.MaxFine}元"))
                : units.AtLevel(responsible?.Id, rule.UnitLevel) is { } level ? (level, string.Create(CultureInfo.InvariantCulture, $"罚款{fine}元，不超过{rule.MaxFine}元，由该级单位管辖")) : (null, "该级没有责任单位"),
            DispatchBasis.Designation => rule.To is { } role && units.Office(role) is { } office ? (office, $"目录以外的事项，由{office.Name}指定责任单位") : (null, "没有指定责任单位的机构"),
            DispatchBasis.Adjudication => (null, "无法确认主体，须经认定后派发"),
        };
    }

    /// <summary>谁主管谁负责: the competent department, which sends it on below; a hazard goes straight to the office that is responsible.</summary>
    private UnitRef? Competent(UnitRef? responsible, bool hazard) =>
        hazard ? responsible : units.AtLevel(responsible?.Id, UnitLevel.Department) ?? responsible;

    private (UnitRef? Unit, string Words) Territory(IReadOnlyList<GridCell> cells) => cells.Count switch
    {
        0 => (null, "地点不在已知网格内"),
        1 => units.Ref(cells[0].UnitCode) is { } unit ? (unit, $"属地：网格{cells[0].Code}，{unit.Name}") : (null, "网格没有属地单位"),
        _ => (null, $"涉及{cells.Count}个网格：{string.Join('、', cells.Select(cell => cell.Code))}"),
    };
}
