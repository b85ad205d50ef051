using Hotline.Cases.Calendar;
using Hotline.Cases.Organisation;
using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Casework;

/// <summary>The policy in force as casework asks for it. Immutable.</summary>
internal sealed class CaseRules(Policy policy, LegalCalendar calendar, City city)
{
    /// <summary>The code of matters outside the category tree (其他事项).</summary>
    public const string OutsideTree = "other";

    private const string OutsideName = "其他事项";

    public Policy Policy { get; } = policy;

    public LegalCalendar Calendar { get; } = calendar.With(policy.OfficeHours);

    public City City { get; } = city;

    public UnitTree Units { get; } = new(city);

    /// <summary>The request type of that name, if the policy knows it.</summary>
    public RequestType? Type(string? name) =>
        Enum.TryParse<RequestType>(name, ignoreCase: true, out var type) && Policy.RequestTypes.Contains(type) && !char.IsAsciiDigit(name[0]) ? type : null;

    public bool KnowsCategory(string code) => code == OutsideTree || Policy.Categories.Find(code) is not null;

    public string CategoryPath(string code) =>
        Policy.Categories.Find(code) is { } category ? Policy.Categories.Path(category) : OutsideName;

    public string CategoryName(string code) => Policy.Categories.Find(code)?.Name ?? OutsideName;

    public CaseFacts Facts(RequestType type, bool hazard, string categoryCode) => new(type, hazard, Policy.Categories.Find(categoryCode));

    /// <summary>The clause that sets a limit on this event; null where none does.</summary>
    public string? ClauseUntil(CaseEvent happened, CaseFacts facts) =>
        Policy.ClocksFor(facts).FirstOrDefault(clock => clock.Until == happened)?.Clause.Id;

    /// <summary>The limit of the hazard track, counted from the moment a contact reached us (hanjiang-2016/11b).</summary>
    public PolicyClock? HazardRegistration =>
        Policy.Clock(ClockName.Register, new CaseFacts(RequestType.Complaint, Hazard: true));

    /// <summary>Where a case of this category goes, and why; a matter outside the tree goes to the efficiency office.</summary>
    public SuggestionView? Suggest(string categoryCode)
    {
        var category = Policy.Categories.Find(categoryCode);
        if (Units.Ref(category?.ResponsibleUnit) is { } responsible)
        {
            return new(responsible, $"“{category!.Name}”的责任单位", ClauseNamed("1"));
        }

        if (LeadUnit(categoryCode) is { } lead)
        {
            return new(lead, $"“{category!.Name}”所在小类的牵头单位", ClauseNamed("1"));
        }

        return Units.Office(PolicyRole.DistrictEfficiencyOffice) is { } office
            ? new(office, "目录以外的事项，由区效能办指定责任单位", ClauseNamed("1b"))
            : null;
    }

    /// <summary>The lead unit of the minor class; null where the tree names none.</summary>
    public UnitRef? LeadUnit(string categoryCode)
    {
        for (var category = Policy.Categories.Find(categoryCode); category is not null; category = category.Parent is null ? null : Policy.Categories.Find(category.Parent))
        {
            if (Units.Ref(category.LeadUnit) is { } lead)
            {
                return lead;
            }
        }

        return null;
    }

    private string? ClauseNamed(string clause) => Policy.Clauses.ContainsKey($"{Policy.Id}/{clause}") ? $"{Policy.Id}/{clause}" : null;
}
