using Hotline.Channels.Web;
using Hotline.Testing;

namespace Hotline.Channels.Tests.Web;

public sealed class CityMapTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_sample_citys_drawing_is_whole() => Assert.Empty(CityMap.Read(Repository.Path("policies", "map.geojson")).Errors);

    [Theory]
    [InlineData("{", ":1: no JSON")]
    [InlineData("[]", "FeatureCollection")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "FeatureCollection with features")]
    [InlineData("""{"type":"FeatureCollection","features":[7]}""", "features[0]: a Feature")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"lake"},"geometry":{"type":"Point","coordinates":[119,25]}}]}""", "features[0]: properties.kind is one of district, water, road, place")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"place"},"geometry":{"type":"LineString","coordinates":[[119,25],[119,26]]}}]}""", "features[0]: a place is a Point")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"road"},"geometry":{"type":"Circle","coordinates":[119,25]}}]}""", "features[0]: geometry.type")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"road"},"geometry":{"type":"LineString","coordinates":[[25.4,119.1]]}}]}""", "longitude (-180 to 180) before latitude")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"road"},"geometry":{"type":"LineString","coordinates":[[119.1,null]]}}]}""", "geometry.coordinates")]
    public void What_is_wrong_is_named_with_its_place(string content, string words)
    {
        var file = Path.Combine(folder.Path, "map.geojson");
        File.WriteAllText(file, content);

        Assert.Contains(words, Assert.Single(CityMap.Read(file).Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var file = Path.Combine(folder.Path, "none.geojson");

        Assert.Contains($"{file}: cannot be read", Assert.Single(CityMap.Read(file).Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://tiles.example.cn/{z}/{x}/{y}.png", "https://tiles.example.cn", true)]
    [InlineData("http://127.0.0.1:8080/w?x={x}&y={y}&l={z}&tk=k", "http://127.0.0.1:8080", true)]
    [InlineData("https://{s}.tiles.example.cn/{z}/{x}/{y}.png", null, false)]
    [InlineData("https://tiles.example.cn/{z}/{x}.png", "https://tiles.example.cn", false)]
    [InlineData("file:///tiles/{z}/{x}/{y}.png", null, false)]
    [InlineData("tiles/{z}/{x}/{y}", null, false)]
    public void Tiles_come_from_one_host_by_their_numbers(string tiles, string? origin, bool good)
    {
        var map = new WebMapOptions { File = Repository.Path("policies", "map.geojson"), Tiles = tiles };

        Assert.Equal(good ? 0 : 1, map.Errors().Count());
        if (good)
        {
            Assert.Equal(origin, map.TileOrigin);
        }
    }
}
