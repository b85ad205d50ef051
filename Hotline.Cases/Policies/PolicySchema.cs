using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Hotline.Cases.Policies;

/// <summary>The JSON Schema (draft 2020-12) of a policy file, made from <see cref="PolicyGrammar"/>, so that editors complete and check what we check.</summary>
internal static class PolicySchema
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static string Write()
    {
        var schema = Of(PolicyGrammar.File);
        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Hotline policy",
        };
        foreach (var (key, value) in schema.ToList())
        {
            schema.Remove(key);
            root[key] = value;
        }

        return root.ToJsonString(Readable) + "\n";
    }

    private static JsonObject Of(FieldType type) => type switch
    {
        NumberType number => new JsonObject { ["type"] = "integer", ["minimum"] = number.From, ["maximum"] = number.To },
        FlagType => new JsonObject { ["type"] = "boolean" },
        TextType { Shape: { } shape } => new JsonObject { ["type"] = "string", ["pattern"] = $"^(?:{shape})$" },
        DateType => new JsonObject { ["type"] = "string", ["format"] = "date" },
        ClauseType => new JsonObject { ["type"] = new JsonArray("string", "integer") },
        ScalarType { Valid: { Length: > 0 } valid } => new JsonObject { ["enum"] = new JsonArray([.. valid.Select(name => (JsonNode)name)]) },
        ScalarType => new JsonObject { ["type"] = "string" },
        ListType list => new JsonObject { ["type"] = "array", ["items"] = Of(list.Item) },
        MapType map => new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(map.Item) },
        SectionType section => Section(section),
        VariantType variant => new JsonObject
        {
            ["oneOf"] = new JsonArray([.. variant.Variants.Select(kind => (JsonNode)Variant(variant.Discriminator, kind.Name, kind.Section))]),
        },
        _ => throw new InvalidOperationException($"{type.GetType().Name} has no schema"),
    };

    private static JsonObject Section(SectionType section)
    {
        var properties = new JsonObject();
        foreach (var field in section.Fields)
        {
            var property = Of(field.Type);
            property["description"] = field.Doc;
            properties[field.Key] = property;
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. section.Fields.Where(field => field.Required).Select(field => (JsonNode)field.Key)]),
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject Variant(string discriminator, string name, SectionType section)
    {
        var schema = Section(section);
        schema["properties"]![discriminator] = new JsonObject { ["const"] = name, ["description"] = PracticeDoc(name) };
        return schema;
    }

    private static string PracticeDoc(string name) =>
        Names<PracticeName>.TryParse(name, out var practice) ? PracticeCatalog.Find(practice).Doc : string.Empty;
}
