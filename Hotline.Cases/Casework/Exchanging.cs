using Hotline.Cases.Contacts;
using Hotline.Cases.Deadlines;

namespace Hotline.Cases.Casework;

/// <summary>上级平台交办: what a platform above does with the case that it sent us. What it decides about its own case binds here.</summary>
internal static class Exchanging
{
    /// <summary>The superior's limit (上级指定期限), where there is one and it is still to come.</summary>
    public static void Limit(Case sent, string document, DateTimeOffset? due, Occasion occasion)
    {
        if (due is { } end && end > occasion.At && sent.LimitBy(LimitSource.Superior)?.Due != end.ToUniversalTime())
        {
            Limiting.Set(
                sent, new LimitForm { Source = CaseLimitSource.Superior, Document = document, Due = end }, Limiting.Clause(CaseLimitSource.Superior, occasion.Rules), occasion);
        }
    }

    /// <summary>It is to be done again: by the unit that had it, or by whom the office finds.</summary>
    public static void Redo(Case sent, string why, Occasion occasion)
    {
        if (sent.State is CaseState.Registered or CaseState.Dispatched or CaseState.Signed)
        {
            sent.Record(occasion, "exchange.rework", why, null, moves: false);
            return;
        }

        if (sent.UnitId is not null)
        {
            Dispatching.Rework(sent, why, Dispatching.ReworkClause(occasion.Rules), occasion);
            return;
        }

        Objecting.AcceptAnew(sent, why, null, occasion);
    }

    /// <summary>The platform above took it back: nobody here has anything to do with it any more.</summary>
    public static void Withdraw(Case sent, string why, Occasion occasion)
    {
        sent.Record(occasion, "exchange.withdrawn", why, null);
        if (sent.State == CaseState.Archived)
        {
            return;
        }

        sent.WithdrawRequests(occasion);
        Delegating.SettleBelow(sent, null, occasion);
        foreach (var part in sent.CoHandlings)
        {
            part.Settle(occasion.At);
        }

        sent.CloseSurvey();
        foreach (var kind in Enum.GetValues<TaskKind>())
        {
            sent.FinishTasks(kind, null, occasion);
        }

        sent.Conclude(CaseOutcome.NotOurs, occasion);
        Closing.Archive(sent, "上级平台收回", null, occasion);
    }

    /// <summary>The platform above does not take what we said; somebody of the office has to look at it.</summary>
    public static void NotTaken(Case sent, string why, Occasion occasion)
    {
        sent.Record(occasion, "exchange.refused", why, null, moves: false);
        sent.Task(TaskKind.ShiftList, Excerpt.Kept(why, UnitRequest.LongestReason), null, occasion);
    }
}
