using Hotline.Telephony;

namespace Hotline.Host.Live;

/// <summary>The telephone board as the contract writes it: for reading, and for the hub.</summary>
internal sealed record BoardAnswer(IReadOnlyList<BoardAgent> Agents, IReadOnlyList<BoardWaiting> Waiting, IReadOnlyList<BoardCall> Calls, BoardFigures Figures)
{
    public static BoardAnswer Of(SwitchboardView view) => new(
        [.. view.Agents.OrderBy(agent => agent.AgentId, StringComparer.Ordinal)
            .Select(agent => new BoardAgent(agent.AgentId, agent.DisplayName, agent.State, agent.Reason, agent.Since))],
        [.. view.Waiting.Select(caller => new BoardWaiting(caller.CallId.ToString(), caller.Caller, caller.Since, caller.EstimatedWait?.TotalSeconds, caller.Group, caller.IsCallback))],
        [.. view.Calls.Select(call => new BoardCall(call.CallId.ToString(), call.Caller, call.AgentId, call.ArrivedAt, call.AnsweredAt)
        {
            Outbound = call.Outbound,
            OnHold = call.OnHold,
            RecordingPaused = call.RecordingPaused,
            Party = call.Party,
            PartyState = call.PartyState,
            Supervisor = call.Supervisor,
            Supervision = call.Supervision,
        })],
        BoardFigures.Of(view.Figures));
}

/// <summary>An agent on the board.</summary>
internal sealed record BoardAgent(string AgentId, string Name, AgentState State, string? Reason, DateTimeOffset Since);

/// <summary>A caller in line, or somebody who keeps their place there and is called back.</summary>
internal sealed record BoardWaiting(string CallId, string Number, DateTimeOffset Since, double? EstimatedWaitSeconds, string Group, bool Callback);

/// <summary>A call on the board.</summary>
internal sealed record BoardCall(string CallId, string Number, string? AgentId, DateTimeOffset ArrivedAt, DateTimeOffset? AnsweredAt)
{
    /// <summary>We made the call.</summary>
    public required bool Outbound { get; init; }

    /// <summary>The citizen hears music.</summary>
    public required bool OnHold { get; init; }

    /// <summary>What is said is not recorded for now, by order.</summary>
    public required bool RecordingPaused { get; init; }

    /// <summary>Whom the agent consults, brought in or transfers to.</summary>
    public required string? Party { get; init; }

    public required PartyState PartyState { get; init; }

    /// <summary>The supervisor taking part.</summary>
    public required string? Supervisor { get; init; }

    public required SupervisionMode? Supervision { get; init; }
}

/// <summary>The line over the last 24 hours; shares from 0 to 1, null while there is nothing to share.</summary>
internal sealed record BoardFigures(
    int FormulaVersion, int Answered, int Abandoned, double? ConnectRate, double? ServiceLevel15, double? ServiceLevel20, double? MeanWaitSeconds)
{
    public static BoardFigures Of(LineFigures figures) => new(
        LineFigures.FormulaVersion,
        figures.Answered,
        figures.Abandoned,
        figures.ConnectRate,
        figures.ServiceLevel15,
        figures.ServiceLevel20,
        figures.MeanWait?.TotalSeconds);
}
