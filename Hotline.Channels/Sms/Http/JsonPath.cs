using System.Globalization;
using System.Text.Json;

namespace Hotline.Channels.Sms.Http;

/// <summary>Where something stands in a JSON document, as <c>data.0.id</c>.</summary>
internal static class JsonPath
{
    /// <summary>The element there; null where there is none. An empty path is the document.</summary>
    internal static JsonElement? Find(JsonElement document, string path)
    {
        var here = document;
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (here.ValueKind == JsonValueKind.Object && here.TryGetProperty(step, out var property))
            {
                here = property;
            }
            else if (here.ValueKind == JsonValueKind.Array && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < here.GetArrayLength())
            {
                here = here[index];
            }
            else
            {
                return null;
            }
        }

        return here;
    }

    /// <summary>The text, number or truth value there; null where there is none.</summary>
    internal static string? Text(JsonElement document, string path) => Find(document, path) is { } found
        ? found.ValueKind switch
        {
            JsonValueKind.String => found.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => found.GetRawText(),
            _ => null,
        }
        : null;

    /// <summary>Whether the document says what a rule <c>path=value|value</c> asks.</summary>
    internal static bool Says(JsonElement document, string rule)
    {
        var equals = rule.IndexOf('=', StringComparison.Ordinal);
        return Text(document, rule[..equals].Trim()) is { } said
            && rule[(equals + 1)..].Split('|').Any(value => string.Equals(value.Trim(), said, StringComparison.OrdinalIgnoreCase));
    }
}
