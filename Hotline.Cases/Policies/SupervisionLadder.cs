using System.Collections.Immutable;
using Hotline.Cases.Calendar;

namespace Hotline.Cases.Policies;

/// <summary>What a rung of a supervision ladder does.</summary>
internal enum SupervisionAct
{
    /// <summary>回访: an agent rings the citizen.</summary>
    CallbackTask,

    /// <summary>催促, 催办: the handling unit is urged.</summary>
    Urge,

    /// <summary>督办: the role named takes the case under supervision.</summary>
    Supervise,
}

/// <summary>One rung: taken when the one before did not help.</summary>
/// <param name="After">After the ladder's event for the first rung, after the rung before for each further one.</param>
/// <param name="Act">What is done.</param>
/// <param name="To">By or to whom.</param>
/// <param name="Clause">On what ground.</param>
internal sealed record SupervisionStep(Period After, SupervisionAct Act, PolicyRole To, Clause Clause);

/// <summary>
/// Rising supervision of a case that is not handled. One that begins with <see cref="CaseEvent.CalledBack"/> is climbed only where the citizen
/// said that nothing was done.
/// </summary>
internal sealed record SupervisionLadder
{
    public required string Name { get; init; }

    public required Clause Clause { get; init; }

    public RuleCondition When { get; init; } = RuleCondition.Always;

    public required CaseEvent From { get; init; }

    /// <summary>The event by which the ladder ends.</summary>
    public required CaseEvent Until { get; init; }

    public required ImmutableArray<SupervisionStep> Steps { get; init; }
}

/// <summary>Who may urge, or supervise, by hand.</summary>
/// <param name="By">The roles that may.</param>
/// <param name="Clause">On what ground; null where the policy says nothing of it.</param>
internal sealed record SupervisionRule(ImmutableArray<PolicyRole> By, Clause? Clause)
{
    /// <summary>Where the policy says nothing: whoever speaks with citizens, and the units above.</summary>
    public static SupervisionRule Urging { get; } = new([PolicyRole.Agent, PolicyRole.HotlineOffice, PolicyRole.SuperiorUnit], null);

    /// <summary>Where the policy says nothing: the offices that supervise.</summary>
    public static SupervisionRule Supervising { get; } = new([PolicyRole.DistrictEfficiencyOffice, PolicyRole.InspectionOffice], null);
}
