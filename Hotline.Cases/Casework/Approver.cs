using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>A unit that a request did not go to, for nobody there could decide.</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="Leader">Its leader was to decide and it has none; else it has nobody who handles cases.</param>
/// <param name="Elsewhere">It is another installation, which knows nothing of the request.</param>
internal sealed record PassedOver(string UnitId, bool Leader, bool Elsewhere = false);

/// <summary>Who decides on what a unit asks for, as the policy's rule names them.</summary>
/// <param name="Role">The office, the unit's own leader, or another unit.</param>
/// <param name="UnitId">The unit whose people decide; null: the hotline office.</param>
internal sealed record Approver(PolicyRole Role, string? UnitId)
{
    public static Approver Office { get; } = new(PolicyRole.HotlineOffice, null);

    public bool ByLeader => Role == PolicyRole.UnitLeader;

    /// <summary>Whom the policy names, and those between, in whose place this one decides.</summary>
    public IReadOnlyList<PassedOver> PassedOver { get; init; } = [];

    /// <summary>Whom the policy names; where nobody there could decide, the unit above, and in the end the hotline office.</summary>
    public static Approver Of(PolicyRole named, Case concerned, Occasion occasion) => Named(named, concerned, occasion.Rules).OrAbove(concerned, occasion);

    /// <summary>This one; where nobody there can decide, the first above who can.</summary>
    public Approver OrAbove(Case concerned, Occasion occasion)
    {
        var approver = this;
        List<PassedOver> passedOver = [.. PassedOver];
        while (approver.UnitId is { } unit && occasion.Staff?.CanDecide(approver, concerned.UnitId) == false)
        {
            passedOver.Add(new(unit, approver.ByLeader, occasion.Staff.IsElsewhere(unit)));
            approver = Above(unit, concerned, occasion.Rules);
        }

        return approver with { PassedOver = passedOver };
    }

    public bool Is(Actor actor) => UnitId is null
        ? actor.Is(Cases.Role.ShiftLeader, Cases.Role.Dispatcher)
        : actor.UnitId == UnitId && actor.Is(ByLeader ? Cases.Role.UnitLeader : Cases.Role.Handler);

    /// <summary>Whether with this one's word the other's is given too: the same unit's, a leader speaking for all of it.</summary>
    public bool Includes(Approver other) => UnitId == other.UnitId && (ByLeader || !other.ByLeader);

    public string Words(CaseRules rules) => UnitId is null ? "热线办" : ByLeader ? "本单位领导" : Name(UnitId, rules);

    /// <summary>Who was passed over, why, and who decides instead.</summary>
    public string WordsOfPassing(CaseRules rules) =>
        $"{string.Join('、', PassedOver.Select(passed => $"{Name(passed.UnitId, rules)}{(passed.Elsewhere ? "在另一平台" : passed.Leader ? "无领导账号" : "无承办人员账号")}"))}，改由{Words(rules)}审核";

    /// <summary>
    /// A department's superior (上一级) is the platform of the county, whose office is the hotline's; the hotline decides too where no unit holds the office named.
    /// </summary>
    private static Approver Named(PolicyRole named, Case concerned, CaseRules rules)
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

    /// <summary>Never the unit that asks: what falls up is not for it to decide.</summary>
    private static Approver Above(string unit, Case concerned, CaseRules rules)
    {
        var above = rules.Units.Superior(unit)?.Id;
        return above is null ? Office : above == concerned.UnitId ? Above(above, concerned, rules) : new(PolicyRole.SuperiorUnit, above);
    }

    private static string Name(string unitId, CaseRules rules) => rules.Units.Ref(unitId)?.Name ?? unitId;
}
