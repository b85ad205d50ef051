namespace Hotline.Cases.Policies;

/// <summary>Reads a city's name and units.</summary>
internal static class CityFile
{
    public static SectionType Grammar { get; } = (SectionType)FieldType.Section(
        new("name", FieldType.Text, "The city's name", true),
        new("english", FieldType.Text, "Its name in English, for pages in English"),
        new("sample", FieldType.Flag, "Made up, for trial and tests"),
        new("units", FieldType.List(FieldType.Section(
            new("code", FieldType.Pattern("a code such as water-co", "[a-z0-9][a-z0-9-]*"), "Never changed once in use", true),
            new("name", FieldType.Text, "The unit's name", true),
            new("level", FieldType.Name<UnitLevel>(), "Its level", true),
            new("parent", FieldType.Text, "Code of the unit above, which stands before it"),
            new("duties", FieldType.Text, "What it does", true),
            new("offices", FieldType.List(FieldType.Name<PolicyRole>()), "Roles it has for the whole city"))), "From the top", true),
        new("grid", FieldType.List(FieldType.Section(
            new("cell", FieldType.Text, "Its code", true),
            new("unit", FieldType.Text, "The territory unit", true),
            new("words", FieldType.List(FieldType.Text), "Streets, villages and the like by which a place is known to be in it"),
            new("box", FieldType.Pattern("west south east north in degrees, such as 119.10 25.44 119.13 25.47", "-?[0-9.]+( -?[0-9.]+){3}"), "Its bounds on the map"))), "The cells by which a place gives its territory unit"));

    /// <summary>Reads the file; a unit stands after the one above it.</summary>
    public static Loaded<City> Load(string path)
    {
        var reader = new YamlReader(path);
        if (TextFile.Read(path, reader) is not { } text || reader.Read(text, Grammar) is not { } file)
        {
            return new(null, [.. reader.Errors]);
        }

        var known = new Dictionary<string, CityUnit>(StringComparer.Ordinal);
        foreach (var item in file.List<Section>("units"))
        {
            var unit = new CityUnit(
                item.Text("code"), item.Text("name"), item.Name<UnitLevel>("level"), item.OptionalText("parent"), item.Text("duties"),
                item.List<PolicyRole>("offices"));
            if (unit.Parent is { } parent && (!known.TryGetValue(parent, out var above) || above.Level > unit.Level))
            {
                reader.Add(item.LineOf("parent"), $"{item.Path}.parent", $"expected the code of a unit above it, found '{parent}'", NearestName.Of(parent, known.Keys));
            }

            if (!known.TryAdd(unit.Code, unit))
            {
                reader.Add(item.LineOf("code"), $"{item.Path}.code", $"'{unit.Code}' stands twice");
            }
        }

        var grid = file.List<Section>("grid").Select(item => Cell(item, known, reader)).ToList();
        return reader.Errors.Count > 0
            ? new(null, [.. reader.Errors])
            : new(new City(file.Text("name"), file.Flag("sample"), [.. known.Values]) { English = file.OptionalText("english"), Grid = [.. grid] }, []);
    }

    private static GridCell Cell(Section item, Dictionary<string, CityUnit> known, YamlReader reader)
    {
        var (unit, box) = (item.Text("unit"), item.OptionalText("box"));
        if (!known.ContainsKey(unit))
        {
            reader.Add(item.LineOf("unit"), $"{item.Path}.unit", $"expected the code of a unit, found '{unit}'", NearestName.Of(unit, known.Keys));
        }

        if (box is not null && MapBox.Parse(box) is null)
        {
            reader.Add(item.LineOf("box"), $"{item.Path}.box", "west must be less than east, south less than north, within 180 and 90 degrees");
        }

        return new GridCell(item.Text("cell"), unit, item.List<string>("words"), box is null ? null : MapBox.Parse(box));
    }
}
