using Hotline.Cases.Views;

namespace Hotline.Cases.Quality;

/// <summary>What a call is judged by (评分表).</summary>
/// <param name="Id">Never changed once in use.</param>
/// <param name="Version">One more with each change of what it says.</param>
/// <param name="Name">For people.</param>
/// <param name="Pass">The total from which a call has passed.</param>
/// <param name="Items">What is looked at; their points come to 100.</param>
internal sealed record ScoreSheet(string Id, int Version, string Name, int Pass, IReadOnlyList<SheetItemView> Items)
{
    private const int LongestNote = 200;

    /// <summary>What is wrong with points given on this sheet; null where nothing is.</summary>
    public string? Wrong(IReadOnlyList<ItemScoreView> scores)
    {
        if (scores.FirstOrDefault(score => Items.All(item => item.Id != score.Item)) is { } unknown)
        {
            return $"评分表没有“{unknown.Item}”一项";
        }

        foreach (var item in Items)
        {
            var given = scores.Where(score => score.Item == item.Id).ToList();
            if (given.Count != 1)
            {
                return $"“{item.Name}”须评且只评一次";
            }

            if (given[0].Points is { } points ? points < 0 || points > item.Points : !item.Optional)
            {
                return $"“{item.Name}”须评 0 至 {item.Points} 分";
            }

            if (given[0].Note?.Length > LongestNote)
            {
                return $"“{item.Name}”的说明不能超过{LongestNote}字";
            }
        }

        return null;
    }

    /// <summary>Points given over points that could be had, of 100, to a tenth; nothing where a critical item has no point.</summary>
    /// <param name="scores">Points that are not <see cref="Wrong"/>.</param>
    public SheetResult Work(IReadOnlyList<ItemScoreView> scores)
    {
        var points = scores.ToDictionary(score => score.Item, score => score.Points, StringComparer.Ordinal);
        if (Items.Any(item => item.Critical && points[item.Id] == 0))
        {
            return new SheetResult(0, false);
        }

        var possible = Items.Where(item => points[item.Id] is not null).Sum(item => item.Points);
        var total = Math.Round(100m * points.Values.Sum(given => given ?? 0) / possible, 1, MidpointRounding.AwayFromZero);
        return new SheetResult((double)total, total >= Pass);
    }

    /// <summary>It asks for the same in the same words.</summary>
    public bool SaysTheSameAs(ScoreSheet other) =>
        Id == other.Id && Version == other.Version && Name == other.Name && Pass == other.Pass && Items.SequenceEqual(other.Items);
}

/// <summary>What the points on a sheet come to.</summary>
/// <param name="Total">0 to 100.</param>
/// <param name="Passed">It is enough.</param>
internal readonly record struct SheetResult(double Total, bool Passed);
