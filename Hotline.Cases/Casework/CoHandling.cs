using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Casework;

/// <summary>协办: another unit's part in a case, with a task, a limit and a reply of its own. The lead's reply closes (主办牵头).</summary>
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

    /// <summary>Over without a reply: the lead answered for all.</summary>
    public DateTimeOffset? SettledAt { get; private set; }

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
        else if (named.Count > MostUnits || named.Any(co => rules.Units.Ref(co.UnitId) is null || co.UnitId == dispatch.UnitId)
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
            var most = handled.RunningHandling?.Due;
            var due = form.Due?.ToUniversalTime() is { } own && (most is null || own < most) ? own : most;
            handled.Ask(new CoHandling
            {
                Id = Guid.CreateVersion7(occasion.At),
                CaseId = handled.Id,
                UnitId = unit.Id,
                UnitName = unit.Name,
                Task = form.Task!.Trim(),
                AskedAt = occasion.At,
                Due = due,
            });
            handled.Record(
                occasion, "co-handle", $"{handled.UnitName}主办，{unit.Name}协办：{form.Task.Trim()}{(due is { } end ? $"；期限{UnitRequest.Words(end)}" : "")}", clause, moves: false);
        }
    }

    public static void Reply(Case handled, Actor actor, string text, Occasion occasion)
    {
        var own = handled.CoHandlings.First(row => row.Open && row.UnitId == actor.UnitId);
        (own.ReplyText, own.RepliedAt, own.RepliedBy) = (text.Trim(), occasion.At, occasion.By.Name);
        handled.Record(occasion, "co-reply", $"{own.UnitName}协办答复{(own.Late(occasion.At) ? "（逾期）" : "")}：{text.Trim()}", Clause(occasion.Rules));
    }

    /// <summary>The lead replied: what co-handlers still owed has no object.</summary>
    public void Settle(DateTimeOffset at) => SettledAt ??= RepliedAt is null ? at : null;

    public static string? Clause(CaseRules rules) => rules.Policy.Practice(PracticeName.JointHandling)?.Clause.Id;

    public CoHandlingView Show(DateTimeOffset now) => new(new UnitRef(UnitId, UnitName), Task, AskedAt, Due, ReplyText, RepliedAt, RepliedBy, SettledAt, Late(now));
}
