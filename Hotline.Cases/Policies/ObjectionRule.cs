using Hotline.Cases.Calendar;

namespace Hotline.Cases.Policies;

/// <summary>A requester's objection to how a case ended (异议).</summary>
/// <param name="Within">It can be made for so long after the closing; null: always.</param>
/// <param name="Clock">The time in which it is answered, who is warned before, and who hears when it is over.</param>
internal sealed record ObjectionRule(Period? Within, PolicyClock Clock)
{
    public Clause Clause => Clock.Clause;
}
