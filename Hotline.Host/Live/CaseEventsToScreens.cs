using Hotline.Cases;
using Microsoft.AspNetCore.SignalR;

namespace Hotline.Host.Live;

/// <summary>Tells the screens what happened to cases, deadlines and tasks.</summary>
internal sealed class CaseEventsToScreens(IHubContext<LiveHub, ILiveClient> hub) : ICaseEventSink
{
    public async ValueTask AcceptAsync(LiveEvent liveEvent, CancellationToken cancellationToken)
    {
        switch (liveEvent)
        {
            case CaseChanged changed:
                var groups = changed.UnitIds.Select(Audience.Unit).Prepend(Audience.AllCases).ToArray();
                await hub.Clients.Groups(groups).CaseChanged(new CaseChangedMessage(changed.CaseNumber, changed.State));
                break;
            case DeadlineWarning warning:
                var group = warning is { For: Role.Agent, AgentId: { } agentId } ? Audience.Agent(agentId) : Audience.Of(warning.For);
                await hub.Clients.Group(group).DeadlineWarning(
                    new DeadlineWarningMessage(warning.CaseNumber, warning.ContactId, warning.Clock, warning.At, warning.Due, warning.For));
                break;
            case TasksChanged:
                await hub.Clients.Group(Audience.Tasks).TasksChanged(new TasksChangedMessage());
                break;
            case ContactChanged or NoticeQueued:
                break;
            default:
                throw new InvalidOperationException($"No screen knows of {liveEvent.GetType().Name}.");
        }
    }
}
