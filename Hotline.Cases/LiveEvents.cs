namespace Hotline.Cases;

/// <summary>Something that happened and is committed. Ids and facts only.</summary>
public abstract record LiveEvent
{
    private protected LiveEvent()
    {
    }
}

/// <summary>A case changed.</summary>
/// <param name="CaseNumber">The case.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="UnitIds">Units that have or had it: their handlers may know of it.</param>
public sealed record CaseChanged(string CaseNumber, CaseState State, IReadOnlyList<string> UnitIds) : LiveEvent;

/// <summary>A contact was stored or changed.</summary>
/// <param name="ContactId">The contact.</param>
/// <param name="CallId">Its call, if it is one.</param>
/// <param name="AgentId">The agent who answered.</param>
public sealed record ContactChanged(Guid ContactId, string? CallId, string? AgentId) : LiveEvent;

/// <summary>A clock nears or passes its end.</summary>
/// <param name="CaseNumber">The case; null while there is only a contact.</param>
/// <param name="ContactId">The contact the clock started with, if it did.</param>
/// <param name="AgentId">The agent concerned, where <paramref name="For"/> is the agent.</param>
/// <param name="Clock">The clock; <c>supervision</c> and <c>accountability</c> for what is told like one.</param>
/// <param name="At">When this warning was due, UTC; equals <paramref name="Due"/> for a breach.</param>
/// <param name="Due">When the clock ends, UTC.</param>
/// <param name="For">Whom it is for.</param>
public sealed record DeadlineWarning(string? CaseNumber, Guid? ContactId, string? AgentId, string Clock, DateTimeOffset At, DateTimeOffset Due, Role For) : LiveEvent
{
    /// <summary>The office whose people it is for, where <see cref="For"/> is the handler.</summary>
    public string? UnitId { get; init; }
}

/// <summary>The list of tasks changed.</summary>
public sealed record TasksChanged : LiveEvent;

/// <summary>A call owed to a citizen is somebody's task now.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="AgentId">Whose.</param>
public sealed record CallbackAssigned(Guid TaskId, string AgentId) : LiveEvent;

/// <summary>Sound of a call is missing in its recording, which nobody knew before.</summary>
/// <param name="CallId">The call.</param>
/// <param name="RecordingId">Its recording; null where there is none.</param>
/// <param name="AgentId">The agent.</param>
/// <param name="Party">Whose sound: <c>citizen</c>, an agent's telephone identity, a number; <c>all</c>.</param>
/// <param name="MissingSeconds">How much; null where there is no recording at all.</param>
public sealed record RecordingAlarmRaised(string CallId, Guid? RecordingId, string? AgentId, string Party, double? MissingSeconds) : LiveEvent;

/// <summary>A notice waits to be sent now.</summary>
public sealed record NoticeQueued : LiveEvent;

/// <summary>
/// Hears what happened, after the commit, in order of commit per case. Register as many as there are listeners.
/// An exception is logged and does not undo anything; events are not repeated after a crash: they are hints to look again.
/// </summary>
public interface ICaseEventSink
{
    /// <summary>Takes one event; should return quickly.</summary>
    ValueTask AcceptAsync(LiveEvent liveEvent, CancellationToken cancellationToken);
}
