namespace Hotline.Cases.Policies;

/// <summary>Reads which work groups are told of whose cases.</summary>
internal static class WorkGroupFile
{
    private const string StandardText = "【{city}12345】{event}：工单{case}，{category}，{place}，承办：{unit}，时限：{due}。";

    public static SectionType Grammar { get; } = (SectionType)FieldType.Section(
        new Field("groups", FieldType.List(FieldType.Section(
            new("name", FieldType.Pattern("a name such as water-oa", "[A-Za-z0-9-]{1,50}"), "As in the settings WorkGroups:NAME", true),
            new("door", FieldType.Name<GroupDoorKind>(), "robot: a group's chat; oa: an office automation, which acknowledges", true),
            new("units", FieldType.List(FieldType.Text), "Whose cases; those of units below them too", true),
            new("when", FieldType.List(FieldType.Name<GroupEvent>()), "What it is told of", true),
            new("text", FieldType.Text, "The words, with {city} {event} {case} {category} {place} {unit} {due}"))), "The groups"));

    /// <summary>The groups, or every error with file, line and key.</summary>
    /// <param name="path">The file.</param>
    /// <param name="city">The city whose units they are; null where it could not be read: then they are not looked up.</param>
    public static Loaded<IReadOnlyList<WorkGroup>> Load(string path, City? city)
    {
        var reader = new YamlReader(path);
        if (TextFile.Read(path, reader) is not { } text || reader.Read(text, Grammar) is not { } file || reader.Errors.Count > 0)
        {
            return new(null, [.. reader.Errors]);
        }

        var groups = new List<WorkGroup>();
        foreach (var item in file.List<Section>("groups"))
        {
            var units = item.List<string>("units");
            foreach (var unknown in units.Where(unit => city is not null && city.Find(unit) is null))
            {
                reader.Add(item.LineOf("units"), $"{item.Path}.units", $"expected codes of units, found '{unknown}'", NearestName.Of(unknown, city!.Units.Select(unit => unit.Code)));
            }

            if (groups.Exists(known => known.Name == item.Text("name")))
            {
                reader.Add(item.LineOf("name"), $"{item.Path}.name", $"'{item.Text("name")}' stands twice");
            }

            groups.Add(new WorkGroup(
                item.Text("name"), item.Name<GroupDoorKind>("door") == GroupDoorKind.Oa ? Medium.Oa : Medium.WorkGroup, units, item.List<GroupEvent>("when"), item.OptionalText("text") ?? StandardText));
        }

        return reader.Errors.Count > 0 ? new(null, [.. reader.Errors]) : new(groups, []);
    }

    private enum GroupDoorKind
    {
        Robot,
        Oa,
    }
}
