using System.Net.WebSockets;
using System.Text.Json;
using Hotline.Telephony;

namespace Hotline.Host.Tests.Live;

public sealed class LiveHubTests(TestProduct product) : IClassFixture<TestProduct>
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Whoever_may_watch_the_board_gets_it_on_connecting_and_on_every_change()
    {
        product.Switchboard.View = BoardWith(AgentState.Ready);
        using var leader = await product.SignInAsync("leader");
        await using var screen = await LiveScreen.OpenAsync(leader);

        Assert.Equal("ready", AgentOf(await screen.NextAsync("switchboardChanged")).Text("state"));

        product.Switchboard.View = BoardWith(AgentState.WrapUp);
        await product.ReportAsync(new AgentStateChanged { At = Now, AgentId = "8001", State = AgentState.WrapUp });

        // A change of before may still be on its way.
        JsonElement agent;
        do
        {
            agent = AgentOf(await screen.NextAsync("switchboardChanged"));
        }
        while (agent.Text("state") == "ready");
        Assert.Equal(("8001", "林晓燕", "wrap-up", "2026-11-20T01:00:00Z"), (agent.Text("agentId"), agent.Text("name"), agent.Text("state"), agent.Text("since")));
    }

    [Fact]
    public async Task The_pop_of_a_caller_takes_less_than_a_second()
    {
        using var agent = await product.SignInAsync("agent1");
        await using var screen = await LiveScreen.OpenAsync(agent);
        var taken = new List<TimeSpan>();
        for (var i = 0; i < 5; i++)
        {
            var call = new Calls(Now.AddMinutes(i));
            var began = TimeProvider.System.GetTimestamp();
            await product.ReportAsync(call.Answered);
            await screen.NextAsync("callAnswered");
            taken.Add(TimeProvider.System.GetElapsedTime(began));
        }

        // The best of five: what the way itself takes, not what else this machine is doing.
        Assert.InRange(taken.Min(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_handler_gets_no_board()
    {
        using var handler = await product.SignInAsync("unit1");
        using var leader = await product.SignInAsync("leader");
        await using var handlersScreen = await LiveScreen.OpenAsync(handler);
        await using var leadersScreen = await LiveScreen.OpenAsync(leader);
        await leadersScreen.NextAsync("switchboardChanged");

        await product.ReportAsync(new AgentStateChanged { At = Now, AgentId = "8001", State = AgentState.Ready });
        await leadersScreen.NextAsync("switchboardChanged");

        Assert.DoesNotContain("switchboardChanged", handlersScreen.Unread());
    }

    [Fact]
    public async Task Without_a_session_there_is_no_connection()
    {
        using var stranger = product.Stranger();

        await Assert.ThrowsAsync<WebSocketException>(() => LiveScreen.OpenAsync(stranger));
    }

    [Fact]
    public async Task A_page_of_another_origin_gets_no_connection()
    {
        using var leader = await product.SignInAsync("leader");

        await Assert.ThrowsAsync<WebSocketException>(() => LiveScreen.OpenAsync(leader, origin: "http://evil.example"));
        await using var own = await LiveScreen.OpenAsync(leader, origin: product.Http.GetLeftPart(UriPartial.Authority));
        await own.NextAsync("switchboardChanged");
    }

    private static System.Text.Json.JsonElement AgentOf(System.Text.Json.JsonElement board) => Assert.Single(board.List("agents"));

    private static SwitchboardView BoardWith(AgentState state) => new()
    {
        Agents = [new AgentView { AgentId = "8001", DisplayName = "林晓燕", State = state, Since = Now }],
        Waiting = [],
        Calls = [],
    };
}
