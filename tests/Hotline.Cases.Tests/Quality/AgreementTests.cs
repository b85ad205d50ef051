using Hotline.Cases.Quality;

namespace Hotline.Cases.Tests.Quality;

public sealed class AgreementTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Fact]
    public void Alpha_is_what_its_author_worked_out()
    {
        // Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), A: binary data, two observers, no missing data: 0.095.
        double?[] meg = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
        double?[] owen = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];

        var found = Agreement.Of([.. meg.Zip(owen)], 1);

        Assert.Equal((10, 0.6, 0.4), (found.Pairs, found.Same, found.MeanDifference));
        Assert.Equal(0.095, found.Alpha!.Value, 3);
    }

    [Fact]
    public void Nothing_is_said_where_nothing_can_be_told()
    {
        Assert.Equal(new Agreement(0, null, null, null), Agreement.Of([], 10));
        Assert.Equal(new Agreement(2, 1, 0, null), Agreement.Of([(10, 10), (10, 10)], 10));
        Assert.Equal(new Agreement(2, 1, null, null), Agreement.Of([(null, null), (null, null)], 10));
        Assert.Equal(new Agreement(2, 1, 0, 1), Agreement.Of([(10, 10), (null, null)], 10));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void It_is_the_sum_over_all_pairs_of_values_and_knows_no_first_and_second(int seed)
    {
        var random = new Random(seed);
        var most = random.Next(1, 30);
        var pairs = Enumerable.Range(0, random.Next(1, 30)).Select(_ => (Value(), Value())).ToList();

        var found = Agreement.Of(pairs, most);

        var values = pairs.SelectMany(pair => new[] { pair.Item1, pair.Item2 }).ToList();
        var chance = Enumerable.Range(0, values.Count).SelectMany(one => Enumerable.Range(0, values.Count).Where(other => other != one).Select(other => Apart(values[one], values[other]))).Average();
        var seen = pairs.Average(pair => Apart(pair.Item1, pair.Item2));
        Assert.Equal(chance == 0, found.Alpha is null);
        Assert.Equal(chance == 0 ? 1 : 1 - (seen / chance), found.Alpha ?? 1, 9);
        Assert.True(found.Alpha is null or <= 1);
        var turned = Agreement.Of([.. pairs.Select(pair => (pair.Item2, pair.Item1))], most);
        Assert.Equal(found with { Alpha = null }, turned with { Alpha = null });
        Assert.Equal(found.Alpha ?? 1, turned.Alpha ?? 1, 9);
        Assert.Equal(chance == 0 ? null : 1.0, Agreement.Of([.. values.Select(value => (value, value))], most).Alpha);

        double? Value() => random.Next(6) == 0 ? null : random.Next(most + 1);
        double Apart(double? one, double? other) => one is null || other is null ? (one is null) == (other is null) ? 0 : 1 : Math.Abs(one.Value - other.Value) / most;
    }
}
