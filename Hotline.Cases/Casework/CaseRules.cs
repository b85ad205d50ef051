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

    private readonly UnitFinder finder = new(policy, city, new UnitTree(city));

    public Policy Policy { get; } = policy;

    public LegalCalendar Calendar { get; } = calendar.With(policy.OfficeHours);

    public City City { get; } = city;

    public UnitTree Units { get; } = new(city);

    /// <summary>The request type of that name, if the policy knows it.</summary>
    public RequestType? Type(string? name) =>
        Enum.TryParse<RequestType>(name, ignoreCase: true, out var type) && Policy.RequestTypes.Contains(type) && !char.IsAsciiDigit(name[0]) ? type : null;

    /// <summary>The complexity of that name.</summary>
    public static Complexity? ComplexityNamed(string? name) => name is not null && Names<Complexity>.TryParse(name, out var known) ? known : null;

    /// <summary>The cause of supervision of that name, if it is one that is seen when a case is registered.</summary>
    public static SupervisionCause? CauseAtRegistration(string? name) => name is not null && Names<SupervisionCause>.TryParse(name, out var known)
        && known is SupervisionCause.LeaderInstruction or SupervisionCause.TakenByLeader or SupervisionCause.MassIncidentRisk or SupervisionCause.CrossUnit ? known : null;

    /// <summary>The clause of that id; null where the policy has none such.</summary>
    public Clause? Clause(string? id) => id is null ? null : Policy.Clauses.GetValueOrDefault(id);

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

    /// <summary>Where a case goes, and why: the first of the policy's dispatch rules that leads to a unit. Null where none does.</summary>
    public SuggestionView? Suggest(RequestType type, bool hazard, string categoryCode) => finder.Find(new(Facts(type, hazard, categoryCode)));

    public SuggestionView? Suggest(Case sent) => finder.Find(new(sent.Facts(this), sent.Place, sent.Point, sent.Fine));

    public SuggestionView? Suggest(Locus locus) => finder.Find(locus);

    /// <summary>The lead unit of the minor class; null where the tree names none.</summary>
    public UnitRef? LeadUnit(string categoryCode) => finder.LeadUnit(Policy.Categories.Find(categoryCode));
}
