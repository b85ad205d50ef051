using Hotline.Cases;
using Hotline.Cases.Views;

namespace Hotline.Host.Live;

/// <summary>An agent's phone rings.</summary>
internal sealed record CallOfferedMessage(string CallId, string Number);

/// <summary>An agent answered; the contact is stored and can be read.</summary>
internal sealed record CallAnsweredMessage(string CallId, Guid ContactId, string Number, DateTimeOffset AnsweredAt);

/// <summary>An agent's call is over.</summary>
internal sealed record CallEndedMessage(string CallId, Guid ContactId);

/// <summary>A case changed: read it again.</summary>
internal sealed record CaseChangedMessage(string Number, CaseState State);

/// <summary>A clock nears or passes its end.</summary>
internal sealed record DeadlineWarningMessage(string? CaseNumber, Guid? ContactId, string Clock, DateTimeOffset At, DateTimeOffset Due, Role For);

/// <summary>Sound of a conversation is missing in its recording; the party is <c>citizen</c>, an agent's id or a number.</summary>
internal sealed record RecordingAlarmMessage(string CallId, Guid? RecordingId, string? AgentId, string Party, double? MissingSeconds);

/// <summary>A call owed to a citizen is this agent's task now: read the list again.</summary>
internal sealed record CallbackAssignedMessage(Guid TaskId);

/// <summary>The list of tasks changed: read it again.</summary>
internal sealed record TasksChangedMessage;

/// <summary>The wallboard: seats and callers now, the figures of today and of the last 24 hours.</summary>
internal sealed record WallboardMessage(DateTimeOffset At, WallSeats Seats, int Waiting, double? LongestWaitSeconds, WallFigures Figures);

/// <summary>How many seats are in which state.</summary>
internal sealed record WallSeats(int Ready, int Ringing, int Talking, int WrapUp, int NotReady, int Offline);
