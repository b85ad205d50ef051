using Hotline.Cases.Calendar;
using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>延期: how often, until when and how far is the policy's; a superior's limit is not extended, a stricter law's not passed.</summary>
internal static class Extending
{
    private const int LongestText = 500;

    /// <summary>The rule by which the case may be extended, on the ordinary or the long-cycle track.</summary>
    public static ExtensionRule? Rule(Case extended, bool longCycle, CaseRules rules)
    {
        var facts = extended.Facts(rules);
        return longCycle
            ? rules.Policy.Extensions.FirstOrDefault(rule => rule.LongCycle && rule.When.Holds(facts))
            : rules.Policy.Extension(facts);
    }

    /// <summary>The window for the next extension of the handling clock that runs; null where none can be had.</summary>
    public static ExtensionWindow? Window(Case extended, bool longCycle, CaseRules rules) =>
        extended.RunningHandling is { } running ? Window(extended, running, longCycle, rules) : null;

    /// <summary>The handling limit that ended without a reply; null: none did.</summary>
    public static Countdown? Breached(Case extended) => extended.Countdowns.FirstOrDefault(clock => clock is { Open: true, Name: ClockName.Handle, State: ClockState.Breached });

    private static ExtensionWindow? Window(Case extended, Countdown running, bool longCycle, CaseRules rules)
    {
        if (Rule(extended, longCycle, rules) is not { } rule || running.Clock(extended.Facts(rules), rules) is not { } clock)
        {
            return null;
        }

        // Each extension is bounded by the original limit from where the clock now ends (gaoling-2020/9b), the whole by MaxTotal (yongning-2017/3-3b).
        var from = extended.HappenedAtUnit(rule.From) ?? clock.Started;
        var window = ExtensionWindow.Of(rule with { MaxTimes = 1 }, clock, from, rules.Calendar) with { MaxTimes = rule.MaxTimes };
        return extended.LimitBy(LimitSource.StricterLaw) is { } law && (window.MaxDue is null || law.Due < window.MaxDue)
            ? window with { MaxDue = law.Due.ToOffset(ChinaTime.Offset) }
            : window;
    }

    /// <summary>How many extensions the clock that runs has had on that track.</summary>
    public static int Granted(Case extended, bool longCycle) => extended.RunningHandling is not { } running ? 0
        : extended.Requests.Count(request => request.CountdownId == running.Id && request.LongCycle == longCycle && request.State == UnitRequestState.Accepted);

    /// <summary>Why no extension can be asked for now, on either track.</summary>
    public static string? Refusal(Case extended, CaseRules rules, DateTimeOffset now)
    {
        var ordinary = Refusal(extended, longCycle: false, rules, now);
        return ordinary is null || Refusal(extended, longCycle: true, rules, now) is null ? null : ordinary;
    }

    public static string? Refusal(Case extended, bool longCycle, CaseRules rules, DateTimeOffset now)
    {
        if (extended.RunningHandling is null)
        {
            return Breached(extended) is { } late && Window(extended, late, longCycle, rules) is { } over
                ? $"延期申请期限已过（{UnitRequest.Words(over.Until)}）" : "没有进行中的办理时限";
        }

        if (Rule(extended, longCycle, rules) is not { } rule || Window(extended, longCycle, rules) is not { } window)
        {
            return "现行规定没有这类工单的延期";
        }

        if (extended.OpenRequest(UnitRequestKind.Extension) is not null)
        {
            return "已有待审核的延期申请";
        }

        if (extended.LimitBy(LimitSource.Superior) is not null)
        {
            return "上级指定期限的工单不能延期";
        }

        return Granted(extended, longCycle) >= rule.MaxTimes ? $"延期不得超过{rule.MaxTimes}次"
            : !window.IsOpen(now) ? $"延期申请期限已过（{UnitRequest.Words(window.Until)}）"
            : window.MaxDue <= extended.RunningHandling.Due ? $"期限已至上限（{UnitRequest.Words(window.MaxDue.Value)}）"
            : null;
    }

