namespace Hotline.Cases.Policies;

/// <summary>Reads a city's units.</summary>
internal static class CityFile
{
    public static Loaded<City> Load(string path) => throw new NotSupportedException(path);
}
