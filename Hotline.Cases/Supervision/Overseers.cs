using Hotline.Cases.Casework;
using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Supervision;

/// <summary>Who urges and supervises: the policy names roles, the city has the units.</summary>
internal static class Overseers
{
    /// <summary>The unit that a role means for cases of that unit; null where the city has none.</summary>
    public static UnitRef? OfficeOf(PolicyRole role, string? unitId, CaseRules rules) => role switch
    {
        PolicyRole.HandlingUnit or PolicyRole.UnitLeader => rules.Units.Ref(unitId),
        PolicyRole.UnitEfficiencyOffice => UnitOffice(unitId, rules),
        PolicyRole.SuperiorUnit => rules.Units.Above(unitId),
        PolicyRole.DistrictEfficiencyOffice or PolicyRole.HotlineOffice or PolicyRole.DisciplineInspection or PolicyRole.InspectionOffice
            or PolicyRole.JointConference or PolicyRole.Inspector => rules.Units.Office(role),
        PolicyRole.Agent or PolicyRole.ShiftLeader or PolicyRole.Dispatcher => rules.Units.Office(PolicyRole.HotlineOffice),
        PolicyRole.LeadUnit => null,
    };

    /// <summary>Whether this person may act as one of the roles towards the unit that has the case.</summary>
    public static bool May(Actor actor, SupervisionRule rule, string? unitId, CaseRules rules) =>
        (unitId != actor.UnitId || actor.Is(Role.Agent, Role.ShiftLeader, Role.Dispatcher, Role.Supervisor)) && rule.By.Any(role => Holds(actor, role, unitId, rules));

    /// <summary>The office this person acts for; null: the hotline.</summary>
    public static UnitRef? OfficeOf(Actor actor, CaseRules rules) =>
        actor.Is(Role.Agent, Role.ShiftLeader, Role.Dispatcher) ? null : rules.Units.Ref(actor.UnitId) ?? rules.Units.Office(PolicyRole.DistrictEfficiencyOffice);

    private static bool Holds(Actor actor, PolicyRole role, string? unitId, CaseRules rules) => role switch
    {
        PolicyRole.Agent => actor.Is(Role.Agent),
        PolicyRole.ShiftLeader => actor.Is(Role.ShiftLeader),
        PolicyRole.Dispatcher => actor.Is(Role.Dispatcher),
        PolicyRole.HotlineOffice => actor.Is(Role.ShiftLeader, Role.Dispatcher, Role.Supervisor) || IsOffice(actor, role, unitId, rules),
        PolicyRole.DistrictEfficiencyOffice or PolicyRole.InspectionOffice => actor.Is(Role.Supervisor) || IsOffice(actor, role, unitId, rules),
        PolicyRole.SuperiorUnit => actor.Is(Role.Handler) && actor.UnitId is { } own && unitId is { } below && rules.Units.IsBelow(below, own),
        PolicyRole.UnitEfficiencyOffice or PolicyRole.DisciplineInspection or PolicyRole.JointConference or PolicyRole.Inspector => IsOffice(actor, role, unitId, rules),
        PolicyRole.HandlingUnit or PolicyRole.UnitLeader or PolicyRole.LeadUnit => false,
    };

    private static bool IsOffice(Actor actor, PolicyRole role, string? unitId, CaseRules rules) =>
        actor.Is(Role.Handler) && actor.UnitId is { } own && OfficeOf(role, unitId, rules)?.Id == own;

    /// <summary>部门效能办: the unit below the department that holds the office, else the department itself.</summary>
    private static UnitRef? UnitOffice(string? unitId, CaseRules rules)
    {
        var department = rules.Units.AtLevel(unitId, UnitLevel.Department) ?? rules.Units.Ref(unitId);
        var own = rules.City.Units.FirstOrDefault(unit => unit.Parent == department?.Id && unit.Roles.Contains(PolicyRole.UnitEfficiencyOffice));
        return own is null ? department : rules.Units.Ref(own.Code);
    }
}
