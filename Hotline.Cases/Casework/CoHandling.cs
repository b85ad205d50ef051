using Hotline.Cases.Calendar;
using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Casework;

/// <summary>
/// Another unit's part in a case, with a task, a limit and a reply of its own: 协办 where the office named it, 下派 where a unit sent it on to one below.
/// The reply of the unit that has the case closes (主办牵头).
/// </summary>
internal sealed class CoHandling
{
    public const int LongestTask = 500;
    public const int LongestReply = 4000;
    public const int MostUnits = 10;

    private CoHandling()
    {
    }

    public Guid Id { get; private set; }

    public Guid CaseId { get; private set; }

    public string UnitId { get; private set; } = "";

    public string UnitName { get; private set; } = "";

    public string Task { get; private set; } = "";

    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>Never later than the lead's own limit; null where the lead has none.</summary>
    public DateTimeOffset? Due { get; private set; }

    public string? ReplyText { get; private set; }

    public DateTimeOffset? RepliedAt { get; private set; }

    public string? RepliedBy { get; private set; }

    /// <summary>Over: the lead, or the unit above, answered for all.</summary>
    public DateTimeOffset? SettledAt { get; private set; }

    /// <summary>The unit that sent it down; null: the office named a co-handler.</summary>
    public string? AboveUnitId { get; private set; }

    public string? AboveUnitName { get; private set; }

    public UnitRef? Above => AboveUnitId is null ? null : new(AboveUnitId, AboveUnitName ?? "");

    /// <summary>The unit below signed for it.</summary>
    public DateTimeOffset? SignedAt { get; private set; }

    /// <summary>How often its answer was sent back.</summary>
    public int Redone { get; private set; }

    /// <summary>When its limit is next to be spoken of: the warning, then the end; null when there is nothing more to say.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    public bool Open => RepliedAt is null && SettledAt is null;

    public bool Late(DateTimeOffset now) => (RepliedAt ?? SettledAt ?? now) > Due;

    /// <summary>What is wrong with the co-handlers named, or why the policy has none here.</summary>
    public static void Check(Dictionary<string, string[]> errors, Case handled, CaseAct.Dispatch dispatch, CaseRules rules, DateTimeOffset now)
    {
        if (dispatch.CoHandlers is not { Count: > 0 } named)
        {
            return;
        }

        var practice = rules.Policy.Practice(PracticeName.JointHandling);
        if (practice is null)
        {
            errors["coHandlers"] = ["现行规定没有主办、协办的办理方式"];
        }
        else if (practice.Settings.OptionalName<PolicyRole>("set-by") == PolicyRole.JointConference)
        {
            errors["coHandlers"] = [$"主办、协办须经联席会议认定（{practice.Clause.Id}）"];
        }
        else
        {
            CheckUnits(errors, handled, dispatch.UnitId, named, rules, now);
        }
    }

    /// <summary>What is wrong with the co-handlers named besides a lead.</summary>
    public static void CheckUnits(Dictionary<string, string[]> errors, Case handled, string? leadUnitId, IReadOnlyList<CoHandlerForm>? coHandlers, CaseRules rules, DateTimeOffset now)
    {
        if (coHandlers is not { Count: > 0 } named)
        {
            return;
        }

        if (named.Count > MostUnits || named.Any(co => rules.Units.Ref(co?.UnitId) is not { } unit || unit.Id == leadUnitId)
            || named.DistinctBy(co => co.UnitId, StringComparer.Ordinal).Count() != named.Count || handled.CoHandlings.Any(row => row.Open && named.Any(co => co.UnitId == row.UnitId)))
        {
            errors["coHandlers"] = [$"协办单位须为主办以外的不同单位，最多{MostUnits}个"];
        }
        else if (named.Any(co => string.IsNullOrWhiteSpace(co.Task) || co.Task.Length > LongestTask))
        {
            errors["coHandlers"] = [$"请填写每个协办单位的任务，不超过{LongestTask}字"];
        }
        else if (named.Any(co => co.Due <= now))
        {
            errors["coHandlers"] = ["协办期限须晚于现在"];
        }
    }

    /// <summary>Names the co-handlers, after the lead has its clocks.</summary>
    public static void Ask(Case handled, IReadOnlyList<CoHandlerForm>? named, Occasion occasion)
    {
        var clause = Clause(occasion.Rules);
        foreach (var form in named ?? [])
        {
            var unit = occasion.Rules.Units.Ref(form.UnitId)!;
            var part = Of(handled, unit, form.Task!, form.Due, handled.RunningHandling?.Due, above: null, occasion);
            handled.Ask(part);
            handled.Record(occasion, "co-handle", $"{handled.UnitName}主办，{unit.Name}协办：{part.Task}{part.DueWords}", clause, moves: false);
        }

        if (named is { Count: > 0 })
        {
            handled.Raise(SupervisionCause.CrossUnit, $"{handled.UnitName}主办，{string.Join('、', named.Select(form => occasion.Rules.Units.Ref(form.UnitId)!.Name))}协办", occasion);
        }
    }

