using Hotline.Cases.Calendar;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>
/// 诉求人信息保护: from which units the requester is masked, and how a leader looks behind the mask (xiangan-2018/5-2c/3e). A unit that is complained about, those
/// above and below it, and any unit that gets a report of a wrong (举报) never do: what they need to ask goes through the platform (Data Security Law art. 12).
/// </summary>
internal static class Masking
{
    /// <summary>In histories.</summary>
    public const string Act = "reveal";

    /// <summary>A call that went through the platform, in histories.</summary>
    public const string RelayAct = "relay";

    /// <summary>How long what was revealed can be seen by whoever asked: about a telephone call.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    /// <summary>By how much the clocks of two machines that serve one store may differ.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>The people of the unit do not see who asked.</summary>
    public static bool Hides(Case seen, string? unit, CaseRules rules) => seen.Confidential || Bars(seen, unit, rules);

    /// <summary>They never do, whatever their reason.</summary>
    public static bool Bars(Case seen, string? unit, CaseRules rules) => seen.RequestType == RequestType.Report
        || (seen.AgainstUnitId is { } against && (unit is null || rules.Units.InOneBranch(unit, against)));

    public static ActRefusal? Refusal(Case seen, Actor actor, CaseRules rules) =>
        Bars(seen, actor.UnitId, rules) ? new(ActTable.NotAllowed, "举报事项，或投诉本单位、上级、下级单位的，不得查看诉求人身份，请通过平台联系", Clause(rules))
        : !Hides(seen, actor.UnitId, rules) ? new(ActTable.NotAllowed, "诉求人身份未作保护，无须申请查看", Clause(rules))
        : null;

    public static string? Clause(CaseRules rules) => rules.Policy.Practice(PracticeName.MaskRequester)?.Clause.Id;

    /// <summary>Puts down who looks, why, and until when; from then on they see it.</summary>
    public static void Reveal(Case seen, Actor actor, string reason, Occasion occasion) => seen.Record(
        occasion, Act, $"{actor.Name}查看诉求人身份，至{UnitRequest.Words(occasion.At + Lasts)}；理由：{reason}", Clause(occasion.Rules));

    /// <summary>The unit had the platform ring the requester.</summary>
    public static void Relay(Case called, Actor actor, Occasion occasion) => called.Record(
        occasion, RelayAct, $"{occasion.Rules.Units.Ref(actor.UnitId)?.Name}通过平台致电诉求人，双方号码不显示", Evidence.ContactClause(called, occasion.Rules), moves: false);

    /// <summary>Until when a leader may see what they asked to see; null: not now. By the case's history, so it must be loaded.</summary>
    public static DateTimeOffset? RevealedUntil(Case seen, Actor actor, CaseRules rules, DateTimeOffset now)
    {
        if (!actor.Is(Role.UnitLeader) || actor.UnitId is null || actor.UnitId != seen.UnitId || Bars(seen, actor.UnitId, rules))
        {
            return null;
        }

        // Not for longer where a clock is set back.
        var ends = seen.History.Where(entry => entry.Act == Act && entry.ActorId == actor.Id && entry.At <= now + ClockSkew).Select(entry => entry.At + Lasts).DefaultIfEmpty().Max();
        return ends > now ? ends : null;
    }

    /// <summary>What stands on whatever shows a revealed requester: who looks, and when.</summary>
    public static string Watermark(Case seen, Actor actor, CaseRules rules, DateTimeOffset now) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{rules.Units.Ref(actor.UnitId)?.Name} {actor.Name} {ChinaTime.Local(now):yyyy-MM-dd HH:mm:ss} {seen.Number}");
}
