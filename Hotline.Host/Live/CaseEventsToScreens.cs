using Hotline.Cases;

namespace Hotline.Host.Live;

/// <summary>Tells the screens what happened to cases, deadlines and tasks.</summary>
internal sealed class CaseEventsToScreens(Screens screens) : ICaseEventSink
{
    public ValueTask AcceptAsync(LiveEvent liveEvent, CancellationToken cancellationToken) => new(liveEvent switch
    {
        CaseChanged changed => screens.CaseChangedAsync(changed.UnitIds, new CaseChangedMessage(changed.CaseNumber, changed.State)),
        DeadlineWarning warning => screens.DeadlineWarningAsync(
            warning.AgentId,
            warning.UnitId,
            new DeadlineWarningMessage(warning.CaseNumber, warning.ContactId, warning.Clock, warning.At, warning.Due, warning.For)),
        RecordingAlarmRaised alarm => screens.RecordingAlarmAsync(
            new RecordingAlarmMessage(alarm.CallId, alarm.RecordingId, alarm.AgentId, alarm.Party, alarm.MissingSeconds)),
        CallbackAssigned assigned => screens.CallbackAssignedAsync(assigned.AgentId, new CallbackAssignedMessage(assigned.TaskId)),
        TasksChanged => screens.TasksChangedAsync(),
        ContactChanged or NoticeQueued => Task.CompletedTask,
        _ => throw new InvalidOperationException($"No screen knows of {liveEvent.GetType().Name}."),
    });
}
