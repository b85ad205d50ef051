using Hotline.Cases.Casework;
using Hotline.Cases.Policies;
using Hotline.Cases.Tests.Policies;

namespace Hotline.Cases.Tests.Casework;

public sealed class LikenessTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromDays(30);
    private static readonly Matter Potholes = new("010102", "涵东街道延宁路12号", null, "路面有个大坑，晚上看不见。", Now);

    private static CategoryTree Tree => Regulations.Hanjiang.Categories;

    [Fact]
    public void The_same_words_again_are_a_hundred_points_in_four_parts()
    {
        var parts = Likeness.Compare(Potholes, Potholes, Window, Tree);
        Assert.Equal([(Likeness.Category, 35), (Likeness.Place, 30), (Likeness.Text, 25), (Likeness.Time, 10)], parts.Select(part => (part.Part, part.Points)));
        Assert.Equal("同一细类：路面破损坑洼", parts[0].Words);
    }

    [Fact]
    public void Another_class_place_matter_and_month_have_nothing_in_common() =>
        Assert.Empty(Likeness.Compare(Potholes, new("020101", "江口镇东大村", null, "占道经营噪音扰民", Now.AddDays(-40)), Window, Tree));

    [Theory]
    [InlineData("延宁路12号", "延宁路 12 号！", 1.0)]
    [InlineData("延宁路12号", "六一路口", 0.0)]
    [InlineData("", "", 0.0)]
    [InlineData("。", "🚧🕳️", 0.0)]
    [InlineData("a", "A", 1.0)]
    public void Words_are_compared_by_pairs_of_characters(string one, string other, double common) =>
        Assert.Equal(common, Likeness.Common(one, other));

    [Fact]
    public void The_same_class_in_the_same_hour_alone_is_not_suggested()
    {
        var other = Potholes with { Place = "江口镇东大村", Text = "桥头" };
        Assert.InRange(Likeness.Compare(Potholes, other, Window, Tree).Sum(part => part.Points), 1, Likeness.Suggested - 1);
    }
}
