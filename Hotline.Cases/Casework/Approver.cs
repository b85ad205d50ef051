using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>Who decides on what a unit asks for, as the policy's rule names them.</summary>
/// <param name="Role">The office, the unit's own leader, or another unit.</param>
/// <param name="UnitId">The unit whose people decide; null: the hotline office.</param>
internal readonly record struct Approver(PolicyRole Role, string? UnitId)
{
    public static Approver Office { get; } = new(PolicyRole.HotlineOffice, null);

    /// <summary>A department's superior (上一级) is the platform of the county, whose office is the hotline's.</summary>
    public static Approver Of(PolicyRole named, string unitId, CaseRules rules)
    {
        if (named == PolicyRole.UnitLeader)
        {
            return new(named, unitId);
        }

        var unit = named == PolicyRole.HotlineOffice ? null : named == PolicyRole.SuperiorUnit ? rules.Units.Superior(unitId) : rules.Units.Office(named);
        return unit is null ? Office : new(named, unit.Id);
    }

    public bool Is(Actor actor) => UnitId is null
        ? actor.Is(Cases.Role.ShiftLeader, Cases.Role.Dispatcher)
        : actor.UnitId == UnitId && actor.Is(Role == PolicyRole.UnitLeader ? Cases.Role.UnitLeader : Cases.Role.Handler);

    public string Words(CaseRules rules) => UnitId is null ? "热线办" : Role == PolicyRole.UnitLeader ? "本单位领导" : rules.Units.Ref(UnitId)?.Name ?? UnitId;
}
