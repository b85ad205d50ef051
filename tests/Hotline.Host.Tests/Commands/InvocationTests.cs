using Hotline.Host.Commands;

namespace Hotline.Host.Tests.Commands;

public sealed class InvocationTests
{
    [Fact]
    public void Without_a_command_it_is_run() => Assert.Equal("run", Read([]).Command);

    [Theory]
    [InlineData("--help", "help")]
    [InlineData("-h", "help")]
    [InlineData("--version", "version")]
    [InlineData("openapi", "openapi")]
    public void Reads_the_command(string argument, string command) => Assert.Equal(command, Read([argument]).Command);

    [Fact]
    public void Short_forms_and_full_keys_become_settings()
    {
        var invocation = Read(["run", "--http", "127.0.0.1:9000", "--sip=127.0.0.1:0", "--Sms:Smpp:Host=127.0.0.1", "--Telephony:MaxCalls", "5"]);

        Assert.Equal(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Http"] = "127.0.0.1:9000",
                ["Sip"] = "127.0.0.1:0",
                ["Sms:Smpp:Host"] = "127.0.0.1",
                ["Telephony:MaxCalls"] = "5",
            },
            invocation.Settings);
    }

    [Fact]
    public void Words_after_the_command_belong_to_it()
    {
        var invocation = Read(["policy", "check", "file.yaml"]);

        Assert.Equal("policy", invocation.Command);
        Assert.Equal(["check", "file.yaml"], invocation.Words);
    }

    [Theory]
    [InlineData("unknown option --htpp; see --help", "--htpp", "127.0.0.1:1")]
    [InlineData("--data needs a value", "--data")]
    [InlineData("--data needs a value", "--data", "--http=127.0.0.1:1")]
    public void Refuses_what_it_does_not_know(string error, params string[] arguments)
    {
        Assert.False(Invocation.TryRead(arguments, out _, out var given));
        Assert.Equal(error, given);
    }

    private static Invocation Read(string[] arguments)
    {
        Assert.True(Invocation.TryRead(arguments, out var invocation, out var error), error);
        return invocation;
    }
}
