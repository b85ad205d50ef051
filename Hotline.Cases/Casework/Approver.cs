using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>Who decides on what a unit asks for, as the policy's rule names them.</summary>
/// <param name="Role">The office, the unit's own leader, or another unit.</param>
/// <param name="UnitId">The unit whose people decide; null: the hotline office.</param>
internal readonly record struct Approver(PolicyRole Role, string? UnitId)
{
    public static Approver Office { get; } = new(PolicyRole.HotlineOffice, null);

    /// <summary>
    /// A department's superior (上一级) is the platform of the county, whose office is the hotline's; the hotline decides too where no unit holds the office named.
    /// </summary>
    public static Approver Of(PolicyRole named, Case concerned, CaseRules rules)
    {
        var unitId = named switch
        {
            PolicyRole.UnitLeader => concerned.UnitId,
            PolicyRole.SuperiorUnit => rules.Units.Superior(concerned.UnitId!)?.Id,
            PolicyRole.LeadUnit => rules.LeadUnit(concerned.CategoryCode)?.Id,
            PolicyRole.HotlineOffice => null,
            PolicyRole.HandlingUnit or PolicyRole.Agent or PolicyRole.ShiftLeader or PolicyRole.Dispatcher or PolicyRole.UnitEfficiencyOffice
                or PolicyRole.DistrictEfficiencyOffice or PolicyRole.JointConference or PolicyRole.Inspector or PolicyRole.DisciplineInspection
                or PolicyRole.InspectionOffice => rules.Units.Office(named)?.Id,
        };
        return unitId is null ? Office : new(named, unitId);
    }

    public bool Is(Actor actor) => UnitId is null
        ? actor.Is(Cases.Role.ShiftLeader, Cases.Role.Dispatcher)
        : actor.UnitId == UnitId && actor.Is(Role == PolicyRole.UnitLeader ? Cases.Role.UnitLeader : Cases.Role.Handler);

    public string Words(CaseRules rules) => UnitId is null ? "热线办" : Role == PolicyRole.UnitLeader ? "本单位领导" : rules.Units.Ref(UnitId)?.Name ?? UnitId;
}
