using Hotline.Cases.Deadlines;

namespace Hotline.Cases.Casework;

/// <summary>A newly published calendar year: what its days off and make-up days do to the clocks that run.</summary>
internal static class Recalculating
{
    /// <summary>Whether the calendar now says something else of a clock than was kept.</summary>
    public static Recalculation? Of(Countdown countdown, Case concerned, CaseRules rules) =>
        countdown.Open && countdown.Clock(concerned.Facts(rules), rules) is { Override: null } anew
            && (anew.Due.ToUniversalTime() != countdown.Due || anew.Provisional != countdown.Provisional)
            ? new Recalculation(countdown.Due, countdown.Provisional, anew)
            : null;

    /// <summary>Reckons every open clock of a case anew, each change a line in its history.</summary>
    /// <returns>How many changed.</returns>
    public static int Apply(Case concerned, Occasion occasion)
    {
        var changed = 0;
        foreach (var countdown in concerned.Countdowns.ToList())
        {
            if (Of(countdown, concerned, occasion.Rules) is not { } recalculation)
            {
                continue;
            }

            var breached = countdown.State == ClockState.Breached;
            countdown.Reckon(recalculation.After, occasion);
            foreach (var task in concerned.OpenTasks.Where(task => countdown.OfObjection && task.Kind == TaskKind.Objection))
            {
                task.Move(countdown.Due);
            }

            concerned.Record(
                occasion,
                Expiring.Act(countdown, "recalculated"),
                $"按已公布的放假安排重新计算{Expiring.Words(countdown.Name)}时限：{UnitRequest.Words(recalculation.Before)}{(recalculation.WasProvisional ? "（暂定）" : "")}"
                + (recalculation.Moved ? $"→{UnitRequest.Words(countdown.Due)}{(countdown.Provisional ? "（暂定）" : "")}" : countdown.Provisional ? "，改为暂定" : "，不再暂定")
                + (breached && countdown.State == ClockState.Running ? "；撤销超时" : ""),
                countdown.Clause,
                moves: false);
            changed++;
        }

        return changed;
    }
}
