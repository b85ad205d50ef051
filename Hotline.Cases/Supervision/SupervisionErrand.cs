using Hotline.Cases.Casework;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Supervision;

/// <summary>One act of supervision, from what the client sent to what is put on record.</summary>
internal sealed class SupervisionErrand(Case concerned, IReadOnlyList<SupervisionRecord> records, Actor actor, SupervisionDeed deed, Occasion occasion)
{
    private const string OverdueName = "超时未办";

    public SupervisionActKind Kind => deed switch
    {
        SupervisionDeed.Urge => SupervisionActKind.Urge,
        SupervisionDeed.Supervise => SupervisionActKind.Supervise,
        SupervisionDeed.End => SupervisionActKind.End,
        _ => throw new InvalidOperationException($"Unknown act {deed.GetType().Name}."),
    };

    public ActRefusal? Refusal => SupervisionTable.Refusal(concerned, records, actor, Kind, occasion.Rules) ?? deed switch
    {
        SupervisionDeed.Supervise asked when Cause(asked.Cause) is { } cause => SupervisionTable.Refusal(concerned, records, cause, occasion.Rules),
        SupervisionDeed.End { RecordId: { } id } when !records.Any(record => record.Id == id && record.Open) =>
            new(ActTable.NotAllowed, "没有这项正在进行的督办", SupervisionTable.Clause(SupervisionActKind.End, occasion.Rules)),
        _ => null,
    };

    /// <summary>What is missing or wrong, by field.</summary>
    public Dictionary<string, string[]> Errors
    {
        get
        {
            var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
            switch (deed)
            {
                case SupervisionDeed.Urge urge:
                    Limit(errors, "text", urge.Text, required: null);
                    break;
                case SupervisionDeed.Supervise supervise:
                    if (Cause(supervise.Cause) is not { } cause)
                    {
                        errors["cause"] = ["不是现行规定的督办情形"];
                    }

                    Limit(errors, "reason", supervise.Reason, string.IsNullOrWhiteSpace(supervise.Cause) ? null : "请填写督办理由");
                    break;
                case SupervisionDeed.End end:
                    if (end.RecordId is null)
                    {
                        errors["recordId"] = ["请选择要结束的督办"];
                    }

                    Limit(errors, "conclusion", end.Conclusion, "请填写督办结果");
                    break;
                default:
                    break;
            }

            return errors;
        }
    }

    /// <summary>Does it.</summary>
    /// <returns>The new record; null where one that is there was ended.</returns>
    public SupervisionRecord? Do()
    {
        var (rules, office) = (occasion.Rules, Overseers.OfficeOf(actor, occasion.Rules));
        var clause = SupervisionTable.Clause(Kind, rules);
        switch (deed)
        {
            case SupervisionDeed.Urge urge:
                var words = string.IsNullOrWhiteSpace(urge.Text) ? "请抓紧办理" : urge.Text.Trim();
                concerned.Record(occasion, "urge", $"{office?.Name ?? "热线"}催办{concerned.UnitName}：{words}", clause, moves: false);
                return SupervisionRecord.Of(SupervisionKind.Urge, concerned, office, "催办", words, clause, occasion);
            case SupervisionDeed.Supervise supervise:
                var cause = Cause(supervise.Cause)!.Value;
                var trigger = rules.Policy.Triggers.FirstOrDefault(known => known.Cause == cause);
                return Triggering.Open(
                    concerned, office, cause, trigger?.Name ?? OverdueName, string.IsNullOrWhiteSpace(supervise.Reason) ? OverdueName : supervise.Reason.Trim(), trigger?.Clause.Id ?? clause, occasion);
            case SupervisionDeed.End end:
                var record = records.Single(known => known.Id == end.RecordId);
                record.End(end.Conclusion!.Trim(), occasion);
                concerned.Supervise(records.Any(known => known.Open));
                concerned.Record(occasion, "supervise.end", $"督办结束（{record.Name}）：{record.Conclusion}", record.Clause, moves: false);
                return null;
            default:
                throw new InvalidOperationException($"Unknown act {deed.GetType().Name}.");
        }
    }

    /// <summary>The cause named, if it is one of the policy's; none named: the limit has ended.</summary>
    private SupervisionCause? Cause(string? name) => string.IsNullOrWhiteSpace(name) ? SupervisionCause.Overdue
        : Names<SupervisionCause>.TryParse(name.Trim(), out var known) && occasion.Rules.Policy.Triggers.Any(trigger => trigger.Cause == known) ? known : null;

    private static void Limit(Dictionary<string, string[]> errors, string field, string? value, string? required)
    {
        if (required is not null && string.IsNullOrWhiteSpace(value))
        {
            errors[field] = [required];
        }
        else if (value?.Length > SupervisionRecord.LongestText)
        {
            errors[field] = [$"不能超过{SupervisionRecord.LongestText}字"];
        }
    }
}
