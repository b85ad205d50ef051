using System.Net;
using Hotline.Host.Access;
using Hotline.Host.Commands;
using Hotline.Telephony;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Host.Tests.Commands;

public sealed class PasswordCommandTests : IDisposable
{
    private readonly TemporaryFolder data = new();

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task A_new_password_takes_the_place_of_the_sample_one_and_gives_the_telephone_its_own()
    {
        var output = await ChangeAsync("agent1", "correct horse battery");

        var phonePassword = output.Split('\n').Single(line => line.StartsWith("Telephone 8001", StringComparison.Ordinal)).Split(' ')[5];
        await using var product = await RunningProduct.StartAsync(Settings());
        using var seat = new Seat(product.Http);
        await seat.PostAsync("/api/session", new { userName = "agent1", password = SampleStaff.Password }, HttpStatusCode.Unauthorized);
        await seat.PostAsync("/api/session", new { userName = "agent1", password = "correct horse battery" });
        var phone = product.App.Services.GetRequiredService<IAgentDirectory>().Find("8001")!;
        Assert.Equal(SampleStaff.PhoneOf("8001", "hotline", phonePassword).Ha1Sha256, phone.Ha1Sha256);
    }

    [Theory]
    [InlineData("agent1", "short", "a password has at least 12 characters and is not the sample one")]
    [InlineData("agent1", "hotline-sample", "a password has at least 12 characters and is not the sample one")]
    [InlineData("nobody", "correct horse battery", "there is no account 'nobody'")]
    public async Task Refuses(string userName, string password, string reason) =>
        Assert.Equal([reason], (await Assert.ThrowsAsync<StartRefusedException>(() => ChangeAsync(userName, password))).Reasons);

    private async Task<string> ChangeAsync(string userName, string password)
    {
        using var input = new StringReader(password + "\n");
        using var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(0, await PasswordCommand.ExecuteAsync(new Invocation { Command = "password", Settings = Settings(), Words = [userName] }, input, output));
        return output.ToString();
    }

    private Dictionary<string, string?> Settings() => new(StringComparer.Ordinal)
    {
        ["Http"] = "127.0.0.1:0",
        ["Sip"] = "127.0.0.1:0",
        ["Data"] = data.Path,
    };
}
