using System.Collections.Immutable;
using Hotline.Cases.Calendar;

namespace Hotline.Cases.Policies;

/// <summary>Facts of a case by which a policy chooses its rules.</summary>
/// <param name="Type">What the citizen wants.</param>
/// <param name="Hazard">On the hazard track (安全隐患); the agent's mark or the sub-class's.</param>
/// <param name="Category">The sub-class, where one is chosen.</param>
/// <param name="Complexity">Where the policy tells simple and hard cases apart.</param>
/// <param name="ConvenienceList">On the list of convenience services (便民服务事项清单); the sub-class's flag or the agent's.</param>
internal readonly record struct CaseFacts(
    RequestType Type,
    bool Hazard = false,
    Category? Category = null,
    Complexity? Complexity = null,
    bool ConvenienceList = false)
{
    public bool IsHazard => Hazard || Category is { Hazard: true };

    public bool IsOnConvenienceList => ConvenienceList || Category is { ConvenienceList: true };
}

/// <summary>For which cases a rule holds; what is not said does not matter.</summary>
internal sealed record RuleCondition
{
    public static RuleCondition Always { get; } = new();

    /// <summary>Empty: every type.</summary>
    public ImmutableArray<RequestType> Types { get; init; } = [];

    public bool? Hazard { get; init; }

    public Complexity? Complexity { get; init; }

    public bool? ConvenienceList { get; init; }

    public bool Holds(in CaseFacts facts) =>
        (Types.IsEmpty || Types.Contains(facts.Type))
        && (Hazard is null || Hazard == facts.IsHazard)
        && (Complexity is null || Complexity == (facts.Complexity ?? Policies.Complexity.Ordinary))
        && (ConvenienceList is null || ConvenienceList == facts.IsOnConvenienceList);
}

/// <summary>A warning before a clock runs out.</summary>
/// <param name="After">This long after the start, where given.</param>
/// <param name="Before">This long before the end, where given; exactly one of the two is.</param>
/// <param name="To">Who is warned.</param>
internal sealed record ClockWarning(Period? After, Period? Before, PolicyRole To);

/// <summary>A limit of a regulation: what begins it, how long it is, what ends it, what happens when it runs out.</summary>
internal sealed record PolicyClock
{
    public required ClockName Name { get; init; }

    public required Clause Clause { get; init; }

    public RuleCondition When { get; init; } = RuleCondition.Always;

    public required CaseEvent From { get; init; }

    public required CaseEvent Until { get; init; }

    public required Period Limit { get; init; }

    /// <summary>The sub-class's own limit, where the category table has one, goes before <see cref="Limit"/> (haimen-2016/2-4a).</summary>
    public bool LimitByCategory { get; init; }

    public ImmutableArray<ClockWarning> Warnings { get; init; } = [];

    public BreachAction Breach { get; init; }

    /// <summary>Who hears when it is over; empty: the shift leader of a registration, of all else the efficiency office of the district.</summary>
    public ImmutableArray<PolicyRole> LateTo { get; init; } = [];

    /// <summary>How long after the due moment a case is first shown as overdue: zero but for what is due at once.</summary>
    public TimeSpan Grace { get; init; }

    /// <summary>The same clock with the limit that another clause sets, whose it then is.</summary>
    public PolicyClock WithLimit(Period limit, Clause clause) => this with { Limit = limit, LimitByCategory = false, Clause = clause };

    public Period LimitFor(in CaseFacts facts) => LimitByCategory && facts.Category?.Limit is { } own ? own : Limit;
}
