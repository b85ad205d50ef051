using Hotline.Cases.Calendar;

namespace Hotline.Cases.Policies;

/// <summary>A requester's objection to how a case ended (异议).</summary>
/// <param name="Within">It can be made for so long after the closing; null: always.</param>
/// <param name="Limit">It is answered within this time.</param>
/// <param name="Clause">On what ground.</param>
internal sealed record ObjectionRule(Period? Within, Period Limit, Clause Clause);
