namespace Hotline.Telephony.Calls;

/// <summary>Somebody on a call beside the citizen.</summary>
/// <param name="Leg">Their phone.</param>
/// <param name="AgentId">Who it is, where it is one of ours.</param>
/// <param name="Name">The agent, or the number that was dialled: for boards and events.</param>
internal sealed record Party(CallLeg Leg, string? AgentId, string Name);
