namespace Hotline.Telephony.Ivr;

/// <summary>
/// Where a flow leads: every name is a step, no circle goes round without the caller's doing, every step is reached. As every step has a way out
/// that the caller need not ask for, or ends the flow, a flow without such a circle ends by itself.
/// </summary>
internal static class FlowPaths
{
    public static void Check(FlowScalar? start, FlowMap group, Dictionary<string, FlowStep> steps, FlowErrors errors)
    {
        var named = CheckName(start, "start", steps, errors);
        foreach (var exit in steps.Values.SelectMany(step => step.Exits))
        {
            named &= CheckName(exit.To, exit.Key, steps, errors);
        }

        CheckNumbers(steps, group, errors);
        FindCircles(start, steps, errors);

        // Where something else is wrong, the way to a step may only seem to be missing.
        if (!errors.Any && named && start is not null)
        {
            var reached = Reached(start.Value, steps);
            foreach (var (name, _) in group.Entries.Where(entry => !reached.Contains(entry.Key.Value)))
            {
                errors.Add(name, "steps." + name.Value, "a step that something leads to; nothing reaches this one");
            }
        }
    }

    private static bool CheckName(FlowScalar? named, string place, Dictionary<string, FlowStep> steps, FlowErrors errors)
    {
        if (named is null || steps.ContainsKey(named.Value))
        {
            return true;
        }

        errors.Add(named, place, $"the name of a step; there is no step {named.Kind}", NearestName.Of(named.Value, steps.Keys));
        return false;
    }

    // A step that tells of a case needs digits that some step has collected.
    private static void CheckNumbers(Dictionary<string, FlowStep> steps, FlowMap group, FlowErrors errors)
    {
        var collected = steps.Values.OfType<CollectStep>().Select(step => step.As).ToHashSet(StringComparer.Ordinal);
        foreach (var progress in steps.Values.OfType<ProgressStep>())
        {
            foreach (var digits in new[] { progress.Number, progress.Code }.OfType<string>().Where(digits => !collected.Contains(digits)))
            {
                var step = group.Entries.First(entry => entry.Key.Value == progress.Name).Key;
                errors.Add(step, $"steps.{progress.Name}.progress", $"digits that a collect step keeps; none keeps any as \"{digits}\"", NearestName.Of(digits, collected));
            }
        }
    }

    private static void FindCircles(FlowScalar? start, Dictionary<string, FlowStep> steps, FlowErrors errors)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in steps.Keys.OrderBy(name => name != start?.Value))
        {
            Walk(name, []);
        }

        void Walk(string name, List<string> path)
        {
            path.Add(name);
            foreach (var exit in steps[name].Exits.Where(exit => !exit.AskedFor && steps.ContainsKey(exit.To.Value)))
            {
                var to = exit.To.Value;
                if (path.Contains(to))
                {
                    errors.Add(exit.To, exit.Key, $"a way to an end; this runs in a circle: {string.Join(" → ", path.SkipWhile(step => step != to))} → {to}");
                }
                else if (!done.Contains(to))
                {
                    Walk(to, path);
                }
            }

            path.RemoveAt(path.Count - 1);
            done.Add(name);
        }
    }

    private static HashSet<string> Reached(string start, Dictionary<string, FlowStep> steps)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { start };
        var next = new Stack<string>([start]);
        while (next.TryPop(out var name))
        {
            foreach (var exit in steps[name].Exits.Where(exit => reached.Add(exit.To.Value)))
            {
                next.Push(exit.To.Value);
            }
        }

        return reached;
    }
}
