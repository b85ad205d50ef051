using Hotline.Testing;
using YamlDotNet.RepresentationModel;

namespace Hotline.Architecture.Tests;

/// <summary>No container engine is needed for these: the files parse, and what the image copies is what a publish gives.</summary>
public sealed class DeploymentTests
{
    [Fact]
    public void Compose_describes_the_product_with_SQL_Server_and_an_edge_profile()
    {
        var services = Services();
        Assert.Equal("hotline kamailio sqlserver", string.Join(" ", services.Children.Keys.Select(key => key.ToString()).Order(StringComparer.Ordinal)));
        Assert.Equal(".", services["hotline"]["build"].ToString());
        Assert.Contains("sqlserver", services["hotline"]["depends_on"].ToString(), StringComparison.Ordinal);
        Assert.Equal("sqlserver", services["hotline"]["environment"]["HOTLINE__Database__Provider"].ToString());
        Assert.Equal("edge", services["kamailio"]["profiles"][0].ToString());
    }

    [Fact]
    public void Compose_names_only_files_that_exist()
    {
        var mounts = Services().Children.Values
            .OfType<YamlMappingNode>()
            .Where(service => service.Children.ContainsKey("volumes"))
            .SelectMany(service => (YamlSequenceNode)service["volumes"])
            .Select(mount => mount.ToString().Split(':')[0])
            .Where(source => source.StartsWith("./", StringComparison.Ordinal))
            .ToList();
        Assert.NotEmpty(mounts);
        Assert.All(mounts, source => Assert.True(File.Exists(Repository.Path(source)), $"{source} does not exist"));
    }

    [Fact]
    public void The_image_copies_what_publish_writes()
    {
        var published = Environment.GetEnvironmentVariable("HOTLINE_PUBLISH");
        Assert.SkipWhen(published is null, "HOTLINE_PUBLISH does not name a publish output: ./hotline test makes one and names it");
        Assert.Contains("\nCOPY artifacts/publish/ ./\n", File.ReadAllText(Repository.Path("Dockerfile")), StringComparison.Ordinal);
        Assert.Contains("\"Hotline.Host.dll\"", File.ReadAllText(Repository.Path("Dockerfile")), StringComparison.Ordinal);
        string[] needed = ["Hotline.Host.dll", "Hotline.Host.runtimeconfig.json", "policies/hanjiang-2016.yaml", "policies/callflows/default.yaml", "prompts/zh-CN/greeting.wav", "wwwroot/index.html", "Microsoft.SqlServer.Server.dll"];
        Assert.All(needed, file => Assert.True(File.Exists(Path.Combine(published, file)), $"{file} is not in the publish output"));
    }

    private static YamlMappingNode Services()
    {
        using var reader = File.OpenText(Repository.Path("docker-compose.yml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode["services"];
    }
}
