using System.Globalization;
using Hotline.Cases;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Host.Tests.Live;

/// <summary>The fifteen minutes of a hazard (hanjiang-2016/11b), as the screens hear of them.</summary>
public sealed class DeadlineWarningTests : IAsyncLifetime
{
    // Begins now: SignalR ends a connection whose session is over by the machine's own clock.
    private readonly DateTimeOffset begin = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
    private readonly ManualTimeProvider time;
    private readonly TestProduct product;

    public DeadlineWarningTests()
    {
        time = new ManualTimeProvider(begin);
        product = new TestProduct { Time = time };
    }

    public ValueTask InitializeAsync() => product.InitializeAsync();

    public ValueTask DisposeAsync() => product.DisposeAsync();

    [Fact]
    public async Task The_agent_hears_at_ten_minutes_the_shift_leader_at_thirteen_and_the_list_grows_at_fifteen()
    {
        using var agent = await product.SignInAsync("agent1");
        using var leader = await product.SignInAsync("leader");
        await using var agentsScreen = await LiveScreen.OpenAsync(agent);
        await using var leadersScreen = await LiveScreen.OpenAsync(leader);
        var call = new Calls(time.GetUtcNow().AddSeconds(-5));
        await product.ReportAsync(call.Answered);
        var contactId = (await agentsScreen.NextAsync("callAnswered")).Text("contactId");
        var registered = await agent.PostAsync(
            "/api/cases",
            new { contactId, requestType = "complaint", categoryCode = "other", place = "六一路", text = "路面有坑，旁边电线垂落。", hazard = true },
            System.Net.HttpStatusCode.Created);
        var number = registered.Text("number");

        await SweepAfterAsync(TimeSpan.FromMinutes(10));
        var first = await agentsScreen.NextAsync("deadlineWarning");
        Assert.Equal((number, "agent", AfterMinutes(10), AfterMinutes(15)), (first.Text("caseNumber"), first.Text("for"), first.Text("at"), first.Text("due")));

        await SweepAfterAsync(TimeSpan.FromMinutes(3));
        var second = await leadersScreen.NextAsync("deadlineWarning");
        Assert.Equal((number, "shift-leader", AfterMinutes(13)), (second.Text("caseNumber"), second.Text("for"), second.Text("at")));

        await SweepAfterAsync(TimeSpan.FromMinutes(2) + TimeSpan.FromTicks(1));
        await leadersScreen.NextAsync("tasksChanged");
        var task = Assert.Single((await leader.GetAsync("/api/tasks?state=open")).EnumerateArray());
        Assert.Equal(("shift-list", number), (task.Text("kind"), task.Text("caseNumber")));
    }

    private string AfterMinutes(int minutes) => begin.AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private async Task SweepAfterAsync(TimeSpan pause)
    {
        time.Advance(pause);
        await product.Services.GetRequiredService<IDeadlineDesk>().SweepAsync(CancellationToken.None);
    }
}
