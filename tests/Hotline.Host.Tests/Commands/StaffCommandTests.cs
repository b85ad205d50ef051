using System.Net;
using Hotline.Cases;
using Hotline.Host.Access;
using Hotline.Host.Commands;
using Hotline.Telephony;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Host.Tests.Commands;

public sealed class StaffCommandTests : IDisposable
{
    private readonly TemporaryFolder data = new();

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task Who_is_disabled_cannot_sign_in_or_register_a_phone_until_enabled_again()
    {
        Assert.Equal("agent1 is disabled.\n", await RunAsync("disable", "agent1", "left", "the", "city"));
        Assert.Contains("by the command line: left the city", (await RunAsync("list")).Split('\n').Single(line => line.StartsWith("agent1\t", StringComparison.Ordinal)), StringComparison.Ordinal);
        await using (var product = await RunningProduct.StartAsync(Settings()))
        {
            using var seat = new Seat(product.Http);
            var refused = await seat.PostAsync("/api/session", new { userName = "agent1", password = SampleStaff.Password }, HttpStatusCode.Unauthorized);
            Assert.Equal("account-disabled", refused.Text("code"));
            var wrong = await seat.PostAsync("/api/session", new { userName = "agent1", password = "wrong" }, HttpStatusCode.Unauthorized);
            Assert.Equal("sign-in-failed", wrong.Text("code"));
            var phones = product.App.Services.GetRequiredService<IAgentDirectory>();
            Assert.Null(phones.Find("8001"));
            Assert.Empty(phones.Of("8001"));
        }

        Assert.Equal("agent1 is enabled.\n", await RunAsync("enable", "agent1"));
        await using (var product = await RunningProduct.StartAsync(Settings()))
        {
            using var seat = new Seat(product.Http);
            await seat.PostAsync("/api/session", new { userName = "agent1", password = SampleStaff.Password });
            Assert.NotNull(product.App.Services.GetRequiredService<IAgentDirectory>().Find("8001"));

            var staff = product.App.Services.GetRequiredService<IStaffDesk>();
            await staff.DisableAsync(null, "agent1", "left", TestContext.Current.CancellationToken);
            product.App.Services.GetRequiredService<StaffRegister>().Replace(await staff.ListAsync(TestContext.Current.CancellationToken));
            Assert.Equal("signed-out", (await seat.GetAsync("/api/session", HttpStatusCode.Unauthorized)).Text("code"));
        }
    }

    [Theory]
    [InlineData("'admin' is the last administrator who is not disabled; enable another one first", "disable", "admin", "left")]
    [InlineData("there is no account 'nobody'", "disable", "nobody", "left")]
    [InlineData("there is no account 'nobody'", "enable", "nobody")]
    [InlineData("a reason has 1 to 500 characters", "disable", "agent1", " ")]
    [InlineData("staff list, staff disable USER-NAME REASON or staff enable USER-NAME; see --help", "disable", "agent1")]
    public async Task Refuses(string reason, params string[] words) =>
        Assert.Equal([reason], (await Assert.ThrowsAsync<StartRefusedException>(() => RunAsync(words))).Reasons);

    private async Task<string> RunAsync(params string[] words)
    {
        using var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(0, await StaffCommand.ExecuteAsync(new Invocation { Command = "staff", Settings = Settings(), Words = words }, output));
        return output.ToString();
    }

    private Dictionary<string, string?> Settings() => new(StringComparer.Ordinal)
    {
        ["Http"] = "127.0.0.1:0",
        ["Sip"] = "127.0.0.1:0",
        ["Data"] = data.Path,
    };
}
