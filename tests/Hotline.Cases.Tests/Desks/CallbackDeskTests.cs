using Hotline.Cases.Views;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

/// <summary>Calls owed as tasks.</summary>
public sealed class CallbackDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_talked_to_the_citizen_last_gets_the_task_and_is_told()
    {
        await using var city = await SampleCity.OpenAsync();
        await city.AnswerAsync(SampleCity.Caller);
        var owed = Owed(city, $"+86{SampleCity.Caller}");
        await KeepAsync(city, owed, Owed(city, "13900000009"));

        var tasks = await Desk(city).ListAsync(city.Leader, OwedCallState.Open, Token);
        Assert.Equal(2, tasks.Count);
        Assert.Equal(city.Agent.AgentId, tasks.Single(task => task.Number == owed.Number).AgentId);
        Assert.Null(tasks.Single(task => task.Number == "13900000009").AgentId);
        await city.Events.NextAsync<CallbackAssigned>(assigned => assigned.TaskId == owed.Id && assigned.AgentId == city.Agent.AgentId);

        // A colleague sees what is nobody's.
        var colleague = city.Agent with { AgentId = "8002" };
        Assert.Equal("13900000009", Assert.Single(await Desk(city).ListAsync(colleague, null, Token)).Number);
        Assert.Empty(await Desk(city).ListAsync(city.Handler, null, Token));
    }

    [Fact]
    public async Task What_is_said_again_changes_nothing_and_attempts_are_added_once()
    {
        await using var city = await SampleCity.OpenAsync();
        var owed = Owed(city, SampleCity.Caller);
        await KeepAsync(city, owed);
        var at = city.Time.GetUtcNow();
        var tried = owed with { Attempts = [new OwedAttempt(at, "8001", Reached: false, "占线")] };
        await KeepAsync(city, tried);
        await KeepAsync(city, tried);
        var open = Assert.Single(await Desk(city).ListAsync(city.Leader, null, Token));
        Assert.Equal((OwedCallState.Open, new OwedAttempt(at, "8001", false, "占线")), (open.State, Assert.Single(open.Attempts)));

        // They ring by themselves: the task is over, whoever's it was.
        await KeepAsync(city, tried with { State = OwedCallState.RangAgain, ClosedAt = at, ClosedBy = "8002" });
        Assert.Empty(await Desk(city).ListAsync(city.Leader, OwedCallState.Open, Token));
        var closed = Assert.Single(await Desk(city).ListAsync(city.Leader, OwedCallState.RangAgain, Token));
        Assert.Equal(("8002", at, 1), (closed.ClosedBy, closed.ClosedAt, closed.Attempts.Count));
        Assert.IsType<ActResult<CallbackTaskView>.NotAllowed>(await Desk(city).AssignAsync(city.Leader, owed.Id, null, Token));
    }

    private static ICallbackTasks Desk(SampleCity city) => city.Services.GetRequiredService<ICallbackTasks>();

    private static ValueTask KeepAsync(SampleCity city, params OwedCall[] owed) => Desk(city).KeepAsync(owed, Token);

    private static OwedCall Owed(SampleCity city, string number) => new()
    {
        Id = Guid.NewGuid(),
        Number = number,
        Kind = OwedCallKind.Missed,
        CallId = Guid.NewGuid().ToString("N"),
        At = city.Time.GetUtcNow(),
        Calls = 1,
        State = OwedCallState.Open,
        Attempts = [],
    };
}
