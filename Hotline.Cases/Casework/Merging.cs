using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>
/// 并案: several complaints of one matter, one handling. Each keeps its own number, requester, clocks, reply and survey; what the unit does
/// to the leading case is done to those that follow it. Until they are closed they can be parted again; after that each goes its own way.
/// </summary>
internal static class Merging
{
    /// <summary>Cases that may still be put together: nobody has replied yet.</summary>
    public static readonly CaseState[] Open = [CaseState.Registered, CaseState.Dispatched, CaseState.Signed];

    /// <summary>In these states a case follows its leading case.</summary>
    public static readonly CaseState[] Following = [.. Open, CaseState.Replied];

    /// <summary>What is still done on a following case itself: what is its requester's own.</summary>
    private static readonly CaseActKind[] Own =
    [
        CaseActKind.Supplement, CaseActKind.Unmerge, CaseActKind.SetLimit, CaseActKind.Extend, CaseActKind.ApproveExtension, CaseActKind.RefuseExtension,
        CaseActKind.Contact, CaseActKind.Message, CaseActKind.Reveal,
    ];

    public static string? Clause(CaseRules rules) => rules.Policy.Practice(PracticeName.RectificationGroup)?.Clause.Id;

    /// <summary>Why an act is not for this case: it follows another.</summary>
    public static string? Refusal(Case concerned, CaseActKind act) =>
        act == CaseActKind.Unmerge ? concerned.LeadNumber is null ? "没有并入其他工单" : null
        : concerned.LeadNumber is not { } lead || !Following.Contains(concerned.State) || Own.Contains(act) ? null
        : $"已并入{lead}一并办理，请在该工单上办理";

    /// <summary>One reply answers all: where the policy has requesters contacted first, each of them is.</summary>
    public static ActRefusal? ReplyRefusal(IReadOnlyList<Case> followers, CaseRules rules) => followers
        .Select(follower => Evidence.ContactRefusal(follower, rules) is { } missing ? missing with { Reason = $"并入的{follower.Number}：{missing.Reason}" } : null)
        .FirstOrDefault(refusal => refusal is not null);

    public static Dictionary<string, string[]> Check(Case merged, CaseAct.Merge merge, Case? lead)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (lead is null)
        {
            errors["into"] = ["没有这个工单"];
        }
        else if (lead.Id == merged.Id)
        {
            errors["into"] = ["不能并入自身"];
        }

        return errors;
    }

    /// <summary>Why these two cannot be put together now.</summary>
    public static string? Refusal(Case lead, bool leads) =>
        !Open.Contains(lead.State) ? $"{lead.Number}{ActTable.Words(lead.State)}，不能再并入"
        : lead.LeadNumber is { } further ? $"{lead.Number}已并入{further}，请并入该工单"
        : leads ? "已有其他工单并入本工单，请先解除"
        : null;

    public static void Merge(Case merged, Case lead, string? reason, Occasion occasion)
    {
        var clause = Clause(occasion.Rules);
        merged.FollowLead(lead);
        merged.Record(occasion, "merge", $"并入{lead.Number}一并办理{Said(reason)}；编号、时限、答复和回访各自保留", clause);
        lead.Record(occasion, "merge.lead", $"{merged.Number}并入本工单一并办理", clause, moves: false);
        Follow(merged, lead, occasion);
    }

    public static void Unmerge(Case merged, Case? lead, string? reason, Occasion occasion)
    {
        var clause = Clause(occasion.Rules);
        merged.Record(occasion, "unmerge", $"不再随{merged.LeadNumber}办理，恢复单独办理{Said(reason)}", clause);
        merged.FollowLead(null);
        lead?.Record(occasion, "unmerge.lead", $"{merged.Number}恢复单独办理", clause, moves: false);
    }

    /// <summary>Brings a following case to where its leading case is. Closing it is left to the desk, which has the question's code.</summary>
    public static void Follow(Case follower, Case lead, Occasion occasion)
    {
        var clause = Clause(occasion.Rules);
        if (follower.State == CaseState.Replied && lead.State == CaseState.Dispatched)
        {
            Dispatching.Rework(follower, $"随{lead.Number}重办", clause, occasion);
        }

        if (lead.UnitId is { } unit && Open.Contains(follower.State) && follower.UnitId != unit)
        {
            var order = new DispatchOrder(new(unit, lead.UnitName!), $"随{lead.Number}一并办理", clause, Automatic: true);
            if (follower.State == CaseState.Registered)
            {
                Dispatching.Dispatch(follower, order, occasion);
            }
            else
            {
                follower.Record(occasion, "dispatch", $"随{lead.Number}转至{order.Unit.Name}", clause);
                Dispatching.PassOn(follower, order, rule => new(rule), occasion);
            }
        }

        if (lead.State != CaseState.Registered && lead.State != CaseState.Dispatched && follower.State == CaseState.Dispatched)
        {
            Handling.Sign(follower, clause, occasion);
        }

        if (follower.Awaits(CaseEvent.OnSiteConfirmed) && Open.Contains(follower.State)
            && lead.Countdowns.Any(countdown => countdown is { Until: CaseEvent.OnSiteConfirmed, Open: false }))
        {
            follower.Happens(CaseEvent.OnSiteConfirmed, occasion);
        }

        if (!Open.Contains(lead.State) && follower.State == CaseState.Signed && lead.ReplyText is { } text)
        {
            Handling.Reply(follower, text, lead.ReplyOutcome!.Value, clause, occasion);
        }

        if (lead.State == CaseState.Replied && !lead.Awaits(CaseEvent.Verified) && follower.Awaits(CaseEvent.Verified))
        {
            follower.Happens(CaseEvent.Verified, occasion);
        }
    }

    private static string Said(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $"：{reason.Trim()}";
}
