using Hotline.Channels.Receiving;

namespace Hotline.Channels.Tests.Receiving;

public sealed class PlacePointTests
{
    [Theory]
    [InlineData("人民路18号", 25.4312, -119.5)]
    [InlineData("", 0, 0)]
    [InlineData("A（1,2）B", -90, 180)]
    public void Words_and_point_come_apart_as_they_were_put_together(string words, double latitude, double longitude) =>
        Assert.Equal((words, (latitude, longitude)), PlacePoint.Split(PlacePoint.Join(words, (latitude, longitude))!));

    [Theory]
    [InlineData("人民路18号")]
    [InlineData("人民路（东段）")]
    [InlineData("x（91,0）")]
    [InlineData("x（1,2）口")]
    public void A_place_without_a_point_is_words(string place) => Assert.Equal((place, null), PlacePoint.Split(place));

    [Fact]
    public void Nothing_is_no_place() => Assert.Null(PlacePoint.Join(" ", null));
}
