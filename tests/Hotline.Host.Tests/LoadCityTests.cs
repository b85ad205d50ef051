using Hotline.Telephony;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Host.Tests;

public sealed class LoadCityTests
{
    [Fact]
    public async Task The_load_city_has_as_many_agents_as_wanted()
    {
        await using var product = new TestProduct { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["City"] = "load", ["Agents"] = "30" } };
        await product.InitializeAsync();

        using var last = await product.SignInAsync("agent30");

        Assert.Equal("8030", (await last.GetAsync("/api/session")).Text("agentId"));
        Assert.Equal(30, product.Services.GetRequiredService<IAgentDirectory>().Accounts.Count(phone => phone.AgentId != "7001")); // the shift leader's
    }
}
