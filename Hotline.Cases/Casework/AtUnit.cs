using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>What stands between a case and the unit that has it: when something happened there, and what the unit asks for.</summary>
internal static class AtUnit
{
    /// <summary>When an event happened to the case at the unit that has it; null: not yet.</summary>
    public static DateTimeOffset? HappenedAtUnit(this Case concerned, CaseEvent happening) => happening switch
    {
        CaseEvent.Dispatched => concerned.CurrentAssignment?.DispatchedAt,
        CaseEvent.Signed or CaseEvent.Owned => concerned.CurrentAssignment?.SignedAt,
        CaseEvent.Replied or CaseEvent.Contacted => concerned.CurrentAssignment?.RepliedAt,
        CaseEvent.Registered or CaseEvent.Accepted => concerned.RegisteredAt,
        CaseEvent.Closed => concerned.ClosedAt,
        CaseEvent.Reached or CaseEvent.OnSiteConfirmed or CaseEvent.Verified or CaseEvent.CalledBack or CaseEvent.ReturnRequested
            or CaseEvent.AdjudicationOpened or CaseEvent.Adjudicated or CaseEvent.Archived or CaseEvent.Objected or CaseEvent.ObjectionAnswered => null,
    };

    /// <summary>What the unit had asked for has no object any more.</summary>
    public static void WithdrawRequests(this Case concerned, Occasion occasion)
    {
        foreach (var request in concerned.Requests.Where(request => request.Open))
        {
            request.Withdraw(occasion);
        }

        foreach (var adjudication in concerned.Adjudications.Where(adjudication => adjudication.Open))
        {
            adjudication.Withdraw(occasion.At);
            concerned.Stop(countdown => countdown.Until == CaseEvent.Adjudicated, occasion);
        }
    }
}
