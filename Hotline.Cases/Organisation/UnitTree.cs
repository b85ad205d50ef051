using System.Collections.Frozen;
using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Organisation;

/// <summary>The city's units as screens and desks ask for them.</summary>
internal sealed class UnitTree
{
    private readonly FrozenDictionary<string, UnitView> byId;
    private readonly City city;

    public UnitTree(City city)
    {
        this.city = city;
        All = [.. city.Units.Select(unit => new UnitView(unit.Code, unit.Name, (int)unit.Level + 1, unit.Parent))];
        byId = All.ToFrozenDictionary(unit => unit.Id, StringComparer.Ordinal);
    }

    public IReadOnlyList<UnitView> All { get; }

    public UnitView? Find(string id) => byId.GetValueOrDefault(id);

    public UnitRef? Ref(string? id) => id is not null && byId.TryGetValue(id, out var unit) ? new UnitRef(unit.Id, unit.Name) : null;

    /// <summary>The next unit up; null at the top.</summary>
    public UnitRef? Above(string? id) => id is null ? null : Ref(city.Find(id)?.Parent);

    /// <summary>The unit itself or one above it that is of that level; null where there is none.</summary>
    public UnitRef? AtLevel(string? id, UnitLevel? level)
    {
        var unit = id is null ? null : city.Find(id);
        while (unit is not null && unit.Level != level)
        {
            unit = unit.Parent is null ? null : city.Find(unit.Parent);
        }

        return Ref(unit?.Code);
    }

    /// <summary>The unit directly above, where it is itself one that handles cases; null above a department: there the platform begins.</summary>
    public UnitRef? Superior(string id) =>
        city.Find(id)?.Parent is { } parent && city.Find(parent) is { Level: UnitLevel.Department or UnitLevel.Community } above ? Ref(above.Code) : null;

    public bool HasBelow(string? id) => city.Units.Any(unit => unit.Parent == id);

    /// <summary>Whether a unit stands anywhere below another.</summary>
    public bool IsBelow(string id, string above)
    {
        var parent = city.Find(id)?.Parent;
        while (parent is not null && parent != above)
        {
            parent = city.Find(parent)?.Parent;
        }

        return parent is not null;
    }

    /// <summary>Whether they are the same, or one stands above the other.</summary>
    public bool InOneBranch(string one, string other) => one == other || IsBelow(one, other) || IsBelow(other, one);

    /// <summary>The unit that holds an office for the whole city, as the efficiency office; null where none does.</summary>
    public UnitRef? Office(PolicyRole role) => Ref(city.Units.FirstOrDefault(unit => unit.Roles.Contains(role))?.Code);
}
