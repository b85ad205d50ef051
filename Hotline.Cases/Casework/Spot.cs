using System.Numerics;
using System.Runtime.InteropServices;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>Where a case or a rectification is, as others are compared with it. A value: a thousand lie side by side in memory and are gone through with every new case.</summary>
internal readonly struct Spot
{
    /// <summary>Names of which the shorter has so many of its pairs in the longer are one name: 延宁路 and 涵东街道延宁路, not 东永里 and 西永里.</summary>
    private const double SameName = 0.6;

    /// <summary>Two numbers, one on each side of the street, to about ten metres of it.</summary>
    private const long MetresPerNumber = 5;

    /// <summary>What follows a number and says what it numbers.</summary>
    private const string Counted = "号弄栋幢楼室座层单元米";

    private readonly MapPoint? point;
    private readonly int? house;
    private readonly int[] name;

    // A bit for each pair of the name: most of those that differ are told apart without looking at their pairs.
    private readonly ulong signature;

    /// <param name="id">The case or the rectification.</param>
    /// <param name="place">In words.</param>
    /// <param name="longitude">Degrees.</param>
    /// <param name="latitude">Degrees.</param>
    /// <param name="at">When it was registered or opened.</param>
    public Spot(Guid id, string place, double? longitude, double? latitude, DateTimeOffset at)
    {
        (Id, At, point) = (id, at, MapPoint.Of(longitude, latitude));
        (var words, house) = Parts(place);
        name = Likeness.Pairs(words).ToArray();
        foreach (var pair in name)
        {
            signature |= 1UL << (int)((uint)(pair * 0x9E3779B1) >> 26);
        }
    }

    public Guid Id { get; }

    public DateTimeOffset At { get; }

    public static Spot Of(Case opened) => new(opened.Id, opened.Place, opened.Longitude, opened.Latitude, opened.RegisteredAt);

    /// <summary>Those that are near: by the map where both are on it; else by their names, and by how far their numbers are apart where both have one.</summary>
    public static List<Guid> Near(List<Spot> known, Spot here, int metres)
    {
        var near = new List<Guid>();
        foreach (ref readonly var there in CollectionsMarshal.AsSpan(known))
        {
            if (here.IsNear(in there, metres))
            {
                near.Add(there.Id);
            }
        }

        return near;
    }

    private bool IsNear(in Spot other, int metres) => point is { } here && other.point is { } there
        ? here.MetresTo(there) <= metres
        : HasNameOf(in other) && !(Math.Abs(house - other.house ?? 0) * MetresPerNumber > metres);

    private bool HasNameOf(in Spot other)
    {
        var shorter = Math.Min(name.Length, other.name.Length);
        var most = BitOperations.PopCount(signature & other.signature) + name.Length - BitOperations.PopCount(signature);
        return shorter > 0 && most >= SameName * shorter && Likeness.InCommon(name, other.name) >= SameName * shorter;
    }

    // The name stands before the first number, 延宁路12号; after it where nothing stands before, 3号楼幸福小区.
    private static (string Name, int? House) Parts(string place)
    {
        var digits = place.AsSpan().IndexOfAnyInRange('0', '9');
        if (digits < 0)
        {
            return (place, null);
        }

        var rest = place.AsSpan(digits).TrimStart("0123456789");
        return (digits > 0 ? place[..digits] : rest.TrimStart(Counted).ToString(), int.TryParse(place.AsSpan(digits..^rest.Length), out var number) ? number : null);
    }
}
