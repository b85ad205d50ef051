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
    private readonly FrozenDictionary<string, CityUnit> _byCode = Units.ToFrozenDictionary(unit => unit.Code, StringComparer.Ordinal);

    public CityUnit? Find(string code) => _byCode.GetValueOrDefault(code);
}
