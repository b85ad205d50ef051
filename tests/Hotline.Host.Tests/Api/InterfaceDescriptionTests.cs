using Hotline.Host.Commands;
using Hotline.Testing;

namespace Hotline.Host.Tests.Api;

public sealed class InterfaceDescriptionTests
{
    [Fact]
    public async Task The_description_in_the_repository_is_current()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        Assert.True(await CommandLine.RunAsync(["openapi"], output, errors) == 0, errors.ToString());

        var kept = await File.ReadAllTextAsync(Repository.Path("docs", "api", "openapi.json"));

        Assert.True(kept == output.ToString(), "docs/api/openapi.json is not what the product says of itself; renew it with: ./hotline openapi > docs/api/openapi.json");
    }
}
