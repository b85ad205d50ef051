using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Hotline.Cases.Policies;

/// <summary>The four levels of units (市、县/区、部门/镇街、村/社区).</summary>
internal enum UnitLevel
{
    City,
    District,
    Department,
    Community,
}

/// <summary>A unit as the city file lists it.</summary>
/// <param name="Code">Stable; cases and categories refer to it.</param>
/// <param name="Name">In Chinese.</param>
/// <param name="Level">Its level.</param>
/// <param name="Parent">Code of the unit above; <see langword="null"/> at the top.</param>
/// <param name="Duties">What it does.</param>
/// <param name="Roles">Offices it holds for the whole city, such as the district efficiency office.</param>
internal sealed record CityUnit(
    string Code, string Name, UnitLevel Level, string? Parent, string Duties, ImmutableArray<PolicyRole> Roles);

/// <summary>A city's name and its units, in the file's order.</summary>
internal sealed record City(string Name, bool Sample, ImmutableArray<CityUnit> Units)
{
    /// <summary>Its name in English, for pages in English; null where the city file has none.</summary>
    public string? English { get; init; }

    /// <summary>Its grid; empty where the city file has none.</summary>
    public ImmutableArray<GridCell> Grid { get; init; } = [];

    private readonly FrozenDictionary<string, CityUnit> _byCode = Units.ToFrozenDictionary(unit => unit.Code, StringComparer.Ordinal);

    public CityUnit? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The cells that a place lies in: by the map where it is on it and a cell holds it, else by the names in its words.</summary>
    public IReadOnlyList<GridCell> CellsOf(string? place, MapPoint? point)
    {
        if (point is { } here && Grid.FirstOrDefault(cell => cell.Box is { } box && box.Holds(here)) is { } held)
        {
            return [held];
        }

        return string.IsNullOrEmpty(place) ? [] : [.. Grid.Where(cell => cell.Words.Any(word => place.Contains(word, StringComparison.Ordinal)))];
    }
}
