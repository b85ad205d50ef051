using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

public sealed class StaffDeskTests
{
    private static readonly NewStaffAccount Agent = new()
    {
        UserName = "Agent1",
        Name = "林晓燕",
        Roles = [Role.Agent, Role.ShiftLeader],
        UnitId = "city-hotline",
        PasswordHash = "hash",
        SamplePassword = true,
        Phone = new StaffPhone("8001", "md5", "sha256"),
    };

    [Fact]
    public async Task An_account_is_found_by_its_name_in_any_case_with_all_it_was_opened_with()
    {
        await using var city = await SampleCity.OpenAsync();
        var desk = city.Services.GetRequiredService<IStaffDesk>();
        Assert.True(await desk.OpenAsync(Agent, TestContext.Current.CancellationToken));
        var found = (await desk.FindAsync(" aGENT1 ", TestContext.Current.CancellationToken))!;
        Assert.Equal(("Agent1", "林晓燕", "hash", true, Agent.Phone), (found.UserName, found.Name, found.PasswordHash, found.SamplePassword, found.Phone));
        Assert.Equal(Agent.Roles, found.Roles);
        Assert.Equal(("city-hotline", 1), (found.Unit!.Id, found.Unit.Level));
        var actor = found.ToActor();
        Assert.Equal((found.Id, "8001", "city-hotline"), (actor.Id, actor.AgentId, actor.UnitId));
        Assert.Null(await desk.FindAsync("agent2", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_name_or_phone_that_is_taken_and_a_unit_that_is_unknown_are_refused()
    {
        await using var city = await SampleCity.OpenAsync();
        var desk = city.Services.GetRequiredService<IStaffDesk>();
        Assert.True(await desk.OpenAsync(Agent, TestContext.Current.CancellationToken));
        Assert.False(await desk.OpenAsync(Agent with { UserName = "AGENT1", Phone = null }, TestContext.Current.CancellationToken));
        Assert.False(await desk.OpenAsync(Agent with { UserName = "agent2" }, TestContext.Current.CancellationToken));
        Assert.False(await desk.OpenAsync(Agent with { UserName = "agent3", Phone = null, UnitId = "nowhere" }, TestContext.Current.CancellationToken));
        Assert.False(await desk.OpenAsync(Agent with { UserName = " ", Phone = null }, TestContext.Current.CancellationToken));
        Assert.True(await desk.OpenAsync(Agent with { UserName = "leader", Phone = null }, TestContext.Current.CancellationToken));
        Assert.Equal(2, (await desk.ListAsync(TestContext.Current.CancellationToken)).Count);
    }

    [Fact]
    public async Task A_password_of_ones_own_takes_the_place_of_the_sample_one()
    {
        await using var city = await SampleCity.OpenAsync();
        var desk = city.Services.GetRequiredService<IStaffDesk>();
        await desk.OpenAsync(Agent, TestContext.Current.CancellationToken);

        Assert.True(await desk.ChangePasswordAsync("agent1", "own", new StaffPhone("8001", "md5'", "sha256'"), TestContext.Current.CancellationToken));

        var account = await desk.FindAsync("agent1", TestContext.Current.CancellationToken);
        Assert.Equal(("own", false, "md5'", "sha256'"), (account!.PasswordHash, account.SamplePassword, account.Phone!.Ha1Md5, account.Phone.Ha1Sha256));
    }

    [Fact]
    public async Task Nobody_gets_anothers_telephone_with_a_password()
    {
        await using var city = await SampleCity.OpenAsync();
        var desk = city.Services.GetRequiredService<IStaffDesk>();
        await desk.OpenAsync(Agent, TestContext.Current.CancellationToken);

        Assert.False(await desk.ChangePasswordAsync("agent1", "own", new StaffPhone("8002", "md5", "sha256"), TestContext.Current.CancellationToken));
        Assert.False(await desk.ChangePasswordAsync("agent1", "own", null, TestContext.Current.CancellationToken));
        Assert.False(await desk.ChangePasswordAsync("nobody", "own", null, TestContext.Current.CancellationToken));

        Assert.True((await desk.FindAsync("agent1", TestContext.Current.CancellationToken))!.SamplePassword);
    }

    [Fact]
    public async Task Who_is_disabled_says_since_when_by_whom_and_why_until_enabled_again()
    {
        await using var city = await SampleCity.OpenAsync();
        var desk = city.Services.GetRequiredService<IStaffDesk>();
        await desk.OpenAsync(Agent, Token);
        var admin = await AdministratorAsync(desk, "admin");

        Assert.Equal(StaffChange.Done, await desk.DisableAsync(admin, "AGENT1", "离职", Token));
        Assert.Equal(StaffChange.Unchanged, await desk.DisableAsync(admin, "agent1", "again", Token));
        var disabled = (await desk.FindAsync("agent1", Token))!.Disabled!;
        Assert.Equal((city.Time.GetUtcNow(), admin.Name, "离职"), (disabled.Since, disabled.By, disabled.Reason));
        Assert.Equal(StaffChange.NotFound, await desk.DisableAsync(admin, "nobody", "离职", Token));

        Assert.Equal(StaffChange.Done, await desk.EnableAsync(admin, "agent1", Token));
        Assert.Equal(StaffChange.Unchanged, await desk.EnableAsync(admin, "agent1", Token));
        Assert.Null((await desk.FindAsync("agent1", Token))!.Disabled);
        Assert.Empty(await city.RowFaultsAsync());
    }

    [Fact]
    public async Task Nobody_disables_themselves_or_the_last_administrator()
    {
        await using var city = await SampleCity.OpenAsync();
        var desk = city.Services.GetRequiredService<IStaffDesk>();
        var first = await AdministratorAsync(desk, "admin1");
        Assert.Equal(StaffChange.LastAdministrator, await desk.DisableAsync(null, "admin1", "离职", Token));

        var second = await AdministratorAsync(desk, "admin2");
        Assert.Equal(StaffChange.Oneself, await desk.DisableAsync(first, "admin1", "离职", Token));
        Assert.Equal(StaffChange.Done, await desk.DisableAsync(second, "admin1", "离职", Token));
        Assert.Equal(StaffChange.LastAdministrator, await desk.DisableAsync(null, "admin2", "离职", Token));
        Assert.Null((await desk.FindAsync("admin2", Token))!.Disabled);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<Actor> AdministratorAsync(IStaffDesk desk, string userName)
    {
        Assert.True(await desk.OpenAsync(Agent with { UserName = userName, Roles = [Role.Admin], Phone = null }, Token));
        return (await desk.FindAsync(userName, Token))!.ToActor();
    }
}
