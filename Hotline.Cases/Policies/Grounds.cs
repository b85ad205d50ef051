namespace Hotline.Cases.Policies;

/// <summary>A ground on which a matter is accepted (受理范围).</summary>
internal sealed record AcceptGround(string Name, Clause Clause);

/// <summary>A ground on which a matter is declined (不予受理).</summary>
/// <param name="Name">As the citizen is told.</param>
/// <param name="ReferTo">Where to turn instead.</param>
/// <param name="Emergency">The caller is transferred at once.</param>
/// <param name="Clause">On what ground.</param>
internal sealed record RefusalGround(string Name, string ReferTo, bool Emergency, Clause Clause);

/// <summary>How another number is served.</summary>
internal enum HotlineMode
{
    /// <summary>双号并存: the number rings here as a branch of the hotline, with its own greeting, queue and tag.</summary>
    Branch,

    /// <summary>Callers are transferred to it at once.</summary>
    Emergency,
}

/// <summary>Another number beside 12345.</summary>
internal sealed record PartnerNumber(string Number, string Name, HotlineMode Mode, Clause Clause);

/// <summary>How the unit for a case is suggested; tried in the file's order.</summary>
internal enum DispatchBasis
{
    /// <summary>细类责任单位</summary>
    ResponsibleUnit,

    /// <summary>谁主管谁负责</summary>
    CompetentUnit,

    /// <summary>属地</summary>
    Territory,

    /// <summary>多部门无主体但属地明确 → 属地</summary>
    TerritoryWhenNoOwner,

    /// <summary>多区域但同行业 → 部门</summary>
    IndustryWhenManyAreas,

    /// <summary>级别管辖, such as by the amount of a fine.</summary>
    Level,

    /// <summary>小类牵头单位兜底</summary>
    LeadUnitWhenUnclear,

    /// <summary>An office designates the unit.</summary>
    Designation,

    /// <summary>认定 by a joint conference.</summary>
    Adjudication,
}

/// <summary>A rule by which a unit is suggested.</summary>
/// <param name="Basis">How the unit is found.</param>
/// <param name="When">For which cases.</param>
/// <param name="To">Who decides, or to whom it goes, where the basis leaves it open.</param>
/// <param name="MaxFine">With <see cref="DispatchBasis.Level"/>: up to this fine in yuan.</param>
/// <param name="UnitLevel">With <see cref="DispatchBasis.Level"/>: to a unit of this level.</param>
/// <param name="Clause">On what ground.</param>
internal sealed record DispatchRule(
    DispatchBasis Basis, RuleCondition When, PolicyRole? To, int? MaxFine, UnitLevel? UnitLevel, Clause Clause);