    public static Dictionary<string, string[]> Check(Case extended, ExtensionForm form, CaseRules rules)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var rule = Rule(extended, form.LongCycle, rules);
        if (string.IsNullOrWhiteSpace(form.Reason) || form.Reason.Trim().Length < (rule?.ReasonLength ?? 1))
        {
            errors["reason"] = [$"请填写延期理由，不少于{rule?.ReasonLength ?? 1}字"];
        }

        Require(errors, rule?.TellRequester == true, "requesterTold", form.RequesterTold, "请填写向诉求人说明的时间和方式");
        foreach (var (field, text) in new[] { ("reason", form.Reason), ("requesterTold", form.RequesterTold), ("leader", form.Leader) })
        {
            if (text?.Length > LongestText)
            {
                errors[field] = [$"不能超过{LongestText}字"];
            }
        }

        if (extended.RunningHandling is { } running && Window(extended, form.LongCycle, rules) is { } window && !(window.MaxDue <= running.Due))
        {
            CheckUntil(errors, form.Until ?? window.MaxDue, running, window);
        }

        return errors;
    }

    public static void Ask(Case extended, ExtensionForm form, Actor actor, Occasion occasion)
    {
        var (running, window) = (extended.RunningHandling!, Window(extended, form.LongCycle, occasion.Rules)!.Value);
        var rule = Rule(extended, form.LongCycle, occasion.Rules)!;
        var approver = Approver.Of(rule.Approver, extended, occasion);
        var request = UnitRequest.Extension(extended, running, form, form.Until ?? window.MaxDue!.Value, approver, rule.Clause.Id, occasion);
        extended.Record(
            occasion,
            "extension",
            $"{extended.UnitName}申请{(form.LongCycle ? "特殊长周期" : "")}延期至{UnitRequest.Words(request.Until!.Value)}：{request.Reason}"
            + $"{(request.RequesterTold is { } told ? $"；已向诉求人说明：{told}" : "")}{(request.Leader is { } leader ? $"；{leader}同意" : "")}",
            rule.Clause.Id);
        extended.Ask(request, occasion);

        // 本单位领导同意 (xiangan-2018/3-7): what the leader asks for the leader has agreed to.
        if (approver.UnitId is not null && approver.Is(actor))
        {
            Approve(extended, null, occasion);
        }
    }

    public static void Approve(Case extended, string? note, Occasion occasion)
    {
        var request = extended.OpenRequest(UnitRequestKind.Extension)!;
        request.Accept(note, occasion);
        var running = extended.Countdowns.Single(countdown => countdown.Id == request.CountdownId);
        var before = running.Due;
        var granted = new LimitOverride(LimitSource.Extension, $"{(request.LongCycle ? "特殊长周期" : $"第{Granted(extended, longCycle: false)}次")}", request.Until!.Value, occasion.Rules.Clause(request.Clause));
        running.Put(granted, extended.Facts(occasion.Rules), occasion);
        extended.Record(
            occasion,
            "extension.approved",
            $"同意延期：{UnitRequest.Words(before)}→{UnitRequest.Words(request.Until.Value)}{(request.Decision is { } words ? $"；{words}" : "")}",
            request.Clause);
    }

    public static void Refuse(Case extended, string reason, Occasion occasion)
    {
        var request = extended.OpenRequest(UnitRequestKind.Extension)!;
        request.Refuse(reason, occasion);
        extended.Record(occasion, "extension.refused", $"不同意延期：{reason}；原时限不变", request.Clause);
    }

    private static void CheckUntil(Dictionary<string, string[]> errors, DateTimeOffset? until, Countdown running, ExtensionWindow window)
    {
        if (until is not { } end)
        {
            errors["until"] = ["请填写延至何时"];
        }
        else if (end <= running.Due)
        {
            errors["until"] = [$"须晚于现期限（{UnitRequest.Words(running.Due)}）"];
        }
        else if (end > (window.MaxDue ?? running.Due.AddYears(1)))
        {
            errors["until"] = [$"不能晚于{UnitRequest.Words(window.MaxDue ?? running.Due.AddYears(1))}"];
        }
    }

    private static void Require(Dictionary<string, string[]> errors, bool needed, string field, string? value, string missing)
    {
        if (needed && string.IsNullOrWhiteSpace(value))
        {
            errors[field] = [missing];
        }
    }
}
