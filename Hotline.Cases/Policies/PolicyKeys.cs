using System.Text;

namespace Hotline.Cases.Policies;

/// <summary>Every key of a policy file as Markdown, made from <see cref="PolicyGrammar"/>: the second half of docs/policy-language.md.</summary>
internal static class PolicyKeys
{
    public static string Write()
    {
        var text = new StringBuilder();
        text.Append("| key | what stands there | what it means |\n|---|---|---|\n");
        foreach (var field in PolicyGrammar.File.Fields)
        {
            Row(text, field.Key, field);
        }

        text.Append("\n### Practices\n\n| practice | settings | what it means | room |\n|---|---|---|---|\n");
        foreach (var kind in PracticeCatalog.All.OrderBy(kind => Names<PracticeName>.Text(kind.Name), StringComparer.Ordinal))
        {
            var settings = string.Join(", ", kind.Settings.Select(field => field.Required ? $"**{field.Key}**" : field.Key));
            text.Append("| `").Append(Names<PracticeName>.Text(kind.Name)).Append("` | ").Append(settings.Length == 0 ? "–" : settings)
                .Append(" | ").Append(kind.Doc).Append(" | ").Append(kind.Room).Append(" |\n");
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, string path, Field field)
    {
        text.Append("| `").Append(path).Append('`').Append(field.Required ? " *" : string.Empty).Append(" | ").Append(What(field.Type)).Append(" | ").Append(field.Doc).Append(" |\n");
        var (inner, below) = field.Type switch
        {
            SectionType section => (section, path),
            ListType { Item: SectionType item } => (item, $"{path}[]"),
            _ => (null, path),
        };
        foreach (var child in inner?.Fields ?? [])
        {
            if (child.Key != "clause")
            {
                Row(text, $"{below}.{child.Key}", child);
            }
        }
    }

    private static string What(FieldType type) => type switch
    {
        ScalarType { Valid.Length: > 0 } names => string.Join(", ", names.Valid.Select(name => $"`{name}`")),
        ScalarType scalar => scalar.Expected,
        ListType { Item: ScalarType item } => $"a list of: {What(item)}",
        ListType => "a list of sections",
        MapType { Item: ScalarType item } => $"names, each with {item.Expected}",
        VariantType or SectionType or MapType => "a section",
        _ => type.Expected,
    };
}
