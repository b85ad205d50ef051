using System.Globalization;
using System.Net;
using System.Text.Json;
using Hotline.Host.Commands;
using Hotline.Host.Tests.Api;
using Hotline.Testing;

namespace Hotline.Host.Tests.Commands;

public sealed class PolicyReplayCommandTests : IAsyncLifetime
{
    private readonly TestProduct product = new();

    public ValueTask InitializeAsync() => product.InitializeAsync();

    public ValueTask DisposeAsync() => product.DisposeAsync();

    [Fact]
    public async Task It_plays_the_cases_of_a_running_product_for_people_and_for_programs()
    {
        using var agent = await product.SignInAsync("agent1");
        var seen = await agent.PostAsync(
            "/api/cases",
            new { requestType = "complaint", categoryCode = "010102", place = "延宁路", text = "路面有坑。", requesterPhone = "13800000021" },
            HttpStatusCode.Created);
        await agent.PostAsync($"/api/cases/{seen.Text("number")}/dispatch", new { version = seen.Version(), unitId = "roads" });
        var day = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        string[] asked =
        [
            "policy", "replay", "--policy", Repository.Path("policies", "gaoling-2020.yaml"), "--data", product.DataFolder,
            "--from", Day(day.AddDays(-1)), $"--to={Day(day.AddDays(1))}",
        ];

        var (code, words, errors) = await RunAsync(asked);
        Assert.Equal(0, code);
        Assert.DoesNotMatch(@"(?m)^(?!hotline: [\d,]+ of [\d,]+ cases$).+$", errors);
        Assert.StartsWith("gaoling-2020 v1 ", words, StringComparison.Ordinal);
        Assert.Contains(": 1 cases, ", words, StringComparison.Ordinal);
        Assert.Contains("roads                 gaoling-2020/9a", words, StringComparison.Ordinal);

        (code, words, _) = await RunAsync([.. asked, "--json"]);
        var view = JsonElement.Parse(words);
        Assert.Equal((0, 1, "roads"), (code, view.GetProperty("cases").GetInt32(), view.List("load").Single().GetProperty("unit").Text("id")));
        Assert.Equal("gaoling-2020/9a", view.List("byUnitAndClause")[0].Text("clause"));
    }

    [Fact]
    public async Task Everything_wrong_with_the_asking_is_said_at_once()
    {
        var (code, words, errors) = await RunAsync(["policy", "replay", "--policy", "no-such-file.yaml", "--from", "soon"]);
        Assert.Equal((2, ""), (code, words));
        Assert.Contains("there is no file no-such-file.yaml", errors, StringComparison.Ordinal);
        Assert.Contains("--from: a day such as", errors, StringComparison.Ordinal);
        Assert.Contains("--to: a day such as", errors, StringComparison.Ordinal);
    }

    private static string Day(DateTimeOffset day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(arguments, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
