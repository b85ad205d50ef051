using Hotline.Host.Commands;
using Hotline.Testing;

namespace Hotline.Host.Tests.Commands;

public sealed class FlowCommandTests
{
    [Fact]
    public async Task Every_flow_we_ship_is_sound()
    {
        Assert.All(await Task.WhenAll(new[] { "default", "callback", "branch", "menu" }.Select(name => RunAsync("", "check", name))), result => Assert.Equal((0, ""), (result.Code, result.Errors)));
        Assert.StartsWith("sound: flows default, branch; 3 profiles, ", (await RunAsync("", "check")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_faulty_flow_is_refused_with_its_place()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("round.yaml"), "name: round\nstart: b\nsteps:\n  b: {announce: greeting, next: b}\n", TestContext.Current.CancellationToken);
        var (code, output, errors) = await RunAsync("", "check", folder.File("round.yaml"));

        Assert.Equal((1, ""), (code, output));
        Assert.Equal($"{folder.File("round.yaml")}:4:33: steps.b.next: expected a way to an end; this runs in a circle: b → b\n", errors);
    }

    [Fact]
    public async Task A_rehearsal_by_script_says_what_a_caller_hears_and_when()
    {
        var (code, output, errors) = await RunAsync(
            "", "run", "menu", "--at", "2026-11-23 10:00", "--keys", "1 1 20261122000001 -", "--case", "20261122000001=handling");

        Assert.Equal((0, ""), (code, errors));
        Assert.StartsWith("00:00  rings   default, flow menu, 2026-11-23 10:00\n", output, StringComparison.Ordinal);
        Assert.Contains("  hears   progress-handling: 承办单位正在办理。\n", output, StringComparison.Ordinal);
        Assert.EndsWith("  ends    the call is over\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rehearsal_asks_for_the_query_code_where_the_number_alone_does_not_do()
    {
        var (code, output, errors) = await RunAsync(
            "", "run", "menu", "--at", "2026-11-23 10:00", "--keys", "1 1 20261122000001 482109375561 -", "--case", "20261122000001/482109375561=closed");

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("  hears   query-code: ", output, StringComparison.Ordinal);
        Assert.Contains("  hears   progress-closed: 已办结。\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-10-01 10:30", false)]
    [InlineData("2026-10-10 10:30", false)]
    [InlineData("2026-10-01 13:00", true)]
    public async Task Hours_in_a_rehearsal_are_those_of_the_legal_calendar(string at, bool closed)
    {
        var (_, output, _) = await RunAsync("", "run", "menu", "--at", at, "--keys", "10");

        Assert.Equal(closed, output.Contains("hears   closed", StringComparison.Ordinal));
        Assert.Contains("agent   answers", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_may_be_typed()
    {
        var (code, output, _) = await RunAsync("2\n\n1\n", "run", "--called", "12369", "--at", "2026-11-23 10:00");

        Assert.Equal(0, code);
        Assert.Contains("greeting-12369", output, StringComparison.Ordinal);
        Assert.Contains("key? ", output, StringComparison.Ordinal);
        Assert.Contains("rates   3 of 5\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("expected check, draw or run; found 'fly'", "fly")]
    [InlineData("'noon' is nothing for --at", "run", "--at", "noon")]
    [InlineData("--keys needs a value", "run", "--keys")]
    public async Task What_is_not_understood_is_one_line_and_exit_code_2(string error, params string[] arguments)
    {
        var (code, output, errors) = await RunAsync("", arguments);

        Assert.Equal((2, "", $"hotline: {error}; see flow --help\n"), (code, output, errors));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string typed, params string[] arguments)
    {
        using var input = new StringReader(typed);
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var code = await FlowCommand.ExecuteAsync(arguments, input, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
