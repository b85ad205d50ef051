using System.Globalization;
using System.Text.RegularExpressions;

namespace Hotline.Channels.Receiving;

/// <summary>A point on the map within the words for a place: <c>人民路18号（25.43,119.01）</c>, latitude first, degrees of WGS 84.</summary>
internal static partial class PlacePoint
{
    /// <summary>A coordinate as people and programs write it; null where it is none within that range.</summary>
    internal static double? Read(string? written, double most) =>
        double.TryParse(written?.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most
            ? degrees
            : null;

    /// <summary>Words and point together; six decimals are 10 cm.</summary>
    internal static string? Join(string? words, (double Latitude, double Longitude)? point)
    {
        var place = words?.Trim() ?? "";
        var at = point is var (latitude, longitude) ? string.Create(CultureInfo.InvariantCulture, $"（{latitude:0.######},{longitude:0.######}）") : "";
        return place.Length + at.Length == 0 ? null : place + at;
    }

    /// <summary>The words and the point apart again.</summary>
    internal static (string Words, (double Latitude, double Longitude)? Point) Split(string place) =>
        Point().Match(place) is { Success: true } found
            && Read(found.Groups["latitude"].Value, 90) is { } latitude && Read(found.Groups["longitude"].Value, 180) is { } longitude
            ? (place[..found.Index], (latitude, longitude))
            : (place, null);

    [GeneratedRegex(@"（(?<latitude>-?[0-9]{1,2}(\.[0-9]+)?),(?<longitude>-?[0-9]{1,3}(\.[0-9]+)?)）$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Point();
}
