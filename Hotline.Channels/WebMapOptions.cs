namespace Hotline.Channels;

/// <summary>The map on which a citizen points at the place of a report.</summary>
public sealed record WebMapOptions
{
    private static readonly string[] TileParts = ["{x}", "{y}", "{z}"];

    /// <summary>
    /// Absolute path of the city's own drawing: a GeoJSON FeatureCollection (RFC 7946), degrees of WGS 84, each feature with a <c>kind</c>
    /// (<c>district</c>, <c>water</c>, <c>road</c>, <c>place</c>) and a <c>name</c>. What it covers is what the map shows at first.
    /// </summary>
    public required string File { get; init; }

    /// <summary>
    /// Address of a tile server's pictures with <c>{x}</c>, <c>{y}</c> and <c>{z}</c> in it (spherical Mercator, WGS 84 or CGCS 2000: not those of
    /// services that shift their coordinates), drawn under the city's own drawing. Default none: nobody outside learns who looks where.
    /// </summary>
    public string? Tiles { get; init; }

    /// <summary>Whose tiles these are, as their owner wants it said on the map.</summary>
    public string? Attribution { get; init; }

    /// <summary>Scheme, host and port that browsers fetch tiles from; null without tiles.</summary>
    public string? TileOrigin => Uri.TryCreate(Tiles, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority) : null;

    /// <summary>Every setting that cannot be, in words; empty when all is well.</summary>
    internal IEnumerable<string> Errors()
    {
        if (!Path.IsPathRooted(File))
        {
            yield return "Web:Map:File: an absolute path is expected";
        }

        if (Tiles is not null
            && (TileOrigin is null || !TileParts.All(part => Tiles.Contains(part, StringComparison.Ordinal)) || Tiles.Contains("{s}", StringComparison.Ordinal)
                || !(Tiles.StartsWith("https://", StringComparison.Ordinal) || Tiles.StartsWith("http://", StringComparison.Ordinal))))
        {
            yield return "Web:Map:Tiles: an http or https address with {x}, {y} and {z} in it, of one host (no {s}), is expected";
        }
    }
}
