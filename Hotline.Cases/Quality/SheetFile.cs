using System.Collections.Immutable;
using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Quality;

/// <summary>What a city says of quality.</summary>
/// <param name="AppealTime">How long an agent may appeal once the result was given out.</param>
/// <param name="ByRight">Who decides on an appeal where everybody who reviews had a part in the result.</param>
/// <param name="Sheets">The score sheets, every version.</param>
internal sealed record QualityRules(TimeSpan AppealTime, LastWord ByRight, ImmutableArray<ScoreSheet> Sheets)
{
    /// <summary>Where a city says nothing: no sheet.</summary>
    public static QualityRules None { get; } = new(TimeSpan.FromDays(7), LastWord.Supervisor, []);

    /// <summary>The newest version of a sheet.</summary>
    public ScoreSheet? Newest(string id) => Sheets.Where(sheet => sheet.Id == id).MaxBy(sheet => sheet.Version);
}

/// <summary>Who decides on an appeal where nobody is left who had no part in the result.</summary>
internal enum LastWord
{
    /// <summary>A supervisor, by right (督办、效能办依职权), though involved.</summary>
    Supervisor,

    /// <summary>Nobody: the appeal waits until somebody new reviews.</summary>
    Nobody,
}

/// <summary>Reads the score sheets of a city.</summary>
internal static class SheetFile
{
    private const int WholePoints = 100;

    public static SectionType Grammar { get; } = (SectionType)FieldType.Section(
        new("appeal-days", FieldType.Number(1, 365), "Days within which an agent may appeal; 7 where nothing is said"),
        new("appeal-by-right", FieldType.Name<LastWord>(), "Who decides on an appeal where everybody who reviews had a part in the result; supervisor where nothing is said"),
        new("sheets", FieldType.List(FieldType.Section(
            new("id", FieldType.Pattern("an id such as service", "[a-z0-9][a-z0-9-]{0,49}"), "Never changed once in use", true),
            new("version", FieldType.Number(1, 9999), "One more with each change", true),
            new("name", FieldType.Pattern("a name of at most 50 characters", ".{1,50}"), "For people", true),
            new("pass", FieldType.Number(1, WholePoints), "The total from which a call has passed", true),
            new("items", FieldType.List(FieldType.Section(
                new("id", FieldType.Pattern("an id such as greeting", "[a-z0-9][a-z0-9-]{0,49}"), "Never changed once in use", true),
                new("name", FieldType.Pattern("a name of at most 50 characters", ".{1,50}"), "For people", true),
                new("points", FieldType.Number(1, WholePoints), "The most it can have", true),
                new("critical", FieldType.Flag, "Without a point here the whole call has none"),
                new("optional", FieldType.Flag, "May be left out where the call gave no occasion"),
                new("guide", FieldType.Pattern("a text of at most 500 characters", "(?s:.{1,500})"), "What to look at"))), "What is looked at", true))), "The sheets", true));

    /// <summary>The sheets, or every error with file, line and key.</summary>
    public static Loaded<QualityRules> Load(string path)
    {
        var reader = new YamlReader(path);
        if (TextFile.Read(path, reader) is not { } text || reader.Read(text, Grammar) is not { } file || reader.Errors.Count > 0)
        {
            return new(null, [.. reader.Errors]);
        }

        var sheets = new List<ScoreSheet>();
        foreach (var section in file.List<Section>("sheets"))
        {
            var sheet = new ScoreSheet(section.Text("id"), section.Number("version", 1), section.Text("name"), section.Number("pass", 0), Items(section, reader));
            if (sheets.Exists(known => (known.Id, known.Version) == (sheet.Id, sheet.Version)))
            {
                reader.Add(section.LineOf("version"), $"{section.Path}.version", $"expected a version that '{sheet.Id}' does not have yet, found '{sheet.Version}' twice");
            }

            sheets.Add(sheet);
        }

        return reader.Errors.Count > 0
            ? new(null, [.. reader.Errors])
            : new(
                new QualityRules(
                    TimeSpan.FromDays(file.Number("appeal-days", (int)QualityRules.None.AppealTime.TotalDays)),
                    file.OptionalName<LastWord>("appeal-by-right") ?? QualityRules.None.ByRight,
                    [.. sheets]),
                []);
    }

    private static List<SheetItemView> Items(Section sheet, YamlReader reader)
    {
        var items = new List<SheetItemView>();
        foreach (var section in sheet.List<Section>("items"))
        {
            var item = new SheetItemView(
                section.Text("id"), section.Text("name"), section.Number("points", 0), section.Flag("critical"), section.Flag("optional"), section.OptionalText("guide"));
            if (items.Exists(known => known.Id == item.Id))
            {
                reader.Add(section.LineOf("id"), $"{section.Path}.id", $"expected an id of its own, found '{item.Id}' twice");
            }

            items.Add(item);
        }

        if (items.Sum(item => item.Points) is var sum && sum != WholePoints)
        {
            reader.Add(sheet.LineOf("items"), $"{sheet.Path}.items", $"expected points that come to {WholePoints}, found {sum}");
        }
        else if (items.TrueForAll(item => item.Optional))
        {
            reader.Add(sheet.LineOf("items"), $"{sheet.Path}.items", "expected an item that is not optional");
        }

        return items;
    }
}
