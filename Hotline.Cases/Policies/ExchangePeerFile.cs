namespace Hotline.Cases.Policies;

/// <summary>Reads which platforms cases are exchanged with.</summary>
internal static class ExchangePeerFile
{
    private const string OutsideTree = "other";

    public static SectionType Grammar { get; } = (SectionType)FieldType.Section(
        new Field("below", FieldType.List(FieldType.Section(
            new("name", FieldType.Pattern("a name such as district-hanjiang", "[A-Za-z0-9-]{1,50}"), "As in the settings Exchange:NAME", true),
            new("title", FieldType.Text, "For people", true),
            new("unit", FieldType.Text, "The unit of ours that is that platform", true),
            new("unitThere", FieldType.Text, "The unit there that a case is for"),
            new("requester", FieldType.Flag, "Whether it is told who the requester is; never of confidential cases and reports. Default no"))), "Platforms below us"),
        new Field("above", FieldType.List(FieldType.Section(
            new("name", FieldType.Pattern("a name such as city", "[A-Za-z0-9-]{1,50}"), "As in the settings Exchange:NAME", true),
            new("title", FieldType.Text, "For people", true),
            new("sameCategories", FieldType.Flag, "Its category codes are ours where we know them. Default no"),
            new("categories", FieldType.Map(FieldType.Text), "Its codes, and ours for each"),
            new("fallback", FieldType.Text, "Our code for all others. Default other"))), "Platforms above us"));

    /// <summary>The platforms, or every error with file, line and key.</summary>
    /// <param name="path">The file.</param>
    /// <param name="city">The city whose units they are; null where it could not be read.</param>
    /// <param name="categories">Our categories; null where they could not be read.</param>
    public static Loaded<IReadOnlyList<ExchangePeer>> Load(string path, City? city, CategoryTree? categories)
    {
        var reader = new YamlReader(path);
        if (TextFile.Read(path, reader) is not { } text || reader.Read(text, Grammar) is not { } file || reader.Errors.Count > 0)
        {
            return new(null, [.. reader.Errors]);
        }

        var peers = new List<ExchangePeer>();
        foreach (var item in file.List<Section>("below"))
        {
            var unit = item.Text("unit");
            if (city is not null && city.Find(unit) is null)
            {
                reader.Add(item.LineOf("unit"), $"{item.Path}.unit", $"expected the code of a unit, found '{unit}'", NearestName.Of(unit, city.Units.Select(known => known.Code)));
            }
            else if (peers.Exists(known => known.Unit == unit))
            {
                reader.Add(item.LineOf("unit"), $"{item.Path}.unit", $"expected a unit that is no other platform, found '{unit}' again");
            }

            Add(peers, reader, item, new(
                item.Text("name"), item.Text("title"), Above: false, unit, item.OptionalText("unitThere"), item.Flag("requester"), false, new Dictionary<string, string>(StringComparer.Ordinal), OutsideTree));
        }

        foreach (var item in file.List<Section>("above"))
        {
            var mapped = item.Map("categories").ToDictionary(pair => pair.Key, pair => (string)pair.Value, StringComparer.Ordinal);
            var fallback = item.OptionalText("fallback") ?? OutsideTree;
            foreach (var (theirs, unknown) in mapped.Where(pair => IsUnknown(pair.Value, categories)))
            {
                reader.Add(item.LineOf("categories"), $"{item.Path}.categories.{theirs}", $"expected the code of one of our categories, found '{unknown}'");
            }

            if (IsUnknown(fallback, categories))
            {
                reader.Add(item.LineOf("fallback"), $"{item.Path}.fallback", $"expected the code of one of our categories, found '{fallback}'");
            }

            Add(peers, reader, item, new(item.Text("name"), item.Text("title"), Above: true, null, null, false, item.Flag("sameCategories"), mapped, fallback));
        }

        return reader.Errors.Count > 0 ? new(null, [.. reader.Errors]) : new(peers, []);
    }

    private static bool IsUnknown(string code, CategoryTree? categories) => categories is not null && code != OutsideTree && categories.Find(code) is null;

    private static void Add(List<ExchangePeer> peers, YamlReader reader, Section item, ExchangePeer peer)
    {
        if (peers.Exists(known => known.Name == peer.Name))
        {
            reader.Add(item.LineOf("name"), $"{item.Path}.name", $"expected a name that no other platform has, found '{peer.Name}' again");
        }

        peers.Add(peer);
    }
}
