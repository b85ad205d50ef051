using System.Globalization;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Imports;

/// <summary>What a row may say, by the mapping's keys.</summary>
internal enum ImportField
{
    ExternalId,
    Text,
    Place,
    RequestType,
    Category,
    ArrivedAt,
    RequesterName,
    RequesterPhone,
    Confidential,
}

/// <summary>How the file of one platform becomes cases. Immutable.</summary>
internal sealed record ImportMapping
{
    public required string Name { get; init; }

    public required bool IsJson { get; init; }

    public required Medium Medium { get; init; }

    public required char Separator { get; init; }

    /// <summary>In JSON: the path of keys to the rows; empty where the file itself is the list.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    public required string TimeFormat { get; init; }

    public required IReadOnlyDictionary<ImportField, string> Columns { get; init; }

    /// <summary>Words of the platform and what they mean here, by field.</summary>
    public required IReadOnlyDictionary<ImportField, IReadOnlyDictionary<string, string>> Values { get; init; }
}

/// <summary>Reads a mapping.</summary>
internal static class ImportMappingFile
{
    private static readonly ImportField[] Translated = [ImportField.RequestType, ImportField.Category, ImportField.Confidential];

    public static SectionType Grammar { get; } = (SectionType)FieldType.Section(
        new("name", FieldType.Pattern("a name of letters, digits and -", "[a-z0-9][a-z0-9-]{0,39}"), "Never changed once in use: with it rows are known again", true),
        new("format", FieldType.Pattern("csv or json", "csv|json"), "The file's form", true),
        new("medium", FieldType.Pattern("platform, counter or patrol", "platform|counter|patrol"), "The door its matters came through"),
        new("separator", FieldType.Pattern("one character", "."), "Between the columns; a comma where it is left out"),
        new("rows", FieldType.Text, "In JSON: where the list of rows stands, as data.rows"),
        new("time-format", FieldType.Text, "Of arrived-at, Chinese time; yyyy-MM-dd HH:mm:ss where it is left out"),
        new("columns", FieldType.Section([.. Enum.GetValues<ImportField>().Select(field =>
            new Field(Names<ImportField>.Text(field), FieldType.Text, "Its column", field is ImportField.ExternalId or ImportField.Text))]), "Which column says what", true),
        new("values", FieldType.Section([.. Translated.Select(field =>
            new Field(Names<ImportField>.Text(field), FieldType.Map(FieldType.Text), "Words of the platform, each with ours"))]), "What the platform's words mean"));

    public static Loaded<ImportMapping> Load(string path)
    {
        var reader = new YamlReader(path);
        if (TextFile.Read(path, reader) is not { } text || reader.Read(text, Grammar) is not { } file)
        {
            return new(null, [.. reader.Errors]);
        }

        var format = file.OptionalText("time-format") ?? "yyyy-MM-dd HH:mm:ss";
        if (!IsFormat(format))
        {
            reader.Add(file.LineOf("time-format"), "time-format", "expected a format such as yyyy-MM-dd HH:mm:ss");
        }

        if (reader.Errors.Count > 0)
        {
            return new(null, [.. reader.Errors]);
        }

        var (columns, values) = (file.Inner("columns"), file.OptionalInner("values"));
        return new(
            new ImportMapping
            {
                Name = file.Text("name"),
                IsJson = file.Text("format") == "json",
                Medium = Enum.Parse<Medium>(file.OptionalText("medium") ?? "platform", ignoreCase: true),
                Separator = (file.OptionalText("separator") ?? ",")[0],
                Rows = file.OptionalText("rows")?.Split('.') ?? [],
                TimeFormat = format,
                Columns = Enum.GetValues<ImportField>().Where(field => columns.Has(Names<ImportField>.Text(field)))
                    .ToDictionary(field => field, field => columns.Text(Names<ImportField>.Text(field))),
                Values = Translated.Where(field => values?.Has(Names<ImportField>.Text(field)) == true).ToDictionary(
                    field => field,
                    field => (IReadOnlyDictionary<string, string>)values!.Map(Names<ImportField>.Text(field)).ToDictionary(word => word.Key, word => (string)word.Value, StringComparer.Ordinal)),
            },
            []);
    }

    private static bool IsFormat(string format)
    {
        try
        {
            var sample = new DateTime(2021, 11, 22, 13, 44, 55, DateTimeKind.Unspecified);
            return DateTime.TryParseExact(sample.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && read.Date == sample.Date;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
