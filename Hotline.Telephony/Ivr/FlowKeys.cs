using System.Globalization;

namespace Hotline.Telephony.Ivr;

/// <summary>Reads the keys of one group; what is unknown, double, missing or of the wrong kind goes to the errors.</summary>
internal sealed class FlowKeys
{
    private readonly FlowMap map;
    private readonly FlowErrors errors;

    public FlowKeys(FlowMap map, string path, FlowErrors errors, FlowNames names, IReadOnlyList<string>? known)
    {
        this.map = map;
        this.errors = errors;
        Names = names;
        Path = path;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, _) in map.Entries)
        {
            if (known is not null && !known.Contains(key.Value, StringComparer.Ordinal))
            {
                errors.Add(key, PathOf(key.Value), "one of " + string.Join(", ", known), NearestName.Of(key.Value, known));
            }
            else if (!seen.Add(key.Value))
            {
                errors.Add(key, PathOf(key.Value), "the key once; it stands here a second time");
            }
        }
    }

    public string Path { get; }

    public FlowErrors Errors => errors;

    /// <summary>What may be named.</summary>
    public FlowNames Names { get; }

    public long Line => map.Line;

    public string PathOf(string key) => Path.Length == 0 ? key : Path + "." + key;

    public FlowNode? Find(string key)
    {
        var (_, value) = map.Entries.FirstOrDefault(entry => entry.Key.Value == key);
        return value;
    }

    public FlowScalar? Text(string key, bool required, string expected)
    {
        switch (Find(key))
        {
            case FlowScalar { Value.Length: > 0 } scalar:
                return scalar;
            case null:
                if (required)
                {
                    errors.Add(map, PathOf(key), expected + "; the key is missing");
                }

                return null;
            case var other:
                errors.Add(other, PathOf(key), expected + "; found " + other.Kind);
                return null;
        }
    }

    public FlowMap? Group(string key, string expected)
    {
        switch (Find(key))
        {
            case FlowMap group:
                return group;
            case null:
                errors.Add(map, PathOf(key), expected + "; the key is missing");
                return null;
            case var other:
                errors.Add(other, PathOf(key), expected + "; found " + other.Kind);
                return null;
        }
    }

    /// <summary>One name, or a list of names.</summary>
    public IReadOnlyList<FlowScalar> List(string key, string expected)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case FlowScalar { Value.Length: > 0 } one:
                return [one];
            case FlowList list:
                foreach (var odd in list.Items.Where(item => item is not FlowScalar { Value.Length: > 0 }))
                {
                    errors.Add(odd, PathOf(key), expected + "; found " + odd.Kind);
                }

                return [.. list.Items.OfType<FlowScalar>().Where(item => item.Value.Length > 0)];
            case var other:
                errors.Add(other, PathOf(key), expected + "; found " + other.Kind);
                return [];
        }
    }

    /// <summary>Names of prompts, each of which exists.</summary>
    public IReadOnlyList<string> PromptNames(string key)
    {
        var names = List(key, "names of prompts");
        foreach (var name in names)
        {
            RequirePrompt(name, key, name.Value);
        }

        return [.. names.Select(name => name.Value)];
    }

    /// <summary>One prompt or more, each of which exists.</summary>
    public IReadOnlyList<string> RequiredPrompts(string key)
    {
        var prompts = PromptNames(key);
        if (Find(key) is null)
        {
            errors.Add(map, PathOf(key), "at least one prompt; the key is missing");
        }
        else if (prompts.Count == 0 && Find(key) is FlowList or FlowScalar)
        {
            errors.Add(Find(key)!, PathOf(key), "at least one prompt");
        }

        return prompts;
    }

    /// <summary>A key of a telephone.</summary>
    public char? PhoneKey(string key)
    {
        const string expected = "a key of a telephone: 0 to 9, * or #";
        if (Text(key, required: false, expected) is not { } scalar)
        {
            return null;
        }

        if (scalar.Value is [var one] && (char.IsAsciiDigit(one) || one is '*' or '#'))
        {
            return one;
        }

        errors.Add(scalar, PathOf(key), expected + "; found " + scalar.Kind);
        return null;
    }

    public void RequirePrompt(FlowNode at, string key, string prompt)
    {
        if (!Names.Prompts.Contains(prompt))
        {
            errors.Add(at, PathOf(key), $"a prompt; there is no {prompt}.wav in the prompt folders", NearestName.Of(prompt, Names.Prompts));
        }
    }

    /// <summary>One of the names given.</summary>
    public FlowScalar? Known(string key, string what, IReadOnlyCollection<string> names)
    {
        if (Text(key, required: false, "the name of a " + what) is not { } named || names.Contains(named.Value, StringComparer.Ordinal))
        {
            return Find(key) as FlowScalar;
        }

        errors.Add(named, PathOf(key), $"the name of a {what}; there is no {what} {named.Kind}", NearestName.Of(named.Value, names));
        return null;
    }

    /// <summary>One of the words given, as what it stands for.</summary>
    public T? Choice<T>(string key, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        var expected = "one of " + string.Join(", ", words.Keys);
        if (Text(key, required: false, expected) is not { } word)
        {
            return null;
        }

        if (words.TryGetValue(word.Value, out var choice))
        {
            return choice;
        }

        errors.Add(word, PathOf(key), $"{expected}; found {word.Kind}", NearestName.Of(word.Value, words.Keys));
        return null;
    }

    public int? Whole(string key, int least, int most)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}");
        if (Text(key, required: false, expected) is not { } scalar)
        {
            return null;
        }

        if (int.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        errors.Add(scalar, PathOf(key), expected + "; found " + scalar.Kind);
        return null;
    }

    /// <summary>A time of day such as <c>08:30</c>.</summary>
    public TimeOnly? Time(string key)
    {
        const string expected = "a time of day such as 08:30";
        if (Text(key, required: false, expected) is not { } scalar)
        {
            return null;
        }

        if (TimeOnly.TryParseExact(scalar.Value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        errors.Add(scalar, PathOf(key), expected + "; found " + scalar.Kind);
        return null;
    }

    /// <summary>A length of time such as <c>30s</c> or <c>10min</c>.</summary>
    public TimeSpan? Duration(string key, TimeSpan shortest, TimeSpan longest)
    {
        var expected = $"a time such as 30s or 10min, from {shortest.TotalSeconds:0}s to {longest.TotalMinutes:0}min";
        if (Text(key, required: false, expected) is not { } scalar)
        {
            return null;
        }

        var text = scalar.Value;
        TimeSpan? unit = text.EndsWith("min", StringComparison.Ordinal) ? TimeSpan.FromMinutes(1)
            : text.EndsWith('s') ? TimeSpan.FromSeconds(1)
            : null;
        var digits = text.TrimEnd('m', 'i', 'n', 's');
        if (unit is { } one && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 100_000)
        {
            var length = one * count;
            if (length >= shortest && length <= longest)
            {
                return length;
            }
        }

        errors.Add(scalar, PathOf(key), expected + "; found " + scalar.Kind);
        return null;
    }
}
