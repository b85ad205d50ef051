using Hotline.Cases.Quality;
using Hotline.Cases.Views;

namespace Hotline.Cases.Tests.Quality;

public sealed class ScoreSheetTests
{
    private static readonly ScoreSheet Sheet = new("s", 1, "表", 80, [Item("a", 50), Item("b", 30, optional: true), Item("c", 20, critical: true)]);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [InlineData(50, 30, 20, 100, true)]
    [InlineData(40, 20, 20, 80, true)]
    [InlineData(40, 19, 20, 79, false)]
    [InlineData(50, 30, 0, 0, false)]
    [InlineData(40, null, 20, 85.7, true)]
    [InlineData(36, null, 20, 80, true)]
    [InlineData(0, 0, 1, 1, false)]
    public void The_total_is_points_given_over_points_that_could_be_had(int a, int? b, int c, double total, bool passed) =>
        Assert.Equal(new SheetResult(total, passed), Sheet.Work([new("a", a, null), new("b", b, null), new("c", c, null)]));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_point_more_never_makes_a_call_worse(int seed)
    {
        var random = new Random(seed);
        var sheet = Random(random);
        var scores = sheet.Items.Select(item => new ItemScoreView(item.Id, item.Optional && random.Next(3) == 0 ? null : random.Next(item.Points + 1), null)).ToList();
        Assert.Null(sheet.Wrong(scores));
        var before = sheet.Work(scores);
        Assert.InRange(before.Total, 0, 100);
        Assert.Equal(before.Total, Math.Round(before.Total, 1));

        foreach (var (score, place) in scores.Select((score, place) => (score, place)).Where(one => one.score.Points < sheet.Items[one.place].Points).ToList())
        {
            var better = scores.ToList();
            better[place] = score with { Points = score.Points + 1 };
            var after = sheet.Work(better);
            Assert.True(after.Total >= before.Total && (after.Passed || !before.Passed));
        }

        Assert.Equal(new SheetResult(100, true), sheet.Work([.. sheet.Items.Select(item => new ItemScoreView(item.Id, item.Points, null))]));
    }

    [Theory]
    [InlineData("a=50 b=30", "“c”须评且只评一次")]
    [InlineData("a=50 b=30 c=20 c=20", "“c”须评且只评一次")]
    [InlineData("a=50 b=30 c=20 d=1", "评分表没有“d”一项")]
    [InlineData("a=51 b=30 c=20", "“a”须评 0 至 50 分")]
    [InlineData("a=-1 b=30 c=20", "“a”须评 0 至 50 分")]
    [InlineData("a= b=30 c=20", "“a”须评 0 至 50 分")]
    [InlineData("a=50 b= c=20", null)]
    public void What_does_not_fill_the_sheet_is_refused(string given, string? wrong) =>
        Assert.Equal(wrong, Sheet.Wrong([.. given.Split(' ').Select(one => one.Split('=')).Select(one => new ItemScoreView(one[0], one[1].Length == 0 ? null : int.Parse(one[1], System.Globalization.CultureInfo.InvariantCulture), null))]));

    private static SheetItemView Item(string id, int points, bool critical = false, bool optional = false) => new(id, id, points, critical, optional, null);

    private static ScoreSheet Random(Random random)
    {
        var cuts = Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next(1, 100)).Append(0).Append(100).Distinct().Order().ToList();
        return new ScoreSheet("s", 1, "表", random.Next(1, 101), [.. cuts.Zip(cuts.Skip(1)).Select((pair, place) =>
            Item($"i{place}", pair.Second - pair.First, random.Next(4) == 0, place > 0 && random.Next(3) == 0))]);
    }
}
