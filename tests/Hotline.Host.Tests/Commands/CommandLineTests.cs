using Hotline.Host.Commands;
using Hotline.Testing;

namespace Hotline.Host.Tests.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public async Task An_unknown_command_is_one_line_and_exit_code_2()
    {
        var (code, output, errors) = await RunAsync("fly");

        Assert.Equal(2, code);
        Assert.Equal("hotline: unknown command 'fly'; see --help\n", errors);
        Assert.Empty(output);
    }

    [Fact]
    public async Task Help_names_every_command_and_short_form()
    {
        var (code, output, errors) = await RunAsync("--help");

        Assert.Equal(0, code);
        Assert.Empty(errors);
        Assert.All(["run", "policy", "flow", "verify", "password", "staff", "openapi", "version", "--http", "--sip", "--data", "--city", "--agents"], word => Assert.Contains(word, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Version_is_the_one_that_was_built()
    {
        var (code, output, _) = await RunAsync("version");

        Assert.Equal(0, code);
        Assert.Matches(@"^Hotline \d+\.\d+\.\d+\n$", output);
    }

    [Fact]
    public async Task Every_wrong_setting_is_said_at_once()
    {
        using var policies = new TemporaryFolder();
        var (code, _, errors) = await RunAsync("run", "--policies", policies.Path, "--http", "nowhere", "--agents", "none", "--Sms:Smpp:Hots=x");

        Assert.Equal(2, code);
        Assert.Equal(
            """
            hotline: Http must be an address and a port, as 127.0.0.1:8012, not 'nowhere'
            hotline: Agents must be a whole number from 1 to 1999, not 'none'
            hotline: Sms:Smpp:Host is missing
            hotline: Sms:Smpp:SystemId is missing
            hotline: Sms:Smpp:Password is missing
            hotline: unknown setting Sms:Smpp:Hots

            """,
            errors);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(arguments, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
