using System.Collections.Immutable;
using System.Globalization;

namespace Hotline.Cases.Policies;

/// <summary>A cell of the city's grid (网格): a place in it belongs to its unit.</summary>
/// <param name="Code">Its code.</param>
/// <param name="UnitCode">The territory unit.</param>
/// <param name="Words">Names by which a place in words is known to be in it: streets, villages.</param>
/// <param name="Box">Its bounds on the map; null where only words are known.</param>
internal sealed record GridCell(string Code, string UnitCode, ImmutableArray<string> Words, MapBox? Box);

/// <summary>West, south, east, north, in degrees.</summary>
internal readonly record struct MapBox(double West, double South, double East, double North)
{
    /// <summary>Such as <c>119.10 25.44 119.13 25.47</c>; null where it is none.</summary>
    public static MapBox? Parse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var numbers = new double[4];
        return parts.Length == 4 && parts.Index().All(part => double.TryParse(part.Item, NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[part.Index]))
            && numbers[0] < numbers[2] && numbers[1] < numbers[3] && Math.Abs(numbers[0]) <= 180 && Math.Abs(numbers[2]) <= 180
            && Math.Abs(numbers[1]) <= 90 && Math.Abs(numbers[3]) <= 90
            ? new MapBox(numbers[0], numbers[1], numbers[2], numbers[3])
            : null;
    }

    /// <summary>A point on the border between two belongs to the eastern, the northern one: to one of them, whichever.</summary>
    public bool Holds(MapPoint point) => point.Longitude >= West && point.Longitude < East && point.Latitude >= South && point.Latitude < North;
}
