using Hotline.Cases.Casework;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Tests.Casework;

public sealed class SpotTests
{
    [Fact]
    public void On_the_map_metres_count_and_not_the_words()
    {
        var here = Spot("延宁路12号", 119.1, 25.45);
        Assert.Equal(1112, new MapPoint(119.1, 25.45).MetresTo(new MapPoint(119.1, 25.46)), 0.5);
        Assert.True(Near(here, Spot("别处", 119.1, 25.454)));
        Assert.False(Near(here, Spot("延宁路12号", 119.1, 25.455)));
        Assert.True(Near(here, Spot("延宁路12号")));
        Assert.False(Near(here, Spot("别处")));
    }

    [Theory]
    [InlineData("延宁路12号", "涵东街道延宁路", true)]
    [InlineData("延宁路12号", "延宁路 12 号！", true)]
    [InlineData("延宁路12号门口", "延宁路（邮局）", true)]
    [InlineData("幸福小区东门", "幸福小区西门", true)]
    [InlineData("延宁路12号", "延宁路112号", true)]
    [InlineData("延宁路12号", "延宁路113号", false)]
    [InlineData("东永里5号", "安平里5号", false)]
    [InlineData("东永里3号楼502室", "西永里3号楼502室", false)]
    [InlineData("中山路52号", "中北路52号", false)]
    [InlineData("3号楼幸福小区", "幸福小区5号楼", true)]
    [InlineData("12号", "12号", false)]
    [InlineData("", "", false)]
    [InlineData("延宁路99999999999号", "延宁路1号", true)]
    [InlineData("延宁路858993461号", "延宁路1号", false)]
    public void In_words_the_name_counts_and_how_far_the_numbers_are_apart(string one, string other, bool near)
    {
        Assert.Equal(near, Near(Spot(one), Spot(other)));
        Assert.Equal(near, Near(Spot(other), Spot(one)));
    }

    private static bool Near(Spot one, Spot other) => Hotline.Cases.Casework.Spot.Near([other], one, 500).Count == 1;

    private static Spot Spot(string place, double? longitude = null, double? latitude = null) => new(Guid.NewGuid(), place, longitude, latitude, default);
}
