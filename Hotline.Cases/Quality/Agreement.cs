namespace Hotline.Cases.Quality;

/// <summary>How far two people who scored the same calls agree (docs/quality.md).</summary>
/// <param name="Pairs">Calls that both scored.</param>
/// <param name="Same">The share of these in which they gave the same; null without a pair.</param>
/// <param name="MeanDifference">Mean difference in points, of pairs in which both gave points; null without one.</param>
/// <param name="Alpha">
/// Krippendorff's alpha: 1 for full agreement, 0 for what chance gives; null where all gave the same and nothing could be told apart.
/// </param>
internal sealed record Agreement(int Pairs, double? Same, double? MeanDifference, double? Alpha)
{
    /// <summary>Raised whenever the meaning changes.</summary>
    public const int Version = 1;

    /// <summary>Of one item.</summary>
    /// <param name="pairs">What the two gave; null for "no occasion".</param>
    /// <param name="most">The most points it can have.</param>
    public static Agreement Of(IReadOnlyList<(double? First, double? Second)> pairs, double most)
    {
        if (pairs.Count == 0)
        {
            return new Agreement(0, null, null, null);
        }

        var values = pairs.SelectMany(pair => new[] { pair.First, pair.Second }).GroupBy(value => value).Select(same => (Value: same.Key, Count: same.Count())).ToList();
        var all = 2.0 * pairs.Count;
        var byChance = values.Sum(one => values.Sum(other => one.Count * other.Count * Distance(one.Value, other.Value, most))) / (all * (all - 1));
        var both = pairs.Where(pair => pair is { First: not null, Second: not null }).ToList();
        return new Agreement(
            pairs.Count,
            pairs.Count(pair => pair.First == pair.Second) / (double)pairs.Count,
            both.Count == 0 ? null : both.Average(pair => Math.Abs(pair.First!.Value - pair.Second!.Value)),
            byChance == 0 ? null : 1 - (pairs.Average(pair => Distance(pair.First, pair.Second, most)) / byChance));
    }

    // "No occasion" is as far from any points as nothing is from all.
    private static double Distance(double? one, double? other, double most) => (one, other) switch
    {
        (null, null) => 0,
        ({ } first, { } second) => Math.Abs(first - second) / most,
        _ => 1,
    };
}
