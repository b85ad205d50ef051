namespace Hotline.Telephony.Ivr;

/// <summary>Reads a flow file and refuses one that names what is not there, runs in circles or has steps nobody reaches.</summary>
internal static class FlowFile
{
    private static readonly string[] Verbs = [AnnounceStep.Verb, QueueStep.Verb, HangUpStep.Verb];

    /// <summary>The flow, or null and every error in <paramref name="errors"/>.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="names">What it may name.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static CallFlow? Read(string text, FlowNames names, FlowErrors errors)
    {
        switch (FlowText.Read(text, errors))
        {
            case FlowMap root:
                return Read(new FlowKeys(root, "", errors, names, ["name", "start", "steps"]));
            case { } other:
                errors.Add(other, "", "the keys name, start and steps; found " + other.Kind);
                return null;
            case null:
                return null;
        }
    }

    private static CallFlow? Read(FlowKeys root)
    {
        var name = root.Text("name", required: true, "a name for the flow");
        var start = root.Text("start", required: true, "the name of the first step");
        var group = root.Group("steps", "the steps, each under its name");
        if (group is null)
        {
            return null;
        }

        _ = new FlowKeys(group, "steps", root.Errors, root.Names, known: null);
        var steps = new Dictionary<string, FlowStep>(StringComparer.Ordinal);
        foreach (var (key, value) in group.Entries)
        {
            steps.TryAdd(key.Value, ReadStep(key, value, root));
        }

        if (group.Entries.Count == 0)
        {
            root.Errors.Add(group, "steps", "at least one step");
        }

        CheckPaths(start, group, steps, root.Errors);
        return root.Errors.Any ? null : new CallFlow(name!.Value, steps[start!.Value], steps);
    }

    private static FlowStep ReadStep(FlowScalar name, FlowNode value, FlowKeys root)
    {
        var path = "steps." + name.Value;
        if (value is not FlowMap map)
        {
            root.Errors.Add(value, path, "one of " + string.Join(", ", Verbs) + "; found " + value.Kind);
            return new HangUpStep(name.Value, []);
        }

        var keys = new FlowKeys(map, path, root.Errors, root.Names, [.. Verbs, "next"]);
        var verbs = Verbs.Where(verb => keys.Find(verb) is not null).ToList();
        if (verbs.Count != 1)
        {
            root.Errors.Add(name, path, $"exactly one of {string.Join(", ", Verbs)}; found {(verbs.Count == 0 ? "none" : string.Join(" and ", verbs))}");
        }

        return verbs.FirstOrDefault() switch
        {
            AnnounceStep.Verb => AnnounceStep.Read(name.Value, keys),
            QueueStep.Verb => QueueStep.Read(name.Value, keys),
            HangUpStep.Verb => HangUpStep.Read(name.Value, keys),
            _ => new HangUpStep(name.Value, []) { Next = keys.Text("next", required: false, "the name of a step") },
        };
    }

    private static void CheckPaths(FlowScalar? start, FlowMap group, Dictionary<string, FlowStep> steps, FlowErrors errors)
    {
        CheckName(start, "start");
        foreach (var step in steps.Values)
        {
            CheckName(step.Next, $"steps.{step.Name}.next");
        }

        var reached = new List<string>();
        var at = start;
        var key = "start";
        while (at is not null && steps.TryGetValue(at.Value, out var step))
        {
            if (reached.Contains(at.Value))
            {
                errors.Add(at, key, $"a way to an end; this runs in a circle: {string.Join(" → ", reached.SkipWhile(name => name != at.Value))} → {at.Value}");
                break;
            }

            reached.Add(at.Value);
            key = $"steps.{step.Name}.next";
            at = step.Next;
        }

        // Where the path breaks off at a wrong name, what lies behind it is not at fault.
        if (start is not null && (at is null || steps.ContainsKey(at.Value)))
        {
            foreach (var (name, _) in group.Entries.Where(entry => !reached.Contains(entry.Key.Value)))
            {
                errors.Add(name, "steps." + name.Value, "a step that something leads to; nothing reaches this one");
            }
        }

        void CheckName(FlowScalar? named, string place)
        {
            if (named is not null && !steps.ContainsKey(named.Value))
            {
                errors.Add(named, place, $"the name of a step; there is no step {named.Kind}", NearestName.Of(named.Value, steps.Keys));
            }
        }
    }
}
