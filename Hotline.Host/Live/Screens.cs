using Hotline.Cases;
using Microsoft.AspNetCore.SignalR;

namespace Hotline.Host.Live;

/// <summary>What the product tells the desks without being asked: each event by its name, and to whom.</summary>
internal sealed class Screens(IHubContext<LiveHub> hub)
{
    public const string SwitchboardChanged = "switchboardChanged";

    /// <summary>An agent's phone rings.</summary>
    public Task CallOfferedAsync(string agentId, CallOfferedMessage message) => hub.Clients.Group(Audience.Agent(agentId)).SendAsync("callOffered", message);

    /// <summary>An agent answered; the contact is stored and can be read.</summary>
    public Task CallAnsweredAsync(string agentId, CallAnsweredMessage message) => hub.Clients.Group(Audience.Agent(agentId)).SendAsync("callAnswered", message);

    /// <summary>An agent's call is over.</summary>
    public Task CallEndedAsync(string agentId, CallEndedMessage message) => hub.Clients.Group(Audience.Agent(agentId)).SendAsync("callEnded", message);

    /// <summary>A case changed: to those who see every case, and to handlers of the units that have or had it.</summary>
    public Task CaseChangedAsync(IEnumerable<string> unitIds, CaseChangedMessage message) =>
        hub.Clients.Groups(unitIds.Select(Audience.Unit).Prepend(Audience.AllCases).ToArray()).SendAsync("caseChanged", message);

    /// <summary>The board changed.</summary>
    public Task SwitchboardChangedAsync(BoardAnswer board) => hub.Clients.Group(Audience.Board).SendAsync(SwitchboardChanged, board);

    /// <summary>The wallboard changed.</summary>
    public Task WallboardChangedAsync(WallboardMessage wallboard) => hub.Clients.Group(Audience.Board).SendAsync("wallboardChanged", wallboard);

    /// <summary>A clock nears or passes its end: to the agent or the office concerned, or to everybody of the role it is for.</summary>
    public Task DeadlineWarningAsync(string? agentId, string? unitId, DeadlineWarningMessage message) =>
        hub.Clients.Group((message.For, agentId, unitId) switch
        {
            (Role.Agent, { } agent, _) => Audience.Agent(agent),
            (Role.Handler, _, { } unit) => Audience.Unit(unit),
            _ => Audience.Of(message.For),
        }).SendAsync("deadlineWarning", message);

    /// <summary>Sound of a conversation is missing in its recording: to shift leaders and supervisors.</summary>
    public Task RecordingAlarmAsync(RecordingAlarmMessage message) =>
        hub.Clients.Groups(Audience.Of(Role.ShiftLeader), Audience.Of(Role.Supervisor)).SendAsync("recordingAlarm", message);

    /// <summary>A call owed to a citizen is this agent's task now.</summary>
    public Task CallbackAssignedAsync(string agentId, CallbackAssignedMessage message) => hub.Clients.Group(Audience.Agent(agentId)).SendAsync("callbackAssigned", message);

    /// <summary>The list of tasks changed.</summary>
    public Task TasksChangedAsync() => hub.Clients.Group(Audience.Tasks).SendAsync("tasksChanged", new TasksChangedMessage());
}
