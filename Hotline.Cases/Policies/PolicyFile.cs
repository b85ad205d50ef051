namespace Hotline.Cases.Policies;

/// <summary>Reads a policy with the categories and units beside it.</summary>
internal static class PolicyFile
{
    /// <summary>Reads and checks a policy.</summary>
    /// <returns>The policy, or every error at once: file, line, key, what was expected, the nearest valid name.</returns>
    public static Loaded<Policy> Load(string path)
    {
        var reader = new YamlReader(path);
        if (TextFile.Read(path, reader) is not { } text || reader.Read(text, PolicyGrammar.File) is not { } file)
        {
            return Failed(reader);
        }

        PolicyChecks.Run(file, reader);
        var folder = Path.GetDirectoryName(path) ?? string.Empty;
        City? city = null;
        if (file.OptionalText("units") is { } units)
        {
            var loaded = CityFile.Load(Path.Combine(folder, units));
            reader.AddRange(loaded.Errors);
            city = loaded.Value;
        }

        var categories = CategoryTree.Empty;
        if (file.OptionalInner("categories") is { } table)
        {
            var loaded = CategoryTable.Load(Path.Combine(folder, table.Text("file")), city);
            reader.AddRange(loaded.Errors);
            categories = loaded.Value ?? categories;
        }

        return reader.Errors.Count > 0
            ? Failed(reader)
            : new Loaded<Policy>(Checked(PolicyBuilder.Build(file, categories) with { ClauseUses = [.. reader.Uses] }, path, file), []);
    }

    private static Policy Checked(Policy policy, string path, Section file) => policy with
    {
        Warnings =
        [
            .. policy.Accountability.Zip(file.List<Section>("accountability")).Where(pair => !pair.First.Counted).Select(pair => new PolicyError(
                path, pair.Second.LineOf("measure"), $"{pair.Second.Path}.measure", pair.First.Months > 1
                    ? $"{Names<AccountabilityMeasure>.Text(pair.First.Measure)} is not counted: months add up only with 'over: month'"
                    : $"{Names<AccountabilityMeasure>.Text(pair.First.Measure)} is not counted over a case, which has no share")),
        ],
    };

    private static Loaded<Policy> Failed(YamlReader reader) =>
        new(null, [.. reader.Errors.OrderBy(error => error.File, StringComparer.Ordinal).ThenBy(error => error.Line)]);
}
