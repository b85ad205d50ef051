using System.Text;
using System.Text.Json;
using Hotline.Host.Commands;
using Hotline.Testing;

namespace Hotline.Host.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private const string Rows = "案件编号,问题描述,地址,类型,小类,上报时间,上报人,联系电话,是否保密\nA-1,路灯不亮,,,,,,,\nA-2,,,,,,,,\n";

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_trial_then_the_import_then_the_rejects()
    {
        var file = Path.Combine(folder.Path, "案件.csv");
        await File.WriteAllBytesAsync(file, CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(Rows));
        string[] command = ["import", file, "--mapping", Repository.Path("policies", "imports", "city-management.yaml"), "--data", Path.Combine(folder.Path, "data"), "--json"];

        var (code, trial) = await RunAsync([.. command, "--dry-run"]);
        Assert.Equal((1, 1, true, "gb18030", JsonValueKind.Null), (code, trial.GetProperty("taken").GetInt32(), trial.GetProperty("dryRun").GetBoolean(), trial.Text("encoding"), trial.GetProperty("rejectsFile").ValueKind));
        Assert.False(File.Exists($"{file}.rejects"));

        var (_, done) = await RunAsync(command);
        Assert.Equal(1, done.GetProperty("taken").GetInt32());
        var fault = Assert.Single(done.List("faults"));
        Assert.Equal((3, "问题描述"), (fault.GetProperty("line").GetInt32(), fault.Text("column")));
        Assert.EndsWith("A-2,,,,,,,,\n", await File.ReadAllTextAsync($"{file}.rejects"), StringComparison.Ordinal);

        var (_, again) = await RunAsync(command);
        Assert.Equal((0, 1), (again.GetProperty("taken").GetInt32(), again.GetProperty("repeated").GetInt32()));
    }

    [Theory]
    [InlineData("import", "--mapping is missing")]
    [InlineData("import a b --mapping m", "import needs one file")]
    [InlineData("import a --mapping m --dryrun", "unknown option --dryrun")]
    public async Task What_is_missing_is_said(string command, string reason)
    {
        using var errors = new StringWriter();

        Assert.Equal(2, await CommandLine.RunAsync(command.Split(' '), TextWriter.Null, errors));
        Assert.Contains(reason, errors.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static async Task<(int Code, JsonElement Report)> RunAsync(string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, output, errors);
        Assert.True(code < 2, errors.ToString());
        return (code, JsonElement.Parse(output.ToString()));
    }
}
