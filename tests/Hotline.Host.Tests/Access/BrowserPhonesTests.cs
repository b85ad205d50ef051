using System.Net;
using Hotline.Host.Access;
using Hotline.Telephony;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Host.Tests.Access;

public sealed class BrowserPhonesTests(TestProduct product) : IClassFixture<TestProduct>
{
    [Fact]
    public async Task A_page_gets_a_telephone_beside_the_desk_phone_until_another_asks_or_its_agent_leaves()
    {
        var directory = product.Services.GetRequiredService<IAgentDirectory>();
        using var seat = await product.SignInAsync("agent1");

        var first = await seat.PostAsync("/api/session/phone", null);
        Assert.Equal(("8001-web", "hotline"), (first.Text("userName"), first.Text("realm")));
        var account = directory.Find("8001-web")!;
        Assert.Equal(("8001", true), (account.AgentId, account.IsBrowser));
        Assert.Equal(SampleStaff.PhoneOf("8001-web", "hotline", first.Text("password")!).Ha1Md5, account.Ha1Md5);
        Assert.Equal(["8001", "8001-web"], directory.Accounts.Where(one => one.AgentId == "8001").Select(one => one.UserName).Order(StringComparer.Ordinal));

        var second = await seat.PostAsync("/api/session/phone", null);
        Assert.NotEqual(first.Text("password"), second.Text("password"));
        Assert.NotEqual(account.Ha1Md5, directory.Find("8001-web")!.Ha1Md5);

        await seat.DeleteAsync("/api/session", HttpStatusCode.NoContent);
        Assert.Null(directory.Find("8001-web"));
        Assert.NotNull(directory.Find("8001"));
    }

    [Fact]
    public async Task An_agent_in_two_browsers_has_one_telephone_and_leaving_one_page_does_not_take_the_others()
    {
        var directory = product.Services.GetRequiredService<IAgentDirectory>();
        using var first = await product.SignInAsync("agent2");
        using var second = await product.SignInAsync("agent2");
        await first.PostAsync("/api/session/phone", null);
        var taken = await second.PostAsync("/api/session/phone", null);
        var account = Assert.Single(directory.Accounts, one => one is { AgentId: "8002", IsBrowser: true });
        Assert.Equal(SampleStaff.PhoneOf("8002-web", "hotline", taken.Text("password")!).Ha1Md5, account.Ha1Md5);

        // Ready in one page is ready, whichever page says so; there is one agent.
        await first.PostAsync("/api/switchboard/ready", null, HttpStatusCode.NoContent);
        await second.PostAsync("/api/switchboard/not-ready", new { reason = "break" }, HttpStatusCode.NoContent);
        Assert.Equal(["ready 8002", "not-ready 8002 break"], product.Switchboard.Asked.Where(asked => asked.EndsWith("8002", StringComparison.Ordinal) || asked.Contains("8002 ", StringComparison.Ordinal)));

        await first.DeleteAsync("/api/session", HttpStatusCode.NoContent);
        Assert.Same(account, directory.Find("8002-web"));
        await second.GetAsync("/api/session");
        await second.DeleteAsync("/api/session", HttpStatusCode.NoContent);
        Assert.Null(directory.Find("8002-web"));
    }

    [Fact]
    public async Task Only_who_answers_calls_gets_one()
    {
        using var seat = await product.SignInAsync("unit1");
        await seat.PostAsync("/api/session/phone", null, HttpStatusCode.Forbidden);
        using var admin = await product.SignInAsync("admin");
        await admin.PostAsync("/api/session/phone", null, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_list_of_telephones_names_each_agent_once()
    {
        using var seat = await product.SignInAsync("agent2");
        await seat.PostAsync("/api/session/phone", null);
        using var admin = await product.SignInAsync("admin");
        var phones = await admin.GetAsync("/api/sip-accounts");
        Assert.Single(phones.EnumerateArray(), phone => phone.Text("agentId") == "8002");
    }
}
