using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>What the unit does: 签收、答复.</summary>
internal static class Handling
{
    /// <summary>The unit takes the case on; whose matter it is, is then clear.</summary>
    public static void Sign(Case handled, string? clause, Occasion occasion)
    {
        handled.Record(occasion, "sign", $"{handled.UnitName}签收", clause);
        handled.CurrentAssignment?.Signed(occasion.At);
        handled.MoveTo(CaseState.Signed);
        handled.Happens(CaseEvent.Signed, occasion);
        handled.Happens(CaseEvent.Owned, occasion);
    }

    public static void Reply(Case handled, string text, CaseOutcome outcome, string? clause, Occasion occasion)
    {
        handled.Record(occasion, "reply", $"答复（{Closing.Words(outcome)}）：{text}", clause);
        handled.WithdrawRequests(occasion);
        Delegating.SettleBelow(handled, null, occasion);
        foreach (var coHandling in handled.CoHandlings)
        {
            coHandling.Settle(occasion.At);
        }

        handled.TakeReply(text, outcome, occasion);
        handled.CurrentAssignment?.Replied(occasion.At);
        handled.MoveTo(CaseState.Replied);
        handled.Happens(CaseEvent.Contacted, occasion);
        handled.Happens(CaseEvent.Replied, occasion);
    }
}
