using Hotline.Cases.Policies;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Policies;

public sealed class ExchangePeerFileTests
{
    [Fact]
    public void Every_error_is_said_at_its_place_with_what_was_expected()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("exchange.yaml");
        File.WriteAllText(
            file,
            """
            below:
              - { name: town, title: 江口平台, unit: town-jiangkou }
              - { name: town, title: 江口平台, unit: town-jiangkou }
            above:
              - name: city
                title: 市平台
                categories: { "0203": "010102", "0204": "nowhere" }
                fallback: nothing
            """);
        var city = CityFile.Load(Repository.Path("policies", "sample-city.yaml")).Value!;
        var categories = PolicyFile.Load(Repository.Path("policies", "hanjiang-2016.yaml")).Value!.Categories;

        var errors = ExchangePeerFile.Load(file, city, categories).Errors;
        Assert.Equal(
            [
                (3, "below[1].unit", "expected a unit that is no other platform, found 'town-jiangkou' again"),
                (3, "below[1].name", "expected a name that no other platform has, found 'town' again"),
                (7, "above[0].categories.0204", "expected the code of one of our categories, found 'nowhere'"),
                (8, "above[0].fallback", "expected the code of one of our categories, found 'nothing'"),
            ],
            errors.Select(error => (error.Line, error.Key, error.Expected)));
    }
}
