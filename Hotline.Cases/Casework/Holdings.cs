using System.Collections.Immutable;
using Hotline.Cases.Deadlines;

namespace Hotline.Cases.Casework;

/// <summary>Who held a case when: every hour from the registration to the closing is somebody's. No clause of any policy pauses a clock, so none is taken out.</summary>
internal static class Holdings
{
    /// <summary>The hotline itself: before the first dispatch, and after a unit's reply.</summary>
    public const string Hotline = "";

    public static IReadOnlyList<Holding> Of(Case held)
    {
        var holdings = new List<Holding> { new(Hotline, held.RegisteredAt) };
        foreach (var assignment in held.Assignments.OrderBy(assignment => assignment.Seq))
        {
            holdings.Add(new(assignment.UnitId, assignment.DispatchedAt));
            if (assignment.RepliedAt is { } replied)
            {
                holdings.Add(new(Hotline, replied));
            }
        }

        return holdings;
    }

    /// <summary>The time per unit, in the order in which each first held the case.</summary>
    public static ImmutableArray<HeldTime> Attribute(Case held, CaseRules rules, DateTimeOffset now)
    {
        var holdings = Of(held);
        var ended = held.ClosedAt ?? (held.State is CaseState.Closed or CaseState.FollowUp or CaseState.Archived ? holdings[^1].From : now);
        return HoldingLedger.Attribute(holdings, ended, rules.Calendar, []);
    }
}
