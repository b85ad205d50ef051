namespace Hotline.Telephony.Ivr;

/// <summary>Reads a flow file and refuses one that names what is not there, runs in circles without the caller's doing, or has steps nobody reaches.</summary>
internal static class FlowFile
{
    private static readonly string[] Verbs =
    [
        AnnounceStep.Verb, HoursStep.Verb, LanguageStep.Verb, MenuStep.Verb, CollectStep.Verb, ProgressStep.Verb,
        QueueStep.Verb, TransferStep.Verb, VoicemailStep.Verb, HangUpStep.Verb,
    ];

    private static readonly string[] Keys = ["name", "start", "steps", "rating"];

    /// <summary>The flow, or null and every error in <paramref name="errors"/>.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="names">What it may name.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static CallFlow? Read(string text, FlowNames names, FlowErrors errors)
    {
        switch (FlowText.Read(text, errors))
        {
            case FlowMap root:
                return Read(new FlowKeys(root, "", errors, names, Keys));
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
        var rating = RatingQuestion.Read(root);
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

        LeadToAPerson(group, steps, root.Errors);
        FlowPaths.Check(start, group, steps, root.Errors);
        return root.Errors.Any ? null : new CallFlow(name!.Value, steps[start!.Value], steps) { Rating = rating };
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
            HoursStep.Verb => HoursStep.Read(name.Value, keys),
            LanguageStep.Verb => LanguageStep.Read(name.Value, keys),
            MenuStep.Verb => MenuStep.Read(name.Value, keys),
            CollectStep.Verb => CollectStep.Read(name.Value, keys),
            ProgressStep.Verb => ProgressStep.Read(name.Value, keys),
            QueueStep.Verb => QueueStep.Read(name.Value, keys),
            TransferStep.Verb => TransferStep.Read(name.Value, keys),
            VoicemailStep.Verb => VoicemailStep.Read(name.Value, keys),
            HangUpStep.Verb => HangUpStep.Read(name.Value, keys),
            _ => null,
        } ?? new HangUpStep(name.Value, []) { Next = keys.Text("next", required: false, "the name of a step") };
    }

    // 0 is for a person in every menu.
    private static void LeadToAPerson(FlowMap group, Dictionary<string, FlowStep> steps, FlowErrors errors)
    {
        var line = group.Entries.FirstOrDefault(entry => steps.GetValueOrDefault(entry.Key.Value) is QueueStep).Key;
        foreach (var menu in steps.Values.OfType<MenuStep>().Where(menu => !menu.Ways.ContainsKey(MenuStep.Person)).ToList())
        {
            if (line is null)
            {
                errors.Add(group.Entries.First(entry => entry.Key.Value == menu.Name).Key, $"steps.{menu.Name}", "a queue among the steps, for key 0: a person must be reached from every menu");
            }
            else
            {
                steps[menu.Name] = menu with { Ways = new Dictionary<char, FlowScalar>(menu.Ways) { [MenuStep.Person] = line } };
            }
        }
    }
}