    /// <param name="handled">The case.</param>
    /// <param name="unit">The unit that helps.</param>
    /// <param name="task">Its part.</param>
    /// <param name="due">Its own limit; null: as far as may be.</param>
    /// <param name="most">The limit of whoever it works for.</param>
    /// <param name="above">The unit that sends it down; null: the office.</param>
    /// <param name="occasion">By whom and when.</param>
    public static CoHandling Of(Case handled, UnitRef unit, string task, DateTimeOffset? due, DateTimeOffset? most, UnitRef? above, Occasion occasion)
    {
        var part = new CoHandling
        {
            Id = Guid.CreateVersion7(occasion.At),
            CaseId = handled.Id,
            UnitId = unit.Id,
            UnitName = unit.Name,
            Task = task.Trim(),
            AskedAt = occasion.At,
            AboveUnitId = above?.Id,
            AboveUnitName = above?.Name,
        };
        part.Limit(due, most, WarnBefore(handled, occasion.Rules), occasion);
        return part;
    }

    /// <summary>How long before its end the handling limit of such a case is warned of: so is a part's.</summary>
    public static Period? WarnBefore(Case handled, CaseRules rules) =>
        rules.Policy.Clock(ClockName.Handle, handled.Facts(rules))?.Warnings.FirstOrDefault(warning => warning.Before is not null)?.Before;

    public string DueWords => Due is { } end ? $"；期限{UnitRequest.Words(end)}" : "";

    public static void Reply(Case handled, Actor actor, string text, Occasion occasion)
    {
        var own = handled.CoHandlings.First(row => row is { Open: true, Above: null } && row.UnitId == actor.UnitId);
        own.Answer(text, occasion);
        handled.Record(occasion, "co-reply", $"{own.UnitName}协办答复{(own.Late(occasion.At) ? "（逾期）" : "")}：{text.Trim()}", Clause(occasion.Rules));
    }

    public void Sign(DateTimeOffset at) => SignedAt = at;

    public void Answer(string text, Occasion occasion) => (ReplyText, RepliedAt, RepliedBy, NextAt) = (text.Trim(), occasion.At, occasion.By.Name, null);

    /// <summary>The unit above is not content with the answer.</summary>
    public void Redo(DateTimeOffset? due, DateTimeOffset? most, Period? warnBefore, Occasion occasion)
    {
        (ReplyText, RepliedAt, RepliedBy) = (null, null, null);
        Redone++;
        Limit(due, most, warnBefore, occasion);
    }

    /// <summary>The lead, or the unit above, replied: what is still owed has no object.</summary>
    public void Settle(DateTimeOffset at) => (SettledAt, NextAt) = (SettledAt ?? (RepliedAt is null || AboveUnitId is not null ? at : null), null);

    /// <summary>What is to be said of its limit now: that it nears, or that it is over; null where nothing is.</summary>
    public bool? TakeAlarm(DateTimeOffset now)
    {
        if (NextAt is not { } next || Due is not { } due)
        {
            return null;
        }

        var late = next >= due;
        if (late ? due >= now : next > now)
        {
            return null;
        }

        NextAt = late ? null : due;
        return late;
    }

    private void Limit(DateTimeOffset? due, DateTimeOffset? most, Period? warnBefore, Occasion occasion)
    {
        Due = due?.ToUniversalTime() is { } own && (most is null || own < most) ? own : most;
        var warned = Due is { } end && warnBefore is { } before ? occasion.Rules.Calendar.Before(end, before).ToUniversalTime() : Due;
        NextAt = warned > occasion.At ? warned : Due;
    }

    public static string? Clause(CaseRules rules) => rules.Policy.Practice(PracticeName.JointHandling)?.Clause.Id;

    public DelegationView ShowDelegation(DateTimeOffset now) =>
        new(new UnitRef(UnitId, UnitName), Above!, Task, AskedAt, Due, SignedAt, ReplyText, RepliedAt, RepliedBy, SettledAt, Redone, Late(now));

    public CoHandlingView Show(DateTimeOffset now) => new(new UnitRef(UnitId, UnitName), Task, AskedAt, Due, ReplyText, RepliedAt, RepliedBy, SettledAt, Late(now));
}
