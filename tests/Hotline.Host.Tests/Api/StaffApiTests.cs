using System.Net;
using System.Text.Json;
using Hotline.Host.Readiness;
using Hotline.Telephony;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Host.Tests.Api;

public sealed class StaffApiTests : IAsyncLifetime
{
    private const string Disabled = "/api/staff/agent1/disabled";

    private readonly TestProduct product = new();

    public ValueTask InitializeAsync() => product.InitializeAsync();

    public ValueTask DisposeAsync() => product.DisposeAsync();

    [Fact]
    public async Task Who_is_disabled_is_out_at_once_and_in_again_when_enabled()
    {
        using var admin = await product.SignInAsync("admin");
        using var agent = await product.SignInAsync("agent1");
        await using var screen = await LiveScreen.OpenAsync(agent);
        var phones = product.Services.GetRequiredService<IAgentDirectory>();
        await agent.PostAsync("/api/session/phone", null);
        Assert.Equal(2, phones.Of("8001").Count());

        await Disable(admin, "agent1", "离职", HttpStatusCode.NoContent);
        Assert.Equal("signed-out", (await agent.GetAsync("/api/session", HttpStatusCode.Unauthorized)).Text("code"));
        await screen.BrokenOffAsync();
        Assert.Null(phones.Find("8001"));
        Assert.Null(phones.Find("8001-web"));
        Assert.Empty(phones.Of("8001"));
        Assert.Contains("accounts", product.Switchboard.Asked);
        Assert.NotNull(product.Services.GetRequiredService<StaffCopy>().Read()!.Single(account => account.UserName == "agent1").Disabled);
        var listed = Find(await admin.GetAsync("/api/staff"), "agent1").GetProperty("disabled");
        Assert.Equal("离职", listed.Text("reason"));

        await admin.DeleteAsync(Disabled, HttpStatusCode.NoContent);
        await admin.DeleteAsync(Disabled, HttpStatusCode.NoContent);
        Assert.NotNull(phones.Find("8001"));
        using var again = await product.SignInAsync("agent1");
        Assert.Equal(JsonValueKind.Null, Find(await admin.GetAsync("/api/staff"), "agent1").GetProperty("disabled").ValueKind);
        Assert.Equal(["staff.enable", "staff.disable"], (await admin.GetAsync("/api/audit?subject=agent1")).List("items").Select(entry => entry.Text("act")).Where(act => act!.StartsWith("staff.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Only_administrators_do_it_and_not_to_themselves_to_nobody_or_without_a_reason()
    {
        using var admin = await product.SignInAsync("admin");
        using var supervisor = await product.SignInAsync("supervisor");
        await supervisor.GetAsync("/api/staff", HttpStatusCode.Forbidden);
        await Disable(supervisor, "agent1", "离职", HttpStatusCode.Forbidden);
        Assert.Equal("oneself", (await Disable(admin, "admin", "离职", HttpStatusCode.Conflict)).Text("code"));
        await Disable(admin, "nobody", "离职", HttpStatusCode.NotFound);
        await Disable(admin, "agent1", "  ", HttpStatusCode.BadRequest);
        await Disable(admin, "agent1", new string('长', 501), HttpStatusCode.BadRequest);
        await admin.DeleteAsync("/api/staff/nobody/disabled", HttpStatusCode.NotFound);
        Assert.All((await admin.GetAsync("/api/staff")).EnumerateArray(), account => Assert.Equal(JsonValueKind.Null, account.GetProperty("disabled").ValueKind));
    }

    private static async Task<JsonElement> Disable(Seat who, string userName, string reason, HttpStatusCode expected)
    {
        var (status, body) = await who.AskAsync(HttpMethod.Put, $"/api/staff/{userName}/disabled", new { reason });
        Assert.Equal(expected, status);
        return body;
    }

    private static JsonElement Find(JsonElement staff, string userName) => staff.EnumerateArray().Single(account => account.Text("userName") == userName);
}
