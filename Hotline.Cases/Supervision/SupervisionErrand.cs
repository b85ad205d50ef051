using Hotline.Cases.Calendar;
using Hotline.Cases.Casework;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Supervision;

/// <summary>One act of supervision, from what the client sent to what is put on record.</summary>
internal sealed class SupervisionErrand(
    Case concerned, IReadOnlyList<SupervisionRecord> records, IReadOnlyList<LeaderInstruction> instructions, Actor actor, SupervisionDeed deed, Occasion occasion)
{
    private const string OverdueName = "超时未办";

    public SupervisionActKind Kind => deed switch
    {
        SupervisionDeed.Urge => SupervisionActKind.Urge,
        SupervisionDeed.Supervise => SupervisionActKind.Supervise,
        SupervisionDeed.End => SupervisionActKind.End,
        SupervisionDeed.Instruct => SupervisionActKind.Instruct,
        SupervisionDeed.Report => SupervisionActKind.Report,
        _ => throw new InvalidOperationException($"Unknown act {deed.GetType().Name}."),
    };

    public ActRefusal? Refusal => SupervisionTable.Refusal(concerned, records, actor, Kind, occasion.Rules) ?? deed switch
    {
        SupervisionDeed.Supervise asked when Cause(asked.Cause) is { } cause => SupervisionTable.Refusal(concerned, records, cause, occasion.Rules),
        SupervisionDeed.End { RecordId: { } id } when !records.Any(record => record.Id == id && record.Open) =>
            new(ActTable.NotAllowed, "没有这项正在进行的督办", SupervisionTable.Clause(SupervisionActKind.End, occasion.Rules)),
        SupervisionDeed.Report { InstructionId: { } id } when !instructions.Any(row => row.Id == id && row.ReportedAt is null) =>
            new(ActTable.NotAllowed, "没有这项待报告的批示", SupervisionTable.Clause(SupervisionActKind.Report, occasion.Rules)),
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
                case SupervisionDeed.Instruct instruct:
                    Limit(errors, "leader", instruct.Leader, "请填写批示领导", LeaderInstruction.LongestLeader);
                    Limit(errors, "text", instruct.Text, "请填写批示内容", LeaderInstruction.LongestText);
                    if (instruct.GivenOn > ChinaTime.Day(occasion.At))
                    {
                        errors["givenOn"] = ["批示日期不能晚于今天"];
                    }

                    if (instruct.Due <= occasion.At || instruct.Due > occasion.At.AddYears(1))
                    {
                        errors["due"] = ["报告期限须晚于现在，且不超过一年"];
                    }

                    break;
                case SupervisionDeed.Report report:
                    if (report.InstructionId is null)
                    {
                        errors["instructionId"] = ["请选择要报告的批示"];
                    }

                    Limit(errors, "text", report.Text, "请填写报告内容", LeaderInstruction.LongestReport);
                    break;
                default:
                    break;
            }

            return errors;
        }
    }

    /// <summary>The instruction that <see cref="Do"/> put down; null: none.</summary>
    public LeaderInstruction? Instruction { get; private set; }

    /// <summary>Does it.</summary>
    /// <returns>The new record; null where the act makes none.</returns>
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
            case SupervisionDeed.Instruct instruct:
                return Instruct(instruct, office, clause);
            case SupervisionDeed.Report report:
                var asked = instructions.Single(row => row.Id == report.InstructionId);
                asked.Answer(report.Text!.Trim(), occasion);
                concerned.Record(occasion, "instruction.report", $"报告{asked.Leader}批示{(asked.ReportedAt > asked.Due ? "（逾期）" : "")}：{asked.Report}", clause, moves: false);
                return null;
            default:
                throw new InvalidOperationException($"Unknown act {deed.GetType().Name}.");
        }
    }

    private SupervisionRecord? Instruct(SupervisionDeed.Instruct form, Views.UnitRef? office, string? clause)
    {
        Instruction = LeaderInstruction.Of(concerned, form, occasion);
        var trigger = occasion.Rules.Policy.Triggers.FirstOrDefault(known => known.Cause == SupervisionCause.LeaderInstruction);
        var ground = trigger?.Clause.Id ?? clause;
        concerned.Record(
            occasion, "instruction", $"{Instruction.Leader}批示：{Instruction.Text}{(Instruction.Due is { } due ? $"；报告期限{UnitRequest.Words(due)}" : "")}", ground, moves: false);
        return records.Any(record => record.Open && record.Cause == SupervisionCause.LeaderInstruction)
            ? null
            : Triggering.Open(concerned, office, SupervisionCause.LeaderInstruction, trigger?.Name ?? "领导批示", $"{Instruction.Leader}批示", ground, occasion);
    }

    /// <summary>The cause named, if it is one of the policy's; none named: the limit has ended.</summary>
    private SupervisionCause? Cause(string? name) => string.IsNullOrWhiteSpace(name) ? SupervisionCause.Overdue
        : Names<SupervisionCause>.TryParse(name.Trim(), out var known) && occasion.Rules.Policy.Triggers.Any(trigger => trigger.Cause == known) ? known : null;

    private static void Limit(Dictionary<string, string[]> errors, string field, string? value, string? required, int longest = SupervisionRecord.LongestText)
    {
        if (required is not null && string.IsNullOrWhiteSpace(value))
        {
            errors[field] = [required];
        }
        else if (value?.Length > longest)
        {
            errors[field] = [$"不能超过{longest}字"];
        }
    }
}
