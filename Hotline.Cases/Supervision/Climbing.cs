using Hotline.Cases.Casework;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Supervision;

/// <summary>逐级督办: rising supervision of a case that is not handled (hanjiang-2016/12b).</summary>
internal static class Climbing
{
    /// <summary>Ladders that begin with what happened in this transaction.</summary>
    public static IEnumerable<(SupervisionLadder Ladder, Occasion Occasion)> Begun(Case climbed, CaseRules rules)
    {
        if (rules.Policy.Ladders.IsEmpty || climbed.LeadId is not null)
        {
            return [];
        }

        var facts = climbed.Facts(rules);
        return from happened in climbed.Happened
               from ladder in rules.Policy.LaddersFor(facts)
               where ladder.From == happened.Event && (ladder.From != CaseEvent.CalledBack || FoundUnhandled(climbed))
               select (ladder, happened.Occasion);
    }

    /// <summary>What in this transaction ends ladders; null: nothing does.</summary>
    public static (CaseEvent Event, Occasion Occasion)? EndIn(Case climbed, CaseRules rules)
    {
        if (!climbed.Supervised && !rules.Policy.LaddersFor(climbed.Facts(rules)).Any())
        {
            return null;
        }

        foreach (var happened in climbed.Happened)
        {
            // A new unit has its own time; what is over needs no ladder; the requester says that it was handled after all.
            if (happened.Event is CaseEvent.Dispatched or CaseEvent.Closed or CaseEvent.Archived
                || rules.Policy.Ladders.Any(ladder => ladder.Until == happened.Event)
                || (happened.Event == CaseEvent.CalledBack && !FoundUnhandled(climbed)))
            {
                return happened;
            }
        }

        return null;
    }

    /// <summary>Ends what this transaction ends: ladders with the supervisions they led to, and with the archive every supervision.</summary>
    public static void EndAll(Case climbed, IReadOnlyList<Climb> climbs, IReadOnlyList<SupervisionRecord> records, CaseRules rules)
    {
        if (EndIn(climbed, rules) is not { } end)
        {
            return;
        }

        var (why, occasion) = (Words(end.Event), end.Occasion with { By = Author.System });
        foreach (var climb in climbs)
        {
            climb.End(why, occasion.At);
        }

        var archived = climbed.Happened.Any(happened => happened.Event == CaseEvent.Archived);
        var ended = records.Where(record => record.Open && (record.Ladder is not null || archived)).ToList();
        foreach (var record in ended)
        {
            record.End(why, occasion);
        }

        if (ended.Count > 0)
        {
            climbed.Supervise(records.Any(record => record.Open));
            climbed.Record(occasion, "supervise.end", $"督办结束（{string.Join('、', ended.Select(record => record.Name))}）：{why}", ended[^1].Clause, moves: false);
        }
    }

    /// <summary>Takes every rung whose time has come.</summary>
    public static IReadOnlyList<SupervisionRecord> Fire(Climb climb, Case climbed, Occasion occasion)
    {
        var rules = occasion.Rules;
        if (rules.Policy.Ladders.FirstOrDefault(known => known.Name == climb.Ladder) is not { } ladder || climbed.LeadId is not null || climbed.UnitId is null)
        {
            climb.End(climbed.LeadId is null ? "现行规定没有这一阶梯" : "并案办理", occasion.At);
            return [];
        }

        var records = new List<SupervisionRecord>();
        while (climb.Take(ladder, occasion) is { } rung)
        {
            var name = $"{ladder.Name}第{climb.Taken}级";
            switch (rung.Act)
            {
                case SupervisionAct.CallbackTask:
                    climbed.Record(occasion, "callback.due", $"{name}：转坐席电话回访", rung.Clause.Id, moves: false);
                    climbed.Task(TaskKind.HazardCallback, $"{name}：电话回访是否已处理", rung.Clause.Id, occasion);
                    break;
                case SupervisionAct.Urge:
                    climbed.Record(occasion, "urge", $"{name}：尚未处理，催促{climbed.UnitName}", rung.Clause.Id, moves: false);
                    records.Add(SupervisionRecord.Of(SupervisionKind.Urge, climbed, null, name, "尚未处理，请立即处理", rung.Clause.Id, occasion).RungOf(ladder.Name));
                    break;
                case SupervisionAct.Supervise:
                    var office = Overseers.OfficeOf(rung.To, climbed.UnitId, rules);
                    records.Add(SupervisionRecord.Of(SupervisionKind.Supervise, climbed, office, name, "催促后仍未处理", rung.Clause.Id, occasion).RungOf(ladder.Name));
                    climbed.Supervise(true);
                    climbed.Record(occasion, "supervise", $"{name}：仍未处理，由{office?.Name ?? "热线"}督办{climbed.UnitName}", rung.Clause.Id, moves: false);
                    Triggering.Tell(climbed, office, occasion);
                    break;
                default:
                    throw new InvalidOperationException($"Unknown rung {rung.Act}.");
            }
        }

        return records;
    }

    /// <summary>The last callback said that nothing was done.</summary>
    private static bool FoundUnhandled(Case called) =>
        called.Tasks.Where(task => task is { Kind: TaskKind.HazardCallback, State: TaskState.Done }).MaxBy(task => task.DoneAt)?.Result == TaskOutcome.NotHandled;

    private static string Words(CaseEvent end) => end switch
    {
        CaseEvent.Dispatched => "已转派，另行起算",
        CaseEvent.Replied => "承办单位已答复",
        CaseEvent.CalledBack => "回访未再反映未处理",
        CaseEvent.Closed => "已办结",
        CaseEvent.Archived => "已归档",
        _ => "已处理",
    };
}
