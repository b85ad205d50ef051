using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Hotline.Channels.Web;

/// <summary>The city's own drawing for the map (GeoJSON, RFC 7946), looked through once and handed to browsers as it is.</summary>
internal sealed class CityMap
{
    private const int MostBytes = 10 * 1024 * 1024;
    private const int MostErrors = 20;

    private static readonly string[] Kinds = ["district", "water", "road", "place"];

    private readonly byte[] content;
    private readonly EntityTagHeaderValue tag;

    private CityMap(byte[] content, IReadOnlyList<string> errors)
    {
        this.content = content;
        Errors = errors;
        tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}\"");
    }

    /// <summary>What is wrong with the file, with its place in it; empty when all is well.</summary>
    internal IReadOnlyList<string> Errors { get; }

    internal static CityMap Read(string file)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > MostBytes } large)
            {
                return new CityMap([], [$"{file}: {large.Length} bytes; at most {MostBytes} are expected: simplify the lines"]);
            }

            var drawn = File.ReadAllBytes(file);
            using var json = JsonDocument.Parse(drawn);
            return new CityMap(drawn, [.. Check(json.RootElement).Take(MostErrors).Select(error => $"{file}: {error}")]);
        }
        catch (JsonException broken)
        {
            return new CityMap([], [$"{file}:{broken.LineNumber + 1}: no JSON ({broken.Message})"]);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return new CityMap([], [$"{file}: cannot be read ({failed.Message})"]);
        }
    }

    /// <summary>The drawing; a browser that has it already is told so.</summary>
    internal IResult Show(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=300";
        return Results.Bytes(content, "application/geo+json", entityTag: tag);
    }

    private static IEnumerable<string> Check(JsonElement root)
    {
        if (TextOf(root, "type") != "FeatureCollection" || root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array || features.GetArrayLength() == 0)
        {
            yield return "a FeatureCollection with features is expected (RFC 7946 section 3.3)";
            yield break;
        }

        var number = 0;
        foreach (var feature in features.EnumerateArray())
        {
            if (CheckFeature(feature) is { } error)
            {
                yield return $"features[{number}]: {error}";
            }

            number++;
        }
    }

    private static string? CheckFeature(JsonElement feature)
    {
        if (TextOf(feature, "type") != "Feature" || !feature.TryGetProperty("properties", out var properties) || !feature.TryGetProperty("geometry", out var geometry))
        {
            return "a Feature with properties and geometry is expected";
        }

        if (TextOf(properties, "kind") is not { } kind || !Kinds.Contains(kind, StringComparer.Ordinal))
        {
            return $"properties.kind is one of {string.Join(", ", Kinds)}";
        }

        // Depth of the arrays around one position, RFC 7946 section 3.1.
        int? depth = TextOf(geometry, "type") switch
        {
            "Point" => 0,
            "LineString" or "MultiPoint" => 1,
            "Polygon" or "MultiLineString" => 2,
            "MultiPolygon" => 3,
            _ => null,
        };
        return depth is not { } around ? "geometry.type is one of Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon"
            : kind == "place" && around > 0 ? "a place is a Point"
            : !geometry.TryGetProperty("coordinates", out var coordinates) || !AreCoordinates(coordinates, around) ? "geometry.coordinates: longitude (-180 to 180) before latitude (-85 to 85), in degrees of WGS 84"
            : null;
    }

    // Spherical Mercator ends at 85 degrees.
    private static bool AreCoordinates(JsonElement given, int around) => given.ValueKind == JsonValueKind.Array
        && (around > 0
            ? given.GetArrayLength() > 0 && given.EnumerateArray().All(inner => AreCoordinates(inner, around - 1))
            : given.GetArrayLength() is 2 or 3 && Within(given[0], 180) && Within(given[1], 85));

    private static bool Within(JsonElement degrees, double most) =>
        degrees.ValueKind == JsonValueKind.Number && degrees.TryGetDouble(out var value) && Math.Abs(value) <= most;

    private static string? TextOf(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
