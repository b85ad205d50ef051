namespace Hotline.Cases.Policies;

/// <summary>A point on the map, WGS 84 or GCJ-02 alike: only distances between points of one source are asked.</summary>
internal readonly record struct MapPoint(double Longitude, double Latitude)
{
    private const double EarthRadiusMetres = 6_371_000;

    public static MapPoint? Of(double? longitude, double? latitude) => longitude is { } east && latitude is { } north ? new MapPoint(east, north) : null;

    /// <summary>Flat reckoning: exact to a metre within a city.</summary>
    public double MetresTo(MapPoint other)
    {
        var north = double.DegreesToRadians(other.Latitude - Latitude);
        var east = double.DegreesToRadians(other.Longitude - Longitude) * Math.Cos(double.DegreesToRadians((Latitude + other.Latitude) / 2));
        return EarthRadiusMetres * Math.Sqrt((north * north) + (east * east));
    }
}
