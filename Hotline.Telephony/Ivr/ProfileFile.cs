namespace Hotline.Telephony.Ivr;

/// <summary>Reads the file that says which flow answers which number.</summary>
internal static class ProfileFile
{
    private static readonly string[] Keys = ["numbers", "flow", "tag", "group", "priority", "prompts"];

    /// <summary>A tag is a word on a screen.</summary>
    private const int LongestTag = 32;

    /// <summary>The profiles; fewer, with what is wrong in <paramref name="errors"/>, where there are errors.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="names">What profiles may name.</param>
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="open">Reads a flow by its file's name; null, with the errors said elsewhere, where it is wrong. Throws where there is no such file.</param>
    public static IReadOnlyList<FlowProfile> Read(string text, FlowNames names, FlowErrors errors, Func<string, CallFlow?> open)
    {
        if (FlowText.Read(text, errors) is not { } node)
        {
            return [];
        }

        if (node is not FlowMap map)
        {
            errors.Add(node, "", "the key profiles; found " + node.Kind);
            return [];
        }

        var root = new FlowKeys(map, "", errors, names, ["profiles"]);
        if (root.Group("profiles", "the profiles, each under its name") is not { } group)
        {
            return [];
        }

        _ = new FlowKeys(group, "profiles", errors, names, known: null);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. group.Entries.Select(entry => ReadProfile(entry.Key, entry.Value, root, taken, open)).OfType<FlowProfile>()];
    }

    private static FlowProfile? ReadProfile(FlowScalar name, FlowNode value, FlowKeys root, HashSet<string> taken, Func<string, CallFlow?> open)
    {
        var path = "profiles." + name.Value;
        if (value is not FlowMap map)
        {
            root.Errors.Add(value, path, string.Join(", ", Keys) + "; found " + value.Kind);
            return null;
        }

        var keys = new FlowKeys(map, path, root.Errors, root.Names, Keys);
        var tag = keys.Text("tag", required: false, "a word");
        if (tag?.Value.Length > LongestTag)
        {
            keys.Errors.Add(tag, keys.PathOf("tag"), $"at most {LongestTag} characters");
        }

        var (numbers, prompts) = (ReadNumbers(keys, taken), ReadPrompts(keys));
        var (group, priority) = (keys.Known("group", "group", root.Names.Groups), keys.Known("priority", "priority", root.Names.Priorities));
        return ReadFlow(keys, open) is { } flow
            ? new FlowProfile(name.Value, flow) { Numbers = numbers, Tag = tag?.Value, Group = group?.Value, Priority = priority?.Value, Prompts = prompts }
            : null;
    }

    private static CallFlow? ReadFlow(FlowKeys keys, Func<string, CallFlow?> open)
    {
        const string expected = "the file of a call flow";
        if (keys.Text("flow", required: true, expected) is not { } file)
        {
            return null;
        }

        try
        {
            return open(file.Value);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            keys.Errors.Add(file, keys.PathOf("flow"), $"{expected}; {fault.Message}");
            return null;
        }
    }

    private static List<string> ReadNumbers(FlowKeys keys, HashSet<string> taken)
    {
        const string expected = "the numbers that are called";
        var numbers = keys.List("numbers", expected);
        if (numbers.Count == 0 && keys.Find("numbers") is null or FlowList)
        {
            keys.Errors.Add(keys.Line, 1, keys.PathOf("numbers"), $"{expected}; there is none");
        }

        foreach (var twice in numbers.Where(number => !taken.Add(number.Value)))
        {
            keys.Errors.Add(twice, keys.PathOf("numbers"), $"each number in one profile only; {twice.Kind} stands here again");
        }

        return [.. numbers.Select(number => number.Value)];
    }

    private static Dictionary<string, string> ReadPrompts(FlowKeys keys)
    {
        var prompts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (keys.Find("prompts") is null || keys.Group("prompts", "names of prompts, each with the one said in its place") is not { } group)
        {
            return prompts;
        }

        var inner = new FlowKeys(group, keys.PathOf("prompts"), keys.Errors, keys.Names, known: null);
        foreach (var (said, _) in group.Entries)
        {
            inner.RequirePrompt(said, said.Value, said.Value);
            if (inner.Text(said.Value, required: true, "the name of a prompt") is { } own)
            {
                inner.RequirePrompt(own, said.Value, own.Value);
                prompts[said.Value] = own.Value;
            }
        }

        return prompts;
    }
}
